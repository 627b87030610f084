"""What the code says for certain about a symbol, each fact with its line."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from tree_sitter import Node

from ..problems import Location
from ..syntax import (
    DEFINITIONS,
    Symbol,
    SymbolKind,
    Syntax,
    docstring_of,
    flat,
    node_of,
    place,
    statements,
    text,
    undecorated,
)
from ..text import Source, Span
from .ancestry import ancestry_of
from .attributes import attributes_of, decorators_of
from .body import Body
from .decorators import (
    base_traits,
    bases_of,
    decorator_traits,
    deprecation,
    is_empty,
    is_plain_property,
    is_unimplemented,
    member,
)
from .exceptions.leaving import counted, exceptions_of
from .exports import exports_of
from .facts import (
    Facts,
    Overload,
    OverloadRole,
    RaisesScope,
    SectionKind,
    Trait,
    Vocabulary,
)
from .linter_view import counts_attributes, disagreements
from .parameters import field_parameters, parameters_of, with_inferred
from .resolution import SYNTAX_ONLY, Inferred, Resolution
from .returns import outcomes_of

_WORD = re.compile(r"[^\W\d]\w*")


def facts_of(
    syntax: Syntax,
    symbol: Symbol,
    resolution: Resolution = SYNTAX_ONLY,
    raises: RaisesScope = RaisesScope.ESCAPING,
) -> Facts:
    """Read everything that is known about a symbol.

    Args:
        syntax: The parsed text.
        symbol: A symbol of it.
        resolution: What a resolver found out about its names.
        raises: Whether what callees raise is left out.
    """
    node = node_of(syntax, symbol)
    if node is None:
        return Facts(symbol.kind, symbol.name, symbol.qualname, Location(syntax.source.path, 1))
    if symbol.kind is SymbolKind.MODULE:
        return _of_module(syntax, symbol, node, resolution)
    facts = _of_definition(syntax, symbol, node, resolution, raises)
    completed = _of_class if symbol.kind is SymbolKind.CLASS else _of_function
    return completed(facts, syntax, symbol, node, resolution.inferred)


def _indentation(source: Source, symbol: Symbol) -> int:
    line = source.slice(source.line_span(source.line_of(symbol.header.start))).expandtabs(8)
    return len(line) - len(line.lstrip()) + 4


def _of_module(syntax: Syntax, symbol: Symbol, node: Node, resolution: Resolution) -> Facts:
    source = syntax.source
    return Facts(
        kind=symbol.kind,
        name=symbol.name,
        qualname="",
        place=Location(source.path, 1),
        source=_without_docstring(source, symbol),
        docstring=docstring_of(syntax, symbol),
        exports=exports_of(node),
        resolved=resolution.complete,
        known=_known(source, resolution),
    )


def _of_definition(
    syntax: Syntax, symbol: Symbol, node: Node, resolution: Resolution, raises: RaisesScope
) -> Facts:
    """What is known of classes and functions alike."""
    source = syntax.source
    exceptions = exceptions_of(syntax, symbol, resolution, raises)
    return Facts(
        kind=symbol.kind,
        name=symbol.name,
        qualname=symbol.qualname,
        place=place(source, node),
        signature=_signature(source, symbol),
        source=_without_docstring(source, symbol),
        docstring=docstring_of(syntax, symbol),
        decorators=symbol.decorators,
        raises=tuple(item for item in exceptions if not item.is_implied),
        implied=tuple(item for item in exceptions if item.is_implied),
        overrides=resolution.overrides,
        is_async=symbol.is_async,
        resolved=resolution.complete,
        deprecation=deprecation(symbol.decorators),
        known=_known(source, resolution),
        indentation=_indentation(source, symbol),
    )


def _of_class(
    facts: Facts, syntax: Syntax, symbol: Symbol, node: Node, inferred: tuple[Inferred, ...]
) -> Facts:
    source, bases = syntax.source, bases_of(node)
    traits = base_traits(bases) | decorator_traits(symbol.decorators, "")
    attributes = attributes_of(source, node, traits)
    init = member(node, "__init__") or member(node, "__new__")
    if traits & {Trait.DATACLASS, Trait.NAMED_TUPLE} and init is None:
        traits |= {Trait.FIELDS}
    parameters = (
        field_parameters(attributes, traits, symbol.decorators)
        if init is None
        else parameters_of(source, init, bound=True)
    )
    disputed = _disputed(facts, syntax, symbol, init) if init is not None else frozenset()
    ancestry, outer_bases = ancestry_of(syntax, node)
    return replace(
        facts,
        ancestry=ancestry,
        outer_bases=outer_bases,
        parameters=with_inferred(parameters, inferred),
        attributes=attributes,
        body=Body(source, (init,) if init is not None else ()),
        bases=bases,
        traits=traits,
        disputed=disputed | ({SectionKind.ATTRIBUTES} if counts_attributes(node) else set()),
    )


def _disputed(facts: Facts, syntax: Syntax, symbol: Symbol, init: Node) -> frozenset[SectionKind]:
    outcomes = outcomes_of(syntax.source, init, empty=False)
    return disagreements(init, outcomes, counted(syntax, symbol), facts.raises, is_property=False)


def _of_function(
    facts: Facts, syntax: Syntax, symbol: Symbol, node: Node, inferred: tuple[Inferred, ...]
) -> Facts:
    source = syntax.source
    owner = _owner(node) if symbol.kind is SymbolKind.METHOD else None
    traits = _function_traits(symbol, node, owner)
    idle = is_empty(node) or is_unimplemented(node)
    abstract = (idle and _by_design(source, traits, node)) or Trait.ABSTRACT in traits
    outcomes = outcomes_of(source, node, idle, inferred)
    bound = symbol.kind is SymbolKind.METHOD and Trait.STATIC not in traits
    is_property = is_plain_property(symbol.decorators)
    return replace(
        facts,
        parameters=with_inferred(parameters_of(source, node, bound), inferred),
        returns=outcomes.returns,
        yields=outcomes.yields,
        paths=outcomes.paths,
        body=Body(source, (node,)),
        is_abstract=abstract,
        traits=traits | ({Trait.NEVER_RETURNS} if outcomes.never else set()),
        overloads=_overloads(syntax, node),
        owner=flat(owner.child_by_field_name("name")) if owner is not None else "",
        disputed=disagreements(node, outcomes, counted(syntax, symbol), facts.raises, is_property),
    )


def _function_traits(symbol: Symbol, node: Node, owner: Node | None) -> frozenset[Trait]:
    name = symbol.name if symbol.kind is SymbolKind.METHOD else ""
    traits = decorator_traits(symbol.decorators, name)
    if owner is not None:
        in_protocol = Trait.PROTOCOL in base_traits(bases_of(owner))
        traits |= {Trait.IN_PROTOCOL} if in_protocol else set()
    if symbol.name.startswith("test") and symbol.name[4:5] in {"", "_"}:
        traits |= {Trait.TEST}
    if is_empty(node):
        traits |= {Trait.EMPTY}
    return traits


def _by_design(source: Source, traits: frozenset[Trait], node: Node) -> bool:
    return (
        bool(traits & {Trait.ABSTRACT, Trait.OVERLOAD, Trait.IN_PROTOCOL})
        or source.path.endswith(".pyi")
        or is_unimplemented(node)
    )


def _owner(node: Node) -> Node | None:
    parent = node.parent
    while parent is not None and parent.type not in DEFINITIONS:
        parent = parent.parent
    return parent if parent is not None and parent.type == "class_definition" else None


def _overloads(syntax: Syntax, node: Node) -> tuple[Overload, ...]:
    """The overload set or property triple around a function, in document order."""
    outer = (
        node.parent
        if node.parent is not None and node.parent.type == "decorated_definition"
        else node
    )
    if outer is None or outer.parent is None:
        return ()
    block = outer.parent
    key = (_overload_sets, block.start_byte, block.end_byte)
    if key not in syntax.kept:
        syntax.kept[key] = _overload_sets(syntax.source, block)
    overloads: tuple[Overload, ...] = syntax.kept[key].get(
        flat(node.child_by_field_name("name")), ()
    )
    return overloads


def _overload_sets(source: Source, block: Node) -> dict[str, tuple[Overload, ...]]:
    """The functions of a block that share a name with another."""
    by_name: dict[str, list[Node]] = {}
    for statement in statements(block):
        inner = undecorated(statement)
        if inner.type == "function_definition":
            by_name.setdefault(text(inner.child_by_field_name("name")), []).append(inner)
    return {
        name: tuple(_overload(source, node) for node in nodes)
        for name, nodes in by_name.items()
        if len(nodes) > 1
    }


# Asked in this order: an overload of a property is an overload.
_ROLES = {
    Trait.SETTER: OverloadRole.SETTER,
    Trait.DELETER: OverloadRole.DELETER,
    Trait.OVERLOAD: OverloadRole.OVERLOAD,
    Trait.PROPERTY: OverloadRole.GETTER,
}
_IMPLEMENTATION = OverloadRole.IMPLEMENTATION


def _overload(source: Source, function: Node) -> Overload:
    traits = decorator_traits(decorators_of(function), "")
    role = next((role for trait, role in _ROLES.items() if trait in traits), _IMPLEMENTATION)
    return Overload(_header(source, function), place(source, function), role)


def _header(source: Source, node: Node) -> str:
    end = node.child_by_field_name("body")
    span = Span(node.start_byte, end.start_byte if end is not None else node.end_byte)
    return " ".join(source.slice(span).split()).split(": #")[0]


def _signature(source: Source, symbol: Symbol) -> str:
    return " ".join(source.slice(symbol.header).split())


def _without_docstring(source: Source, symbol: Symbol) -> str:
    if symbol.docstring is None:
        return source.slice(symbol.span)
    return source.slice(Span(symbol.span.start, symbol.docstring.start)) + source.slice(
        Span(symbol.docstring.end, symbol.span.end)
    )


def _known(source: Source, resolution: Resolution) -> Vocabulary:
    """Names that prose may mention because somebody can look them up."""
    words: set[str] = set()
    for definition in resolution.definitions:
        words.update(
            _WORD.findall(f"{definition.written} {definition.full_name} {definition.signature}")
        )
        words.update(_WORD.findall(definition.text))
    return Vocabulary(_identifiers(source), frozenset(words))


@lru_cache(maxsize=4)
def _identifiers(source: Source) -> frozenset[str]:
    return frozenset(_WORD.findall(source.text))
