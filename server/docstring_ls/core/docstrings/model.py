"""What a docstring says, without any layout, and what a project wants of its docstrings."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from ..analysis import RaisesScope, SectionKind
from ..syntax import SymbolKind


class Mode(StrEnum):
    """What is wanted of a symbol's docstring: a first one, or what becomes of the existing one.

    It is mended where it is false, completed too, or replaced.
    """

    GENERATE = "generate"
    UPDATE = "update"
    COMPLETE = "complete"
    REWRITE = "rewrite"

    @property
    def keeps(self) -> bool:
        """Whether the words that stand there stay, where they are not false."""
        return self in (Mode.UPDATE, Mode.COMPLETE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a section.

    Attributes:
        name: Parameter, exception or attribute; empty for returns and yields.
        description: Prose, possibly empty.
        type: The type as the code gives it; never from the model.
        optional: Whether the parameter has a default.
        default: The default's source text where it is worth saying.
    """

    name: str
    description: str = ""
    type: str = ""
    optional: bool = False
    default: str = ""


@dataclass(frozen=True, slots=True)
class Docstring:
    """A docstring's content, in the order in which it is written."""

    summary: str
    description: str = ""
    parameters: tuple[Entry, ...] = ()
    attributes: tuple[Entry, ...] = ()
    returns: Entry | None = None
    yields: Entry | None = None
    raises: tuple[Entry, ...] = ()
    examples: str = ""


class Detail(StrEnum):
    """How much is written."""

    BRIEF = "brief"
    STANDARD = "standard"
    FULL = "full"


@dataclass(frozen=True)
class Style:
    """The conventions that hold for one file.

    Attributes:
        name: ``google``, ``numpy``, ``sphinx``, ``epytext`` or ``plain``.
        line_length: Longest line in columns, indentation included.
        types: Whether types are repeated in the docstring.
        summary_line: 1 where the summary follows the quotes, 2 where it begins the next line.
        quotes: Three double or three single quotes.
        closing_blank: Whether a blank line stands before the closing quotes.
        blank_after: Whether a blank line follows a function's docstring; None: as the file does.
        init_in: CLASS or METHOD: where ``__init__``'s parameters are documented.
        private: Whether private members are documented by whole-file runs.
        raises: Which exceptions are documented.
        detail: How much is written.
        language: Natural language of the prose.
        instructions: The project's own words for the writer.
        demanded: Sections that the project's checkers demand.
        return_types: Whether types of results are repeated; None: as ``types``.
        bare_types: Whether stated types stand alone, without ``optional`` and defaults, as
            pydoclint wants them; None: where checkers demand parameters.
        origin: Where each decision came from, by attribute name.
    """

    name: str = "google"
    line_length: int = 88
    types: bool = False
    summary_line: int = 1
    quotes: str = '"""'
    closing_blank: bool = False
    blank_after: bool | None = None
    init_in: SymbolKind = SymbolKind.CLASS
    private: bool = False
    raises: RaisesScope = RaisesScope.ESCAPING
    detail: Detail = Detail.STANDARD
    language: str = "English"
    instructions: str = ""
    demanded: frozenset[SectionKind] = frozenset()
    return_types: bool | None = None
    bare_types: bool | None = None
    origin: dict[str, str] = field(default_factory=dict, hash=False, compare=False)

    @property
    def qualifies_types(self) -> bool:
        """Whether ``optional`` and defaults may stand behind a type."""
        bare = (
            SectionKind.PARAMETERS in self.demanded if self.bare_types is None else self.bare_types
        )
        return self.name == "google" or not bare

    @property
    def repeats_result(self) -> bool:
        """Whether the types of what is returned or yielded are repeated."""
        return self.types if self.return_types is None else self.return_types
