"""What leaves each statement of one function's body."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from tree_sitter import Node

from ...problems import Location
from ...syntax import DEFINITIONS
from ..resolution import ConditionKind, Deferral, PropagatedException
from .calls import CallOutcome, counts
from .definitions import deferred
from .exception_hierarchy import Caught, Hierarchy
from .file_names import FileNames, last
from .guarded_walk import Frame, GuardedWalk
from .guards import MOST, Exit, Guard, GuardReader
from .implied import ImpliedExceptions
from .raised import Raising, handled, managers, swallows, thrown

ExceptionsOfCall = Callable[[int], tuple[PropagatedException, ...]]

# Re-raising these lets through what was only looked at, so it says nothing about the function.
_TRANSPARENT = frozenset(
    {
        "Exception",
        "BaseException",
        "KeyboardInterrupt",
        "SystemExit",
        "GeneratorExit",
        "CancelledError",
    }
)
_STOPPERS = frozenset({"suppress", "raises", "assertRaises", "assertRaisesRegex"})
_GROUPERS = frozenset({"TaskGroup", "create_task_group", "open_nursery"})
_STOPS = frozenset({"StopIteration", "StopAsyncIteration"})


class ExceptionFlow(GuardedWalk):
    """Goes through one function's body and collects what leaves each part of it."""

    def __init__(
        self,
        path: str,
        node: Node,
        names: FileNames,
        hierarchy: Hierarchy,
        exceptions_of_call: ExceptionsOfCall,
        implied: bool = False,
    ) -> None:
        """Take the function and its names; ``implied`` adds what Python's operations may raise."""
        self._path = path
        self._node = node
        self._text = names.text
        self._names = names
        self._hierarchy = hierarchy
        self._exceptions_of_call = exceptions_of_call
        self._raising = Raising(node, names, hierarchy)
        self._active: tuple[Node, ...] = (node,)
        self._guards = GuardReader(path, names.text, names.locals(node))
        super().__init__(
            {
                "raise_statement": self._raise,
                "try_statement": self._try,
                "with_statement": self._with,
                "function_definition": self._nothing,
                "lambda": self._nothing,
                "assert_statement": self._assert if implied else self._nothing,
                "generator_expression": self._generator_expression,
            }
        )
        self._implied = ImpliedExceptions(names, node)
        self._implying = self._implied.of if implied else ()

    def function(self) -> list[PropagatedException]:
        """What leaves the whole function, as its caller sees it."""
        body = self._node.child_by_field_name("body")
        if body is None or is_abstract(body, self._text):
            return []
        exceptions = self._visit(body, Frame())
        outside = (self._as_seen_outside(item) for item in exceptions)
        return distinct(item for item in outside if item.exception != "GeneratorExit")

    def _as_seen_outside(self, propagated: PropagatedException) -> PropagatedException:
        if propagated.exception not in _STOPS:
            return propagated
        is_async = self._node.children[0].type == "async"
        is_generator = self._names.locals(self._node).is_generator
        if propagated.exception == "StopIteration":
            turns = is_generator or is_async
        else:
            turns = is_generator and is_async
        return replace(propagated, exception="RuntimeError", bases=()) if turns else propagated

    def _nothing(self, node: Node, frame: Frame) -> list[PropagatedException]:
        # Decorators lie outside; defaults are evaluated here and now.
        listed = node.child_by_field_name("parameters")
        return self._visit(listed, frame) if listed is not None else []

    def _generator_expression(self, node: Node, frame: Frame) -> list[PropagatedException]:
        clause = next(
            (child for child in node.named_children if child.type == "for_in_clause"), None
        )
        first = clause.child_by_field_name("right") if clause is not None else None
        return self._visit(first, frame) if first is not None else []

    def _raise(self, node: Node, frame: Frame) -> list[PropagatedException]:
        expression = thrown(node)
        if expression is None:
            self._exits.append(Exit(node, node.type))
            return self._again(node, frame.active, frame)
        cause = node.child_by_field_name("cause")
        exceptions = self._visit(expression, frame) + self._visit(cause, frame)
        self._exits.append(Exit(node, node.type))
        if expression.type == "identifier" and self._text(expression) in frame.bound:
            return exceptions + self._again(node, frame.bound[self._text(expression)], frame)
        return exceptions + self._new(node, expression, frame)

    def _assert(self, node: Node, frame: Frame) -> list[PropagatedException]:
        return self._imply(node, frame) + self._below(node.named_children, frame)

    def _imply(self, node: Node, frame: Frame) -> list[PropagatedException]:
        names = self._implied.of[node.type](node)
        if not names:
            return []
        place, conditions = self._place(node), self._guards.told(frame.guards)
        known = frozenset(item.text for item in conditions)
        found = []
        for name in names:
            if not self._implied.is_ruled_out(node, name, known):
                own = self._guards.worded(node, self._implied.test_of(node, name))
                item = self._propagated(name, place, certain=False)
                found.append(replace(item, conditions=(*conditions, *own), is_implied=True))
        return found

    def _again(
        self, node: Node, caught: tuple[PropagatedException, ...], frame: Frame
    ) -> list[PropagatedException]:
        """What a handler caught and lets go, with the conditions of both places."""
        place, guards = self._place(node), frame.guards
        starts = [at for at, guard in enumerate(guards) if guard.kind is ConditionKind.HANDLER]
        own = self._guards.told(guards)
        inner = self._guards.told(guards[starts[-1] + 1 :] if starts else guards)
        return [
            replace(item, conditions=(*item.conditions, *inner)[-MOST:])
            if item.place.line
            else replace(item, place=place, conditions=own)
            for item in caught
        ]

    def _new(self, node: Node, expression: Node, frame: Frame) -> list[PropagatedException]:
        raised = self._raising.read(expression)
        place, conditions = self._place(node), self._guards.told(frame.guards)
        found = [self._propagated(item.name, place, item.certain) for item in raised]
        unknown = PropagatedException("Exception", place, certain=False, raised_in=self._name)
        return [replace(item, conditions=conditions) for item in found or [unknown]]

    def _propagated(self, name: str, place: Location, certain: bool = True) -> PropagatedException:
        ancestors = self._hierarchy.lineage(name).names[1:]
        bases = tuple(base for base in ancestors if base != last(name))
        return PropagatedException(name, place, (), bases, certain, raised_in=self._name)

    @cached_property
    def _name(self) -> str:
        """The dotted name of the function."""
        parts = []
        node: Node | None = self._node
        while node is not None:
            name = node.child_by_field_name("name") if node.type in DEFINITIONS else None
            parts += [self._text(name)] if name is not None else []
            node = node.parent
        return ".".join(reversed(parts))

    def _place(self, node: Node) -> Location:
        return Location(self._path, node.start_point[0] + 1)

    def _use(self, node: Node, frame: Frame) -> list[PropagatedException]:
        named = node.child_by_field_name("function") if node.type == "call" else node
        identifier = _last_identifier(named) if named is not None else None
        if named is None or identifier is None:
            return []
        written = self._text(named)
        if node.type == "call" and self._names.canonical(written) == "sys.exit":
            exit_ = self._propagated("SystemExit", self._place(node))
            return list(self._through(node, "sys.exit", exit_, frame))
        inner = self._nested(named) if node.type == "call" else None
        if inner is not None:
            exceptions = deferred(inner, self._inside(inner))
        else:
            exceptions = self._exceptions_of_call(identifier.start_byte)
        return [
            item
            for propagated in exceptions
            for item in self._through(node, written, propagated, frame)
        ]

    def _nested(self, name: Node) -> Node | None:
        function = self._names.scope(self._node).definitions.get(self._text(name))
        return function if function is not None and function.type == "function_definition" else None

    def _inside(self, node: Node) -> tuple[PropagatedException, ...]:
        """What leaves a function that is defined in this one and called here."""
        if node in self._active:
            return ()
        nested = ExceptionFlow(
            *(self._path, node, self._names, self._hierarchy, self._exceptions_of_call),
            implied=bool(self._implying),
        )
        nested._active = (*self._active, node)
        return tuple(nested.function())

    def _through(
        self, node: Node, written: str, propagated: PropagatedException, frame: Frame
    ) -> Iterator[PropagatedException]:
        outcome = counts(node, propagated.deferred)
        if outcome is CallOutcome.NO:
            return
        callee = " ".join(written.split())
        theirs = (replace(item, callee=item.callee or callee) for item in propagated.conditions)
        yield replace(
            propagated,
            via=(callee, *propagated.via),
            certain=propagated.certain and outcome is CallOutcome.YES,
            conditions=(*self._guards.told(frame.guards), *theirs)[:MOST],
            deferred=Deferral.NONE,
            call=self._place(node),
        )

    def _try(self, node: Node, frame: Frame) -> list[PropagatedException]:
        body, before = node.child_by_field_name("body"), len(self._exits)
        has_handlers = any(child.type == "except_clause" for child in node.named_children)
        tried = Guard(ConditionKind.BLOCK, node)
        passing = self._visit(body, frame.under(tried) if has_handlers else frame)
        if has_handlers:
            self._since(before, ("raise_statement",))
        out: list[PropagatedException] = []
        for child in node.named_children:
            if child.type == "except_clause":
                passing, caught = self._split(passing, child)
                out += self._handler(child, caught, frame)
            elif child.type == "else_clause":
                out += self._visit(child, frame.under(tried))
            elif child.type == "finally_clause":
                last_words = self._visit(child, frame)
                return last_words if swallows(child) else passing + out + last_words
        return passing + out

    def _split(
        self, exceptions: list[PropagatedException], clause: Node
    ) -> tuple[list[PropagatedException], list[PropagatedException]]:
        named, bare = self._raising.types(clause), not handled(clause)
        types = tuple(name for name in named if self._raising.is_type(name))
        unknown = not bare and (not types or len(types) < len(named))
        return self._divide(exceptions, types, anything=bare, unknown=unknown)

    def _divide(
        self,
        exceptions: list[PropagatedException],
        types: tuple[str, ...],
        *,
        anything: bool,
        unknown: bool,
    ) -> tuple[list[PropagatedException], list[PropagatedException]]:
        passing, caught = [], []
        for propagated in exceptions:
            answers = {self._hierarchy.catches(propagated, name) for name in types}
            if anything or Caught.YES in answers:
                caught.append(propagated)
            elif unknown or Caught.MAYBE in answers:
                passing.append(replace(propagated, certain=False))
                caught.append(replace(propagated, certain=False))
            else:
                passing.append(propagated)
        return passing, caught

    def _handler(
        self, clause: Node, caught: list[PropagatedException], frame: Frame
    ) -> list[PropagatedException]:
        nowhere = Location(self._path, 0)
        types = [name for name in self._raising.types(clause) if last(name) not in _TRANSPARENT]
        certain = {propagated.exception for propagated in caught if propagated.certain}
        active = (
            *caught,
            *(self._propagated(name, nowhere) for name in types if name not in certain),
        )
        bound = dict(frame.bound)
        for value in clause.children_by_field_name("value"):
            if alias := value.child_by_field_name("alias"):
                bound[self._text(alias)] = active
        body = next((child for child in clause.named_children if child.type == "block"), None)
        named = next(iter(handled(clause)), None)
        inner = replace(frame, active=active, bound=bound)
        exceptions = self._visit(body, inner.under(Guard(ConditionKind.HANDLER, clause, named)))
        if any(child.type in ("except*", "*") for child in clause.children):
            return [
                replace(item, exception="ExceptionGroup", bases=("Exception",))
                for item in exceptions
            ]
        return exceptions

    def _with(self, node: Node, frame: Frame) -> list[PropagatedException]:
        body = node.child_by_field_name("body")
        inner = self._visit(body, frame.under(Guard(ConditionKind.BLOCK, node)))
        exceptions: list[PropagatedException] = []
        for item in managers(node):
            exceptions += self._visit(item, frame)
            inner = self._stopped(item, inner)
        return exceptions + inner

    def _stopped(
        self, manager: Node, exceptions: list[PropagatedException]
    ) -> list[PropagatedException]:
        function = manager.child_by_field_name("function")
        arguments = manager.child_by_field_name("arguments")
        if function is None or arguments is None:
            return exceptions
        name = last(self._names.canonical(self._text(function)))
        if name in _GROUPERS:
            return [replace(item, certain=False) for item in exceptions]
        if name not in _STOPPERS:
            return exceptions
        types = self._stopped_types(name, arguments)
        return self._divide(exceptions, types, anything=False, unknown=False)[0]

    def _stopped_types(self, name: str, arguments: Node) -> tuple[str, ...]:
        listed = [node for node in arguments.named_children if node.type != "keyword_argument"]
        chosen = listed if name == "suppress" else listed[:1]
        return tuple(item for node in chosen for item in self._raising.named(node))


def distinct(exceptions: Iterable[PropagatedException]) -> list[PropagatedException]:
    """Each exception of each place once, by its shortest way."""
    best: dict[tuple[str, Location], PropagatedException] = {}
    for propagated in exceptions:
        key = (last(propagated.exception), propagated.place)
        if key not in best or _rank(propagated) < _rank(best[key]):
            best[key] = propagated
    return list(best.values())


def _rank(propagated: PropagatedException) -> tuple[bool, int]:
    return not propagated.certain, len(propagated.via)


def is_abstract(body: Node, text: Callable[[Node], str]) -> bool:
    """Whether all that a body does is raise NotImplementedError."""
    plain = [item for item in body.named_children if item.type not in ("comment", "pass_statement")]
    if plain and plain[0].type == "expression_statement":
        plain = plain[1:]
    if len(plain) != 1 or plain[0].type != "raise_statement":
        return False
    expression = thrown(plain[0])
    return expression is not None and text(expression).partition("(")[0] == "NotImplementedError"


def _last_identifier(node: Node) -> Node | None:
    """The last identifier of a dotted name, the one that a resolver is asked about."""
    name = node.child_by_field_name("attribute") if node.type == "attribute" else node
    return name if name is not None and name.type == "identifier" else None
