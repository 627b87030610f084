"""The parameters of a signature or of a dataclass, and what a function does with each."""

from __future__ import annotations

import builtins
import re
from dataclasses import replace

from tree_sitter import Node

from ..syntax import Within, body_of, children_of, flat, own_within, place
from ..text import Source
from .decorators import is_attrs
from .facts import Attribute, AttributeOrigin, Parameter, ParameterKind, Trait
from .resolution import Inferred

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
    uses = _uses_of(function)
    after_star = False
    for node in children_of(function.child_by_field_name("parameters")):
        if node.type == "positional_separator":
            listed = {name: replace(item, kind=_ONLY) for name, item in listed.items()}
            continue
        item = _parameter(source, node, after_star)
        if item is not None:
            listed.setdefault(item.name, item)
        after_star = after_star or _is_star(node)
    parameters = list(listed.values())
    if bound and parameters and parameters[0].kind in {_ONLY, _EITHER}:
        del parameters[0]
    return tuple(replace(item, use=uses.get(item.name, "")) for item in parameters)


def with_inferred(
    parameters: tuple[Parameter, ...], inferred: tuple[Inferred, ...]
) -> tuple[Parameter, ...]:
    """The parameters with the types that a resolver inferred for those without annotation."""
    types = {item.name: item for item in inferred if item.type}
    return tuple(
        replace(item, inferred=types[item.name].type, certain=types[item.name].certain)
        if not item.annotation and item.name in types
        else item
        for item in parameters
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


# What is passed to these is used in a way that says nothing about it.
_PLAIN = frozenset(dir(builtins)) - {"open", "exec", "eval", "compile"}
_PATTERNS = frozenset({"pattern_list", "tuple_pattern", "list_pattern"})
_CALLEE = re.compile(r"[\w.]{1,40}")


def _uses_of(function: Node) -> dict[str, str]:
    """The first telling use of each name, as a sentence; names that are bound anew are left out."""
    uses: dict[str, str] = {}
    bound: set[str] = set()
    for at in own_within(body_of(function)):
        if at.node.type == "identifier":
            name = flat(at.node)
            if _is_bound(at):
                bound.add(name)
            elif name not in uses and (use := _use(at)):
                uses[name] = use
    return {name: use for name, use in uses.items() if name not in bound}


def _is_bound(at: Within) -> bool:
    child, outer = at.node, at.outer
    while outer is not None and outer.node.type in _PATTERNS:
        child, outer = outer
    if outer is None:
        return False
    parent = outer.node
    if parent.type in {"as_pattern_target", "delete_statement", "global_statement"}:
        return True
    return parent.child_by_field_name("left") == child or (
        parent.type == "named_expression" and parent.child_by_field_name("name") == child
    )


def _use(at: Within) -> str:
    if at.outer is None:
        return ""
    node, parent = at.node, at.outer.node
    if parent.type == "assignment" and parent.child_by_field_name("right") == node:
        target = parent.child_by_field_name("left")
        kept = re.fullmatch(r"self\.(\w+)", flat(target))
        return f"Kept as ``{kept[1]}``." if kept else ""
    if parent.type == "for_statement" and parent.child_by_field_name("right") == node:
        return "Iterated over."
    call = at.outer.outer
    if parent.type == "argument_list" and call is not None and call.node.type == "call":
        callee = flat(call.node.child_by_field_name("function"))
        telling = _CALLEE.fullmatch(callee) and callee not in _PLAIN
        return f"Passed to ``{callee}``." if telling else ""
    return ""


_MAKER = re.compile(r"(?:[\w.]+\.)?(field|Field|ib|attrib)\((?P<given>.*)\)", re.DOTALL)
_PRIVATE = re.compile(r"(?:[\w.]+\.)?PrivateAttr\(")
_INIT_VAR = re.compile(r"(?:[\w.]+\.)?InitVar\[(.*)\]", re.DOTALL)
_KEYWORD = ParameterKind.KEYWORD_ONLY


def field_parameters(
    attributes: tuple[Attribute, ...], traits: frozenset[Trait], decorators: tuple[str, ...]
) -> tuple[Parameter, ...]:
    """The parameters in signature order: those that only go by keyword stand last.

    Args:
        attributes: The attributes of the class.
        traits: What decorators and bases make of it.
        decorators: Sources of its decorators.
    """
    options = re.sub(r"\s", "", " ".join(decorators))
    if not traits & {Trait.FIELDS, Trait.NAMED_TUPLE} or "init=False" in options:
        return ()
    keyword = "kw_only=True" in options or not traits & {Trait.DATACLASS, Trait.NAMED_TUPLE}
    parameters: list[Parameter] = []
    for item in attributes:
        if item.annotation.rsplit(".", 1)[-1] == "KW_ONLY":
            keyword = True
        elif item.origin is AttributeOrigin.FIELD and not _is_kept_out(item, traits):
            parameters.append(_field_parameter(item, keyword, is_attrs(decorators)))
    return tuple(sorted(parameters, key=lambda item: item.kind is _KEYWORD))


def _is_kept_out(item: Attribute, traits: frozenset[Trait]) -> bool:
    if _PRIVATE.match(item.default) or "init=False" in _given(item):
        return True
    model = not traits & {Trait.DATACLASS, Trait.NAMED_TUPLE}
    return model and item.name.startswith("_")


def _given(item: Attribute) -> str:
    """What ``field()`` is given, without blanks; empty for a plain value."""
    maker = _MAKER.fullmatch(item.default)
    return re.sub(r"\s", "", maker["given"]) if maker else ""


def _field_parameter(item: Attribute, keyword: bool, attrs: bool) -> Parameter:
    kind = _KEYWORD if keyword else ParameterKind.POSITIONAL_OR_KEYWORD
    init_var = _INIT_VAR.fullmatch(item.annotation)
    annotation = init_var[1] if init_var else item.annotation
    name = (item.name.lstrip("_") or item.name) if attrs else item.name
    plain = Parameter(name, kind, item.place, annotation, item.default or None)
    return _by_maker(plain, item) if _MAKER.fullmatch(item.default) else plain


def _by_maker(parameter: Parameter, item: Attribute) -> Parameter:
    arguments = _given(item)
    if "kw_only=True" in arguments:
        parameter = replace(parameter, kind=_KEYWORD)
    if "kw_only=False" in arguments:
        parameter = replace(parameter, kind=ParameterKind.POSITIONAL_OR_KEYWORD)
    if alias := re.search(r"(?<!\w)alias=(['\"])(\w+)\1", arguments):
        parameter = replace(parameter, name=alias[2])
    if re.search(r"(?<!\w)(default|default_factory|factory)=", arguments):
        return parameter
    optional = re.match(r"(?!\.\.\.)[^=]+(,|$)", arguments)
    return parameter if optional else replace(parameter, default=None)
