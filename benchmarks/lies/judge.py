"""What becomes of a model's answer: the only file here that knows how answers are judged.

An answer goes the way of any other through :func:`docstring_ls.pipeline.propose`, with a provider
that insists: it gives the same answer as often as it is asked.
"""

from __future__ import annotations

import asyncio
import functools
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass

from docstring_ls.adapters.tokens import ByteBound
from docstring_ls.core.analysis import SYNTAX_ONLY, Resolution
from docstring_ls.core.context import Index
from docstring_ls.core.docstrings import Style
from docstring_ls.core.problems import Problem, Severity
from docstring_ls.core.syntax import Symbol, Syntax, parse, symbols
from docstring_ls.core.text import Source
from docstring_ls.errors import DocstringLsError
from docstring_ls.pipeline import propose
from docstring_ls.ports import Answer, Question, Request
from docstring_ls.providers import ProviderKind
from docstring_ls.tasks import Engine, Task

# Words of a problem about what was left out though nothing says that it is false.
UNPROVEN = "can't be proven:"
# And of a problem about what is.
FALSE = "is false:"
# Bytes, since they are counted instead of tokens; room for any function here with its context.
BUDGET = 60_000


@dataclass(frozen=True)
class Outcome:
    """What an answer led to.

    Attributes:
        text: The docstring as it would stand in the file; empty where there is none.
        problems: Message of each problem.
        verdicts: Messages of those that left something out as false.
        unproven: Messages of those that left something out as unproven.
    """

    text: str
    problems: frozenset[str]
    verdicts: frozenset[str] = frozenset()
    unproven: frozenset[str] = frozenset()


def judged(text: str, line: int, answer: dict[str, object]) -> Outcome:
    """Take an answer about the symbol whose ``def`` or ``class`` stands in a line, 1-based."""
    syntax = parsed(text)
    symbol = next(item for item in symbols(syntax) if _line(syntax, item) == line and item.qualname)
    engine = Engine(
        _Insisting(json.dumps(answer)), _Unresolved(), _Plain(), _Empty(), ByteBound(), BUDGET
    )
    try:
        proposal = asyncio.run(propose(engine, Task(syntax, symbol, root="/w")))
    except DocstringLsError as error:
        return _failed(error.message)
    return _outcome(proposal.text, proposal.problems)


def _failed(message: str) -> Outcome:
    """An answer of which nothing was left, for something false or only for what is unproven."""
    told = frozenset({message})
    if UNPROVEN in message and FALSE not in message:
        return Outcome("", told, unproven=told)
    return Outcome("", told, told)


@functools.lru_cache(maxsize=4)
def parsed(text: str) -> Syntax:
    """The text as the server holds it."""
    return parse(Source("file:///w/module.py", text))


def _line(syntax: Syntax, symbol: Symbol) -> int:
    return syntax.source.line_of(symbol.name_span.start) + 1


def _outcome(text: str, problems: tuple[Problem, ...]) -> Outcome:
    unproven = {item.message for item in problems if UNPROVEN in item.message}
    dropped = {item.message for item in problems if item.severity is Severity.WARNING}
    messages = frozenset(item.message for item in problems)
    return Outcome(text, messages, frozenset(dropped - unproven), frozenset(unproven))


class _Insisting:
    """A provider with one answer."""

    name = ProviderKind.OPENAI

    def __init__(self, text: str) -> None:
        self._text = text

    async def answer(self, request: Request) -> AsyncIterator[Answer]:
        yield Answer(self._text, self.name, "liar")

    async def close(self) -> None:
        pass


class _Unresolved:
    """A resolver that knows nothing, so that the file's own syntax tells."""

    async def resolve(self, question: Question) -> Resolution:
        return SYNTAX_ONLY


class _Plain:
    """A project without conventions of its own."""

    def style(self, source: Source, root: str) -> tuple[Style, tuple[Problem, ...]]:
        return Style(), ()


class _Empty:
    """A workspace with nothing but the open file."""

    def index(self, root: str, buffers: tuple[Source, ...] = ()) -> Index:
        return Index()

    def is_withheld(self, source: Source) -> bool:
        return False
