"""The options in force for each folder, and what is wrong in them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lsprotocol import types

from ... import app
from ...config import Config, Trust
from ...core.problems import Problem
from ..client import Client


@dataclass(frozen=True)
class LaunchOptions:
    """What whoever started the server gave it.

    Attributes:
        flags: Command-line flags, which win over the editor's settings.
        environ: The environment variables, by default the process's own.
        trust: Who the client is; decides where the environment's keys may go.
    """

    flags: Mapping[str, Any] = field(default_factory=dict)
    environ: Mapping[str, str] | None = None
    trust: Trust = Trust.EDITOR


class Configuration:
    """The options of every folder under the settings of the moment.

    Args:
        launch: Flags and environment.
        settings: All that the client sets.
        client: Who is shown what is wrong in the options.
    """

    def __init__(self, launch: LaunchOptions, settings: dict[str, Any], client: Client) -> None:
        self._launch = launch
        self.settings = settings
        self._client = client
        self._configs: dict[str, Config] = {}
        self._hashes: dict[str, str] = {}
        self._known: set[str] = set()
        self._unshown: list[str] = []
        self._may_show = False

    def change(self, settings: dict[str, Any]) -> None:
        """Take new settings."""
        self.settings = settings
        self.forget()

    def forget(self) -> None:
        """Read everything anew when it is asked for."""
        self._configs.clear()
        self._hashes.clear()

    def config(self, root: str) -> Config:
        """The options in force for a folder; shows once what is wrong in them."""
        if root not in self._configs:
            launch = self._launch
            config, problems = app.load_config(
                root, launch.flags, self.settings, launch.environ, launch.trust
            )
            self._configs[root] = config
            self._report(problems)
        return self._configs[root]

    def options_hash(self, root: str) -> str:
        """A hash of the options, so that proposals made under others are not shown."""
        if root not in self._hashes:
            options = repr(self.config(root).options)
            self._hashes[root] = hashlib.blake2b(options.encode(), digest_size=8).hexdigest()
        return self._hashes[root]

    def allow_messages(self) -> None:
        """The client is initialized: what is found wrong from now on is shown at once."""
        self._may_show = True

    def show_problems(self) -> None:
        """Show what was found wrong in the options and is not shown yet."""
        unshown, self._unshown = self._unshown, []
        for message in unshown:
            self._client.show_message(message, types.MessageType.Warning)

    def _report(self, problems: tuple[Problem, ...]) -> None:
        self._unshown += [item.message for item in problems if item.message not in self._known]
        self._known.update(self._unshown)
        if self._may_show:
            self.show_problems()
