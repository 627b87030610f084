"""The folders that are open in the editor."""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol import types

from ...core.text import path_of


class Folders:
    """The workspace's folders, as absolute paths.

    Args:
        paths: Those that are open from the start.
    """

    def __init__(self, paths: Iterable[str] = ()) -> None:
        self._paths = list(paths)

    @property
    def first(self) -> str:
        """The folder that was opened first; empty where there is none."""
        return self._paths[0] if self._paths else ""

    def change(self, event: types.WorkspaceFoldersChangeEvent) -> None:
        """Follow what the user opens and closes."""
        removed = {path_of(folder.uri) for folder in event.removed}
        added = [path_of(folder.uri) for folder in event.added]
        self._paths = [path for path in self._paths if path not in removed] + added

    def root_of(self, uri: str) -> str:
        """The folder that holds a document, innermost first; empty for a lone file."""
        path = path_of(uri)
        holding = [
            folder for folder in self._paths if path == folder or path.startswith(_slashed(folder))
        ]
        return max(holding, key=len, default="")


def folders_of(params: types.InitializeParams) -> Folders:
    """The folders of an announcement, in the newest of the ways in which clients name them."""
    uris = [folder.uri for folder in params.workspace_folders or ()]
    if not uris and params.root_uri:
        uris = [params.root_uri]
    return Folders([path_of(uri) for uri in uris] or filter(None, [params.root_path]))


def _slashed(folder: str) -> str:
    return folder if folder.endswith(("/", "\\")) else folder + "/"
