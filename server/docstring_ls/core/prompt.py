"""The messages for a model, and the receipt of what went in and what was left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .facts import Facts
    from .index import Index
    from .problems import Problem
    from .resolution import Resolution
    from .styles.style import Style
    from .symbols import Symbol
    from .syntax import Syntax
    from .tokens import Counts


@dataclass(frozen=True, slots=True)
class Message:
    """One chat message."""

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class Fragment:
    """One piece of context.

    Attributes:
        kind: Such as ``type``, ``callee``, ``class``, ``caller``, ``test``, ``sibling``.
        name: What it shows.
        path: Path of its file, relative to the workspace.
        line: 1-based line where it begins.
        text: What the prompt would hold.
        tokens: Its size.
        kept: ``whole``, ``short`` or ``dropped``.
        reason: Why it was kept, shortened or dropped.
    """

    kind: str
    name: str
    path: str
    line: int
    text: str
    tokens: int = 0
    kept: str = "whole"
    reason: str = ""


@dataclass(frozen=True)
class Prompt:
    """What would be sent.

    Attributes:
        messages: From what is shared to what is particular.
        prompt_tokens: Size of all messages by the chat formula.
        schema_tokens: Size of the answer's schema, counted beside it.
        fragments: The receipt.
    """

    messages: tuple[Message, ...]
    prompt_tokens: int = 0
    schema_tokens: int = 0
    fragments: tuple[Fragment, ...] = ()


def compose(
    syntax: Syntax,
    symbol: Symbol,
    facts: Facts,
    resolution: Resolution,
    style: Style,
    index: Index,
    budget: int,
    counter: Counts,
    root: str,
) -> tuple[Prompt | None, tuple[Problem, ...]]:
    """The messages for one symbol, never above the budget.

    Args:
        syntax: The parsed text that holds the symbol.
        symbol: What is to be documented.
        facts: What the code says about it.
        resolution: Who its names are, as far as a resolver knows.
        style: The project's conventions, for language and instructions.
        index: The workspace's text.
        budget: Tokens of all messages by the chat formula.
        counter: Counts tokens.
        root: Absolute path of the workspace folder.

    Returns:
        The prompt, or None and an error where the budget is too small for the symbol's header.
    """
    from .selecting.composing import compose as composed

    return composed(syntax, symbol, facts, resolution, style, index, budget, counter, root)
