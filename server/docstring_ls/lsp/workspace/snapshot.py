"""One open document at one moment, and all that a handler may know about it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from functools import cached_property

from lsprotocol import types

from ...config import Config
from ...core.docstrings import Style
from ...core.syntax import Buffer, Symbol, Syntax
from ...core.text import Encoding, Source
from ...ports import Project
from ...proposals import Key, key_of
from .. import convert
from ..client import ClientCapabilities

# 0-based line and character, as the client counts.
Point = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Snapshot:
    """An open document as it was when somebody asked.

    It is parsed when that is needed first, which must be before the handler's first ``await``:
    a text that is newer than the snapshot is never shown under its name.

    Attributes:
        uri: The document.
        version: The client's number for the text.
        root: The workspace folder that holds it; empty for a lone file.
        config: The options in force for the folder.
        options_hash: Their fingerprint: proposals made under others are not shown.
        capabilities: What the client can do.
    """

    uri: str
    version: int | None
    root: str
    config: Config
    options_hash: str
    capabilities: ClientCapabilities
    _document: Buffer = field(repr=False)
    _revision: int
    _project: Project = field(repr=False)

    @property
    def encoding(self) -> Encoding:
        """The unit in which the client counts characters."""
        return self.capabilities.encoding

    @cached_property
    def source(self) -> Source:
        """The whole text."""
        return self._unchanged.source

    @cached_property
    def syntax(self) -> Syntax:
        """The tree of the whole text."""
        source, syntax = self.source, self._unchanged.syntax
        assert syntax.source is source, "whoever has the tree has its text too"
        return syntax

    @property
    def earlier(self) -> tuple[Source, ...]:
        """The document's texts of before, the newest first."""
        return self._document.earlier

    def around(self, line: int) -> Syntax:
        """The tree of the definition at the margin around a line, parsed without the rest."""
        return self._unchanged.around(line)

    def split(self, position: types.Position) -> tuple[str, str]:
        """A line before and behind a position, read without parsing anything."""
        return self._unchanged.split((position.line, position.character))

    def parse(self, source: Source) -> Syntax:
        """The tree of a text that differs a little from the document's."""
        return self._unchanged.read(source)

    def symbols_at(self, syntax: Syntax, position: types.Position) -> tuple[Symbol, ...]:
        """The symbols of a tree of this document around a position, innermost first."""
        return convert.symbols_at(syntax, position, self.encoding)

    def follow(self, point: Point, version: int | None) -> tuple[Point | None, bool]:
        """Where a point of an earlier version stands, and whether that version is known.

        Returns:
            The point itself where the version is not known; None where its way is lost.
        """
        log = self._unchanged.log
        revision = log.revision_of(version)
        return (point, False) if revision is None else (log.follow(point, revision), True)

    def key(self, source: Source, symbol: Symbol) -> Key:
        """What a proposal for a symbol is kept under.

        Args:
            source: The document's text, or an excerpt of it.
            symbol: A symbol of that text.
        """
        anchor = self._document.anchor(symbol.name_span.start, source, self._revision)
        return key_of(self._document, source, symbol, anchor, self.options_hash)

    def style(self) -> Style:
        """The conventions for this file; may read the disk for the first file of a folder."""
        return self._project.style(self.source, self.root)[0]

    async def style_off_loop(self) -> Style:
        """The same, where reading a slow disk must hold nobody else up."""
        return (await asyncio.to_thread(self._project.style, self.source, self.root))[0]

    @property
    def _unchanged(self) -> Buffer:
        if self._document.log.revision != self._revision:
            raise RuntimeError("a snapshot is read before the first await; the document moved on")
        return self._document
