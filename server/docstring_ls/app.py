"""The composition root: Config → wired pipeline; every shell begins here."""

from __future__ import annotations

import asyncio
import math
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from . import config as configuration
from .config import Config, Layer, Trust
from .core.problems import Problem, Severity
from .core.prompt import is_usable
from .errors import ConfigurationError
from .ports import Counter, LanguageModel, Project, Provider, Resolver
from .providers import WireKind, command_line_kinds
from .tasks import Engine

if TYPE_CHECKING:
    from .adapters.llm.wire import Wire
    from .adapters.tokens import LazyCounter
    from .adapters.usage_budget import SpendingBudget

# Seconds without a sign of life after which a resolver that is waited for is ended.
SILENCE = 10.0


def load_config(
    root: str,
    flags: Mapping[str, Any] | None = None,
    editor: Mapping[str, Any] | None = None,
    environ: Mapping[str, str] | None = None,
    trust: Trust = Trust.EDITOR,
) -> tuple[Config, tuple[Problem, ...]]:
    """The options in force for a workspace folder.

    Args:
        root: Absolute path of the folder; its pyproject.toml may set project options.
        flags: Command-line flags by attribute name; None values are ignored.
        editor: Settings as the editor sends them.
        environ: The environment, by default the process's own.
        trust: Who the editor is.
    """
    from .adapters.project import project_options

    environ = os.environ if environ is None else environ
    table, problems, path = project_options(root) if root else ({}, (), "")
    layers = [
        configuration.pyproject(table, path or "pyproject.toml"),
        configuration.environment(environ),
        configuration.editor(editor or {}, trust),
        Layer("command line", {k: v for k, v in (flags or {}).items() if v is not None}),
    ]
    built, more = configuration.build(tuple(layers))
    if built.options.env_file:
        from .adapters.env_file import env_file

        layer, complaints = env_file(built.options.env_file)
        built, more = configuration.build((layers[0], layer, *layers[1:]))
        more += complaints
    return built, (*problems, *more)


def open_counter(config: Config) -> LazyCounter:
    """A token counter that never waits and never downloads."""
    from .adapters.tokens import open_counter as opened

    return opened(config.model_name)


def open_provider(
    config: Config,
    counter: Counter | None = None,
    caller: str = "cli",
    session: SpendingBudget | None = None,
    language_model: LanguageModel | None = None,
) -> Provider:
    """The provider in force; a model stands behind the stores, the telemetry and the meter.

    Args:
        config: The options in force.
        counter: Counts tokens; opened when not given.
        caller: Who asks, for the ledger: ``editor`` or ``cli``.
        session: What was spent so far, where a session goes on under new options.
        language_model: The editor's, where it offers one.

    Raises:
        ConfigurationError: When the chosen provider's connection is incomplete.
    """
    check_connection(config)
    check_caller(config, caller)
    wire = config.provider_spec.wire
    if wire is None:
        from .adapters.draft import DraftProvider

        return DraftProvider()
    from .adapters.cache.caching_provider import CachingProvider, identity
    from .adapters.cache.tiered import open_store
    from .adapters.llm.provider import ModelProvider
    from .adapters.telemetry import Traced
    from .adapters.telemetry_export import start_export

    start_export(os.environ)
    options = config.options
    counter = counter or open_counter(config)
    wires = WIRES[wire](config, counter, language_model)
    model = ModelProvider(config.provider, wires, options, counter)
    metered = _metered(config, model, counter, caller, session)
    address = urlsplit(config.address).hostname or ""
    traced = Traced(metered, config.model_name, address)
    return CachingProvider(traced, open_store(options), identity(config), is_usable)


def _openai(config: Config, counter: Counter, _: LanguageModel | None) -> tuple[Wire, ...]:
    from .adapters.llm.openai.wire import open_wires

    return open_wires(config, counter)


def _editor(config: Config, counter: Counter, model: LanguageModel | None) -> tuple[Wire, ...]:
    from .adapters.llm.editor import open_wires

    return open_wires(config, counter, model)


OpenWires = Callable[[Config, Counter, LanguageModel | None], "tuple[Wire, ...]"]

# How the wires of a kind are opened; the last argument is the editor's language model.
WIRES: dict[WireKind, OpenWires] = {
    WireKind.OPENAI: _openai,
    WireKind.EDITOR: _editor,
}


def check_caller(config: Config, caller: str) -> None:
    """See to it that the chosen provider can be asked from where it is asked.

    Args:
        config: The options in force.
        caller: Who asks: ``editor`` or ``cli``.

    Raises:
        ConfigurationError: When it can't be asked from the command line.
    """
    if caller == "cli" and not config.provider_spec.on_command_line:
        raise ConfigurationError(
            f"provider is {config.provider} ({config.origins['provider']}): "
            f"{config.provider_spec.service} can't be asked from the command line.",
            f"Choose another with --provider: {', '.join(command_line_kinds())}.",
        )


def check_connection(config: Config) -> None:
    """See to it that the chosen provider can be asked.

    Raises:
        ConfigurationError: When its connection is incomplete; names what is missing.
    """
    for problem in config.connection_problems:
        if problem.severity is Severity.ERROR:
            raise ConfigurationError(problem.message)


async def warm(config: Config) -> None:
    """Import what the first answer needs, off the event loop and without any network."""
    if config.provider_spec.wire is WireKind.OPENAI:
        from .adapters.llm.openai.clients import load_sdk

        await asyncio.to_thread(load_sdk)


def _metered(
    config: Config, inner: Provider, counter: Counter, caller: str, session: SpendingBudget | None
) -> Provider:
    from .adapters.cache.tiered import open_ledger
    from .adapters.prices import open_prices
    from .adapters.usage import Metered
    from .adapters.usage_budget import SpendingBudget

    options = config.options
    session = session or SpendingBudget()
    session.limit(options.max_tokens, options.max_cost)
    return Metered(
        inner,
        session,
        open_prices(config),
        counter,
        deployment=config.target or options.model,
        model=options.model,
        answer_tokens=options.answer_tokens,
        sink=open_ledger(options, caller) if options.cache else None,
    )


@dataclass(frozen=True)
class Parts:
    """What all workspace folders share: everything that only the user can set."""

    provider: Provider
    resolver: Resolver
    counter: Counter
    session: SpendingBudget | None = None

    async def close(self) -> None:
        """Release provider and resolver."""
        await self.resolver.close()
        await self.provider.close()


def open_parts(
    config: Config,
    caller: str = "cli",
    session: SpendingBudget | None = None,
    language_model: LanguageModel | None = None,
) -> Parts:
    """Open provider, resolver and counter.

    Args:
        config: The options in force.
        caller: Who asks, for the ledger: ``editor`` or ``cli``.
        session: What was spent so far, where a session goes on under new options.
        language_model: The editor's, where it offers one.

    Raises:
        ConfigurationError: When the chosen provider's connection is incomplete.
    """
    from .adapters.usage_budget import SpendingBudget

    counter = open_counter(config)
    if config.provider_spec.asks_model:
        counter.start()
    session = session or SpendingBudget()
    return Parts(
        provider=open_provider(config, counter, caller, session, language_model),
        resolver=open_resolver(config, patient=caller == "cli"),
        counter=counter,
        session=session,
    )


def open_resolver(config: Config, *, patient: bool) -> Resolver:
    """The resolver in force; it starts nothing before the first question.

    Args:
        config: The options in force.
        patient: Whether it is waited for while it makes progress, so that what comes out does not
            depend on the load of the machine; else its deadline counts.
    """
    from .adapters.cache.tiered import cache_folder
    from .adapters.resolver.client import JediResolver

    options = config.options
    return JediResolver(
        options.jedi_interpreter,
        options.resolver_deadline,
        cache=str(cache_folder(options) / "parsed"),
        silence=SILENCE if patient else 0.0,
    )


async def forget_answers(config: Config, parts: Parts | None = None) -> int:
    """Forget the user's kept answers, in memory and on disk; a team's cache stays.

    Returns:
        How many there were.
    """
    from .adapters.cache.caching_provider import CachingProvider
    from .adapters.cache.tiered import open_disk

    if parts is not None and isinstance(parts.provider, CachingProvider):
        return await parts.provider.store.clear()
    if not config.options.cache:
        return 0
    disk = open_disk(config.options)
    count = await disk.clear()
    await disk.close()
    return count


def open_project(config: Config) -> Project:
    """The reader of a folder's own conventions."""
    from .adapters.project import FileProject

    return FileProject(config.options)


def open_engine(
    config: Config,
    parts: Parts,
    project: Project | None = None,
    patience: float = math.inf,
    *,
    snapshot: bool = False,
    restricted: bool = False,
) -> Engine:
    """Everything the pipeline needs for one workspace folder.

    Args:
        config: The options in force there.
        parts: What all folders share.
        project: The reader of the folder's conventions; opened when not given.
        patience: Seconds that one prompt may spend on files that are not indexed yet.
        snapshot: Whether every prompt is from the files as the first one found them.
        restricted: Whether the folder is not trusted, so that no program reads its history.
    """
    from .adapters.git_history import GitHistory
    from .adapters.workspace import REST, WorkspaceFiles

    return Engine(
        provider=parts.provider,
        resolver=parts.resolver,
        project=project or open_project(config),
        corpus=WorkspaceFiles(config.options, patience, math.inf if snapshot else REST),
        counter=parts.counter,
        budget=config.options.context_budget,
        excluded=config.options.exclude_from_context,
        history=None if restricted else GitHistory(),
    )
