"""What a project's linters and formatters ask of docstrings, read from their own settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..analysis import RaisesScope, SectionKind
from ..syntax import SymbolKind
from .styles import STYLES

Table = Mapping[str, Any]
# pydocstyle's conventions switch these rules off, in ruff too.
_OFF = {
    "google": {"D203", "D204", "D213", "D215", "D400", "D401", "D404", "D406", "D407", "D408",
               "D409", "D413"},
    "numpy": {"D107", "D203", "D212", "D213", "D402", "D413", "D415", "D416", "D417"},
    "pep257": {"D203", "D212", "D213", "D214", "D215", "D404", "D405", "D406", "D407", "D408",
               "D409", "D410", "D411", "D413", "D415", "D416", "D417", "D418"},
}  # fmt: skip
_STYLES = {name for name, dialect in STYLES.items() if dialect.readers}


@dataclass(frozen=True, slots=True)
class Decision:
    """One convention that a configuration file decides.

    Attributes:
        attribute: The attribute of :class:`Style`.
        value: Its value.
        tool: The tool whose settings decide.
    """

    attribute: str
    value: Any
    tool: str


def decisions(tools: Mapping[str, Table]) -> Iterator[Decision]:
    """What the tools' settings decide; where two decide the same, the first one counts.

    Args:
        tools: The settings of each tool by its name, keys in kebab-case.
    """
    yield from _of_pydoclint(tools.get("pydoclint"), "pydoclint")
    flake8 = tools.get("flake8", {})
    if "arg-type-hints-in-docstring" in flake8 or "skip-checking-raises" in flake8:
        yield from _of_pydoclint(flake8, "flake8")
    yield from _of_ruff(tools.get("ruff", {}))
    for tool, key in (
        ("pydocstyle", "convention"),
        ("flake8", "docstring-convention"),
        ("flake8", "docstring-style"),
        ("darglint", "docstring-style"),
        ("docformatter", "style"),
        ("pylint", "default-docstring-type"),
        ("mkdocstrings", "docstring-style"),
    ):
        value = str(tools.get(tool, {}).get(key, "")).strip().lower()
        if value in _STYLES:
            yield Decision("name", value, tool)
    yield from _of_numpydoc(tools.get("numpydoc-validation"))
    if "darglint" in tools:
        demanded = {
            SectionKind.PARAMETERS,
            SectionKind.RETURNS,
            SectionKind.YIELDS,
            SectionKind.RAISES,
        }
        yield Decision("demanded", frozenset(demanded), "darglint")
        yield Decision("raises", RaisesScope.DIRECT, "darglint")
    yield from _of_formatters(tools)
    yield from _lengths(tools)


def _of_pydoclint(table: Table | None, tool: str) -> Iterator[Decision]:
    if table is None:
        return
    name = str(table.get("style", "numpy")).lower()
    if name in _STYLES and (tool == "pydoclint" or "style" in table):
        yield Decision("name", name, tool)
    typed = _truth(table, "arg-type-hints-in-docstring", True)
    yield Decision("types", typed, tool)
    yield Decision("bare_types", not _truth(table, "check-arg-defaults", False), tool)
    returned = _truth(table, "check-return-types", True)
    yield Decision("return_types", returned, tool)
    raises = not _truth(table, "skip-checking-raises", False)
    demanded = {SectionKind.PARAMETERS, SectionKind.RETURNS, SectionKind.YIELDS} | (
        {SectionKind.RAISES} if raises else set()
    )
    if _truth(table, "check-class-attributes", True):
        demanded.add(SectionKind.ATTRIBUTES)
    yield Decision("demanded", frozenset(demanded), tool)
    if raises:
        yield Decision("raises", RaisesScope.DIRECT, tool)
    documented = _truth(table, "allow-init-docstring", False)
    yield Decision("init_in", SymbolKind.METHOD if documented else SymbolKind.CLASS, tool)


def _of_ruff(ruff: Table) -> Iterator[Decision]:
    lint = ruff.get("lint", {}) if isinstance(ruff.get("lint", {}), Mapping) else {}
    convention = _nested(lint, ruff, "pydocstyle", "convention")
    if convention in ("google", "numpy"):
        yield Decision("name", convention, "ruff")
    rules = Rules(ruff, lint, str(convention or ""))
    sections = {
        section
        for section, rule in (
            (SectionKind.PARAMETERS, "D417"),
            (SectionKind.RETURNS, "DOC201"),
            (SectionKind.YIELDS, "DOC402"),
            (SectionKind.RAISES, "DOC501"),
        )
        if rules.on(rule)
    }  # fmt: skip
    if sections:
        yield Decision("demanded", frozenset(sections), "ruff")
    if rules.on("DOC502"):
        yield Decision("raises", RaisesScope.DIRECT, "ruff")
    if rules.on("D212") != rules.on("D213"):
        yield Decision("summary_line", 1 if rules.on("D212") else 2, "ruff")
    if rules.on("D202"):
        yield Decision("blank_after", False, "ruff")
    if rules.on("D413"):
        yield Decision("closing_blank", True, "ruff")
    if rules.on("D107"):
        yield Decision("init_in", SymbolKind.METHOD, "ruff")
    if _nested(lint, ruff, "flake8-quotes", "docstring-quotes") == "single":
        yield Decision("quotes", "'''", "ruff")


class Rules:
    """Which of ruff's rules a configuration switches on."""

    def __init__(self, ruff: Table, lint: Table, convention: str) -> None:
        """Read selections from the lint table, and from the top level as older files have them."""
        self._chosen = texts(ruff, lint, "select", "extend-select")
        self._ignored = texts(ruff, lint, "ignore", "extend-ignore")
        self._off = _OFF.get(convention, set())

    def on(self, rule: str) -> bool:
        """Whether a rule is on: the longest prefix that names it decides."""
        chosen, ignored = self._longest(self._chosen, rule), self._longest(self._ignored, rule)
        if rule in self._off and chosen < len(rule):
            return False
        return chosen > ignored or (chosen == ignored >= 0 and chosen == 0 and not ignored)

    @staticmethod
    def _longest(codes: list[str], rule: str) -> int:
        sizes = [0 if code == "ALL" else len(code) for code in codes if _covers(code, rule)]
        return max(sizes, default=-1)


def _covers(code: str, rule: str) -> bool:
    """Whether a prefix names a rule; ``D`` is pydocstyle and not the rules of ``DOC``."""
    if code == "ALL":
        return True
    family = rule.rstrip("0123456789")
    return rule.startswith(code) and (len(code) > len(family) or code == family)


def _of_numpydoc(table: Table | None) -> Iterator[Decision]:
    if table is None:
        return
    yield Decision("name", "numpy", "numpydoc-validation")
    checks = {str(check) for check in _list(table.get("checks", []))}
    every = "all" in checks
    pairs = (
        (SectionKind.PARAMETERS, "PR01"),
        (SectionKind.RETURNS, "RT01"),
        (SectionKind.YIELDS, "YD01"),
    )
    demanded = frozenset(s for s, check in pairs if (check in checks) != every)
    if demanded:
        yield Decision("demanded", demanded, "numpydoc-validation")


def _of_formatters(tools: Mapping[str, Table]) -> Iterator[Decision]:
    table = tools.get("docformatter", {})
    if _truth(table, "pre-summary-newline", False):
        yield Decision("summary_line", 2, "docformatter")
    if _truth(table, "blank", False):
        yield Decision("closing_blank", True, "docformatter")
    if str(tools.get("flake8", {}).get("docstring-quotes", "")).strip("'\" ") in ("single",):
        yield Decision("quotes", "'''", "flake8")


def _lengths(tools: Mapping[str, Table]) -> Iterator[Decision]:
    ruff = tools.get("ruff", {})
    lint = ruff.get("lint", {}) if isinstance(ruff.get("lint", {}), Mapping) else {}
    candidates = [
        ("ruff", _nested(lint, ruff, "pycodestyle", "max-doc-length")),
        ("flake8", tools.get("flake8", {}).get("max-doc-length")),
        ("pycodestyle", tools.get("pycodestyle", {}).get("max-doc-length")),
        ("docformatter", tools.get("docformatter", {}).get("wrap-descriptions")),
        ("ruff", _nested(lint, ruff, "pycodestyle", "max-line-length")),
        ("ruff", ruff.get("line-length")),
        ("black", tools.get("black", {}).get("line-length")),
        ("flake8", tools.get("flake8", {}).get("max-line-length")),
        ("pycodestyle", tools.get("pycodestyle", {}).get("max-line-length")),
        ("pylint", tools.get("pylint", {}).get("max-line-length")),
        ("yapf", tools.get("yapf", {}).get("column-limit")),
        ("editorconfig", tools.get("editorconfig", {}).get("max-line-length")),
    ]
    for tool, raw in candidates:
        length = int(raw) if str(raw).strip().isdigit() else 0
        if 20 <= length <= 1000:
            yield Decision("line_length", length, tool)


def _truth(table: Table, key: str, default: bool) -> bool:
    """A setting that is true or false, in TOML or as a word."""
    value = table.get(key, default)
    return (
        value
        if isinstance(value, bool)
        else str(value).strip().lower() in ("true", "yes", "1", "on")
    )


def texts(ruff: Table, lint: Table, *keys: str) -> list[str]:
    """The rule codes that the keys list, at either level."""
    return [
        str(code) for table in (lint, ruff) for key in keys for code in _list(table.get(key, []))
    ]


def _nested(lint: Table, ruff: Table, table: str, key: str) -> Any:
    for outer in (lint, ruff):
        inner = outer.get(table)
        if isinstance(inner, Mapping) and key in inner:
            return inner[key]
    return None


def _list(value: Any) -> list[Any]:
    if isinstance(value, str):
        return [part for part in value.replace(",", " ").split() if part]
    return list(value) if isinstance(value, (list, tuple, set)) else []
