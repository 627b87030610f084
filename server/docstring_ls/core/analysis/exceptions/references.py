"""The names that a symbol's source mentions, and what each is there for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tree_sitter import Node

from ...syntax import Symbol, body_of, node_of, undecorated
from ..resolution import ReferenceRole

if TYPE_CHECKING:
    from ...syntax import Syntax

_ORDER = list(ReferenceRole)
_PARTS = {
    "parameters": ReferenceRole.SIGNATURE,
    "return_type": ReferenceRole.SIGNATURE,
    "superclasses": ReferenceRole.BASE,
    "type_parameters": ReferenceRole.SIGNATURE,
}
CONSTRUCTORS = frozenset({b"__new__", b"__init__", b"__post_init__"})
# Names of one symbol that are asked about; the least important of a huge body fall off.
_MOST = 400
# What is named for one of these is run there.
EXECUTED = frozenset({ReferenceRole.CALL, ReferenceRole.RAISE})
# What stands in these places keeps its role, however deep in an expression.
_STATED = (ReferenceRole.SIGNATURE, ReferenceRole.BASE, ReferenceRole.DECORATOR)


@dataclass(frozen=True, slots=True)
class Reference:
    """One name as it is written.

    Attributes:
        written: The dotted name up to here, on one line.
        role: What it is there for.
        uses: Byte offsets of its last identifier, wherever it is written so.
        quoted: Whether it stands in a string, as a forward reference.
    """

    written: str
    role: ReferenceRole
    uses: tuple[int, ...]
    quoted: bool = False


def references(syntax: Syntax, symbol: Symbol) -> tuple[Reference, ...]:
    """The names a symbol mentions, each once, those that matter most first.

    Local variables, parameters and ``self`` alone are no names of anything that stands elsewhere.
    """
    node = node_of(syntax, symbol)
    if node is None:
        return ()
    uses_by_name: dict[str, dict[int, tuple[ReferenceRole, bool]]] = {}
    for written, role, offset, quoted in _found(node):
        uses_by_name.setdefault(written, {}).setdefault(offset, (role, quoted))
    local = _bound_in(node)
    kept = [
        _reference(written, uses) for written, uses in uses_by_name.items() if written not in local
    ]
    return tuple(sorted(kept, key=lambda item: _ORDER.index(item.role))[:_MOST])


def _reference(written: str, uses: dict[int, tuple[ReferenceRole, bool]]) -> Reference:
    role = min((role for role, _ in uses.values()), key=_ORDER.index)
    plain = next((offset for offset, (_, quoted) in uses.items() if not quoted), None)
    # Whoever looks it up goes by the first use, which must not lie in a string.
    first = () if plain is None else (plain,)
    rest = (offset for offset in uses if offset != plain)
    return Reference(written, role, (*first, *rest), plain is None)


_Found = tuple[str, ReferenceRole, int, bool]


def _found(node: Node) -> Iterator[_Found]:
    outer = node.parent
    if outer is not None and outer.type == "decorated_definition":
        for child in outer.named_children:
            if child.type == "decorator":
                yield from _names(child, ReferenceRole.DECORATOR)
    if node.type == "module":
        yield from _module(node)
        return
    yield from _header(node)
    body = body_of(node)
    if body is not None and node.type == "class_definition":
        yield from _members(body)
    elif body is not None:
        yield from _names(body, ReferenceRole.NAME)


def _header(node: Node) -> Iterator[_Found]:
    for part, role in _PARTS.items():
        if (node_of_part := node.child_by_field_name(part)) is not None:
            yield from _names(node_of_part, role)


def _members(body: Node) -> Iterator[_Found]:
    """Of a class: its own statements, its constructors, and the signatures of other methods."""
    for child in body.named_children:
        inner = undecorated(child)
        if inner.type != "function_definition":
            yield from _names(child, ReferenceRole.NAME)
            continue
        yield from _header(inner)
        name, block = inner.child_by_field_name("name"), body_of(inner)
        if block is not None and name is not None and name.text in CONSTRUCTORS:
            yield from _names(block, ReferenceRole.NAME)


def _module(node: Node) -> Iterator[_Found]:
    for child in node.named_children:
        inner = undecorated(child)
        if inner.type == "class_definition" and (
            bases := inner.child_by_field_name("superclasses")
        ):
            yield from _names(bases, ReferenceRole.BASE)
        elif inner.type in ("expression_statement", "import_from_statement"):
            yield from _names(child, ReferenceRole.NAME)


def _names(root: Node, role: ReferenceRole) -> Iterator[_Found]:
    stack = [(root, role)]
    while stack:
        node, role = stack.pop()
        match node.type:
            case "identifier":
                yield node.text.decode() if node.text else "", role, node.start_byte, False
            case "attribute":
                yield from _attribute(node, role)
                stack.extend((child, _weaker(role)) for child in node.named_children[:1])
            case "type" if role is ReferenceRole.NAME:
                stack.extend(
                    (child, ReferenceRole.SIGNATURE) for child in reversed(node.named_children)
                )
            case "string" if role in (ReferenceRole.SIGNATURE, ReferenceRole.BASE):
                yield from _quoted(node, role)
            case "comment" | "keyword_separator":
                pass
            case _:
                stack.extend(reversed(list(_children(node, role))))


def _weaker(role: ReferenceRole) -> ReferenceRole:
    return role if role in _STATED else ReferenceRole.NAME


def _attribute(node: Node, role: ReferenceRole) -> Iterator[_Found]:
    name = node.child_by_field_name("attribute")
    if name is not None and node.text is not None and _is_dotted(node):
        yield "".join(node.text.decode("utf-8", "replace").split()), role, name.start_byte, False
    elif name is not None and name.text is not None and role in EXECUTED:
        yield "." + name.text.decode(), role, name.start_byte, False


def _is_dotted(node: Node) -> bool:
    while node.type == "attribute":
        inner = node.child_by_field_name("object")
        if inner is None:
            return False
        node = inner
    return node.type == "identifier"


def _children(node: Node, role: ReferenceRole) -> Iterator[tuple[Node, ReferenceRole]]:
    keyword = node.child_by_field_name("name") if node.type in _NAMED else None
    for child in node.named_children:
        if child == keyword:
            continue
        yield child, _role(node, child, role)


# Their ``name`` field binds or labels, it does not mention.
_NAMED = frozenset(
    {
        *("keyword_argument", "default_parameter", "typed_default_parameter"),
        *("function_definition", "class_definition", "named_expression"),
    }
)


def _role(node: Node, child: Node, role: ReferenceRole) -> ReferenceRole:
    if role in _STATED:
        return role
    if node.type == "call" and child == node.child_by_field_name("function"):
        return ReferenceRole.RAISE if role is ReferenceRole.RAISE else ReferenceRole.CALL
    if node.type == "raise_statement":
        return ReferenceRole.RAISE
    if node.type == "function_definition" and child.type in ("parameters", "type"):
        return ReferenceRole.SIGNATURE
    return ReferenceRole.NAME


def _quoted(node: Node, role: ReferenceRole) -> Iterator[_Found]:
    for part in node.named_children:
        text = (part.text or b"").decode("utf-8", "replace")
        if part.type != "string_content" or "\n" in text:
            continue
        at = part.start_byte
        for word in _words(text):
            start = at + len(text[: text.index(word)].encode())
            yield (
                word,
                role,
                start + len(word.encode()) - len(word.rpartition(".")[2].encode()),
                True,
            )


def _words(text: str) -> list[str]:
    plain = "".join(char if char.isalnum() or char in "._" else " " for char in text)
    return [word for word in dict.fromkeys(plain.split()) if word.replace(".", "").isidentifier()]


def _bound_in(node: Node) -> frozenset[str]:
    """Names that mean something local: parameters, assigned variables, ``self`` and the like."""
    bound = {"self", "cls", "super"}
    stack = list(_local_parts(node))
    while stack:
        current = stack.pop()
        bound.update(_binds(current))
        stack.extend(current.named_children)
    return frozenset(bound)


def _local_parts(node: Node) -> Iterator[Node]:
    if node.type == "function_definition":
        yield from node.named_children
    body = body_of(node) if node.type == "class_definition" else None
    for child in body.named_children if body is not None else ():
        inner = undecorated(child)
        name = inner.child_by_field_name("name")
        if inner.type == "function_definition" and name is not None:
            yield from (
                inner.named_children if name.text in CONSTRUCTORS else inner.named_children[1:-1]
            )


def _binds(node: Node) -> Iterator[str]:
    field = _BINDING.get(node.type)
    target = node.child_by_field_name(field) if field else None
    if node.type in ("parameters", "lambda_parameters"):
        for child in node.named_children:
            yield from _plain(child.child_by_field_name("name") or child)
    elif node.type == "as_pattern_target":
        yield from _plain(node)
    elif target is not None:
        yield from _plain(target)


_BINDING = {
    "assignment": "left",
    "for_statement": "left",
    "for_in_clause": "left",
    "named_expression": "name",
    "function_definition": "name",
    "class_definition": "name",
}


def _plain(target: Node) -> Iterator[str]:
    if target.type == "identifier":
        yield (target.text or b"").decode()
    elif target.type in _PATTERNS:
        for child in target.named_children:
            yield from _plain(child)


_PATTERNS = frozenset(
    {
        *("pattern_list", "tuple_pattern", "list_pattern", "list_splat_pattern"),
        *("dictionary_splat_pattern", "typed_parameter", "as_pattern_target"),
    }
)
