"""A symbol's own source without its docstring, folded by branches where it is too large."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ..text import Source, Span

if TYPE_CHECKING:
    from tree_sitter import Query

    from ..syntax import Symbol, Syntax

FOLD = b"..."


@dataclass(frozen=True)
class Truncated:
    """Own source that fits.

    Attributes:
        text: The source.
        lines: How many of its lines gave way to ``...``.
    """

    text: str
    lines: int = 0


def own_source(syntax: Syntax, symbol: Symbol) -> str:
    """The symbol's source without its docstring."""
    return _render(syntax.source, symbol, ())


def truncate(syntax: Syntax, symbol: Symbol, fits: Callable[[str], bool]) -> Truncated | None:
    """The fullest own source that fits, or None where not even its header does.

    Innermost branches give way first, then the statements of the body, longest first.

    Args:
        syntax: The parsed text.
        symbol: A symbol of it.
        fits: Whether a text is small enough; assumed to hold for what is shorter.
    """
    order = _foldable(syntax, symbol)
    texts: dict[int, str] = {}

    def good(count: int) -> bool:
        texts[count] = _render(syntax.source, symbol, order[:count])
        return fits(texts[count])

    low, high = 0, len(order)
    if not good(low):
        if not good(high):
            return None
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if good(middle) else (middle, high)
        low = high
    hidden = sum(_line_count(syntax.source, span) for span in _outermost(order[:low]))
    return Truncated(texts[low], hidden)


def _render(source: Source, symbol: Symbol, folds: Iterable[Span]) -> str:
    cuts = [(span, FOLD) for span in _outermost(folds)]
    if symbol.docstring is not None:
        alone = symbol.body is not None and symbol.docstring == symbol.body
        cuts.append((symbol.docstring, FOLD if alone else b""))
    parts, at = [], _line_begin(source, symbol.span.start)
    for span, stand_in in sorted(cuts, key=lambda cut: cut[0].start):
        if span.start >= at:
            parts += [source.data[at : span.start], stand_in]
            at = span.end
    parts.append(source.data[at : symbol.span.end])
    text = b"".join(parts).decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return _without_gaps(text)


def _without_gaps(text: str) -> str:
    """No blank lines or trailing blanks, and one ``...`` where several met."""
    kept: list[str] = []
    for line in text.split("\n"):
        line = line.rstrip()
        repeated = kept and line.strip() == "..." and kept[-1] == line
        if line.strip(" \t;") and not repeated:
            kept.append(line)
    indent = len(kept[0]) - len(kept[0].lstrip()) if kept else 0
    margin = kept[0][:indent] if kept else ""
    return "\n".join(line.removeprefix(margin) for line in kept)


def _foldable(syntax: Syntax, symbol: Symbol) -> tuple[Span, ...]:
    """What may give way, first what is missed least."""
    if symbol.body is None:
        return ()
    blocks = _captured(syntax, symbol, _blocks())
    depths = _depths(blocks)
    inner = sorted(blocks, key=lambda span: (-depths[span], -len(span), span.start))
    statements = sorted(_statements(syntax, symbol), key=lambda span: (-len(span), span.start))
    return (*inner, *statements)


def _captured(syntax: Syntax, symbol: Symbol, query: Query) -> list[Span]:
    from tree_sitter import QueryCursor

    body = symbol.body
    assert body is not None
    cursor = QueryCursor(query)
    cursor.set_byte_range(body.start, max(body.end, body.start + 1))
    nodes = cursor.captures(syntax.tree.root_node).get("block", [])
    spans = {Span(node.start_byte, node.end_byte) for node in nodes}
    return sorted(
        span for span in spans if body.start <= span.start and span.end <= body.end and span != body
    )


@cache
def _blocks() -> Query:
    import tree_sitter_python
    from tree_sitter import Language, Query

    return Query(Language(tree_sitter_python.language()), "(block) @block")


def _depths(spans: list[Span]) -> dict[Span, int]:
    depths: dict[Span, int] = {}
    open_spans: list[Span] = []
    for span in sorted(spans, key=lambda item: (item.start, -item.end)):
        while open_spans and open_spans[-1].end <= span.start:
            open_spans.pop()
        depths[span] = len(open_spans)
        open_spans.append(span)
    return depths


def _statements(syntax: Syntax, symbol: Symbol) -> list[Span]:
    body = symbol.body
    assert body is not None
    root = syntax.tree.root_node
    node = root.descendant_for_byte_range(body.start, max(body.end - 1, body.start))
    while node is not None and node.type not in ("block", "module"):
        node = node.parent
    if node is None:
        return []
    spans = (Span(child.start_byte, child.end_byte) for child in node.named_children)
    return [span for span in spans if body.start <= span.start and span.end <= body.end]


def _outermost(spans: Iterable[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda item: (item.start, -item.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _line_begin(source: Source, offset: int) -> int:
    """The start of the line where only blanks stand before ``offset``, else ``offset``."""
    start = source.line_starts[source.line_of(offset)]
    return start if not source.data[start:offset].strip() else offset


def _line_count(source: Source, span: Span) -> int:
    return source.line_of(max(span.end - 1, span.start)) - source.line_of(span.start) + 1
