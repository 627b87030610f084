"""What the options name → the deployments that may answer, the preferred first."""

from __future__ import annotations

from dataclasses import dataclass

from ....config import Config
from ....core.prompt import UNKNOWN, Model, model_named
from ....errors import ConfigurationError
from ....loopback import travels_openly
from ....option_values import DeploymentEntry
from ....options import Options
from ....providers import ProviderKind
from .endpoint import Endpoint, azure_endpoint, compatible_endpoint

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
    options = config.options
    if config.provider is ProviderKind.OPENAI:
        place = compatible_endpoint(_needed(options.base_url, "base-url", "openai"))
        name = _needed(options.model, "model", "openai")
        rpm, tpm = options.requests_per_minute, options.tokens_per_minute
        return (_deployment(name, place, name, options.models, rpm, tpm),)
    entries = options.deployments or (DeploymentEntry(options.deployment),)
    found = [_of_entry(entry, place, options) for place, entry in enumerate(entries)]
    return tuple(sorted(found, key=lambda each: each.priority))


def _of_entry(entry: DeploymentEntry, place: int, options: Options) -> Deployment:
    address = entry.address or _needed(options.endpoint, "endpoint", "azure")
    endpoint = azure_endpoint(address, options.api_version)
    name = _needed(entry.name or endpoint.deployment, "deployment", "azure")
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


def _needed(value: str, option: str, provider: str) -> str:
    if value:
        return value
    raise ConfigurationError(
        f"provider is {provider}, but {option} is not set.",
        f"Set {option} in your editor's settings or the environment, or choose provider draft.",
    )
