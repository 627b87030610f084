"""What one connection knows: client, configuration, documents, proposals and tasks."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from .. import app
from ..config import Config, Trust
from ..core.docstrings import Style
from ..core.problems import Problem
from ..core.syntax import Buffer, Symbol
from ..core.text import Source, path_of
from ..ports import Project
from ..proposals import Key, ProposalStore, key_of
from ..tasks import Engine
from .action_list import Listing
from .client import Client, ClientCapabilities
from .diagnostics import Diagnostics
from .documents import Documents
from .generations import Generations
from .prefetch import Prefetcher

if TYPE_CHECKING:
    from pygls.lsp.server import LanguageServer

    from ..adapters.usage_budget import SpendingBudget as Spending


# A docstring now, from what is indexed by then, is better than a better one later.
INDEX_SECONDS = 2.0


class Session:
    """The state of one connection; handlers read it, tasks own their own values.

    Args:
        server: The connection.
        flags: Command-line flags, which win over the editor's settings.
        environ: The environment variables, by default the process's own.
        trust: Who the client is; decides where the environment's keys may go.
    """

    def __init__(
        self,
        server: LanguageServer,
        flags: Mapping[str, Any],
        environ: Mapping[str, str] | None = None,
        trust: Trust = Trust.EDITOR,
    ) -> None:
        self.server = server
        self.client = Client(server, ClientCapabilities())
        self.documents = Documents()
        self.proposals = ProposalStore()
        self.generations = Generations(self)
        self.ahead = Prefetcher(self)
        self.diagnostics = Diagnostics(self)
        self.folders: list[str] = []
        self.ready = False
        self.closing: asyncio.Task[None] | None = None
        self._flags = flags
        self._environ = environ
        self._trust = trust
        self.announced: dict[str, Any] = {}
        self.settings: dict[str, Any] = {}
        self._settings_asked = self._settings_taken = 0
        self._configs: dict[str, Config] = {}
        self._engines: dict[str, Engine] = {}
        self._parts: app.Parts | None = None
        self._spent: Spending | None = None
        self._projects: dict[str, Project] = {}
        self._told: set[str] = set()
        self._untold: list[str] = []

    def begin(
        self, client: ClientCapabilities, folders: list[str], settings: dict[str, Any]
    ) -> None:
        """Take the client's announcement."""
        self.client = Client(self.server, client)
        self.documents = Documents(client.encoding)
        self.folders = folders
        self.announced = self.settings = settings

    def number_settings(self) -> int:
        """The number of settings that are asked for or pushed now."""
        self._settings_asked += 1
        return self._settings_asked

    async def configure(self, settings: dict[str, Any], number: int) -> None:
        """Take new settings; what runs goes on under the old ones.

        Args:
            settings: All that the client sets.
            number: When they were asked for; an answer that newer settings overtook is dropped.
        """
        if number < self._settings_taken:
            return
        self._settings_taken = number
        if settings == self.settings and self._parts is not None:
            return
        self.settings = settings
        parts = self._forget_engines()
        if parts is not None:
            await self.generations.idle()
            await parts.close()

    async def release(self) -> None:
        """Close what is open; the next request opens it anew."""
        parts = self._forget_engines()
        if parts is not None:
            await parts.close()

    def _forget_engines(self) -> app.Parts | None:
        parts, self._parts = self._parts, None
        self._engines.clear()
        self._configs.clear()
        self._projects.clear()
        if parts is not None:
            self._spent = parts.session
        return parts

    def root_of(self, uri: str) -> str:
        """The workspace folder that holds a document, innermost first; empty for a lone file."""
        path = path_of(uri)
        holding = [
            folder for folder in self.folders if path == folder or path.startswith(_slashed(folder))
        ]
        return max(holding, key=len, default="")

    def config(self, root: str) -> Config:
        """The options in force for a folder; tells the user once what is wrong in them."""
        if root not in self._configs:
            config, problems = app.load_config(
                root, self._flags, self.settings, self._environ, self._trust
            )
            self._configs[root] = config
            self._complain(problems)
        return self._configs[root]

    def engine(self, root: str) -> Engine:
        """The wired pipeline for a workspace folder.

        Raises:
            ConfigurationError: When the chosen provider's connection is incomplete.
        """
        if root not in self._engines:
            config = self.config(root)
            if self._parts is None:
                model = self.client.language_model
                self._parts = app.open_parts(config, "editor", self._spent, model)
            self._engines[root] = app.open_engine(
                config, self._parts, self.project(root), INDEX_SECONDS
            )
        return self._engines[root]

    async def forget_answers(self) -> int:
        """Forget the user's kept answers; how many there were."""
        return await app.forget_answers(self.config(""), self._parts)

    def project(self, root: str) -> Project:
        """The reader of a folder's conventions."""
        if root not in self._projects:
            self._projects[root] = app.open_project(self.config(root))
        return self._projects[root]

    async def style(self, source: Source, root: str) -> Style:
        """The conventions for a file; reading a slow disk holds nobody else up."""
        return (await asyncio.to_thread(self.project(root).style, source, root))[0]

    def fingerprint(self, root: str) -> str:
        """A hash of the options, so that proposals made under others are not shown."""
        options = repr(self.config(root).options)
        return hashlib.blake2b(options.encode(), digest_size=8).hexdigest()

    def key(
        self, buffer: Buffer, source: Source, symbol: Symbol, revision: int | None = None
    ) -> Key:
        """What a proposal for a symbol is kept under.

        Args:
            buffer: The open document.
            source: Its text, or an excerpt of it.
            symbol: A symbol of that text.
            revision: Which revision of the document the text is of; by default the present one.
        """
        anchor = buffer.anchor(symbol.name_span.start, source, revision)
        options = self.fingerprint(self.root_of(buffer.uri))
        return key_of(buffer, source, symbol, anchor, options)

    def listing(self, root: str) -> Listing:
        """The lister of actions for documents of a folder."""
        provider = self.config(root).provider

        def style_of(source: Source) -> Style:
            return self.project(root).style(source, root)[0]

        return Listing(self.client.capabilities, self.proposals, self.key, provider, style_of)

    def _complain(self, problems: tuple[Problem, ...]) -> None:
        self._untold += [item.message for item in problems if item.message not in self._told]
        self._told.update(self._untold)
        if self.ready:
            self.tell_untold()

    def tell_untold(self) -> None:
        """Show what was found wrong in the options before the client could show messages."""
        waiting, self._untold = self._untold, []
        for message in waiting:
            self.client.show_message(message, types.MessageType.Warning)


def _slashed(folder: str) -> str:
    return folder if folder.endswith(("/", "\\")) else folder + "/"
