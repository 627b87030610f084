"""``docstring-ls/stream``: our notification, for clients that show a docstring while it grows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from lsprotocol import types

STREAM = "docstring-ls/stream"


class StreamState(StrEnum):
    """How far a docstring is."""

    STREAMING = "streaming"
    DONE = "done"
    WITHDRAWN = "withdrawn"
    FAILED = "failed"


class StreamPurpose(StrEnum):
    """What the client does with a docstring that is done."""

    INSERT = "insert"
    PREVIEW = "preview"


@dataclass(frozen=True)
class StreamEvidence:
    """The line of code that proves something.

    Attributes:
        uri: The file that it stands in.
        line: 0-based.
        name: What a person calls it, such as ``line 6``.
        code: Its own words, shortened; empty where it stands in another file.
    """

    uri: str
    line: int
    name: str
    code: str


@dataclass(frozen=True)
class StreamRemark:
    """Something the reader should know about a docstring.

    Attributes:
        code: Which rule or failure it is.
        message: One sentence.
        severity: ``info``, ``warning`` or ``error``.
        evidence: The line that proves it, None where it is about no place.
    """

    code: str
    message: str
    severity: str = "error"
    evidence: StreamEvidence | None = None


@dataclass(frozen=True)
class StreamParams:
    """One state of one docstring.

    Attributes:
        token: Names the generation; for insert and discard.
        uri: The document.
        version: Its version that range and edit are for.
        qualname: The symbol's dotted name; empty for the module.
        range: The old docstring, else the header of the symbol.
        text: The whole literal so far, as it would stand in the file.
        state: How far it is.
        purpose: What the client does with it once it is done.
        problems: What the reader should know.
        edit: The gated edit, once it is done; absent where nothing would change.
        anyway: Whether ``docstring-ls.insertAnyway`` would keep more than the edit does.
    """

    token: str
    uri: str
    version: int | None
    qualname: str
    range: types.Range
    text: str
    state: StreamState
    purpose: StreamPurpose
    problems: tuple[StreamRemark, ...] = ()
    edit: types.WorkspaceEdit | None = None
    anyway: bool = False

    def fields(self) -> dict[str, Any]:
        """The fields that are sent: without ``edit`` where there is none."""
        fields = vars(self).copy()
        if self.edit is None:
            del fields["edit"]
        return fields
