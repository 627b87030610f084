"""The values of options that are written in a small language of their own, and of few words."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from .core.prompt import Model, overridden_model
from .option_spec import WrongValueError, number, quoted

DEPLOYMENT_FORM = "NAME@ENDPOINT;model=…;rpm=…;tpm=…;priority=…, where all but NAME may be absent."
MODEL_FORM = "NAME;window=…;input=…;output=…;price-in=…;price-cached=…;price-out=…."
RULE_FORM = "RULE=off, RULE=hint, RULE=information or RULE=warning."

# Characters of one entry: an address may be long, a prompt does not belong here.
_LONGEST = 2_000
# The bounds of the options requests-per-minute, tokens-per-minute and max-cost.
_MOST_REQUESTS, _MOST_TOKENS, _MOST_DOLLARS = 10_000_000, 1_000_000_000, 1_000_000
# Places in an order of preference: far more than anybody has deployments.
_LAST_PRIORITY = 1_000_000
_RULE = re.compile(r"[a-z][a-z0-9-]{0,99}|DLS\d{3}")


class Authentication(StrEnum):
    """Where the key or token for Azure comes from."""

    AUTO = "auto"
    KEY = "key"
    KEYRING = "keyring"
    KEY_VAULT = "key-vault"
    ENTRA = "entra"


class ReportedFindings(StrEnum):
    """What is reported about existing docstrings."""

    OFF = "off"
    CONTRADICTIONS = "contradictions"
    ALL = "all"


class FindingLevel(StrEnum):
    """How loud a report is, in LSP's words."""

    HINT = "hint"
    INFORMATION = "information"
    WARNING = "warning"


class LogLevel(StrEnum):
    """From which severity on our own lines are logged."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class LogFormat(StrEnum):
    """How log lines are written."""

    TEXT = "text"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class DeploymentEntry:
    """One entry of ``deployments``; None where it leaves a figure to the other options.

    Attributes:
        name: The deployment; empty where the address names it.
        address: Its own endpoint, or empty.
        model: The model behind it, or empty.
        rpm: Requests per minute.
        tpm: Tokens per minute.
        priority: Smaller is preferred.
    """

    name: str
    address: str = ""
    model: str = ""
    rpm: int | None = None
    tpm: int | None = None
    priority: int | None = None

    def __str__(self) -> str:
        """As it is written."""
        figures = {"model": self.model or None, "rpm": self.rpm, "tpm": self.tpm}
        figures["priority"] = self.priority
        place = f"{self.name}@{self.address}" if self.address else self.name
        return ";".join([place, *(f"{k}={v}" for k, v in figures.items() if v is not None)])


@dataclass(frozen=True, slots=True)
class RuleLevel:
    """One entry of ``diagnostic-rules``: how loud a rule is, None where it is off."""

    rule: str
    level: FindingLevel | None

    def __str__(self) -> str:
        """As it is written."""
        return f"{self.rule}={self.level or 'off'}"


def read_deployment(text: str) -> DeploymentEntry:
    """``NAME[@ENDPOINT][;model=…][;rpm=…][;tpm=…][;priority=…]`` → its value.

    Raises:
        WrongValueError: When it is none.
    """
    head, figures = _parts(text, ("model", "rpm", "tpm", "priority"))
    name, _, address = (part.strip() for part in head.partition("@"))
    if not name and not address:
        raise WrongValueError("it names no deployment")
    return DeploymentEntry(
        name,
        address,
        figures.get("model", ""),
        _count(figures, "rpm", _MOST_REQUESTS),
        _count(figures, "tpm", _MOST_TOKENS),
        _count(figures, "priority", _LAST_PRIORITY),
    )


def read_model(text: str) -> Model:
    """``NAME;window=…;…;price-out=…`` → the model of that name, known or not, with these figures.

    Raises:
        WrongValueError: When it is none.
    """
    sizes, prices = ("window", "input", "output"), ("price-in", "price-cached", "price-out")
    name, figures = _parts(text, (*sizes, *prices))
    if not name:
        raise WrongValueError("it names no model")
    changes = {
        key.replace("-", "_"): _figure(key, value, int, 1, _MOST_TOKENS)
        if key in sizes
        else _figure(key, value, float, 0, _MOST_DOLLARS)
        for key, value in figures.items()
    }
    return overridden_model(name, changes)


def read_rule(text: str) -> RuleLevel:
    """``RULE=off`` or ``RULE=LEVEL`` → its value; a rule is named by its name or its number.

    Raises:
        WrongValueError: When it is none.
    """
    # Rules bring the whole grammar with them; most people never name one.
    from .core.rules import RULE_NAMES

    named, _, word = (part.strip() for part in text.partition("="))
    if not _RULE.fullmatch(named):
        raise WrongValueError("it names no rule")
    rule = RULE_NAMES.get(named, named)
    if rule not in RULE_NAMES.values():
        near = get_close_matches(rule, RULE_NAMES.values(), n=1)
        hint = f"; the nearest is {near[0]}" if near else ""
        raise WrongValueError(f"there is no rule {quoted(named)}{hint}")
    levels: dict[str, FindingLevel | None] = {"off": None, **{each: each for each in FindingLevel}}
    if word not in levels:
        raise WrongValueError(f"{rule} must be one of {', '.join(levels)}, not {quoted(word)}")
    return RuleLevel(rule, levels[word])


def _parts(text: str, known: Collection[str]) -> tuple[str, dict[str, str]]:
    """What stands before the first semicolon, and the ``key=value`` after it."""
    if len(text) > _LONGEST or not text.isprintable():
        raise WrongValueError(f"it must be one line of at most {_LONGEST:,} visible characters")
    head, *pairs = (part.strip() for part in text.split(";"))
    figures: dict[str, str] = {}
    for pair in filter(None, pairs):
        key, _, value = (part.strip() for part in pair.partition("="))
        if key not in known:
            raise WrongValueError(f"{quoted(key)} is none of {', '.join(known)}")
        if not value or key in figures:
            raise WrongValueError(f"{key} needs one value")
        figures[key] = value
    return head, figures


def _count(figures: dict[str, str], key: str, most: int) -> int | None:
    return int(_figure(key, figures[key], int, 0, most)) if key in figures else None


def _figure(
    key: str, value: str, kind: type[int] | type[float], least: int, most: int
) -> int | float:
    try:
        return number(value, kind, least, most)
    except WrongValueError as wrong:
        raise WrongValueError(f"{key} {wrong}") from None
