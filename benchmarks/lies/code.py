"""What ``ast`` tells for certain about one definition; shares no code with what is measured."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
INNER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
NOT_THERE = "NotImplementedError"
# Decorators that change neither the signature nor what comes out.
HARMLESS = {"staticmethod", "classmethod"}


@dataclass(frozen=True)
class Parameter:
    """One parameter, without ``self`` and ``cls``.

    Attributes:
        name: Without stars.
        kind: ``positional-only``, ``ordinary``, ``keyword-only`` or ``stars``.
        default: Its expression, None where there is none.
        annotation: Its source, or empty.
    """

    name: str
    kind: str
    default: ast.expr | None
    annotation: str

    @property
    def literal(self) -> tuple[object] | None:
        """The default's value in a tuple, None where it is no plain literal."""
        try:
            value = ast.literal_eval(self.default) if self.default else ...
        except ValueError:
            return None
        plain = (int, float, str, bool, type(None))
        return (value,) if isinstance(value, plain) else None


@dataclass(frozen=True, eq=False)
class Code:
    """One definition, its docstring taken out.

    Attributes:
        node: It, with the lines of the file that still had the docstring.
        owner: The class around it.
        text: The file without the docstring.
        end: Its last line in that text.
    """

    node: Definition
    owner: ast.ClassDef | None
    text: str
    end: int

    @cached_property
    def source(self) -> str:
        """The definition's own source."""
        lines = self.text.split("\n")
        return "\n".join(lines[self.node.lineno - 1 : self.end])

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of the file."""
        return frozenset(re.findall(r"\w+", self.text))

    @property
    def is_function(self) -> bool:
        return not isinstance(self.node, ast.ClassDef)

    @property
    def is_async(self) -> bool:
        return isinstance(self.node, ast.AsyncFunctionDef)

    @cached_property
    def is_stub(self) -> bool:
        """Whether the body does nothing by design."""
        return self.is_function and all(map(_does_nothing, self.node.body))

    @cached_property
    def decorators(self) -> tuple[str, ...]:
        """Last names of the decorators."""
        return tuple(_last(item) for item in self.node.decorator_list)

    @property
    def is_plain(self) -> bool:
        """Whether it is a function that no decorator changes."""
        return self.is_function and self.is_undecorated

    @property
    def is_undecorated(self) -> bool:
        """Whether no decorator changes what is called."""
        return set(self.decorators) <= HARMLESS

    @cached_property
    def own(self) -> tuple[ast.AST, ...]:
        """The nodes of its body, without those of inner definitions."""
        return tuple(_within(self.node.body))

    @cached_property
    def is_generator(self) -> bool:
        return any(isinstance(item, (ast.Yield, ast.YieldFrom)) for item in self.own)

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """Of a function, or of a class's own ``__init__``."""
        maker = _maker(self.node)
        if maker is None:
            return ()
        named = tuple(_parameters(maker.args))
        inside = self.owner is not None or maker is not self.node
        bound = inside and "staticmethod" not in self.decorators
        return named[1:] if bound and named and named[0].kind != "keyword-only" else named

    @property
    def is_closed(self) -> bool:
        """Whether no stars let further arguments in."""
        return not any(item.kind == "stars" for item in self.parameters)

    @cached_property
    def returned(self) -> tuple[ast.expr | None, ...]:
        """What stands behind each ``return``, None for a bare one."""
        return tuple(item.value for item in self.own if isinstance(item, ast.Return))

    @cached_property
    def falls_through(self) -> bool:
        """Whether the end of the body may be reached."""
        return _passes(self.node.body)

    @property
    def returns_value(self) -> bool:
        """Whether each path that ends in a ``return`` has a value other than a literal None."""
        values = self.returned
        return bool(values) and not self.falls_through and not any(map(_is_none, values))

    @property
    def returns_nothing(self) -> bool:
        """Whether nothing but None ever comes out."""
        return not self.is_generator and all(map(_is_none, self.returned))

    @cached_property
    def raised(self) -> tuple[str, ...]:
        """Exceptions by name that an own ``raise`` outside any ``try`` lets out."""
        names = (_exception(item) for item in _within(self.node.body, enter_try=False))
        return tuple(dict.fromkeys(name for name in names if name))

    @cached_property
    def guard(self) -> tuple[str, str] | None:
        """The exception and the condition of a raise that nothing can come before."""
        first = self.node.body[0]
        if not isinstance(first, ast.If) or not isinstance(first.body[-1], ast.Raise):
            return None
        if any(isinstance(item, (ast.Call, ast.If)) for item in _within(first.body[:-1])):
            return None
        name, test = _exception(first.body[-1]), ast.unparse(first.test)
        return (name, test) if name and len(test) <= 60 else None

    @property
    def calls(self) -> frozenset[str]:
        """Last names of what is called."""
        return frozenset(_last(item) for item in self.own if isinstance(item, ast.Call))


def _maker(node: Definition) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
    """The function whose parameters a caller gives; None where that is not certain."""
    if not isinstance(node, ast.ClassDef):
        return node
    return next(
        (
            item
            for item in node.body
            if isinstance(item, ast.FunctionDef) and item.name == "__init__"
            if not item.decorator_list
        ),
        None,
    )


def _within(body: list[ast.stmt], enter_try: bool = True) -> Iterator[ast.AST]:
    waiting: list[ast.AST] = list(reversed(body))
    while waiting:
        node = waiting.pop()
        yield node
        hidden = isinstance(node, (ast.Try, ast.With)) and not enter_try
        if not isinstance(node, INNER) and not hidden:
            waiting += reversed(list(ast.iter_child_nodes(node)))


def _last(node: ast.expr) -> str:
    node = node.func if isinstance(node, ast.Call) else node
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _parameters(arguments: ast.arguments) -> Iterator[Parameter]:
    positional = [*arguments.posonlyargs, *arguments.args]
    missing = [None] * (len(positional) - len(arguments.defaults))
    for at, (item, default) in enumerate(
        zip(positional, [*missing, *arguments.defaults], strict=True)
    ):
        kind = "positional-only" if at < len(arguments.posonlyargs) else "ordinary"
        yield Parameter(item.arg, kind, default, _source(item.annotation))
    for star in (arguments.vararg, arguments.kwarg):
        if star:
            yield Parameter(star.arg, "stars", None, "")
    for item, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        yield Parameter(item.arg, "keyword-only", default, _source(item.annotation))


def _source(node: ast.expr | None) -> str:
    return ast.unparse(node) if node else ""


def _exception(node: ast.AST) -> str:
    if not isinstance(node, ast.Raise) or node.exc is None:
        return ""
    name = _last(node.exc)
    return name if re.fullmatch(r"[A-Z]\w+", name) else ""


def _is_none(value: ast.expr | None) -> bool:
    return value is None or (isinstance(value, ast.Constant) and value.value is None)


def _does_nothing(statement: ast.stmt) -> bool:
    constant = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    return constant or isinstance(statement, ast.Pass) or _exception(statement) == NOT_THERE


def _passes(body: list[ast.stmt]) -> bool:
    """Whether the statement after a block may be reached; yes where that is unclear."""
    last = body[-1]
    if isinstance(last, (ast.Return, ast.Raise, ast.Continue)):
        return False
    if isinstance(last, ast.If):
        return not last.orelse or _passes(last.body) or _passes(last.orelse)
    if isinstance(last, ast.While) and isinstance(last.test, ast.Constant) and last.test.value:
        return any(isinstance(item, ast.Break) for item in ast.walk(last))
    if isinstance(last, ast.Try):
        blocks = [last.orelse or last.body, *(item.body for item in last.handlers)]
        return any(map(_passes, blocks)) and (not last.finalbody or _passes(last.finalbody))
    return True
