"""What the options name → the deployments that may answer, the preferred first."""

from __future__ import annotations

from dataclasses import dataclass

from ....config import Config
from ....core.prompt import UNKNOWN, Model, model_named
from ....errors import ConfigurationError
from ....loopback import travels_openly
from ....option_values import DeploymentEntry
from ....options import Options, kebab
from ....providers import PROVIDERS, ProviderKind, ProviderSpec
from .endpoint import Endpoint, azure_endpoint, compatible_endpoint

# Tokens of a model that we don't know, at a service other than Azure: a small one served nearby.
COMPATIBLE_WINDOW = 32_768


@dataclass(frozen=True, slots=True)
class Deployment:
    """One place that can answer.

    Attributes:
        name: The deployment, or the model of a compatible service.
        endpoint: Where it is.
        model: The limits of the model behind it, as far as they are known.
        known: Whether a name told the model.
        rpm: Requests per minute, 0 where not known.
        tpm: Tokens per minute, 0 where not known.
        priority: Smaller is preferred.
    """

    name: str
    endpoint: Endpoint
    model: Model
    known: bool
    rpm: int = 0
    tpm: int = 0
    priority: int = 0

    @property
    def label(self) -> str:
        """How it is called in messages."""
        return f"{self.name} at {self.endpoint.host}"


def deployments_of(config: Config) -> tuple[Deployment, ...]:
    """All deployments that the options name.

    Raises:
        ConfigurationError: When one is incomplete, written wrongly or not encrypted.
    """
    found = _written(config)
    for each in found:
        _check_encrypted(each.endpoint, config.options.allow_unencrypted)
    return found


def _check_encrypted(endpoint: Endpoint, allowed: bool) -> None:
    if travels_openly(endpoint.base) and not allowed:
        raise ConfigurationError(
            f"{endpoint.option} names {endpoint.base}: code and key would travel unencrypted.",
            f"Write {endpoint.option} with https://, or set allow-unencrypted "
            "(DOCSTRING_LS_ALLOW_UNENCRYPTED=yes).",
        )


def _written(config: Config) -> tuple[Deployment, ...]:
    options, spec = config.options, config.provider_spec
    if spec.kind is not ProviderKind.AZURE:
        place = compatible_endpoint(_needed(options, spec.address, spec), spec.kind)
        name = _needed(options, spec.target, spec)
        rpm, tpm = options.requests_per_minute, options.tokens_per_minute
        return (_deployment(name, place, name, options.models, rpm, tpm),)
    entries = options.deployments or (DeploymentEntry(options.deployment),)
    found = [_of_entry(entry, place, options) for place, entry in enumerate(entries)]
    return tuple(sorted(found, key=lambda each: each.priority))


def _of_entry(entry: DeploymentEntry, place: int, options: Options) -> Deployment:
    spec = PROVIDERS[ProviderKind.AZURE]
    address = entry.address or _needed(options, spec.address, spec)
    endpoint = azure_endpoint(address, options.api_version)
    name = entry.name or endpoint.deployment or _needed(options, spec.target, spec)
    return _deployment(
        name,
        endpoint,
        entry.model or options.model or name,
        options.models,
        options.requests_per_minute if entry.rpm is None else entry.rpm,
        options.tokens_per_minute if entry.tpm is None else entry.tpm,
        place if entry.priority is None else entry.priority,
    )


def _deployment(
    name: str,
    endpoint: Endpoint,
    model_name: str,
    overrides: tuple[Model, ...],
    rpm: int,
    tpm: int,
    priority: int = 0,
) -> Deployment:
    found = model_named(model_name, overrides)
    if found is None:
        window = UNKNOWN.window if endpoint.azure else COMPATIBLE_WINDOW
        found = Model("", window, window, UNKNOWN.output)
        return Deployment(name, endpoint, found, False, rpm, tpm, priority)
    return Deployment(name, endpoint, found, True, rpm, tpm, priority)


def _needed(options: Options, name: str, spec: ProviderSpec) -> str:
    value: str = getattr(options, name)
    if value:
        return value
    raise ConfigurationError(
        f"provider is {spec.kind}, but {kebab(name)} is not set.",
        f"Set {kebab(name)} in your editor's settings or the environment, "
        "or choose provider draft.",
    )
