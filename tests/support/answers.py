"""What becomes of a model's answer: the document it is written into, and what is said of it."""

from __future__ import annotations

import json
from dataclasses import dataclass

import docstring_parser

from docstring_ls.core.analysis import Facts, facts_of
from docstring_ls.core.docstrings import Style, render
from docstring_ls.core.edit import place
from docstring_ls.core.problems import Problem
from docstring_ls.core.prompt import read
from docstring_ls.core.rules import Verification, verify
from docstring_ls.core.summaries import complete, trim
from docstring_ls.core.syntax import Symbol, Syntax, parse, symbol_at
from docstring_ls.core.text import Source, apply


@dataclass(frozen=True)
class Written:
    """What an answer led to."""

    document: str
    docstring: str
    problems: tuple[Problem, ...]
    verdict: Verification


def marked(code: str) -> tuple[Syntax, Symbol]:
    """The code without its mark, and the symbol that ``$0`` marks."""
    before, cursor, after = code.partition("$0")
    assert cursor, "the case marks its symbol with $0"
    syntax = parse(Source("file:///w/shop.py", f"{before}{after}\n"))
    return syntax, symbol_at(syntax, len(before.encode()))[0]


def written(code: str, answer: str, style: Style) -> Written:
    """Take an answer through the whole core, for the symbol that is marked in the code."""
    syntax, symbol = marked(code)
    facts = facts_of(syntax, symbol, raises=style.raises)
    docstring, unreadable = read(answer)
    verdict = verify(docstring, facts, style)
    text = render(trim(complete(verdict.docstring, facts, style), facts, style), style, 4)
    edit, problems = place(syntax, symbol, text, style)
    assert edit is not None, problems
    return Written(apply(syntax.source, (edit,)), text, (*unreadable, *verdict.problems), verdict)


def kept_facts(code: str, answer: str) -> Facts:
    """The facts of the marked symbol after a person wrote what an answer says into it."""
    syntax, symbol = marked(code)
    edit, _ = place(syntax, symbol, render(read(answer)[0], Style(), 4), Style())
    assert edit is not None
    at = symbol.name_span.start
    syntax = parse(Source(syntax.source.uri, apply(syntax.source, (edit,))))
    return facts_of(syntax, symbol_at(syntax, at)[0])


@dataclass(frozen=True)
class Statement:
    """One statement of an answer.

    Attributes:
        place: Where it stands: ``summary``, ``description``, ``returns``, ``yields``,
            ``parameter NAME``, ``attribute NAME`` or ``raises NAME``.
        text: The words.
    """

    place: str
    text: str

    def stands_in(self, docstring: str) -> bool:
        """Whether a docstring of Google's style says it at its place, word for word."""
        kind, _, name = self.place.partition(" ")
        if kind == "summary":
            return flat(docstring).startswith(flat(self.text))
        heads = {"description": "", "returns": "Returns: ", "yields": "Yields: "}
        return flat(heads.get(kind, f"{name}: ") + self.text) in flat(docstring)


def flat(text: str) -> str:
    """The words alone, wherever their lines end."""
    return " ".join(text.split())


LISTS = {"parameter": "parameters", "attribute": "attributes", "raises": "raises"}


def answer_with(statement: Statement, summary: str = "Do what is asked for.") -> str:
    """An answer that says one thing beside its summary."""
    answer: dict[str, object] = {
        "summary": summary,
        "description": None,
        **{name: [] for name in LISTS.values()},
        **{"returns": None, "yields": None, "examples": None},
    }
    kind, _, name = statement.place.partition(" ")
    entries = [{"name": name, "description": statement.text}]
    answer[LISTS.get(kind, kind)] = entries if kind in LISTS else statement.text
    return json.dumps(answer)


def statements_of(answer: str) -> list[Statement]:
    """What an answer says, read by others than us: the JSON reader, else docstring-parser."""
    try:
        return _of_json(json.loads(answer))
    except json.JSONDecodeError:
        return _of_text(answer)


def _of_json(answer: dict[str, object]) -> list[Statement]:
    said = [
        Statement(name, text)
        for name in ("summary", "description", "returns", "yields")
        if isinstance(text := answer.get(name), str)
    ]
    for kind, name in LISTS.items():
        entries = answer.get(name) or []
        assert isinstance(entries, list)
        said += [Statement(f"{kind} {item['name']}", item["description"]) for item in entries]
    return said


def _of_text(answer: str) -> list[Statement]:
    parsed = docstring_parser.parse(answer, style=docstring_parser.DocstringStyle.GOOGLE)
    said = [Statement("summary", parsed.short_description or "")]
    entries = [(f"parameter {item.arg_name}", item) for item in parsed.params]
    entries += [(f"raises {item.type_name}", item) for item in parsed.raises]
    said += [Statement(place, item.description or "") for place, item in entries]
    if parsed.returns:
        said.append(Statement("returns", parsed.returns.description or ""))
    return said
