"""Options (what was written, where) → Config (total, frozen) and problems."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from .connection import (
    address_of,
    connection_problems,
    deployment_names,
    provider_of,
    target_of,
)
from .core.problems import Problem, Severity
from .core.text import one_line
from .option_spec import MASK, OptionScope, WrongValueError, quoted
from .options import DEFAULTS, OPTIONS, Options, camel, kebab, variables
from .providers import PROVIDERS, ProviderKind, ProviderSpec

DEFAULT = "default"
CUT, VALUE, SCOPE = "option-cut", "option-value", "option-scope"
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


# Characters of what a project may say in its own words: a paragraph, no second prompt.
LONGEST = {"instructions": 1_000}
# Characters of any other text: a glob, a language, a word.
LONGEST_OTHER = 200
# Entries of one list of a project: each costs time in every file, and nobody writes so many.
MOST_ENTRIES = 200
# Messages about the values of one place: more are not read.
MOST_PROBLEMS = 20


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
        refused: The options with a wrong value and no other, and what is wrong with the last.
    """

    options: Options
    origins: Mapping[str, str]
    layers: tuple[Layer, ...] = field(default=(), repr=False)
    refused: Mapping[str, str] = field(default_factory=dict)

    def layer_of(self, option: str) -> Layer | None:
        """The layer whose value of an option is in force; None for a default."""
        return next((layer for layer in reversed(self.layers) if option in layer.values), None)

    @property
    def provider(self) -> ProviderKind:
        """The chosen provider, else the one whose connection is there or begun, else the draft."""
        return provider_of(self.options, self.refused)

    @property
    def provider_spec(self) -> ProviderSpec:
        """What is known of that provider."""
        return PROVIDERS[self.provider]

    @property
    def address(self) -> str:
        """Where that provider is, as it is written; empty where it needs no address."""
        return address_of(self.options, self.provider_spec)

    @property
    def target(self) -> str:
        """Whom to ask first there: a deployment or a model; empty where nothing says so."""
        return target_of(self.options, self.provider_spec)

    @property
    def model_name(self) -> str:
        """The name that tells the model as far as the options do."""
        return self.options.model or self.target or self.options.deployment

    @property
    def deployment_names(self) -> tuple[str, ...]:
        """The Azure deployments that may answer, the one written first first."""
        return deployment_names(self.options)

    @property
    def connection_problems(self) -> tuple[Problem, ...]:
        """An error where the provider's connection is incomplete, a note about a lone key."""
        return connection_problems(self.options, self.origins, self.refused)


def build(layers: tuple[Layer, ...]) -> tuple[Config, tuple[Problem, ...]]:
    """Merge layers, weakest first; a wrong value gives a problem and leaves the weaker one."""
    values: dict[str, Any] = {}
    origins, refused = dict.fromkeys(OPTIONS, DEFAULT), dict[str, str]()
    problems: list[Problem] = []
    accepted: list[Layer] = []
    for layer in layers:
        taken, wrong, complaints = _read(layer, values)
        values |= taken
        origins |= dict.fromkeys(taken, layer.origin)
        refused |= wrong
        problems += _first(complaints, layer)
        accepted.append(replace(layer, values=taken))
    in_vain = {name: why for name, why in refused.items() if name not in values}
    frozen = (types.MappingProxyType(origins), tuple(accepted), types.MappingProxyType(in_vain))
    return Config(Options(**values), *frozen), tuple(problems)


def _read(
    layer: Layer, weaker: Mapping[str, object]
) -> tuple[dict[str, object], dict[str, str], list[Problem]]:
    """The values of a layer, what is wrong by option, and all that there is to say."""
    taken: dict[str, object] = {}
    wrong: dict[str, str] = {}
    problems: list[Problem] = []
    for name, raw in layer.values.items():
        try:
            taken[name], minor = _accepted(layer, name, raw, weaker)
            problems += minor
        except _Refused as refusal:
            problems += refusal.problems
            first = refusal.problems[0]
            wrong |= {name: first.message} if first.code == VALUE else {}
    return taken, wrong, problems


def environment(environ: Mapping[str, str]) -> Layer:
    """The environment: ``DOCSTRING_LS_…`` first, then names that users already have."""
    strongest: dict[str, str] = {}
    for option in OPTIONS:
        named = next((name for name in variables(option) if environ.get(name)), "")
        if named:
            strongest[option] = named
    values = {option: environ[name] for option, name in strongest.items()}
    return Layer("environment", values, variables=strongest)


def pyproject(table: Mapping[str, Any], path: str) -> Layer:
    """The layer of ``[tool.docstring-ls]``."""
    return Layer(
        path, {name.replace("-", "_"): value for name, value in table.items()}, workspace=True
    )


def editor(settings: Mapping[str, Any], trust: Trust = Trust.EDITOR) -> Layer:
    """The layer of editor settings, camelCase or kebab-case."""
    known = {camel(name): name for name in OPTIONS}
    values = {known.get(name, name.replace("-", "_")): value for name, value in settings.items()}
    return Layer("editor settings", values, trust=trust)


class _Refused(Exception):
    """A value has no effect, and why."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems


def _accepted(
    layer: Layer, name: str, raw: object, weaker: Mapping[str, object]
) -> tuple[object, list[Problem]]:
    """The value of what a layer says, and what was left out of it.

    Raises:
        _Refused: When it has no effect.
    """
    place = f"{layer.origin}: {_allowed(layer, name)}"
    spec = OPTIONS[name]
    try:
        reading = spec.read(raw)
    except WrongValueError as wrong:
        why = "must be text" if spec.secret else str(wrong)
        raise _Refused(_warn(VALUE, f"{place} {why}; {_kept(name, weaker)}.")) from None
    problems = [_warn(VALUE, f"{place}: {entry}") for entry in reading.left_out]
    if problems and not reading.value:
        raise _Refused(*problems)
    if spec.scope is OptionScope.USER:
        return reading.value, problems
    value, cut = _bounded(name, reading.value)
    return value, problems + ([_cut(layer, name)] if cut else [])


def _allowed(layer: Layer, name: str) -> str:
    """The option's name for people, where the layer may set it.

    Raises:
        _Refused: When it may not, or there is none.
    """
    option = quoted(kebab(name))
    if name not in OPTIONS:
        message = f"{layer.origin}: there is no option {option}; it has no effect."
        raise _Refused(_warn("unknown-option", message))
    if layer.workspace and OPTIONS[name].scope is not OptionScope.PROJECT:
        message = (
            f"{layer.origin}: {option} can't be set by a file of the workspace; it has no "
            "effect. Set it in your editor's settings or in the environment."
        )
        raise _Refused(_warn(SCOPE, message))
    if layer.trust is Trust.CLIENT and name in NOT_OF_CLIENTS:
        message = (
            f"{layer.origin}: {option} can't be set by a client on a network port; it has "
            "no effect. Set it where the server is started."
        )
        raise _Refused(_warn(SCOPE, message))
    return kebab(name)


def _first(problems: list[Problem], layer: Layer) -> list[Problem]:
    """As many problems of one place as a person reads."""
    rest = len(problems) - MOST_PROBLEMS
    if rest <= 0:
        return problems
    more = _warn(VALUE, f"{layer.origin}: {rest:,} more of its values are wrong.")
    return [*problems[:MOST_PROBLEMS], more]


def _bounded(name: str, value: object) -> tuple[object, bool]:
    """What a workspace may say: one line each, of bounded length, and all of it visible."""
    most = LONGEST.get(name, LONGEST_OTHER)
    if isinstance(value, tuple):
        kept = value[:MOST_ENTRIES]
        if OPTIONS[name].is_prose:
            kept = tuple(line for line, cut in (one_line(each, most) for each in kept) if not cut)
        return kept, len(kept) < len(value)
    return one_line(str(value), most) if OPTIONS[name].is_prose else (value, False)


def _cut(layer: Layer, name: str) -> Problem:
    most = LONGEST.get(name, LONGEST_OTHER)
    return _warn(
        CUT,
        f"{layer.origin}: {kebab(name)} was cut: it may hold {most:,} visible characters"
        " (an entry that holds more is left out). Shorten it.",
    )


def _kept(option: str, values: Mapping[str, object]) -> str:
    spec = OPTIONS[option]
    value = spec.show(values.get(option, getattr(DEFAULTS, option)))
    if value in ("", []):
        return "it stays empty"
    shown = MASK if spec.secret else str(value).lower() if isinstance(value, bool) else repr(value)
    return f"{shown} is used instead"


def _warn(code: str, message: str) -> Problem:
    return Problem(code, message, Severity.WARNING)
