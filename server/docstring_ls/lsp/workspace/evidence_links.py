"""The line that proves a problem, as an editor opens it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from lsprotocol import types

from ...core.problems import Location
from ...core.text import (
    Encoding,
    Source,
    code_line,
    is_in,
    is_line,
    line_name,
    line_text,
    units_of,
)

# Of a URI's own characters those that can't end a link in Markdown.
_SAFE = ":/%@!$&'*+,;=~"


@dataclass(frozen=True)
class EvidenceLink:
    """A line of code that can be opened.

    Attributes:
        uri: The file that it stands in.
        name: What a person calls it, such as ``line 6`` or ``models.py, line 6``.
        code: Its own words, shortened; empty where it stands in another file.
        range: The line without its newline, as the client counts.
        is_here: Whether it stands in the document itself.
    """

    uri: str
    name: str
    code: str
    range: types.Range
    is_here: bool

    @property
    def href(self) -> str:
        """The target of a link in Markdown; empty where the file has no address of its own."""
        plain = self.uri.startswith("file:") and not {"#", "?"} & set(self.uri)
        return f"{quote(self.uri, safe=_SAFE)}#L{self.range.start.line + 1}" if plain else ""


def evidence_link(
    source: Source, seen: Location | None, encoding: Encoding, now: Location | None = None
) -> EvidenceLink | None:
    """The link to a line, None where the evidence is no line of a file.

    Args:
        source: The text in which the line was seen, where it is one of this document.
        seen: The line in that text.
        encoding: The unit in which the client counts characters.
        now: Where it stands now, if that is elsewhere.
    """
    if seen is None or not is_line(seen):
        return None
    here, place = is_in(source, seen), now or seen
    uri = source.uri if here else _uri(seen.path)
    width = units_of(line_text(source, seen), encoding)
    start, end = (types.Position(place.line - 1, character) for character in (0, width))
    link = EvidenceLink(
        uri, line_name(source, place), code_line(source, seen), types.Range(start, end), here
    )
    return link if uri else None


def _uri(path: str) -> str:
    return Path(path).as_uri() if Path(path).is_absolute() else ""
