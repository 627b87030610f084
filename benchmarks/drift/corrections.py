"""What a changed docstring may have put right; a person reads what this finds.

The reading of docstrings is coarse and shares nothing with ours, so that the benchmark does not
contain only what our own reader sees.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

from drift.pairs import Pair

NAMES = r"\\?\*{0,2}`{0,2}\w[\w.]*`{0,2}"
ENTRY = re.compile(
    rf"^(?P<indent>\s*)(?::(?:param|parameter|arg|argument|key|keyword)\s+(?:[^:]*\s)?(?P<field>{NAMES})\s*:"
    rf"|:type\s+(?P<type>{NAMES})\s*:"
    rf"|@(?:param|type|keyword)\s+(?P<epytext>{NAMES})\s*:"
    rf"|[-*+•]?\s*(?P<list>{NAMES}(?:\s*[,/]\s*{NAMES})*)\s*(?:\(.*\))?\s*(?::|--? |—|$))"
)
RAISED = re.compile(
    r"(?::(?:raises?|except|exception)|@raises?|@raise)\s+([\w.]+)|\b([A-Z]\w*(?:Error|Exception|Warning|Exit|Interrupt|Timeout|NotFound|Iteration))\b"
)
DEFAULT = re.compile(
    r"(?i)\bdefaults?\b(?:\s+(?:value|is|to|of|are|set|being))*\s*[:=]?\s*[\[(]?\s*[`'\"]*([^\s,;)\]`'\"]+)"
)
OUTCOME = re.compile(
    r"(?im)^\s*(?:[:@](returns?|rtype|yields?)\b|(returns?|yields?)\s*:?\s*$|(returns?|yields?):)"
)
HEADING = re.compile(
    r"(?i)^\s*(?:(?P<lists>(?:other |keyword |optional )?(?:args|arguments|parameters|params)"
    r"|attributes|attrs|kwargs)|returns?|yields?|raises|notes?|examples?|see also|references|warns?"
    r"|usage|todo|methods)\s*:?\s*$"
)
PROSE = ("http", "https", "warning", "note", "class", "keys", "attributes", "returns", "example")


@dataclass(frozen=True)
class Correction:
    """A change that may be a correction: its class and the words that differ."""

    kind: str
    old: str
    new: str


def corrections(pair: Pair) -> tuple[Correction, ...]:
    """What may have been put right in one docstring."""
    found = [*_names(pair), *_defaults(pair), *_exceptions(pair), *_outcomes(pair), *_types(pair)]
    return tuple(dict.fromkeys(found))


def entries(docstring: str) -> dict[str, str]:
    """Names in the place of an entry's name, each with its line."""
    found: dict[str, str] = {}
    listing = False
    for line in docstring.split("\n"):
        if heading := HEADING.match(line):
            listing = bool(heading["lists"])
            continue
        match = ENTRY.match(line)
        if not match or (match["list"] and not listing):
            continue
        text = next(filter(None, (match[g] for g in ("field", "type", "epytext", "list"))), "")
        for name in re.split(r"\s*[,/]\s*", text):
            bare = name.strip("\\*`")
            if bare:
                found.setdefault(bare, line)
    return found


def _names(pair: Pair) -> list[Correction]:
    old, new = entries(pair.old), entries(pair.new)
    gone = [name for name in old if name not in new and name not in pair.parameters]
    came = [name for name in new if name not in old and name in pair.parameters]
    if isinstance(pair.node, ast.ClassDef):
        known = set(re.findall(r"\w+", pair.code))
        came += [name for name in new if name not in old and name in known and name not in came]
    if not gone:
        return []
    if came:
        return [Correction("rename", ", ".join(gone), ", ".join(came))]
    if any(name in ("args", "kwargs") or f"**{name}" in pair.code for name in pair.parameters):
        return []  # it may have been one of those
    gone = [
        name
        for name in gone
        if re.search(rf"(?m)^\W*(?:[:@]\w+ [^:]*)?\b{name}\W* ?[:(]", old[name])
    ]
    gone = [name for name in gone if re.fullmatch(r"[a-z_]\w*", name) and name not in PROSE]
    return [Correction("removed", ", ".join(gone), "")] if gone else []


def _defaults(pair: Pair) -> list[Correction]:
    old, new = DEFAULT.findall(pair.old), DEFAULT.findall(pair.new)
    values = {_plain(value) for value in pair.parameters.values() if value}
    gone = [word for word in old if word not in new and _plain(word) not in values]
    gone = [word for word in gone if word not in ("obj:", "C{")]
    came = [word for word in new if word not in old and _plain(word) in values]
    return [Correction("default", ", ".join(gone), ", ".join(came))] if gone and came else []


def _plain(word: str) -> str:
    return word.strip(".`'\"()").lower()


def _exceptions(pair: Pair) -> list[Correction]:
    words = set(re.findall(r"\w+", pair.new))
    gone = [name for name in _raised(pair.old) if name not in words]
    came = [name for name in _raised(pair.new) if name not in re.findall(r"\w+", pair.old)]
    return [Correction("exception", ", ".join(gone), ", ".join(came))] if gone else []


def _raised(docstring: str) -> list[str]:
    found = (first or last for first, last in RAISED.findall(docstring))
    return list(dict.fromkeys(name.rpartition(".")[2] for name in found))


def _outcomes(pair: Pair) -> list[Correction]:
    if isinstance(pair.node, ast.ClassDef):
        return []
    old, new = _outcome(pair.old), _outcome(pair.new)
    if not old or old == new or (not new and re.search(r"(?i)return|yield", pair.new)):
        return []
    return [Correction("outcome", " ".join(sorted(old)), " ".join(sorted(new)))]


def _outcome(docstring: str) -> set[str]:
    found = {next(filter(None, words)).lower()[0] for words in OUTCOME.findall(docstring)}
    return {"yield" if letter == "y" else "return" for letter in found}


def _types(pair: Pair) -> list[Correction]:
    if isinstance(pair.node, ast.ClassDef):
        return []
    old, new = _typed(pair.old), _typed(pair.new)
    given = pair.node.args
    stated = {
        item.arg: ast.unparse(item.annotation)
        for item in given.posonlyargs + given.args + given.kwonlyargs
        if item.annotation
    }
    stated |= {"return": ast.unparse(pair.node.returns)} if pair.node.returns else {}
    return [
        Correction("type", f"{name}: {old[name]}", f"{name}: {new[name]}")
        for name in old
        if name in new and name in stated and _words(new[name]) & _words(stated[name])
        if not _words(old[name])
        & (_words(new[name]) | _words(stated[name]) | {"array", "sequence"})
    ]


def _typed(docstring: str) -> dict[str, str]:
    found = re.findall(r"(?m)^\s*(\w+)\s*\(([^()]+)\)\s*:", docstring)
    found += re.findall(r"(?m)^(\w+) ?: (\S.*)$", docstring)
    found += re.findall(r"(?m)^\s*[:@]type (\w+):\s*(.+)$", docstring)
    found += re.findall(r"(?m)^\s*[:@]param (\w[\w.]*) (\w+):", docstring) and [
        (name, kind) for kind, name in re.findall(r"(?m)^\s*[:@]param (\w[\w.]*) (\w+):", docstring)
    ]
    found += [("return", kind) for kind in re.findall(r"(?m)^\s*[:@]rtype:\s*(.+)$", docstring)]
    return dict(found)


def _words(text: str) -> set[str]:
    """The words of a type, in the spelling of annotations; ``None`` and shapes aside."""
    short = {"string": "str", "strings": "str", "integer": "int", "boolean": "bool"}
    words = {short.get(word, word) for word in re.findall(r"[a-z]\w*", text.lower())}
    return words - {"optional", "none", "union", "or", "of", "the", "a", "any", "default"}
