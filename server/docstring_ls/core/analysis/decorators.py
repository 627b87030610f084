"""What decorators, bases and body make of a symbol."""

from __future__ import annotations

import re

from tree_sitter import Node

from ..syntax import body_of, flat, is_docstring, statements, text, undecorated
from .decorator_table import row_of
from .facts import Trait

_BASES = {
    "Protocol": Trait.PROTOCOL,
    "Enum": Trait.ENUM,
    "IntEnum": Trait.ENUM,
    "StrEnum": Trait.ENUM,
    "Flag": Trait.ENUM,
    "IntFlag": Trait.ENUM,
    "TextChoices": Trait.ENUM,
    "IntegerChoices": Trait.ENUM,
    "TypedDict": Trait.TYPED_DICT,
    "NamedTuple": Trait.NAMED_TUPLE,
    "BaseModel": Trait.FIELDS,
    "BaseSettings": Trait.FIELDS,
    "Struct": Trait.FIELDS,
    "TestCase": Trait.TEST,
    "ABC": Trait.ABSTRACT_CLASS,
    "Exception": Trait.EXCEPTION,
    "BaseException": Trait.EXCEPTION,
    "Warning": Trait.EXCEPTION,
}
_IMPLICIT = {
    "__new__": Trait.STATIC_NEW,
    "__init_subclass__": Trait.CLASS_METHOD,
    "__class_getitem__": Trait.CLASS_METHOD,
}


def decorator_traits(decorators: tuple[str, ...], name: str) -> frozenset[Trait]:
    """Traits that decorators give, and those that a special name implies."""
    traits = {_IMPLICIT.get(name), *(row_of(decorator).trait for decorator in decorators)}
    if Trait.CACHED_PROPERTY in traits:
        traits.add(Trait.PROPERTY)
    return frozenset(trait for trait in traits if trait is not None)


def is_attrs(decorators: tuple[str, ...]) -> bool:
    """Whether attrs makes the class: it takes the underscore from a private field's parameter."""
    return any(
        re.match(r"(attrs?\.\w+|define|frozen|mutable|attrs)\b(?!\.)", item) for item in decorators
    )


def is_plain_property(decorators: tuple[str, ...]) -> bool:
    """Whether checkers see a property in it: they know only this decorator, and only outermost."""
    return decorators[:1] == ("property",)


def base_traits(bases: tuple[str, ...]) -> frozenset[Trait]:
    """Traits that the names of base classes give."""
    traits: set[Trait | None] = set()
    for base in bases:
        last = base.split("[", 1)[0].rsplit(".", 1)[-1]
        traits.add(_BASES.get(last))
        if re.search(r"(Error|Exception|Warning)$", last):
            traits.add(Trait.EXCEPTION)
        elif re.search(r"(Enum|Flag)$", last):
            traits.add(Trait.ENUM)
    return frozenset(trait for trait in traits if trait is not None)


def deprecation(decorators: tuple[str, ...]) -> str:
    """The message of ``@deprecated("…")``, or empty."""
    for decorator in decorators:
        match = re.match(
            r"(?:[\w.]*\.)?deprecated\(\s*[rRuU]?(['\"])(.*?)(?<!\\)\1", decorator, re.DOTALL
        )
        if match:
            return " ".join(match[2].split())
    return ""


def is_empty(function: Node) -> bool:
    """Whether the body is nothing but a docstring, ``pass`` or ``...``."""
    return all(_idle(statement) for statement in statements(body_of(function)))


def is_unimplemented(function: Node) -> bool:
    """Whether all that the body does is to raise NotImplementedError."""
    rest = [item for item in statements(body_of(function)) if not _idle(item)]
    return (
        len(rest) == 1
        and rest[0].type == "raise_statement"
        and re.match(r"raise\s+NotImplementedError\b", text(rest[0])) is not None
    )


def _idle(statement: Node) -> bool:
    if statement.type == "pass_statement" or is_docstring(statement):
        return True
    return statement.type == "expression_statement" and flat(statement) == "..."


def bases_of(definition: Node) -> tuple[str, ...]:
    """Sources of a class's bases, keyword arguments left out."""
    listed = definition.child_by_field_name("superclasses")
    if listed is None:
        return ()
    return tuple(
        flat(child)
        for child in listed.named_children
        if child.type not in {"keyword_argument", "comment"}
    )


def member(definition: Node, name: str) -> Node | None:
    """The last function of that name directly in a class body."""
    function = None
    for statement in statements(body_of(definition)):
        inner = undecorated(statement)
        if inner.type == "function_definition" and flat(inner.child_by_field_name("name")) == name:
            function = inner
    return function
