"""What the options name → the deployments that may answer, the preferred first."""

from __future__ import annotations

from dataclasses import dataclass

from ....config import Config
from ....core.prompt import UNKNOWN, Model, model_named, read_overrides
from ....errors import ConfigurationError
from ....loopback import travels_openly
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
    overrides, _ = read_overrides(options.models)
    if config.provider == "openai":
        place = compatible_endpoint(_needed(options.base_url, "base-url", "openai"))
        name = _needed(options.model, "model", "openai")
        return (
            _deployment(
                name, place, name, overrides, options.requests_per_minute, options.tokens_per_minute
            ),
        )
    written = options.deployments or (options.deployment,)
    found = [_read(text, place, config, overrides) for place, text in enumerate(written)]
    return tuple(sorted(found, key=lambda each: each.priority))


def _read(text: str, place: int, config: Config, overrides: tuple[Model, ...]) -> Deployment:
    options = config.options
    head, *pairs = (part.strip() for part in text.split(";"))
    name, _, address = head.partition("@")
    more = dict(_pair(pair, name) for pair in pairs)
    written = address or _needed(options.endpoint, "endpoint", "azure")
    endpoint = azure_endpoint(written, options.api_version)
    name = _needed(name or endpoint.deployment, "deployment", "azure")
    model = more.get("model") or options.model or name
    rpm = _count(more.get("rpm", options.requests_per_minute), "rpm", name)
    tpm = _count(more.get("tpm", options.tokens_per_minute), "tpm", name)
    rank = _count(more.get("priority", place), "priority", name)
    return _deployment(name, endpoint, model, overrides, rpm, tpm, rank)


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


def _pair(text: str, name: str) -> tuple[str, str]:
    key, _, value = text.partition("=")
    if key.strip() not in ("model", "rpm", "tpm", "priority") or not value.strip():
        raise ConfigurationError(
            f"deployments: {text!r} of {name} is not understood.",
            "Write deployments as NAME@ENDPOINT;model=…;rpm=…;tpm=…;priority=…",
        )
    return key.strip(), value.strip()


def _count(value: str | int, key: str, name: str) -> int:
    try:
        return max(0, int(value))
    except ValueError:
        raise ConfigurationError(
            f"deployments: {key} of {name} must be a whole number, not {value!r}.",
            f"Correct {key} in deployments.",
        ) from None


def _needed(value: str, option: str, provider: str) -> str:
    if value:
        return value
    raise ConfigurationError(
        f"provider is {provider}, but {option} is not set.",
        f"Set {option} in your editor's settings or the environment, or choose provider draft.",
    )
