"""What is open in the editor: documents, folders, the options and engines of each."""

from __future__ import annotations

from typing import Any

from ...config import Config
from ...core.syntax import Buffer
from ...errors import SourceError
from ...tasks import Engine
from ..client import Client
from ..documents import Documents
from ..tasks import Tasks
from .configuration import Configuration, LaunchOptions
from .engines import Engines
from .folders import Folders
from .settings import ClientSettings
from .snapshot import Snapshot


class Workspace:
    """Hands out snapshots of documents, and the engine that works on them.

    Args:
        client: Who has it open.
        documents: The open documents.
        tasks: What must have ended before an engine is closed.
        folders: The open folders.
        launch: Flags and environment.
        announced: The settings of the client's announcement.
    """

    def __init__(
        self,
        client: Client,
        documents: Documents,
        tasks: Tasks,
        folders: Folders,
        launch: LaunchOptions,
        announced: dict[str, Any],
    ) -> None:
        self.documents = documents
        self.folders = folders
        self._client = client
        self._tasks = tasks
        self._settings = ClientSettings(client, announced)
        self._configuration = Configuration(launch, announced, client)
        self._engines = Engines(
            self._configuration,
            client.language_model,
            restricted=client.capabilities.restricted,
        )

    def snapshot(self, uri: str) -> Snapshot | None:
        """An open document as it is now, None where it is not open."""
        document = self.documents.get(uri)
        return None if document is None else self._snapshot(document)

    def require_snapshot(self, uri: str) -> Snapshot:
        """An open document as it is now.

        Raises:
            SourceError: When it is not open.
        """
        snapshot = self.snapshot(uri)
        if snapshot is None:
            raise SourceError("The document is not open.", "Open it and ask again.", code="closed")
        return snapshot

    def _snapshot(self, document: Buffer) -> Snapshot:
        root = self.folders.root_of(document.uri)
        return Snapshot(
            uri=document.uri,
            version=document.version,
            root=root,
            config=self._configuration.config(root),
            options_hash=self._configuration.options_hash(root),
            capabilities=self._client.capabilities,
            _document=document,
            _revision=document.log.revision,
            _project=self._engines.project(root),
        )

    def config(self, uri: str) -> Config:
        """The options in force for a document."""
        return self._configuration.config(self.folders.root_of(uri))

    def engine(self, root: str) -> Engine:
        """The wired pipeline for a folder.

        Raises:
            ConfigurationError: When the chosen provider's connection is incomplete.
        """
        return self._engines.engine(root)

    async def fetch_settings(self) -> Config:
        """Ask the client for its settings, and show what is wrong in the options then.

        Returns:
            The options in force for the first folder.
        """
        self._configuration.allow_messages()
        await self._reconfigure(await self._settings.fetch())
        config = self._configuration.config(self.folders.first)
        self._configuration.show_problems()
        return config

    async def settings_changed(self, pushed: Any) -> None:
        """Take settings that the client pushed, else ask for them."""
        await self._reconfigure(await self._settings.changed(pushed))

    async def _reconfigure(self, settings: dict[str, Any] | None) -> None:
        """Take new settings; what runs goes on under the old ones."""
        if settings is None or (
            settings == self._configuration.settings and self._engines.are_open
        ):
            return
        self._configuration.change(settings)
        parts = self._engines.detach()
        if parts is not None:
            await self._tasks.idle()
            await parts.close()

    async def close(self) -> None:
        """Close the engines."""
        self._configuration.forget()
        parts = self._engines.detach()
        if parts is not None:
            await parts.close()

    async def forget_answers(self) -> int:
        """Forget the user's kept answers; how many there were."""
        return await self._engines.forget_answers()
