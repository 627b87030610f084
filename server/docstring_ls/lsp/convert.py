"""Between the core's values and the protocol's; the only place where positions are converted."""

from __future__ import annotations

from lsprotocol import types

from ..core.syntax import Symbol, Syntax, symbol_at
from ..core.text import Edit, Encoding, Source, Span, shrink
from .client import ClientCapabilities


def position(source: Source, offset: int, encoding: Encoding) -> types.Position:
    """A byte offset as the client counts."""
    line, character = source.position_at(offset, encoding)
    return types.Position(line, character)


def symbols_at(syntax: Syntax, position: types.Position, encoding: Encoding) -> tuple[Symbol, ...]:
    """The symbols around a position, innermost first."""
    offset = syntax.source.offset_at(position.line, position.character, encoding)
    return symbol_at(syntax, offset)


def range_of(source: Source, span: Span, encoding: Encoding) -> types.Range:
    """A span as the client counts."""
    return types.Range(position(source, span.start, encoding), position(source, span.end, encoding))


def text_edit(source: Source, edit: Edit, encoding: Encoding) -> types.TextEdit:
    """An edit of the core, shrunk to the lines that change."""
    small = shrink(source, edit)
    return types.TextEdit(range_of(source, small.span, encoding), small.text)


def workspace_edit(
    source: Source, edits: tuple[Edit, ...], client: ClientCapabilities
) -> types.WorkspaceEdit:
    """Versioned ``documentChanges`` where the client can, plain ``changes`` else."""
    converted = [text_edit(source, edit, client.encoding) for edit in edits]
    if not client.document_changes:
        return types.WorkspaceEdit(changes={source.uri: converted})
    document = types.OptionalVersionedTextDocumentIdentifier(source.uri, source.version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, converted)])
