"""The parameters of a signature, however far it is typed."""

from __future__ import annotations

from dataclasses import replace

from tree_sitter import Node

from ..fact import Parameter, ParameterKind
from ..reading.nodes import flat, place
from ..resolution import Inferred
from ..source import Source
from .usage import uses_of

_ONLY = ParameterKind.POSITIONAL_ONLY
_EITHER = ParameterKind.POSITIONAL_OR_KEYWORD
_STARS = {
    "list_splat_pattern": ParameterKind.VAR_POSITIONAL,
    "dictionary_splat_pattern": ParameterKind.VAR_KEYWORD,
}


def parameters_of(source: Source, function: Node, bound: bool) -> tuple[Parameter, ...]:
    """The parameters in signature order.

    Args:
        source: The text that holds the function.
        function: Its definition.
        bound: Whether the first positional one is ``self`` or ``cls``, which is left out.
    """
    found: list[Parameter] = []
    uses = uses_of(function)
    listed = function.child_by_field_name("parameters")
    for node in listed.named_children if listed is not None else ():
        if node.type == "positional_separator":
            found = [replace(item, kind=_ONLY) for item in found]
            continue
        item = _parameter(source, node, _after_star(node))
        if item is not None and item.name not in {known.name for known in found}:
            found.append(item)
    if bound and found and found[0].kind in {_ONLY, _EITHER}:
        del found[0]
    return tuple(replace(item, use=uses.get(item.name, "")) for item in found)


def with_inferred(
    found: tuple[Parameter, ...], inferred: tuple[Inferred, ...]
) -> tuple[Parameter, ...]:
    """The parameters with the types that a resolver inferred for those without annotation."""
    types = {item.name: item for item in inferred if item.type}
    return tuple(
        replace(item, inferred=types[item.name].type, certain=types[item.name].certain)
        if not item.annotation and item.name in types
        else item
        for item in found
    )


def _after_star(node: Node) -> bool:
    before = node.prev_named_sibling
    while before is not None:
        if before.type == "keyword_separator" or _star(before)[0] is ParameterKind.VAR_POSITIONAL:
            return True
        before = before.prev_named_sibling
    return False


def _star(node: Node) -> tuple[ParameterKind | None, Node | None]:
    """The kind that stars give, and the bare name's node."""
    inner = (
        node.named_children[0] if node.type == "typed_parameter" and node.named_children else node
    )
    kind = _STARS.get(inner.type)
    if kind is not None:
        return kind, inner.named_children[0] if inner.named_children else None
    return None, inner


def _parameter(source: Source, node: Node, after_star: bool) -> Parameter | None:
    kind, name = _star(node)
    if node.type in {"default_parameter", "typed_default_parameter"}:
        name = node.child_by_field_name("name")
    if name is None or name.type != "identifier" or not flat(name):
        return None
    default = node.child_by_field_name("value")
    return Parameter(
        name=flat(name),
        kind=kind or (ParameterKind.KEYWORD_ONLY if after_star else _EITHER),
        place=place(source, node),
        annotation=flat(node.child_by_field_name("type")),
        default=flat(default) if default is not None else None,
        inferred=_literal_type(default),
    )


_LITERALS = {
    "string": "str",
    "concatenated_string": "str",
    "integer": "int",
    "float": "float",
    "true": "bool",
    "false": "bool",
    "list": "list",
    "dictionary": "dict",
    "set": "set",
    "tuple": "tuple",
}


def _literal_type(default: Node | None) -> str:
    """What the default suggests; never certain, for nothing keeps callers from passing more."""
    if default is None:
        return ""
    if default.type == "string" and (flat(default)[:2].lower()).strip("\"'") in {"b", "br", "rb"}:
        return "bytes"
    return _LITERALS.get(default.type, "")
