"""What a docstring claims, each claim with the words that make it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ClaimKind(StrEnum):
    """What a claim is about.

    The kinds that nobody can be asked to take on trust are HARD: where the code can't tell, a
    model's sentence is asked for again and then left out.
    """

    PARAMETER = "parameter"
    ATTRIBUTE = "attribute"
    DEFAULT = "default"
    REQUIRED = "required"
    OPTIONAL = "optional"
    KEYWORD_ONLY = "keyword-only"
    POSITIONAL_ONLY = "positional-only"
    RETURNS_NONE = "returns-none"
    RETURNS_VALUE = "returns-value"
    YIELDS_VALUE = "yields-value"
    TYPE = "type"
    NONE_ALLOWED = "none-allowed"
    COROUTINE = "coroutine"
    GENERATOR = "generator"
    CONTEXT_MANAGER = "context-manager"
    PROPERTY = "property"
    DECORATOR = "decorator"
    STATIC_METHOD = "static-method"
    CLASS_METHOD = "class-method"
    DEFERRED = "deferred"
    ORDINARY = "ordinary"
    DEPRECATED = "deprecated"
    RAISES = "raises"
    NEVER_RAISES = "never-raises"
    NAME = "name"
    NUMBER = "number"
    VERSION = "version"
    LINK = "link"
    DIRECTIVE = "directive"
    SAFETY = "safety"
    UNIT = "unit"
    CONDITION = "condition"
    CHANGES = "changes"
    EFFECT = "effect"


HARD = frozenset(
    {
        *(ClaimKind.RAISES, ClaimKind.NEVER_RAISES, ClaimKind.NAME, ClaimKind.RETURNS_NONE),
        *(ClaimKind.DEPRECATED, ClaimKind.VERSION, ClaimKind.LINK, ClaimKind.DIRECTIVE),
        *(ClaimKind.NUMBER, ClaimKind.SAFETY, ClaimKind.COROUTINE, ClaimKind.GENERATOR),
        *(ClaimKind.CONTEXT_MANAGER, ClaimKind.PROPERTY, ClaimKind.DEFERRED, ClaimKind.ORDINARY),
    }
)


class Sureness(StrEnum):
    """How surely a claim was read.

    ``STATED`` is what stands in a form made for it: an entry's name, its type, a default at the
    head of a statement. ``READ`` is what a sentence's structure says; of people's prose, in which
    anything may be meant, that convicts only by a rule that says so. ``MENTIONED`` are words that
    belong to a topic, in a sentence that nobody foresaw: it must be borne out by the code, but is
    never called false.
    """

    STATED = "stated"
    READ = "read"
    MENTIONED = "mentioned"


class Part(StrEnum):
    """Where in a docstring a text stands."""

    SUMMARY = "summary"
    DESCRIPTION = "description"
    PARAMETER = "parameter"
    ATTRIBUTE = "attribute"
    RETURNS = "returns"
    YIELDS = "yields"
    RAISES = "raises"


@dataclass(frozen=True, slots=True)
class Passage:
    """What a text of a docstring is about.

    Attributes:
        part: Where it stands.
        subject: The parameter, attribute or exception that it describes, or empty.
    """

    part: Part
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement that is true or false of the code.

    Attributes:
        kind: What it is about.
        words: The words that make it, as they stand.
        subject: The parameter, exception, attribute or name meant; empty for the symbol itself.
        value: What is said of it, such as a default's source.
        negated: Whether the opposite is said.
        condition: The words that say when it holds, or empty.
        place: Where the value stands in the sentence, so that it can be put right there.
        sureness: How surely it was read.
    """

    kind: ClaimKind
    words: str
    subject: str = ""
    value: str = ""
    negated: bool = False
    condition: str = ""
    place: tuple[int, int] = (0, 0)
    sureness: Sureness = Sureness.READ
