"""What the code says for certain about a symbol, each fact with its line: the values."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from ..problems import Location
from ..syntax import SymbolKind
from .body import Body
from .effects import Effects
from .resolution import Definition, PropagatedException
from .units import UnitEvidence


class Trait(StrEnum):
    """What decorators, bases, a special name or the body make of a symbol."""

    PROPERTY = "property"
    CACHED_PROPERTY = "cached-property"
    SETTER = "setter"
    DELETER = "deleter"
    STATIC = "static"
    STATIC_NEW = "static-new"
    CLASS_METHOD = "class-method"
    CONTEXT_MANAGER = "context-manager"
    OVERLOAD = "overload"
    OVERRIDE = "override"
    DEPRECATED = "deprecated"
    FIXTURE = "fixture"
    TEST = "test"
    PROTOCOL = "protocol"
    IN_PROTOCOL = "in-protocol"
    DATACLASS = "dataclass"
    FIELDS = "fields"
    ENUM = "enum"
    EXCEPTION = "exception"
    TYPED_DICT = "typed-dict"
    NAMED_TUPLE = "named-tuple"
    ABSTRACT = "abstract"
    ABSTRACT_CLASS = "abstract-class"
    NEVER_RETURNS = "never-returns"
    EMPTY = "empty"


class SectionKind(StrEnum):
    """What a section of a docstring is about: one kind of facts, or anything else."""

    PARAMETERS = "parameters"
    ATTRIBUTES = "attributes"
    RETURNS = "returns"
    YIELDS = "yields"
    RAISES = "raises"
    OTHER = "other"


class AttributeOrigin(StrEnum):
    """How a class comes by an attribute; FIELD of a dataclass and the like, MEMBER of an enum."""

    CLASS = "class"
    FIELD = "field"
    INSTANCE = "instance"
    PROPERTY = "property"
    MEMBER = "member"


class OverloadRole(StrEnum):
    """What a function is among those of its name."""

    OVERLOAD = "overload"
    IMPLEMENTATION = "implementation"
    GETTER = "getter"
    SETTER = "setter"
    DELETER = "deleter"


class RaisesScope(StrEnum):
    """Which exceptions are documented: all that leave a symbol, or only those raised in it."""

    ESCAPING = "escaping"
    DIRECT = "direct"


class ParameterKind(StrEnum):
    """How an argument may be passed."""

    POSITIONAL_ONLY = "positional-only"
    POSITIONAL_OR_KEYWORD = "positional-or-keyword"
    VAR_POSITIONAL = "var-positional"
    KEYWORD_ONLY = "keyword-only"
    VAR_KEYWORD = "var-keyword"

    @property
    def is_starred(self) -> bool:
        """Whether it takes any number of arguments."""
        return self in (ParameterKind.VAR_POSITIONAL, ParameterKind.VAR_KEYWORD)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter, without ``self`` and ``cls``.

    Attributes:
        name: Without stars.
        kind: How it may be passed.
        place: Where it stands.
        annotation: Source of the annotation, or empty.
        default: Source of the default, or None where there is none.
        inferred: A type that was inferred, or empty; never a flat claim unless ``certain``.
        certain: Whether the inferred type is the only possible one.
        use: What the body does with it, as a sentence, or empty.
    """

    name: str
    kind: ParameterKind
    place: Location
    annotation: str = ""
    default: str | None = None
    inferred: str = ""
    certain: bool = False
    use: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What comes out by ``return`` or ``yield``.

    Attributes:
        place: The first statement that shows it, or the annotation.
        annotation: Source of the type, or empty.
        inferred: An inferred type, or empty.
        expressions: Sources of the returned or yielded expressions.
        receives: Whether a ``yield`` takes a value from ``send``.
        certain: Whether the inferred type is the only possible one.
        maybe_none: Whether None may come out beside the expressions.
    """

    place: Location
    annotation: str = ""
    inferred: str = ""
    expressions: tuple[str, ...] = ()
    receives: bool = False
    certain: bool = False
    maybe_none: bool = False


class ResultKind(StrEnum):
    """What a path through a function gives: a value, ``return None``, ``return``, or its end."""

    VALUE = "value"
    NONE = "none"
    NOTHING = "nothing"
    END = "end"
    MAYBE_END = "maybe-end"


@dataclass(frozen=True, slots=True)
class ResultPath:
    """One way on which a function that yields nothing is left without an exception.

    Attributes:
        kind: What it gives; MAYBE_END where it is not certain that the end is ever reached.
        place: The ``return``, or the last line of the body.
        expression: Source of the value.
    """

    kind: ResultKind
    place: Location
    expression: str = ""


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute that a class gives its instances or itself.

    Attributes:
        name: The attribute.
        place: Where it is first bound.
        annotation: Source of its type, or empty.
        default: Source of its value, or empty.
        origin: How the class comes by it.
        comment: The ``#:`` or trailing comment that documents it, or empty.
    """

    name: str
    place: Location
    annotation: str = ""
    default: str = ""
    origin: AttributeOrigin = AttributeOrigin.CLASS
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Overload:
    """One of several signatures or accessors of the same name.

    Attributes:
        signature: Its header on one line.
        place: Where it stands.
        role: What it is among them.
    """

    signature: str
    place: Location
    role: OverloadRole = OverloadRole.OVERLOAD


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words of two places, so that all symbols of a file can share the file's.

    Attributes:
        shared: Those of the file.
        own: Those that only one symbol's names bring.
    """

    shared: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()

    def __contains__(self, word: str) -> bool:
        """Whether a word is among them."""
        return word in self.shared or word in self.own

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.shared or self.own)


@dataclass(frozen=True)
class Facts:
    """All that is known about one symbol.

    Attributes:
        kind: What the symbol is.
        name: Its name.
        qualname: Its dotted name in the file.
        place: Its ``def`` or ``class`` line.
        signature: The header's source, on one line.
        source: The symbol's own source text, without its docstring.
        docstring: The existing docstring's cleaned text, or None.
        decorators: Sources of the decorators.
        parameters: In signature order; for a class those of its ``__init__``.
        returns: None where nothing but None is returned.
        yields: None unless it is a generator.
        paths: The ways on which it is left; none where it never returns.
        raises: Exceptions that leave it.
        implied: Exceptions that may leave it though no ``raise`` stands there, as of ``d[k]``.
        attributes: Of a class.
        bases: Sources of a class's bases.
        ancestry: Sources of the classes of the same file from which a class derives.
        outer_bases: Sources of the bases, its own and of these, that are not of the same file.
        overrides: What it overrides, nearest first.
        exports: A module's ``__all__`` or public names.
        is_async: Whether it is a coroutine function or async generator.
        is_abstract: Whether its body does nothing by design.
        resolved: Whether a resolver's answer stands behind these facts.
        traits: What decorators, bases and body make of it; with FIELDS its fields are its
            parameters.
        overloads: Overload set or property triple that it belongs to, itself included.
        deprecation: The message of ``@deprecated``, or empty.
        known: Every identifier of its file and of what it names, for judging names in prose.
        owner: Name of the class that a method belongs to, or empty.
        disputed: Sections about which checkers that count statements would demand what is not
            true.
        indentation: Columns at which its docstring stands.
        body: What its body, or a class's constructor, tells beside, read when somebody asks.
    """

    kind: SymbolKind
    name: str
    qualname: str
    place: Location
    signature: str = ""
    source: str = ""
    docstring: str | None = None
    decorators: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    returns: Outcome | None = None
    yields: Outcome | None = None
    paths: tuple[ResultPath, ...] = ()
    raises: tuple[PropagatedException, ...] = ()
    implied: tuple[PropagatedException, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    bases: tuple[str, ...] = ()
    ancestry: str = field(default="", repr=False)
    outer_bases: tuple[str, ...] = ()
    overrides: tuple[Definition, ...] = ()
    exports: tuple[str, ...] = ()
    is_async: bool = False
    is_abstract: bool = False
    resolved: bool = False
    traits: frozenset[Trait] = frozenset()
    overloads: tuple[Overload, ...] = ()
    deprecation: str = ""
    known: Vocabulary = field(default=Vocabulary(), repr=False, compare=False)
    owner: str = ""
    disputed: frozenset[SectionKind] = frozenset()
    indentation: int = 0
    body: Body | None = field(default=None, repr=False, compare=False)

    @cached_property
    def parameter_names(self) -> frozenset[str]:
        """The names of the parameters."""
        return frozenset(item.name for item in self.parameters)

    @cached_property
    def exception_names(self) -> frozenset[str]:
        """The exceptions that leave it, as the source names them."""
        return frozenset(item.exception for item in self.raises)

    @property
    def units(self) -> tuple[UnitEvidence, ...]:
        """Where the code tells the unit of a parameter or of the result."""
        return self.body.units if self.body is not None else ()

    @property
    def effects(self) -> Effects:
        """What is changed, written, sent and the like."""
        return self.body.effects if self.body is not None else Effects()
