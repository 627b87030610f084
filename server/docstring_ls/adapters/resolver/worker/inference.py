"""Types as jedi infers them: ancestors of classes, unannotated parameters, results."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tree_sitter import Node

from ....core.analysis import Inferred
from ....core.syntax import text
from .guard import guarded

if TYPE_CHECKING:
    from .jedi_project import JediProject

_UNTELLING = frozenset({"NoneType", "None", "object", "Any"})


def ancestors(name: Any) -> tuple[str, ...]:
    """The names of a class's known ancestors, nearest first, without ``object``."""
    return tuple(guarded(lambda: list(_ancestors(name))))


def _ancestors(name: Any) -> Iterator[str]:
    for value in name._name.infer():
        if not value.is_class():
            continue
        for ancestor in list(value.py__mro__())[1:]:
            if (found := ancestor.py__name__()) != "object":
                yield found
        return


def inferred(project: JediProject, path: str, node: Node) -> Iterator[Inferred]:
    """The types of parameters that have a default but no annotation, and of the result."""
    listed = node.child_by_field_name("parameters")
    for item in listed.named_children if listed is not None else ():
        name, value = item.child_by_field_name("name"), item.child_by_field_name("value")
        if item.type == "default_parameter" and name is not None and value is not None:
            yield from _named(text(name), project.infer(path, name.start_byte))
    name = node.child_by_field_name("name")
    if node.child_by_field_name("return_type") is None and name is not None:
        yield from _named("return", project.results(path, name.start_byte))


def _named(name: str, found: list[Any]) -> Iterator[Inferred]:
    hints = [hint for hint in (_hint(item) for item in found) if hint]
    known = list(dict.fromkeys(hints))
    if not known or all(hint in _UNTELLING for hint in known) or len(known) > 4:
        return
    yield Inferred(name, " | ".join(known), certain=name == "return" and len(known) == 1)


def _hint(name: Any) -> str:
    values = guarded(lambda: list(name._name.infer()))
    hints = guarded(lambda: [value.get_type_hint() for value in values[:1]])
    return str(hints[0] or "") if hints else ""
