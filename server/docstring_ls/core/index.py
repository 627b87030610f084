"""What a workspace's files hold, as values: the ground from which context is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class FileIndex:
    """One file.

    Attributes:
        path: Relative to the workspace, with forward slashes.
        text: The whole text, secrets masked.
    """

    path: str
    text: str


@dataclass(frozen=True)
class Index:
    """All files of a workspace folder that may be shown to a model.

    Attributes:
        files: By relative path.
    """

    files: Mapping[str, FileIndex] = field(default_factory=dict)

    def with_file(self, file: FileIndex) -> Index:
        """The same workspace with newer text of one file."""
        return replace(self, files={**self.files, file.path: file})
