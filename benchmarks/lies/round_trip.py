"""Human docstrings through the schema and back: each sentence stays whole, or leaves whole."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from docstring_ls.core.docstrings import Docstring, Entry

from .human import sentences
from .judge import judged
from .packages import packages, unpacked
from .statements import plain
from .subjects import Subject, subjects

# Words in a row of which a rest of a sentence must have kept so many to be called mangled.
PIECE = 3


@dataclass(frozen=True)
class Mangled:
    """A sentence of which only a part is left."""

    where: str
    sentence: str
    document: str


def round_trip(split: str, count: int, seed: int, cache: Path) -> str:
    """Report on so many docstrings, evenly from the packages."""
    required = packages(split)
    each = -(-count // len(required))
    chosen: list[Subject] = []
    for requirement in required:
        found = list(subjects(requirement, unpacked(requirement, cache), 400, seed))
        found.sort(key=lambda item: -len(item.said) + random.Random(item.where).random())
        chosen += found[:each]
    whole = gone = 0
    mangled: list[Mangled] = []
    for subject in chosen[:count]:
        document = judged(subject.code.text, subject.line, answer_of(subject.docstring)).text
        for sentence in said(subject):
            if plain(sentence) in plain(document):
                whole += 1
            elif is_mangled(sentence, said(subject), document):
                mangled.append(Mangled(subject.where, sentence, document))
            else:
                gone += 1
    shown = "\n\n".join(
        f"{item.where}\n  WAS {item.sentence}\n{_indented(_around(item))}" for item in mangled[:20]
    )
    total = f"{len(chosen[:count])} docstrings of {split} packages: {whole} sentences stay whole, "
    return f"{shown}\n\n{total}{gone} leave whole, {len(mangled)} are mangled".strip()


def answer_of(docstring: Docstring) -> dict[str, object]:
    """A docstring as a model would answer it."""
    return {
        "summary": docstring.summary,
        "description": docstring.description or None,
        "parameters": _entries(docstring.parameters),
        "returns": docstring.returns.description if docstring.returns else None,
        "yields": docstring.yields.description if docstring.yields else None,
        "raises": _entries(docstring.raises),
        "attributes": _entries(docstring.attributes),
        "examples": None,
    }


def _entries(entries: tuple[Entry, ...]) -> list[dict[str, str]]:
    return [{"name": item.name, "description": item.description} for item in entries]


def said(subject: Subject) -> list[str]:
    """Its sentences; of an exception that has two entries those of both."""
    own = subject.docstring
    entries = (*own.parameters, *own.raises, *own.attributes)
    outcomes = (item for item in (own.returns, own.yields) if item)
    texts = (own.summary, own.description, *(item.description for item in (*entries, *outcomes)))
    return [sentence for text in texts if text for sentence in sentences(text)]


def is_mangled(sentence: str, sentences: list[str], document: str) -> bool:
    """Whether a part of it is left that no other sentence has."""
    rest = rest_of(sentence, document)
    others = (plain(other) for other in sentences if other != sentence)
    return bool(rest) and not any(rest in other for other in others)


def rest_of(sentence: str, document: str) -> str:
    """The longest run of its words that is left; empty where too few are to tell."""
    words, shown = plain(sentence).split(), f" {plain(document)} "
    for size in range(len(words) - 1, PIECE, -1):
        for start in range(len(words) - size + 1):
            piece = " ".join(words[start : start + size])
            if f" {piece} " in shown and size * 2 > len(words):
                return piece
    return ""


def _around(item: Mangled) -> str:
    piece = rest_of(item.sentence, item.document)
    shown = plain(item.document)
    at = shown.find(piece)
    return f"NOW …{shown[max(at - 30, 0) : at + len(piece) + 30]}…"


def _indented(text: str) -> str:
    return f"  {text}"
