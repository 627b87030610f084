"""The composition root: Config → wired pipeline; every shell begins here."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from . import config as configuration
from .config import Config, Layer
from .core.problems import Problem
from .errors import ConfigurationError
from .options import kebab
from .pipeline import Engine
from .ports import Counter, Project, Provider, Resolver


def load_config(
    root: str,
    flags: Mapping[str, Any] | None = None,
    editor: Mapping[str, Any] | None = None,
    environ: Mapping[str, str] | None = None,
) -> tuple[Config, tuple[Problem, ...]]:
    """The options in force for a workspace folder.

    Args:
        root: Absolute path of the folder; its pyproject.toml may set project options.
        flags: Command-line flags by attribute name; None values are ignored.
        editor: Settings as the editor sends them.
        environ: The environment, by default the process's own.
    """
    from .adapters.project import project_options

    environ = os.environ if environ is None else environ
    table, problems, path = project_options(root) if root else ({}, (), "")
    layers = [
        configuration.pyproject(table, path or "pyproject.toml"),
        configuration.environment(environ),
        configuration.editor(editor or {}),
        Layer("command line", {k: v for k, v in (flags or {}).items() if v is not None}),
    ]
    built, more = configuration.build(tuple(layers))
    return built, (*problems, *more)


def open_counter(config: Config) -> Counter:
    """A token counter that never waits and never downloads."""
    from .adapters.tokens import open_counter as opened

    return opened(config.options.model)


def open_provider(config: Config, counter: Counter | None = None) -> Provider:
    """The provider in force, behind the answer store; the draft needs none.

    Raises:
        ConfigurationError: When the chosen provider's connection is incomplete.
    """
    if config.provider == "draft":
        from .adapters.draft import DraftProvider

        return DraftProvider()
    complain_about_connection(config)
    from .adapters.cache import AnswerStore, MemoryStore
    from .adapters.model import open_provider as opened

    return AnswerStore(opened(config, counter or open_counter(config)), MemoryStore())


def complain_about_connection(config: Config) -> None:
    """Refuse a chosen provider that lacks what it needs.

    Raises:
        ConfigurationError: Naming every missing setting.
    """
    needs = {"azure": ("endpoint", "deployment"), "openai": ("base_url", "model")}
    missing = [name for name in needs[config.provider] if not getattr(config.options, name)]
    if missing:
        names = " and ".join(kebab(name) for name in missing)
        raise ConfigurationError(
            f"provider is {config.provider}, but {names} is not set.",
            f"Set {names} in your editor's settings, the environment or by flags, "
            "or choose provider draft.",
        )


@dataclass(frozen=True)
class Parts:
    """What all workspace folders share: everything that only the user can set."""

    provider: Provider
    resolver: Resolver
    counter: Counter

    async def close(self) -> None:
        """Release provider and resolver."""
        await self.resolver.close()
        await self.provider.close()


def open_parts(config: Config) -> Parts:
    """Open provider, resolver and counter.

    Raises:
        ConfigurationError: When the chosen provider's connection is incomplete.
    """
    from .adapters.jedi_resolver import JediResolver

    options = config.options
    counter = open_counter(config)
    return Parts(
        provider=open_provider(config, counter),
        resolver=JediResolver(options.jedi_interpreter, options.resolver_deadline),
        counter=counter,
    )


def open_project(config: Config) -> Project:
    """The reader of a folder's own conventions."""
    from .adapters.project import FileProject

    return FileProject(config.options)


def open_engine(config: Config, parts: Parts, project: Project | None = None) -> Engine:
    """Everything the pipeline needs for one workspace folder."""
    from .adapters.workspace import WorkspaceFiles

    return Engine(
        provider=parts.provider,
        resolver=parts.resolver,
        project=project or open_project(config),
        corpus=WorkspaceFiles(config.options),
        counter=parts.counter,
        budget=config.options.context_budget,
    )
