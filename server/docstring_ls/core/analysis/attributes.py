"""The attributes that a class gives its instances or itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from ..syntax import Within, body_of, flat, own, own_within, place, statements, text, undecorated
from ..text import Source
from .decorators import decorator_traits
from .facts import Attribute, AttributeOrigin, Trait

_DIRECTIVE = re.compile(
    r"#\s*(noqa|type:|pragma|pylint|pyright|mypy|nosec|fmt:|isort|ruff|todo|fixme|xxx|hack|"
    r"noinspection|region|endregion)",
    re.IGNORECASE,
)
_DUNDER = re.compile(r"__\w+__")


def attributes_of(
    source: Source, definition: Node, traits: frozenset[Trait]
) -> tuple[Attribute, ...]:
    """Attributes in the order of their first binding, each once."""
    attributes: dict[str, Attribute] = {}
    for attribute in (
        *_class_level(source, definition, traits),
        *_instance_level(source, definition),
        *_slots(source, definition),
    ):
        if attribute.name not in attributes and not _DUNDER.fullmatch(attribute.name):
            attributes[attribute.name] = attribute
    return tuple(attributes.values())


def _class_level(source: Source, definition: Node, traits: frozenset[Trait]) -> Iterator[Attribute]:
    for node in own(body_of(definition)):
        if node.type == "assignment":
            yield from _assigned(source, node, traits)
        elif node.type == "function_definition" and _is_property(node):
            kind = flat(node.child_by_field_name("return_type"))
            yield Attribute(
                flat(node.child_by_field_name("name")),
                place(source, node),
                kind,
                "",
                AttributeOrigin.PROPERTY,
            )


def _is_property(node: Node) -> bool:
    return Trait.PROPERTY in decorator_traits(decorators_of(node), "")


def decorators_of(node: Node) -> tuple[str, ...]:
    """Sources of a definition's decorators, without the ``@``."""
    parent = node.parent
    if parent is None or parent.type != "decorated_definition":
        return ()
    return tuple(
        flat(child).lstrip("@").strip()
        for child in parent.named_children
        if child.type == "decorator"
    )


def _assigned(source: Source, node: Node, traits: frozenset[Trait]) -> Iterator[Attribute]:
    target, value = node.child_by_field_name("left"), _last_value(node)
    annotation = flat(node.child_by_field_name("type"))
    names = [target] if target is not None and target.type == "identifier" else _names(target)
    for name in names:
        yield Attribute(
            flat(name),
            place(source, node),
            annotation,
            flat(value),
            _origin(annotation, flat(value), flat(name), traits),
            _comment(node),
        )


# After ``as`` the grammar sees the targets as a tuple or list.
_PATTERNS = frozenset({"pattern_list", "tuple_pattern", "list_pattern", "tuple", "list"})


def _names(target: Node | None) -> list[Node]:
    if target is None or target.type not in {"pattern_list", "tuple_pattern", "list_pattern"}:
        return []
    return [child for child in target.named_children if child.type == "identifier"]


def _origin(annotation: str, value: str, name: str, traits: frozenset[Trait]) -> AttributeOrigin:
    if Trait.ENUM in traits and not annotation:
        # ``_ignore_`` and the like tell Enum how to make the class.
        return AttributeOrigin.CLASS if re.fullmatch(r"_\w+_", name) else AttributeOrigin.MEMBER
    if Trait.DATACLASS in traits and re.match(r"attrs?\.(ib|attrib|field)\(", value):
        return AttributeOrigin.FIELD
    fielded = traits & {Trait.DATACLASS, Trait.NAMED_TUPLE, Trait.TYPED_DICT, Trait.FIELDS}
    if (
        annotation
        and fielded
        and not re.match(r"['\"]?([\w]+\.)*(ClassVar|Final\[ClassVar)\b", annotation)
    ):
        return AttributeOrigin.FIELD
    return AttributeOrigin.CLASS


def _instance_level(source: Source, definition: Node) -> Iterator[Attribute]:
    for statement in statements(body_of(definition)):
        function = undecorated(statement)
        if function.type != "function_definition":
            continue
        traits = decorator_traits(decorators_of(function), "")
        bound = _bound_name(function)
        if bound and Trait.STATIC not in traits:
            origin = (
                AttributeOrigin.CLASS if Trait.CLASS_METHOD in traits else AttributeOrigin.INSTANCE
            )
            yield from _bindings(source, function, bound, origin)


def _slots(source: Source, definition: Node) -> Iterator[Attribute]:
    for node in own(body_of(definition)):
        if node.type == "assignment" and flat(node.child_by_field_name("left")) == "__slots__":
            for name in re.findall(r"['\"]([^\W\d]\w*)['\"]", flat(_last_value(node))):
                yield Attribute(name, place(source, node), origin=AttributeOrigin.INSTANCE)


def _bound_name(function: Node) -> str:
    listed = function.child_by_field_name("parameters")
    first = listed.named_children[0] if listed is not None and listed.named_children else None
    if first is not None and first.type == "typed_parameter" and first.named_children:
        first = first.named_children[0]
    return flat(first) if first is not None and first.type == "identifier" else ""


def _bindings(
    source: Source, function: Node, bound: str, origin: AttributeOrigin
) -> Iterator[Attribute]:
    for at in own_within(body_of(function)):
        node = at.node
        owner = node.child_by_field_name("object") if node.type == "attribute" else None
        if owner is None or owner.type != "identifier" or text(owner) != bound:
            continue
        assignment = _binds(at)
        if assignment is None:
            continue
        whole = assignment.child_by_field_name("left") == node
        value = _last_value(assignment) if whole else None
        yield Attribute(
            flat(node.child_by_field_name("attribute")),
            place(source, node),
            flat(assignment.child_by_field_name("type")) if whole else "",
            flat(value) if value is not None else "",
            origin,
            _comment(assignment) if assignment.type == "assignment" else "",
        )


def _last_value(assignment: Node) -> Node | None:
    """What ``a = b = value`` gives to ``a``."""
    value = assignment.child_by_field_name("right")
    while value is not None and value.type == "assignment":
        value = value.child_by_field_name("right")
    return value


def _binds(at: Within) -> Node | None:
    """The statement that binds the attribute, None where it is only read."""
    child, outer = at.node, at.outer
    while outer is not None and outer.node.type in _PATTERNS:
        child, outer = outer
    if outer is None:
        return None
    parent = outer.node
    if (
        parent.type in {"assignment", "for_statement"}
        and parent.child_by_field_name("left") == child
    ):
        return parent
    if parent.type == "as_pattern_target":
        return parent
    return None


def _documents(comment: Node, statement: Node) -> bool:
    if comment.type != "comment" or comment.start_point.row != statement.end_point.row:
        return False
    return text(comment).startswith("#:") or not _DIRECTIVE.match(text(comment))


def _comment(assignment: Node) -> str:
    """The ``#:`` lines above, the comment behind, or the string below the assignment."""
    statement: Node = assignment
    while statement.parent is not None and statement.type != "expression_statement":
        statement = statement.parent
    after = statement.next_sibling
    if after is not None and _documents(after, statement):
        return text(after).lstrip("#: ").strip()
    above: list[str] = []
    before = statement.prev_sibling
    if before is None and statement.parent is not None:
        # Comments before the first statement stand in front of the block, not in it.
        before = statement.parent.prev_sibling
    while before is not None and before.type == "comment" and text(before).startswith("#:"):
        above.insert(0, text(before)[2:].strip())
        before = before.prev_sibling
    return " ".join(above)
