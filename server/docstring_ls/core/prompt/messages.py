"""(Symbol, facts, index, budget) → the messages, and the receipt."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath

from ..analysis import Facts, Resolution, SectionKind
from ..context import (
    FileIndex,
    Fragment,
    Index,
    Kept,
    TargetUnit,
    Truncated,
    choose,
    index_file,
    own_source,
    target_of,
    truncate,
)
from ..docstrings import Style
from ..problems import Location, Problem, Severity
from ..syntax import Symbol, Syntax
from .instructions import SCHEMA, instructions
from .receipt import Message, MessageRole, Prompt
from .tokens import TokenCounter, chat_tokens, schema_tokens

CONTEXT = "Excerpts of the project:"


def compose(
    syntax: Syntax,
    symbol: Symbol,
    facts: Facts,
    resolution: Resolution,
    style: Style,
    index: Index,
    budget: int,
    counter: TokenCounter,
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
    path = _relative(syntax.source.path, root)
    index, file = _current(index, path, syntax.source.text)
    system = Message(MessageRole.SYSTEM, index.mask(instructions(style)))
    request = index.mask(_request(facts, symbol, path))

    def messages(own: str, excerpts: str = "") -> tuple[Message, ...]:
        context = f"{CONTEXT}\n{excerpts}\n\n" if excerpts else ""
        return system, Message(MessageRole.USER, _sendable(f"{context}{request}\n{own}"))

    def fits(own: str) -> bool:
        return chat_tokens(counter, messages(index.mask(own))) <= budget

    own = truncate(syntax, symbol, fits)
    if own is None:
        return None, (_too_small(facts, budget),)
    shown = index.mask(own.text)
    room = budget - chat_tokens(counter, messages(shown, "x"))
    target = _target(syntax, symbol, file, facts)
    resolved = _resolved(resolution, root)
    count = functools.cache(counter.count)
    while True:
        chosen, dropped = choose(index, target, resolved, count, room)
        sent = messages(shown, index.mask("\n".join(item.text for item in chosen)))
        tokens = chat_tokens(counter, sent)
        if tokens <= budget or not chosen:
            break
        room -= tokens - budget + 8
    receipt = (_own_fragment(symbol, own, path, facts, counter), *chosen, *dropped)
    masked = tuple(_masked(item, index.mask) for item in receipt)
    return Prompt(sent, tokens, schema_tokens(counter, SCHEMA), masked), ()


def _masked(item: Fragment, mask: Callable[[str], str]) -> Fragment:
    """The receipt is printed and kept where the messages are."""
    return replace(
        item,
        name=mask(item.name),
        path=mask(item.path),
        text=mask(item.text),
        reason=mask(item.reason),
    )


def _sendable(text: str) -> str:
    """Lone surrogates can stand in a buffer, but not in the UTF-8 of a request."""
    return text.encode("utf-8", "replace").decode()


def _current(index: Index, path: str, text: str) -> tuple[Index, FileIndex]:
    """The index in which a file has exactly this text."""
    known = index.file(path)
    if known is not None and known.text == text:
        return index, known
    file = index_file(path, text)
    return index.with_file(file), file


def _target(syntax: Syntax, symbol: Symbol, file: FileIndex, facts: Facts) -> TargetUnit:
    line = syntax.source.line_of(symbol.name_span.start) if symbol.qualname else -1
    parameters = tuple(item.name for item in facts.parameters)
    return target_of(file, line, own_source(syntax, symbol), parameters, facts.docstring or "")


def _resolved(resolution: Resolution, root: str) -> frozenset[tuple[str, int]]:
    """Files and lines of the definitions that the resolver is sure of."""
    definitions = (*resolution.definitions, *resolution.overrides)
    return frozenset(
        (_relative(item.path, root), item.line)
        for item in definitions
        if item.in_workspace and item.path
    )


def _relative(path: str, root: str) -> str:
    """The path as a prompt may show it: below the workspace, or the bare file name."""
    try:
        return PurePath(path).relative_to(root).as_posix() if root else PurePath(path).name
    except ValueError:
        return PurePath(path).name


def _request(facts: Facts, symbol: Symbol, path: str) -> str:
    lines = [f"Document this {symbol.kind} of {path}: {symbol.qualname or symbol.name}"]
    names = {
        "parameters": [item.name for item in facts.parameters],
        "raises": list(dict.fromkeys(item.exception for item in facts.raises if item.certain)),
        "attributes": [item.name for item in facts.attributes],
    }
    lines += [f"{kind}: {', '.join(listed)}" for kind, listed in names.items() if listed]
    flags = [
        kind
        for kind in (SectionKind.RETURNS, SectionKind.YIELDS)
        if getattr(facts, kind) is not None
    ]
    return "\n".join([*lines, *([f"it {' and '.join(flags)}"] if flags else [])])


def _own_fragment(
    symbol: Symbol, own: Truncated, path: str, facts: Facts, counter: TokenCounter
) -> Fragment:
    reason = f"{own.lines} lines folded to keep the budget" if own.lines else "what is documented"
    return Fragment(
        "own",
        symbol.qualname or symbol.name,
        path,
        facts.place.line,
        own.text,
        counter.count(own.text),
        Kept.SHORT if own.lines else Kept.WHOLE,
        reason,
    )


def _too_small(facts: Facts, budget: int) -> Problem:
    return Problem(
        "budget-too-small",
        f"A budget of {budget} tokens is too small for the header of "
        f"{facts.qualname or facts.name} and the instructions; raise context-budget.",
        Severity.ERROR,
        Location(facts.place.path, facts.place.line),
    )
