"""The summary of a function whose name has no verb: by what comes out of it."""

from __future__ import annotations

import re

from ..analysis import Facts, Trait
from .words import is_plural, takes_no_article, with_definite

_SERVANTS = frozenset({"callback", "closure", "hook", "impl", "listener", "wrapper"})


def by_result(facts: Facts, words: str) -> str:
    """Say what is yielded, returned or done.

    Args:
        facts: What is known about the function.
        words: Its name in words, or empty.
    """
    if words.rsplit(" ", 1)[-1] in _SERVANTS and " " in words and facts.parameters:
        return f"Serve as the {words}."
    if facts.yields is not None:
        return _yielded(facts, words)
    if facts.returns is not None:
        return _returned(facts, words)
    return (
        f"Perform {words}." if words else "Do nothing." if Trait.EMPTY in facts.traits else "Run."
    )


def _yielded(facts: Facts, words: str) -> str:
    if is_plural(words) and len(words) > 2:
        return f"Yield {with_definite(words)}."
    expressions = facts.yields.expressions if facts.yields else ()
    shown = expressions[0] if len(expressions) == 1 else ""
    # What ``yield from`` is given is not what comes out.
    if _is_telling(shown) and not re.search(r"\byield\s+from\b", facts.source):
        return f"Yield ``{shown}``."
    return "Yield one item after another."


def _returned(facts: Facts, words: str) -> str:
    expressions = facts.returns.expressions if facts.returns else ()
    shown = expressions[0] if len(expressions) == 1 else ""
    if len(words) < 3 and _is_telling(shown) and facts.returns and not facts.returns.maybe_none:
        return f"Return ``{shown}``."
    return f"Return {with_definite(words)}." if words else "Return the result."


def _is_telling(shown: str) -> bool:
    return 0 < len(shown) <= 40 and not re.search(r"[`\\\"']", shown)


def in_with_block(facts: Facts, candidates: list[str], words: str) -> list[str]:
    """Say of a context manager that what it does holds for a block.

    Args:
        facts: What is known about the function.
        candidates: What its verb says, or nothing.
        words: Its name in words, or empty.
    """
    block = "an ``async with`` block" if facts.is_async else "a ``with`` block"
    if candidates:
        return [f"{re.sub('^Yield', 'Provide', text[:-1])} for {block}." for text in candidates]
    if not words:
        return [f"Wrap {block}."]
    if facts.yields is not None and facts.yields.expressions and _is_thing(words):
        return [f"Provide {with_definite(words)} for {block}."]
    return [f"Provide the {words} context."]


def _is_thing(words: str) -> bool:
    """Whether words name something rather than say how it is."""
    return not takes_no_article(words) and not words.endswith(("ed", "ing", "able"))
