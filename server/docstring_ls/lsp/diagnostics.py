"""What docstrings claim that the code no longer does, as you type; from this file's text alone."""

from __future__ import annotations

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lsprotocol import types

from ..core.analysis import facts_of, local_resolution
from ..core.docstrings import Style
from ..core.rules import Finding, contradictions
from ..core.syntax import Symbol, Syntax, docstring_of, symbols
from ..core.text import Source, Span, message_text, path_of
from ..off_loop import off_loop
from ..option_values import FindingLevel, ReportedFindings
from . import convert

if TYPE_CHECKING:
    from .session import Session

SOURCE = "docstring-ls"
REST_SECONDS = 0.5
KEPT = 20_000
BREATH = 20

SEVERITIES = {
    FindingLevel.HINT: types.DiagnosticSeverity.Hint,
    FindingLevel.INFORMATION: types.DiagnosticSeverity.Information,
    FindingLevel.WARNING: types.DiagnosticSeverity.Warning,
}


class Diagnostics:
    """Findings per symbol, kept by the symbol's own text so that typing elsewhere costs nothing."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: OrderedDict[bytes, tuple[Finding, ...]] = OrderedDict()
        self._waiting: dict[str, asyncio.Task[None]] = {}

    async def of(self, uri: str) -> list[types.Diagnostic]:
        """The diagnostics of an open document."""
        buffer = self._session.documents.get(uri)
        if buffer is None:
            return []
        syntax, root = buffer.syntax, self._session.root_of(uri)
        style = await self._session.style(syntax.source, root)
        found: list[types.Diagnostic] = []
        size = len(syntax.data)
        listed = await off_loop(size, symbols, syntax)
        documented = [symbol for symbol in listed if symbol.docstring is not None]
        for batch in batched(documented, BREATH):
            for symbol, findings in await self._findings(syntax, batch, style):
                found += self._shown(syntax.source, symbol, findings)
            # What is known already waits for nothing, so others are let in here.
            await asyncio.sleep(0)
        return found

    def changed(self, uri: str) -> None:
        """Publish once the typing rests, for clients that do not ask themselves."""
        if self._session.client.capabilities.pull_diagnostics:
            return
        self.stop(uri)
        task = asyncio.get_running_loop().create_task(self._publish(uri), name="diagnostics")
        self._waiting[uri] = task

    def stop(self, uri: str) -> None:
        """Forget what would have been published."""
        task = self._waiting.pop(uri, None)
        if task is not None:
            task.cancel()

    def closed(self, uri: str) -> None:
        """Clear what stands at a document that was closed."""
        self.stop(uri)
        if not self._session.client.capabilities.pull_diagnostics:
            self._send(uri, None, [])

    def close(self) -> None:
        """Stop all waiting."""
        for uri in list(self._waiting):
            self.stop(uri)

    async def _publish(self, uri: str) -> None:
        await asyncio.sleep(REST_SECONDS)
        buffer = self._session.documents.get(uri)
        if buffer is None:
            return
        version = buffer.version
        found = await self.of(uri)
        if buffer.version == version:
            self._send(uri, version, found)

    def _send(self, uri: str, version: int | None, found: list[types.Diagnostic]) -> None:
        params = types.PublishDiagnosticsParams(uri, found, version)
        self._session.client.publish_diagnostics(params)

    async def _findings(
        self, syntax: Syntax, batch: Sequence[Symbol], style: Style
    ) -> list[tuple[Symbol, tuple[Finding, ...]]]:
        keys = [_key(syntax.source, symbol, style) for symbol in batch]
        known = {key: self._known[key] for key in keys if key in self._known}
        new = {key: item for key, item in zip(keys, batch, strict=True) if key not in known}
        if new:
            found = await off_loop(len(syntax.data), _look, syntax, tuple(new.values()), style)
            known |= dict(zip(new, found, strict=True))
        for key in keys:
            self._known[key] = known[key]
            self._known.move_to_end(key)
        while len(self._known) > KEPT:
            self._known.popitem(last=False)
        return [(symbol, known[key]) for key, symbol in zip(keys, batch, strict=True)]

    def _shown(
        self, source: Source, symbol: Symbol, findings: tuple[Finding, ...]
    ) -> Iterator[types.Diagnostic]:
        for finding in findings:
            severity = self._severity(source.uri, finding)
            if severity is not None:
                yield self._diagnostic(source, symbol, finding, severity)

    def _severity(self, uri: str, finding: Finding) -> types.DiagnosticSeverity | None:
        """How loud a finding is; None where it stays silent."""
        options = self._session.config(self._session.root_of(uri)).options
        for entry in options.diagnostic_rules:
            if entry.rule == finding.code:
                return SEVERITIES[entry.level] if entry.level else None
        shown = options.diagnostics is ReportedFindings.ALL or (
            options.diagnostics is ReportedFindings.CONTRADICTIONS and finding.contradiction
        )
        return SEVERITIES[options.diagnostic_severity] if shown else None

    def _diagnostic(
        self, source: Source, symbol: Symbol, finding: Finding, severity: types.DiagnosticSeverity
    ) -> types.Diagnostic:
        encoding = self._session.client.capabilities.encoding
        span = line_in_file(source, symbol, finding.line)
        evidence = types.DiagnosticRelatedInformation(
            types.Location(source.uri, _line_range(source, finding.evidence.line)),
            "The code says so here.",
        )
        same_file = path_of(source.uri) == finding.evidence.path
        return types.Diagnostic(
            range=convert.range_of(source, span, encoding),
            message=message_text(finding.message),
            severity=severity,
            code=finding.code,
            source=SOURCE,
            related_information=[evidence] if same_file else None,
        )


def _key(source: Source, symbol: Symbol, style: Style) -> bytes:
    text = source.data[symbol.span.start : symbol.span.end]
    return hashlib.blake2b(text + repr(style).encode(), digest_size=16).digest()


def _look(syntax: Syntax, batch: Sequence[Symbol], style: Style) -> list[tuple[Finding, ...]]:
    found = []
    for symbol in batch:
        try:
            facts = facts_of(syntax, symbol, local_resolution(syntax, symbol), style.raises)
            found.append(contradictions(docstring_of(syntax, symbol) or "", facts, style))
        except RecursionError:
            # Code that Python can't follow this deep gives no ground to contradict anybody.
            found.append(())
    return found


def batched(items: Sequence[Symbol], size: int) -> Iterator[Sequence[Symbol]]:
    """The items, so many at a time."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def line_in_file(source: Source, symbol: Symbol, line: int) -> Span:
    """Where a line of the cleaned docstring stands: cleaning drops blank lines at the top only."""
    assert symbol.docstring is not None
    first = source.line_of(symbol.docstring.start)
    last = source.line_of(symbol.docstring.end)
    inner = source.slice(symbol.docstring).lstrip("rRuUbB(").lstrip("\"'")
    blank = 0
    for text in inner.splitlines():
        if text.strip():
            break
        blank += 1
    row = source.line_span(min(first + blank + line, last))
    text = source.slice(row)
    indent = len(text) - len(text.lstrip())
    return Span(row.start + len(text[:indent].encode()), row.end)


def _line_range(source: Source, line: int) -> types.Range:
    row = min(max(line - 1, 0), len(source.line_starts) - 1)
    return types.Range(types.Position(row, 0), types.Position(row + 1, 0))
