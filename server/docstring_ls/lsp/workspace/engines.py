"""The wired pipeline of each folder, opened when it is needed and closed when settings change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ... import app
from ...ports import LanguageModel, Project
from ...tasks import Engine
from .configuration import Configuration

if TYPE_CHECKING:
    from ...adapters.usage_budget import SpendingBudget

# Seconds: a docstring now, from what is indexed by then, is better than a better one later.
INDEX_SECONDS = 2.0


class Engines:
    """Engines and projects by folder; all engines share what only the user can set.

    Args:
        configuration: The options in force.
        language_model: The editor's, where it offers one.
        restricted: Whether the client does not trust what is open.
    """

    def __init__(
        self,
        configuration: Configuration,
        language_model: LanguageModel | None,
        *,
        restricted: bool = False,
    ) -> None:
        self._configuration = configuration
        self._restricted = restricted
        self._language_model = language_model
        self._engines: dict[str, Engine] = {}
        self._projects: dict[str, Project] = {}
        self._parts: app.Parts | None = None
        self._spent: SpendingBudget | None = None

    @property
    def are_open(self) -> bool:
        """Whether any engine was opened under the settings of the moment."""
        return self._parts is not None

    def project(self, root: str) -> Project:
        """The reader of a folder's conventions."""
        if root not in self._projects:
            self._projects[root] = app.open_project(self._configuration.config(root))
        return self._projects[root]

    def engine(self, root: str) -> Engine:
        """The wired pipeline for a folder.

        Raises:
            ConfigurationError: When the chosen provider's connection is incomplete.
        """
        if root not in self._engines:
            config = self._configuration.config(root)
            if self._parts is None:
                model = self._language_model
                self._parts = app.open_parts(config, "editor", self._spent, model)
            self._engines[root] = app.open_engine(
                config,
                self._parts,
                self.project(root),
                INDEX_SECONDS,
                restricted=self._restricted,
            )
        return self._engines[root]

    def detach(self) -> app.Parts | None:
        """Forget all; what was open stays so for those who use it, until the caller closes it."""
        parts, self._parts = self._parts, None
        self._engines.clear()
        self._projects.clear()
        if parts is not None:
            self._spent = parts.session
        return parts

    async def forget_answers(self) -> int:
        """Forget the user's kept answers; how many there were."""
        return await app.forget_answers(self._configuration.config(""), self._parts)
