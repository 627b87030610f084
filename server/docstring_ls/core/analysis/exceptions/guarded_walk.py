"""Goes through a function's body, and knows at each place what must hold for it to be reached."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace

from tree_sitter import Node

from ..resolution import ConditionKind, PropagatedException
from .guards import MOST, Exit, Guard, passed
from .raised import ENDS

Exceptions = list[PropagatedException]


@dataclass(frozen=True)
class Frame:
    """What holds around a statement.

    Attributes:
        active: What a bare ``raise`` would raise again.
        bound: The same by the name that ``except … as`` gave it.
        guards: What must hold for it to be reached.
        loop: The byte at which the outermost loop around it ends, or 0.
    """

    active: tuple[PropagatedException, ...] = ()
    bound: dict[str, tuple[PropagatedException, ...]] = field(default_factory=dict)
    guards: tuple[Guard, ...] = ()
    loop: int = 0

    def under(self, *guards: Guard) -> Frame:
        """The same behind more guards."""
        known = (guard._replace(until=self.loop) for guard in guards)
        return replace(self, guards=(*self.guards, *known)[-MOST:])


Handler = Callable[[Node, Frame], Exceptions]
_JUMPS = ("continue_statement", "break_statement")
_COMPREHENSIONS = ("list_comprehension", "set_comprehension", "dictionary_comprehension")
_EXPRESSIONS = ("conditional_expression", "boolean_operator", *_COMPREHENSIONS)
# Expressions in one another beyond this are read without their conditions, to spare the stack.
_DEEPEST = 60


class GuardedWalk:
    """The walk; what is looked for is told by handlers and :meth:`_use`."""

    def __init__(self, handlers: dict[str, Handler]) -> None:
        """Take what to do at nodes of a type, in place of going through what is below them."""
        self._exits: list[Exit] = []
        self._implying: Collection[str] = ()
        self._depth = 0
        self._handlers: dict[str, Handler] = {
            "block": self._block,
            "if_statement": self._if,
            "for_statement": self._loop,
            "while_statement": self._loop,
            "match_statement": self._match,
            "conditional_expression": self._either,
            "boolean_operator": self._short_circuit,
            **dict.fromkeys(_COMPREHENSIONS, self._comprehension),
            **dict.fromkeys(("return_statement", *_JUMPS), self._leave),
            # What is only annotated is not evaluated.
            "type": lambda node, frame: [],
            **handlers,
        }

    def _use(self, node: Node, frame: Frame) -> Exceptions:
        """What a call or an attribute lets out."""
        raise NotImplementedError

    def _imply(self, node: Node, frame: Frame) -> Exceptions:
        """What Python's own operation at a node of those types may raise."""
        raise NotImplementedError

    def _visit(self, root: Node | None, frame: Frame) -> Exceptions:
        if root is None:
            return []
        exceptions: Exceptions = []
        stack = [root]
        self._depth += 1
        while stack:
            node = stack.pop()
            handler = self._handlers.get(node.type)
            if handler and (self._depth < _DEEPEST or node.type not in _EXPRESSIONS):
                exceptions += handler(node, frame)
                continue
            if node.type in ("call", "attribute"):
                exceptions += self._use(node, frame)
            if node.type in self._implying:
                exceptions += self._imply(node, frame)
            stack.extend(reversed(node.named_children))
        self._depth -= 1
        return exceptions

    def _below(self, nodes: Iterable[Node], frame: Frame) -> Exceptions:
        return [item for node in nodes for item in self._visit(node, frame)]

    def _block(self, node: Node, frame: Frame) -> Exceptions:
        exceptions: Exceptions = []
        for child in node.named_children:
            before = len(self._exits)
            exceptions += self._visit(child, frame)
            if child.type in ENDS:
                break
            if len(self._exits) > before:
                frame = frame.under(*passed(child, self._exits[before:]))
        return exceptions

    def _leave(self, node: Node, frame: Frame) -> Exceptions:
        self._exits.append(Exit(node, node.type))
        return self._below(node.named_children, frame)

    def _since(self, before: int, kinds: tuple[str, ...]) -> list[Exit]:
        """Take away the exits of some kinds that were met since there were so many."""
        taken = [item for item in self._exits[before:] if item.kind in kinds]
        if taken:
            self._exits[before:] = [item for item in self._exits[before:] if item.kind not in kinds]
        return taken

    def _if(self, node: Node, frame: Frame) -> Exceptions:
        exceptions: Exceptions = []
        for branch in (node, *node.children_by_field_name("alternative")):
            test = branch.child_by_field_name("condition")
            body = branch.child_by_field_name("consequence") or branch.child_by_field_name("body")
            if test is None:
                exceptions += self._visit(body, frame)
                continue
            exceptions += self._visit(test, frame)
            exceptions += self._visit(body, frame.under(Guard(ConditionKind.TEST, test, test)))
            frame = frame.under(Guard(ConditionKind.TEST, test, test, negated=True))
        return exceptions

    def _loop(self, node: Node, frame: Frame) -> Exceptions:
        before = len(self._exits)
        test = node.child_by_field_name("condition")
        exceptions = self._visit(test or node.child_by_field_name("right"), frame)
        inside = replace(frame, loop=frame.loop or node.end_byte)
        body = node.child_by_field_name("body")
        exceptions += self._visit(body, inside.under(Guard(ConditionKind.LOOP, node, test)))
        behind = [Guard(ConditionKind.EXIT, item.node) for item in self._since(before, _JUMPS[1:])]
        self._since(before, _JUMPS)
        behind += [Guard(ConditionKind.EXIT, item.node) for item in self._exits[before:]]
        for alternative in node.children_by_field_name("alternative"):
            exceptions += self._visit(alternative, frame.under(*behind[:1]))
        return exceptions

    def _match(self, node: Node, frame: Frame) -> Exceptions:
        subject = node.child_by_field_name("subject")
        exceptions = self._visit(subject, frame)
        body = node.child_by_field_name("body")
        for at, case in enumerate(body.children_by_field_name("alternative") if body else ()):
            pattern = next((c for c in case.named_children if c.type == "case_pattern"), None)
            alone = at == 0 and case.child_by_field_name("guard") is None
            guards = [Guard(ConditionKind.CASE, case, subject, pattern=pattern)]
            guards += [] if alone else [Guard(ConditionKind.CASE, case)]
            exceptions += self._visit(case, frame.under(*reversed(guards)))
        return exceptions

    def _either(self, node: Node, frame: Frame) -> Exceptions:
        if node.named_child_count != 3:
            return self._below(node.named_children, frame)
        one, test, other = node.named_children
        exceptions = self._visit(test, frame)
        exceptions += self._visit(one, frame.under(Guard(ConditionKind.TEST, test, test)))
        denied = Guard(ConditionKind.TEST, test, test, negated=True)
        return exceptions + self._visit(other, frame.under(denied))

    def _short_circuit(self, node: Node, frame: Frame) -> Exceptions:
        # What is chained nests to the left, as deep as there are operands.
        links = [node]
        while (left := links[-1].child_by_field_name("left")) and left.type == "boolean_operator":
            links.append(left)
        exceptions = self._visit(left, frame)
        for link in reversed(links):
            left, sign = link.child_by_field_name("left"), link.child_by_field_name("operator")
            denied = sign is not None and sign.type == "or"
            guard = Guard(ConditionKind.TEST, link, left, negated=denied)
            exceptions += self._visit(link.child_by_field_name("right"), frame.under(guard))
        return exceptions

    def _comprehension(self, node: Node, frame: Frame) -> Exceptions:
        body, *clauses = node.named_children
        exceptions: Exceptions = []
        for clause in clauses:
            exceptions += self._below(clause.named_children, frame)
            is_loop = clause.type == "for_in_clause"
            test = None if is_loop else next(iter(clause.named_children), None)
            kind = ConditionKind.LOOP if is_loop else ConditionKind.TEST
            frame = frame.under(Guard(kind, clause, test))
        return exceptions + self._visit(body, frame)
