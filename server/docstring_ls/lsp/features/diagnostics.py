"""``textDocument/diagnostic``: what docstrings claim that the code of this file no longer does."""

from __future__ import annotations

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lsprotocol import types

from ...core.docstrings import Style
from ...core.problems import Location, Problem
from ...core.rules import Finding, findings_of
from ...core.syntax import Symbol, Syntax, symbols
from ...core.text import Source, Span, message_text, with_evidence
from ...off_loop import off_loop
from ...option_values import FindingLevel, ReportedFindings
from ...options import Options
from .. import convert
from ..workspace import Snapshot, evidence_link

SOURCE = "docstring-ls"
# Symbols whose findings are kept: several large packages, in some megabytes.
LIMIT = 20_000
# Symbols between two moments at which others are let in: some milliseconds of work.
CHUNK = 20

OPTIONS = types.DiagnosticOptions(
    inter_file_dependencies=False, workspace_diagnostics=False, identifier=SOURCE
)

SEVERITIES = {
    FindingLevel.HINT: types.DiagnosticSeverity.Hint,
    FindingLevel.INFORMATION: types.DiagnosticSeverity.Information,
    FindingLevel.WARNING: types.DiagnosticSeverity.Warning,
}


class FindingsCache:
    """Findings per symbol, kept by the symbol's own text so that typing elsewhere costs nothing.

    What more of the file proves is found anew each time.
    """

    def __init__(self) -> None:
        # With the lines on which the symbol stood when it was judged.
        self._known: OrderedDict[bytes, tuple[range, tuple[Finding, ...]]] = OrderedDict()

    async def findings(
        self, syntax: Syntax, chunk: Sequence[Symbol], style: Style
    ) -> list[tuple[Symbol, tuple[Finding, ...]]]:
        """What is false in the docstrings of some symbols."""
        conventions = repr(style).encode()
        keys = [_key(syntax.source, symbol, conventions) for symbol in chunk]
        known = {key: self._known[key] for key in keys if key in self._known}
        new = {key: item for key, item in zip(keys, chunk, strict=True) if key not in known}
        if new:
            judged = await off_loop(len(syntax.data), _judged, syntax, tuple(new.values()), style)
            lines = (_lines(syntax.source, symbol) for symbol in new.values())
            known |= dict(zip(new, zip(lines, judged, strict=True), strict=True))
        for key in keys:
            if all(finding.is_own for finding in known[key][1]):
                self._known[key] = known[key]
                self._known.move_to_end(key)
        while len(self._known) > LIMIT:
            self._known.popitem(last=False)
        return [
            (symbol, _moved(*known[key], syntax.source, symbol))
            for key, symbol in zip(keys, chunk, strict=True)
        ]


async def diagnostics(snapshot: Snapshot, cache: FindingsCache) -> list[types.Diagnostic]:
    """The diagnostics of a document."""
    syntax, options = snapshot.syntax, snapshot.config.options
    style = await snapshot.style_off_loop()
    diagnostics: list[types.Diagnostic] = []
    listed = await off_loop(len(syntax.data), symbols, syntax)
    documented = [symbol for symbol in listed if symbol.docstring is not None]
    for chunk in in_chunks(documented, CHUNK):
        for symbol, findings in await cache.findings(syntax, chunk, style):
            for finding in findings:
                severity = _severity(options, finding)
                if severity is not None:
                    diagnostics.append(_diagnostic(snapshot, symbol, finding, severity))
        # What is known already waits for nothing, so others are let in here.
        await asyncio.sleep(0)
    return diagnostics


def _severity(options: Options, finding: Finding) -> types.DiagnosticSeverity | None:
    """How loud a finding is; None where it stays silent."""
    for entry in options.diagnostic_rules:
        if entry.rule == finding.code:
            return SEVERITIES[entry.level] if entry.level else None
    shown = options.diagnostics is ReportedFindings.ALL or (
        options.diagnostics is ReportedFindings.CONTRADICTIONS and finding.contradiction
    )
    return SEVERITIES[options.diagnostic_severity] if shown else None


def _diagnostic(
    snapshot: Snapshot, symbol: Symbol, finding: Finding, severity: types.DiagnosticSeverity
) -> types.Diagnostic:
    source, place = snapshot.source, line_in_file(snapshot.source, symbol, finding.line)
    # Where a client shows no related information, the line stands in the message itself.
    told = finding.message if snapshot.capabilities.related_information else _told(source, finding)
    return types.Diagnostic(
        range=convert.range_of(source, place, snapshot.encoding),
        message=message_text(told),
        severity=severity,
        code=finding.code,
        source=SOURCE,
        related_information=_evidence(snapshot, finding.evidence),
    )


def _told(source: Source, finding: Finding) -> str:
    return with_evidence(Problem(finding.code, finding.message, evidence=finding.evidence), source)


def _evidence(
    snapshot: Snapshot, evidence: Location
) -> list[types.DiagnosticRelatedInformation] | None:
    """The line of code as a link with its own words."""
    link = evidence_link(snapshot.source, evidence, snapshot.encoding)
    if link is None:
        return None
    place = types.Location(link.uri, link.range)
    return [types.DiagnosticRelatedInformation(place, message_text(link.code or link.name))]


def _key(source: Source, symbol: Symbol, conventions: bytes) -> bytes:
    text = source.data[symbol.span.start : symbol.span.end]
    return hashlib.blake2b(text + conventions, digest_size=16).digest()


def _lines(source: Source, symbol: Symbol) -> range:
    return range(source.line_of(symbol.span.start), source.line_of(symbol.span.end) + 1)


def _moved(
    judged: range, findings: tuple[Finding, ...], source: Source, symbol: Symbol
) -> tuple[Finding, ...]:
    """The findings with their evidence where the symbol's text stands now."""
    if not findings:
        return ()
    added = source.line_of(symbol.span.start) - judged.start
    return tuple(
        replace(finding, evidence=Location(source.path, finding.evidence.line + added))
        if finding.evidence.line - 1 in judged
        else finding
        for finding in findings
    )


def _judged(syntax: Syntax, chunk: Sequence[Symbol], style: Style) -> list[tuple[Finding, ...]]:
    findings: list[tuple[Finding, ...]] = []
    for symbol in chunk:
        try:
            findings.append(findings_of(syntax, symbol, style))
        except RecursionError:
            # Code that Python can't follow this deep gives no ground to contradict anybody.
            findings.append(())
    return findings


def in_chunks(items: Sequence[Symbol], size: int) -> Iterator[Sequence[Symbol]]:
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
