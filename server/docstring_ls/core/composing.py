"""(Symbol, facts, index, budget) → the messages, and the receipt."""

from __future__ import annotations

from pathlib import PurePath

from .context import choose
from .facts import Facts
from .folding import Folded, fold
from .index import FileIndex, Index
from .instructions import instructions
from .problems import Place, Problem, Severity
from .prompt import Fragment, Message, Prompt
from .resolution import Resolution
from .styles.style import Style
from .symbols import Symbol
from .syntax import Syntax
from .tokens import Counts, chat_tokens

CONTEXT = "Excerpts of the project:"


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
    """See :func:`docstring_ls.core.prompt.compose`."""
    path = relative(syntax.source.path, root)
    index = index.with_file(FileIndex(path, syntax.source.text))
    system = Message("system", instructions(style))
    request = _request(facts, symbol, path)

    def messages(own: str, excerpts: str = "") -> tuple[Message, ...]:
        context = f"{CONTEXT}\n{excerpts}\n\n" if excerpts else ""
        return system, Message("user", f"{context}{request}\n{own}")

    def fits(own: str) -> bool:
        return chat_tokens(counter, messages(own)) <= budget

    own = fold(syntax, symbol, fits)
    if own is None:
        return None, (_too_small(facts, budget),)
    room = budget - chat_tokens(counter, messages(own.text, "x"))
    chosen = choose(index, path, symbol.name, counter.count, room)
    while True:
        sent = messages(own.text, "\n".join(item.text for item in chosen))
        tokens = chat_tokens(counter, sent)
        if tokens <= budget or not chosen:
            break
        chosen.pop()
    receipt = (_own_fragment(symbol, own, path, facts, counter), *chosen)
    return Prompt(sent, tokens, 0, receipt), ()


def relative(path: str, root: str) -> str:
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
    lines += [f"{kind}: {', '.join(found)}" for kind, found in names.items() if found]
    flags = [kind for kind in ("returns", "yields") if getattr(facts, kind) is not None]
    return "\n".join([*lines, *([f"it {' and '.join(flags)}"] if flags else [])])


def _own_fragment(
    symbol: Symbol, own: Folded, path: str, facts: Facts, counter: Counts
) -> Fragment:
    reason = f"{own.lines} lines folded to keep the budget" if own.lines else "what is documented"
    return Fragment(
        "own",
        symbol.qualname or symbol.name,
        path,
        facts.place.line,
        own.text,
        counter.count(own.text),
        "short" if own.lines else "whole",
        reason,
    )


def _too_small(facts: Facts, budget: int) -> Problem:
    return Problem(
        "budget-too-small",
        f"A budget of {budget} tokens is too small for the header of {facts.qualname or facts.name} "
        "and the instructions; raise context-budget.",
        Severity.ERROR,
        Place(facts.place.path, facts.place.line),
    )
