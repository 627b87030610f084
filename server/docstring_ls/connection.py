"""Which provider the options mean, and what its connection still lacks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from .core.problems import Problem, Severity
from .option_values import DeploymentEntry
from .options import Options, kebab, variable
from .providers import PROVIDERS, ProviderKind, ProviderSpec

_NAMES_DEPLOYMENT = re.compile(r"/deployments/([^/?]+)")


def provider_of(options: Options, refused: Collection[str] = ()) -> ProviderKind:
    """The chosen provider, else the one whose connection is complete, else the one begun.

    Args:
        options: The options in force.
        refused: Options that were given in vain; they too begin a connection, so that the draft
            does not stand in for a model whose connection is written wrongly.

    Returns:
        Its id; the draft's where no connection is begun.
    """
    if options.provider:
        return options.provider
    begun = [kind for kind, spec in PROVIDERS.items() if _begun(options, refused, spec)]
    complete = [kind for kind in begun if not lacking(options, PROVIDERS[kind])]
    return (*complete, *begun, ProviderKind.DRAFT)[0]


def lacking(options: Options, spec: ProviderSpec) -> tuple[str, ...]:
    """The options, by attribute name, without which a provider can't be asked."""
    if not spec.targets:
        return tuple(name for name in spec.needs if not getattr(options, name))
    pairs = list(_deployments(options))
    there = {
        spec.address: all(address for _, address in pairs),
        spec.target: all(name for name, _ in pairs),
    }
    return tuple(name for name in spec.needs if not there[name])


def address_of(options: Options, spec: ProviderSpec) -> str:
    """Where the provider is, as it is written; empty where nothing says so or it needs none."""
    return str(getattr(options, spec.address)) if spec.address else ""


def how_to_connect() -> str:
    """What to set for a model, whichever it is to be."""
    connected = [spec for spec in PROVIDERS.values() if spec.needs]
    return ", or ".join(_listed(map(kebab, spec.needs)) for spec in connected)


def deployment_names(options: Options) -> tuple[str, ...]:
    """The Azure deployments that may answer, the one written first first."""
    return tuple(name for name, _ in _deployments(options) if name)


def target_of(options: Options, spec: ProviderSpec) -> str:
    """Whom to ask first there: a deployment or a model; empty where nothing says so."""
    if spec.targets:
        return next(iter(deployment_names(options)), "")
    return str(getattr(options, spec.target)) if spec.target else ""


def _deployments(options: Options) -> Iterator[tuple[str, str]]:
    """Name and address of each deployment, either empty where nothing gives it."""
    for entry in options.deployments or (DeploymentEntry(options.deployment),):
        address = entry.address or options.endpoint
        inside = _NAMES_DEPLOYMENT.search(address)
        yield entry.name or (inside[1] if inside else ""), address


def connection_problems(
    options: Options, origins: Mapping[str, str], refused: Mapping[str, str]
) -> tuple[Problem, ...]:
    """What is wrong with the connection: an error where it is begun and incomplete.

    Args:
        options: The options in force.
        origins: Where each was set, by attribute name.
        refused: What is wrong with those that were given in vain.

    Returns:
        Nothing where it is complete, or where the draft was chosen; a note where there is a key
        and nothing else.
    """
    spec = PROVIDERS[provider_of(options, refused)]
    missing = lacking(options, spec)
    if missing:
        return (_incomplete(_beginning(options, origins, refused, spec), missing),)
    return () if options.provider or spec.asks_model else tuple(_lone_keys(options))


def _beginning(
    options: Options, origins: Mapping[str, str], refused: Mapping[str, str], spec: ProviderSpec
) -> str:
    """What shows that a provider is meant."""
    if options.provider:
        return f"provider is {spec.kind} ({origins['provider']}), but"
    name = _begun(options, refused, spec)[0]
    if name in refused:
        return f"{refused[name]} So"
    return f"{kebab(name)} is set ({origins[name]}), but"


def _incomplete(beginning: str, missing: tuple[str, ...]) -> Problem:
    verb = "is" if len(missing) == 1 else "are"
    message = (
        f"{beginning} {_listed(map(kebab, missing))} {verb} not set. "
        f"Set {_listed(map(variable, missing))} in the environment, or "
        f"{_listed(map(kebab, missing))} in your editor's settings; or choose the draft, which "
        "asks nobody (--provider draft, or provider in the settings)."
    )
    return Problem("incomplete-connection", message, Severity.ERROR)


def _begun(options: Options, refused: Collection[str], spec: ProviderSpec) -> list[str]:
    """The options that begin a provider's connection, those with a wrong value first."""
    return [name for name in spec.begun_by if name in refused] + _set(options, spec.begun_by)


def _lone_keys(options: Options) -> list[Problem]:
    return [
        Problem(
            "lone-key",
            f"{kebab(key)} is set ({variable(key)}), but nothing says whom to ask; the draft "
            f"writes. Set {_listed(map(variable, spec.needs))} for a model.",
            Severity.INFO,
        )
        for spec in PROVIDERS.values()
        for key in _set(options, spec.credentials)[:1]
    ]


def _set(options: Options, names: tuple[str, ...]) -> list[str]:
    return [name for name in names if getattr(options, name)]


def _listed(names: Iterable[str]) -> str:
    return " and ".join(names)
