"""The parameters of a signature, however far it is typed."""

from __future__ import annotations

from dataclasses import replace

from tree_sitter import Node

from ..syntax import children_of, flat, place
from ..text import Source
from .facts import Parameter, ParameterKind
from .resolution import Inferred
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
    listed: dict[str, Parameter] = {}
    uses = uses_of(function)
    after_star = False
    for node in children_of(function.child_by_field_name("parameters")):
        if node.type == "positional_separator":
            listed = {name: replace(item, kind=_ONLY) for name, item in listed.items()}
            continue
        item = _parameter(source, node, after_star)
        if item is not None:
            listed.setdefault(item.name, item)
        after_star = after_star or _is_star(node)
    found = list(listed.values())
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


def _is_star(node: Node) -> bool:
    """Whether only keywords may follow."""
    return node.type == "keyword_separator" or _star(node)[0] is ParameterKind.VAR_POSITIONAL


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
