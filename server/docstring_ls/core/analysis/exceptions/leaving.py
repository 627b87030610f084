"""The exceptions that leave a function: raised in it or by what it calls, minus those caught.

Decisions, each held by a case in ``tests/cases/raises``:

- ``assert`` is no claim, and a body that only raises ``NotImplementedError`` is abstract.
- A context manager lets exceptions pass unless it is known to stop them.
- What only depends on a value (``raise self.error``) is never certain.
- Calls count as far as their source was resolved; nothing is assumed about the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from tree_sitter import Node

from ...syntax import Symbol, SymbolKind, Syntax
from ..facts import RaisesScope
from ..resolution import PropagatedException, Resolution
from .exception_flow import ExceptionFlow, ExceptionsOfCall, distinct
from .exception_hierarchy import BasesOf, Hierarchy
from .file_names import FileNames, names_of, statements
from .local_names import Locals
from .raised import handled, thrown

if TYPE_CHECKING:
    from ...syntax import Syntax


def leaving(
    syntax: Syntax,
    symbol: Symbol,
    exceptions_of_call: ExceptionsOfCall,
    bases_of: BasesOf,
    names: FileNames | None = None,
    implied: bool = False,
) -> tuple[PropagatedException, ...]:
    """The exceptions that leave a function or method; for a class, those of making an instance.

    Args:
        syntax: The file.
        symbol: A function, method or class of it; a module lets nothing out.
        exceptions_of_call: What leaves the callee whose name's last identifier begins at a byte
            offset; empty where it is not known.
        bases_of: The names of all known ancestors of a class as the file writes it, nearest first.
        names: The file's names, where the caller has them already.
        implied: Whether what operations such as ``d[k]`` may raise is told too.
    """
    names = names or names_of(syntax)
    hierarchy = Hierarchy(names, bases_of)
    exceptions: list[PropagatedException] = []
    for function in _functions(syntax, symbol, names):
        place = (syntax.source.path, function, names, hierarchy)
        exceptions += ExceptionFlow(*place, exceptions_of_call, implied).function()
    return tuple(distinct(exceptions))


def written(syntax: Syntax, symbol: Symbol) -> tuple[str, ...]:
    """The names after ``raise`` and in re-raising ``except`` clauses, as pydoclint counts them.

    It counts what stands in the body, caught or not; the truth is what :func:`leaving` says.
    """
    names = names_of(syntax)
    names_raised: dict[str, None] = {}
    for function in _functions(syntax, symbol, names):
        local = names.locals(function)
        for node in local.raises:
            names_raised.update(dict.fromkeys(_counted(node, names, local)))
    return tuple(names_raised)


def _counted(node: Node, names: FileNames, local: Locals) -> Iterator[str]:
    expression = thrown(node)
    clause = local.clause_around(node) if expression is None else None
    if expression is not None:
        while expression.type in ("call", "parenthesized_expression"):
            expression = expression.named_children[0]
        name = names.text(expression)
        clause = local.clause_of(name, node)
        if clause is None and expression.type in ("identifier", "attribute"):
            yield name
    for value in handled(clause) if clause is not None else ():
        parts = value.named_children if value.type == "tuple" else [value]
        yield from (names.text(part) for part in parts)


def _functions(syntax: Syntax, symbol: Symbol, names: FileNames) -> list[Node]:
    if symbol.kind is SymbolKind.MODULE:
        return []
    at = symbol.name_span
    name = syntax.tree.root_node.descendant_for_byte_range(at.start, at.end)
    node = name.parent if name is not None else None
    if node is not None and node.type == "class_definition":
        return constructors(node, names.text)
    return [node] if node is not None and node.type == "function_definition" else []


def constructors(node: Node, text: Callable[[Node], str]) -> list[Node]:
    """The methods of a class's own body that run when an instance is made."""
    body = node.child_by_field_name("body")
    functions = []
    for item in statements(body) if body is not None else ():
        inner = item.child_by_field_name("definition") or item
        name = inner.child_by_field_name("name")
        if inner.type != "function_definition" or name is None:
            continue
        if text(name) in ("__new__", "__init__", "__post_init__"):
            functions.append(inner)
    return functions


def exceptions_of(
    syntax: Syntax, symbol: Symbol, resolution: Resolution, raises: RaisesScope
) -> tuple[PropagatedException, ...]:
    """What leaves the symbol, or only what is raised in it, and what operations may raise."""
    escaping = raises is RaisesScope.ESCAPING
    by_use = _by_use(resolution) if escaping else {}
    exceptions = leaving(
        *(syntax, symbol, lambda offset: by_use.get(offset, ()), _bases(resolution)), implied=True
    )
    return tuple(item for item in exceptions if escaping or not item.via)


def counted(syntax: Syntax, symbol: Symbol) -> tuple[str, ...]:
    """The names after ``raise`` as checkers count them, caught or not."""
    return written(syntax, symbol)


def _by_use(resolution: Resolution) -> dict[int, tuple[PropagatedException, ...]]:
    by_use: dict[int, tuple[PropagatedException, ...]] = {}
    for definition in resolution.definitions:
        for offset in definition.uses if definition.exceptions else ():
            sure = definition.certain
            new = (replace(item, certain=item.certain and sure) for item in definition.exceptions)
            by_use[offset] = (*by_use.get(offset, ()), *new)
    return by_use


def _bases(resolution: Resolution) -> Callable[[str], tuple[str, ...]]:
    bases = {item.written: item.bases for item in resolution.definitions if item.bases}
    return lambda name: bases.get(name, ())
