"""Options (what was written, where) → Config (total, frozen) and problems."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import Enum
from typing import Any

from .connection import address_of, connection_problems, deployment_names, provider_of
from .core.problems import Problem, Severity
from .core.text import one_line
from .options import PROJECT, Options, camel, kebab
from .providers import PROVIDERS, ProviderKind, ProviderSpec

DEFAULT = "default"
CUT = "option-cut"
# Who can reach a network port may neither name programs, folders and secrets of this machine nor
# lift the limits of who pays.
NOT_OF_CLIENTS = frozenset(
    {
        "jedi_interpreter",
        "cache_dir",
        "cache_url",
        "max_cost",
        "max_tokens",
        "env_file",
        "key_vault",
        "token_scope",
        "allow_unencrypted",
    }
)


# Characters and entries of what a project may say in its own words: a paragraph, no second prompt.
LONGEST = {"instructions": 1_000}
LONGEST_OTHER = 200
MOST_ENTRIES = 200


class Trust(Enum):
    """Who says what a layer says."""

    OWNER = "who starts the program: environment, env-file and flags"
    EDITOR = "the editor that started it and speaks on its standard input"
    CLIENT = "whoever is connected to its network port"


@dataclass(frozen=True)
class Layer:
    """What one place says.

    Attributes:
        origin: How the place is named to the user, such as ``environment`` or ``pyproject.toml``.
        values: Raw values by attribute name.
        workspace: Whether a file of the workspace says it: then user options have no effect.
        trust: Who says it; decides where keys may go.
        variables: The environment variables that the values come from, by attribute name.
    """

    origin: str
    values: Mapping[str, Any] = field(repr=False)
    workspace: bool = False
    trust: Trust = Trust.OWNER
    variables: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Config:
    """The options in force and where each came from.

    Attributes:
        options: The options.
        origins: The origin of the layer that set each.
        layers: What each layer sets, weakest first.
    """

    options: Options
    origins: Mapping[str, str]
    layers: tuple[Layer, ...] = field(default=(), repr=False)

    def layer_of(self, option: str) -> Layer | None:
        """The layer whose value of an option is in force; None for a default."""
        return next((layer for layer in reversed(self.layers) if option in layer.values), None)

    @property
    def provider(self) -> ProviderKind:
        """The chosen provider, else the one whose connection is there or begun, else the draft."""
        return provider_of(self.options)

    @property
    def provider_spec(self) -> ProviderSpec:
        """What is known of that provider."""
        return PROVIDERS[self.provider]

    @property
    def address(self) -> str:
        """Where that provider is, as it is written; empty where it needs no address."""
        return address_of(self.options)

    @property
    def deployment_names(self) -> tuple[str, ...]:
        """The Azure deployments that may answer, the one written first first."""
        return deployment_names(self.options)

    @property
    def connection_problems(self) -> tuple[Problem, ...]:
        """An error where the provider's connection is incomplete, a note about a lone key."""
        return connection_problems(self.options, self.origins)


def build(layers: tuple[Layer, ...]) -> tuple[Config, tuple[Problem, ...]]:
    """Merge layers, weakest first; a wrong value gives a problem and leaves the weaker one."""
    values: dict[str, Any] = {}
    origins = {item.name: DEFAULT for item in fields(Options)}
    problems: list[Problem] = []
    accepted: list[Layer] = []
    for layer in layers:
        taken: dict[str, Any] = {}
        for name, raw in layer.values.items():
            problem = _take(layer, name, raw, values, origins)
            if problem:
                problems.append(problem)
            if problem is None or problem.code == CUT:
                taken[name] = values[name]
        accepted.append(replace(layer, values=taken))
    config = Config(Options(**values), types.MappingProxyType(origins), tuple(accepted))
    return config, tuple(problems)


def environment(environ: Mapping[str, str]) -> Layer:
    """The environment: ``DOCSTRING_LS_…`` first, then names that users already have."""
    variables: dict[str, str] = {}
    for item in fields(Options):
        for name in (f"DOCSTRING_LS_{item.name.upper()}", *item.metadata["env"]):
            if environ.get(name):
                variables[item.name] = name
                break
    values = {option: environ[name] for option, name in variables.items()}
    return Layer("environment", values, variables=variables)


def pyproject(table: Mapping[str, Any], path: str) -> Layer:
    """The layer of ``[tool.docstring-ls]``."""
    return Layer(
        path, {name.replace("-", "_"): value for name, value in table.items()}, workspace=True
    )


def editor(settings: Mapping[str, Any], trust: Trust = Trust.EDITOR) -> Layer:
    """The layer of editor settings, camelCase or kebab-case."""
    known = {camel(item.name): item.name for item in fields(Options)}
    values = {known.get(name, name.replace("-", "_")): value for name, value in settings.items()}
    return Layer("editor settings", values, trust=trust)


def _take(
    layer: Layer, name: str, raw: Any, values: dict[str, Any], origins: dict[str, str]
) -> Problem | None:
    item = next((field for field in fields(Options) if field.name == name), None)
    if item is None:
        return _warn(
            "unknown-option",
            f"{layer.origin}: there is no option {kebab(name)!r}; it has no effect.",
        )
    if layer.workspace and item.metadata["scope"] != PROJECT:
        return _warn(
            "option-scope",
            f"{layer.origin}: {kebab(name)!r} can't be set by a file of the workspace; it has no "
            "effect. Set it in your editor's settings or in the environment.",
        )
    if layer.trust is Trust.CLIENT and name in NOT_OF_CLIENTS:
        return _warn(
            "option-scope",
            f"{layer.origin}: {kebab(name)!r} can't be set by a client on a network port; it has "
            "no effect. Set it where the server is started.",
        )
    value, complaint = _convert(raw, item.default, item.metadata)
    if complaint and item.metadata["secret"]:
        complaint = "must be text"
    if complaint:
        return _warn(
            "option-value", f"{layer.origin}: {kebab(name)} {complaint}; {_kept(item, values)}."
        )
    cut = False
    if item.metadata["scope"] == PROJECT:
        value, cut = _bounded(name, value)
    values[name] = value
    origins[name] = layer.origin
    return _cut(layer, name) if cut else None


def _bounded(name: str, value: Any) -> tuple[Any, bool]:
    """What a workspace may say: one line each, of bounded length, and all of it visible."""
    most = LONGEST.get(name, LONGEST_OTHER)
    if isinstance(value, str):
        return one_line(value, most)
    if not isinstance(value, tuple):
        return value, False
    lines = [one_line(each, most) for each in value[:MOST_ENTRIES]]
    kept = tuple(line for line, cut in lines if not cut)
    return kept, len(kept) < len(value)


def _cut(layer: Layer, name: str) -> Problem:
    most = LONGEST.get(name, LONGEST_OTHER)
    return _warn(
        CUT,
        f"{layer.origin}: {kebab(name)} was cut: it may hold {most:,} visible characters"
        " (an entry that holds more is left out). Shorten it.",
    )


def _kept(item: Any, values: dict[str, Any]) -> str:
    kept = "***" if item.metadata["secret"] else repr(values.get(item.name, item.default))
    return f"{kept} is used instead"


def _warn(code: str, message: str) -> Problem:
    return Problem(code, message, Severity.WARNING)


def _convert(raw: Any, default: Any, data: Mapping[str, Any]) -> tuple[Any, str]:
    """The value in the option's type, or what is wrong with it."""
    value, complaint = _typed(raw, default)
    if complaint:
        return None, complaint
    if data["choices"] and value not in data["choices"]:
        allowed = ", ".join(choice for choice in data["choices"] if choice)
        return None, f"must be one of {allowed}, not {value!r}"
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if data["least"] is not None and value < data["least"]:
            return None, f"must be at least {data['least']}, not {value}"
        if data["most"] is not None and value > data["most"]:
            return None, f"must be at most {data['most']}, not {value}"
    return value, ""


def _typed(raw: Any, default: Any) -> tuple[Any, str]:
    if isinstance(default, bool):
        return _boolean(raw)
    if isinstance(default, (int, float)):
        return _number(raw, type(default))
    if isinstance(default, tuple):
        return _texts(raw)
    return (raw.strip(), "") if isinstance(raw, str) else (None, f"must be text, not {raw!r}")


def _boolean(raw: Any) -> tuple[Any, str]:
    words = {
        "true": True,
        "yes": True,
        "1": True,
        "on": True,
        "false": False,
        "no": False,
        "0": False,
        "off": False,
    }
    if isinstance(raw, bool):
        return raw, ""
    value = words.get(str(raw).strip().lower())
    return (value, "") if value is not None else (None, f"must be true or false, not {raw!r}")


def _number(raw: Any, kind: type) -> tuple[Any, str]:
    noun = "a whole number" if kind is int else "a number"
    if isinstance(raw, bool):
        return None, f"must be {noun}, not {raw!r}"
    try:
        value = kind(raw)
    except (TypeError, ValueError, OverflowError):
        return None, f"must be {noun}, not {raw!r}"
    if (
        value != value
        or value in (float("inf"), float("-inf"))
        or (kind is int and value != float(raw))
    ):
        return None, f"must be {noun}, not {raw!r}"
    return value, ""


def _texts(raw: Any) -> tuple[Any, str]:
    if isinstance(raw, str):
        return tuple(part.strip() for part in raw.split(",") if part.strip()), ""
    if isinstance(raw, (list, tuple)) and all(isinstance(part, str) for part in raw):
        return tuple(raw), ""
    return None, f"must be a list of texts, not {raw!r}"
