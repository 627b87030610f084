"""What every step of an update works on, and how it changes lines."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from textwrap import dedent

from ..analysis import (
    RESULT_CHANGES,
    SIGNATURE_CHANGES,
    DecoratorEffect,
    Facts,
    ResultKind,
    Trait,
    effects_of,
)
from ..docstrings import STYLES, Docstring, Mark, Outline, Section, Style
from ..problems import Location, Problem, Severity
from ..syntax import SymbolKind
from .rename_evidence import NO_EVIDENCE, Evidence

_TEMPLATE = re.compile(
    r"^[^\S\n]*(?:%\(\w+\)s|\{\w+\})[^\S\n]*$|\$\{?\w+\}?[^\S\n]*$|<<\w+>>", re.M
)


@dataclass
class UpdateContext:
    """One update under way.

    Attributes:
        facts: What the code says.
        style: The project's conventions.
        prose: Descriptions for new entries.
        evidence: How the symbol was before.
        removed: Names whose entries were removed.
        added: Names that got an entry.
        problems: What the user should know about the changes.
    """

    facts: Facts
    style: Style
    prose: Docstring | None = None
    evidence: Evidence = NO_EVIDENCE
    removed: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def note(self, code: str, message: str, evidence: Location | None = None) -> None:
        """Tell the user of a change that deserves a look."""
        place = evidence or self.facts.place
        self.problems.append(Problem(code, message, Severity.INFO, place))

    def remove(self, noun: str, name: str, words: str) -> None:
        """Tell the user of an entry that is gone, with what it said."""
        self.removed.append(name)
        message = f"There is no {noun} `{name}`: its entry was removed."
        if words.strip():
            message += f" It said: {' '.join(words.split())}"
        self.note(f"dropped-{noun}", message)


def is_template(text: str) -> bool:
    """Whether the text is filled in by a decorator, so that its sections are not all here."""
    return bool(_TEMPLATE.search(text))


def signature_is_certain(facts: Facts, strict: bool = False) -> bool:
    """Whether the signature in the file is the one that callers see.

    Args:
        facts: What the code says.
        strict: Whether an unknown decorator is enough to doubt it.
    """
    if facts.kind is SymbolKind.MODULE or facts.traits & {Trait.PROPERTY, Trait.CACHED_PROPERTY}:
        return False
    effects = effects_of(facts.decorators)
    if facts.kind is SymbolKind.CLASS:
        both = all(f"def {name}(" in facts.source for name in ("__init__", "__new__"))
        inherits = Trait.FIELDS in facts.traits and not _FIELDLESS.issuperset(_names(facts.bases))
        effects |= effects_of(_init_decorators(facts.source))
        certain = bool(facts.parameters) and not effects & SIGNATURE_CHANGES
        return certain and not both and not inherits
    if facts.overloads:
        return False
    doubtful = SIGNATURE_CHANGES | DecoratorEffect.UNKNOWN if strict else SIGNATURE_CHANGES
    return not effects & doubtful


# Bases that bring no fields of their own to a class whose fields are its parameters.
_FIELDLESS = frozenset(
    {"object", "ABC", "Generic", "Protocol", "NamedTuple", "BaseModel", "BaseSettings", "Struct"}
)
_INIT = re.compile(r"^([ \t]+)def __(?:init|new)__\(", re.M)


def _names(bases: tuple[str, ...]) -> set[str]:
    return {base.split("[", 1)[0].rsplit(".", 1)[-1] for base in bases}


def _init_decorators(source: str) -> tuple[str, ...]:
    """The decorators of a class's constructor."""
    found = _INIT.search(source)
    if found is None:
        return ()
    above = re.split(r"\n[ \t]*\n", source[: found.start()])[-1]
    return tuple(re.findall(rf"^{found[1]}@(.+)$", above, re.M))


def result_is_certain(facts: Facts) -> bool:
    """Whether callers get what the body returns."""
    return not effects_of(facts.decorators) & RESULT_CHANGES


# With one of these, a body that returns nothing tells nothing about what callers get.
_UNCERTAIN = frozenset(
    {
        *(Trait.OVERLOAD, Trait.EMPTY, Trait.ABSTRACT),
        *(Trait.NEVER_RETURNS, Trait.CONTEXT_MANAGER, Trait.PROTOCOL),
    }
)


def returns_nothing(facts: Facts, strict: bool = False) -> bool:
    """Whether calling it certainly gives None."""
    return (
        facts.kind in (SymbolKind.FUNCTION, SymbolKind.METHOD)
        and facts.returns is None
        and facts.yields is None
        # What is annotated as None may still hand on what another function gives.
        and not any(path.kind is ResultKind.VALUE for path in facts.paths)
        and not facts.is_abstract
        and not facts.traits & _UNCERTAIN
        and signature_is_certain(facts, strict)
        and result_is_certain(facts)
        and not re.search(r"->(?!\s*None\b)", facts.signature)
        and not _left_to_others(facts.source)
    )


def _left_to_others(source: str) -> bool:
    """Whether a body only says what overriding methods should do: a stub, or a raise at its end."""
    try:
        tree = ast.parse(_dedented(source))
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return True
    body = (
        tree.body[0].body
        if isinstance(tree.body[0], (ast.FunctionDef, ast.AsyncFunctionDef))
        else []
    )
    if not body or isinstance(body[-1], ast.Raise) or "NotImplementedError" in source:
        return True
    return len(body) == 1 and isinstance(body[0], (ast.Pass, ast.Return))


def _dedented(source: str) -> str:
    """The source of a definition whose first line has lost its indentation."""
    head = re.search(r"^([ \t]*)(?:async[ \t]+)?def\b", source, re.M)
    return dedent((head[1] if head else "") + source)


def with_line(lines: tuple[str, ...], mark: Mark, text: str) -> tuple[str, ...]:
    """The lines with a mark's text replaced."""
    line = lines[mark.line]
    changed = line[: mark.start] + text + line[mark.end :]
    return (*lines[: mark.line], changed.rstrip() if not text else changed, *lines[mark.line + 1 :])


def without(lines: tuple[str, ...], start: int, end: int) -> tuple[str, ...]:
    """The lines without a block and without the blank lines that only it needed."""
    if end < len(lines) and (start == 0 or not lines[start - 1].strip()):
        while end < len(lines) and not lines[end].strip():
            end += 1
    if end == len(lines):
        while start and not lines[start - 1].strip():
            start -= 1
    return (*lines[:start], *lines[end:])


def without_section(outline: Outline, section: Section) -> tuple[str, ...]:
    """The lines without a whole section, fields that stand apart included."""
    lines = outline.lines
    if STYLES[section.style].has_headings:
        return without(lines, section.start, section.end)
    for item in sorted(section.items, key=lambda item: -item.start):
        for start, end in sorted(((item.start, item.end), *item.others), reverse=True):
            lines = without(lines, start, end)
    return lines
