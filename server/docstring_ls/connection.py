"""Which provider the options mean, and what its connection still lacks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields

from .core.problems import Problem, Severity
from .options import Options, kebab

BEGUN_BY = {"azure": ("endpoint", "deployment", "deployments"), "openai": ("base_url",)}
"""The options that begin a provider's connection; a key alone does not, for it may be another's."""

KEYS = {"azure": ("api_key", "ad_token", "key_vault"), "openai": ("openai_api_key",)}
NEEDED = {"azure": ("endpoint", "deployment"), "openai": ("base_url", "model")}

_NAMES_DEPLOYMENT = re.compile(r"/deployments/([^/?]+)")


def provider_of(options: Options) -> str:
    """The chosen provider, else the one whose connection is complete, else the one begun.

    Returns:
        Its name; ``draft`` where no connection is begun.
    """
    if options.provider:
        return options.provider
    begun = [name for name in BEGUN_BY if _set(options, BEGUN_BY[name])]
    complete = [name for name in begun if not lacking(options, name)]
    return (*complete, *begun, "draft")[0]


def lacking(options: Options, provider: str) -> tuple[str, ...]:
    """The options, by attribute name, without which a provider can't be asked."""
    if provider != "azure":
        return tuple(name for name in NEEDED.get(provider, ()) if not getattr(options, name))
    pairs = list(_deployments(options))
    there = {
        "endpoint": all(address for _, address in pairs),
        "deployment": all(name for name, _ in pairs),
    }
    return tuple(name for name in NEEDED["azure"] if not there[name])


def deployment_names(options: Options) -> tuple[str, ...]:
    """The Azure deployments that may answer, the one written first first."""
    return tuple(name for name, _ in _deployments(options) if name)


def _deployments(options: Options) -> Iterator[tuple[str, str]]:
    """Name and address of each deployment, either empty where nothing gives it."""
    for written in options.deployments or (options.deployment,):
        name, _, address = written.partition(";")[0].partition("@")
        address = address.strip() or options.endpoint
        inside = _NAMES_DEPLOYMENT.search(address)
        yield name.strip() or (inside[1] if inside else ""), address


def connection_problems(options: Options, origins: Mapping[str, str]) -> tuple[Problem, ...]:
    """What is wrong with the connection: an error where it is begun and incomplete.

    Args:
        options: The options in force.
        origins: Where each was set, by attribute name.

    Returns:
        Nothing where it is complete, or where the draft was chosen; a note where there is a key
        and nothing else.
    """
    provider = provider_of(options)
    missing = lacking(options, provider)
    if missing:
        return (_incomplete(options, origins, provider, missing),)
    return () if options.provider else tuple(_lone_keys(options, provider))


def _incomplete(
    options: Options, origins: Mapping[str, str], provider: str, missing: tuple[str, ...]
) -> Problem:
    begun = "provider" if options.provider else _set(options, BEGUN_BY[provider])[0]
    first = f"provider is {provider}" if begun == "provider" else f"{kebab(begun)} is set"
    verb = "is" if len(missing) == 1 else "are"
    message = (
        f"{first} ({origins[begun]}), but {_listed(map(kebab, missing))} {verb} not set. "
        f"Set {_listed(map(variable, missing))} in the environment, or "
        f"{_listed(map(kebab, missing))} in your editor's settings; or choose the draft, which "
        "asks nobody (--provider draft, or provider in the settings)."
    )
    return Problem("incomplete-connection", message, Severity.ERROR)


def _lone_keys(options: Options, provider: str) -> list[Problem]:
    if provider != "draft":
        return []
    return [
        Problem(
            "lone-key",
            f"{kebab(key)} is set ({variable(key)}), but nothing says whom to ask; the draft "
            f"writes. Set {_listed(map(variable, NEEDED[service]))} for a model.",
            Severity.INFO,
        )
        for service, keys in KEYS.items()
        for key in _set(options, keys)[:1]
    ]


def variable(name: str) -> str:
    """The environment variable by which people mostly give an option."""
    item = next(each for each in fields(Options) if each.name == name)
    return str((*item.metadata["env"], f"DOCSTRING_LS_{name.upper()}")[0])


def _set(options: Options, names: tuple[str, ...]) -> list[str]:
    return [name for name in names if getattr(options, name)]


def _listed(names: Iterable[str]) -> str:
    return " and ".join(names)
