"""Examples are data: a doctest whose names are known, or nothing.

What an example prints can't be verified without running it, and nothing is run. So it must at least
be one that Python's own doctest reads, that names nothing which neither the code nor Python knows,
and that calls the symbol as its signature allows; the first that is not ends what is kept.
"""

from __future__ import annotations

import ast
import builtins
import doctest
import re
import sys
from collections.abc import Iterable, Iterator

from ..analysis import Facts, ParameterKind
from ..syntax import SymbolKind
from ..text import without_sections
from .claims import Part, Passage
from .judge import judge
from .judgement import Verdict
from .matching import exception_named

_FENCE = re.compile(r"^[ \t]*(?:`{3,}|~{3,})[ \t]*\w*[ \t]*\n?", re.M)
_OUTSIDE = re.compile(r"\b(?:https?|ftp|file|mailto)://|\bwww\.|\]\(|^\s*\.\. |`_{1,2}(?!\w)", re.M)
# What doctest takes for any output, and other readers for a prompt.
_ELLIPSIS = re.compile(r"^[ \t]*\.\.\.[ \t]*$", re.M)
_RAISED = re.compile(r"^([\w.]+)(?::|$)", re.M)
# What every value may have, whatever its type.
_ATTRIBUTES = frozenset(
    name
    for kind in (str, bytes, int, float, list, dict, set, tuple, object, type, BaseException)
    for name in dir(kind)
)
_NAMES = frozenset(dir(builtins)) | {"_", "__name__", "__file__"}


def sound_examples(text: str, facts: Facts, language: str) -> tuple[str, str]:
    """The examples up to the first that is not sound, and what is wrong with that one.

    Args:
        text: What an answer gives as examples.
        facts: What the code says.
        language: In which the words between them are written.
    """
    plain = _FENCE.sub("", text).strip("\n")
    try:
        parts = doctest.DocTestParser().parse(plain)
    except ValueError:
        return "", "is no doctest"
    kept: list[str] = []
    waiting: list[str] = []
    bound: set[str] = set()
    for part in parts:
        wrong = _wrong(part, bound, facts, language)
        if wrong:
            return "\n".join(kept).strip("\n"), wrong
        waiting.append(_source(part) if isinstance(part, doctest.Example) else part.strip("\n"))
        if isinstance(part, doctest.Example):
            kept += waiting
            waiting = []
    return "\n".join(kept).strip("\n"), "" if kept else "is no doctest"


def _source(example: doctest.Example) -> str:
    """The example as it stands, at the left margin."""
    first, *more = example.source.rstrip("\n").split("\n")
    lines = [f">>> {first}", *(f"... {line}".rstrip() for line in more)]
    return "\n".join([*lines, *example.want.rstrip("\n").split("\n")] if example.want else lines)


def _wrong(part: doctest.Example | str, bound: set[str], facts: Facts, language: str) -> str:
    if isinstance(part, str):
        return _wrong_words(part, facts, language) if part.strip() else ""
    if _smuggles(_ELLIPSIS.sub("", part.want)):
        return "prints a section, a link or a directive"
    if part.exc_msg is not None:
        raised = _RAISED.match(part.exc_msg)
        if raised is not None and exception_named(facts, raised[1]) is None:
            return f"shows `{raised[1]}`, which nothing here raises"
    try:
        flags = ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        tree = compile(part.source, "<example>", "exec", flags, dont_inherit=True)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return "is not Python"
    return _wrong_code(tree, bound, facts)


def _wrong_words(text: str, facts: Facts, language: str) -> str:
    if _smuggles(text) or ">>>" in text:
        return "stands beside a section, a link or a directive"
    for item in judge(" ".join(text.split()), Passage(Part.DESCRIPTION), facts, language):
        judgement = item.judgement
        false = judgement.verdict is Verdict.FALSE
        if false or (judgement.verdict is Verdict.UNDECIDED and judgement.is_hard):
            return f"is told with “{item.claim.words}”: {judgement.reason}"
    return ""


def _smuggles(text: str) -> bool:
    return without_sections(text) != text or _OUTSIDE.search(text) is not None


def _wrong_code(tree: ast.AST, bound: set[str], facts: Facts) -> str:
    """The first name that nobody knows, or call that the signature does not allow."""
    nodes = list(ast.walk(tree))
    imported = set(_imported(nodes))
    foreign = sorted(name for name in imported if not _is_known_module(name, facts))
    if foreign:
        return f"imports `{foreign[0]}`, which the code does not know"
    bound.update(_bound(nodes))
    for node in nodes:
        if isinstance(node, ast.Name) and not _is_known(node.id, bound, facts):
            return f"names `{node.id}`, which the code does not know"
        if isinstance(node, ast.Attribute) and not _is_attribute(node, bound, facts):
            return f"names `{node.attr}`, which the code does not know"
        if isinstance(node, ast.Call) and (wrong := _wrong_call(node, facts)):
            return wrong
    return ""


def _imported(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def _bound(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.alias):
            yield (node.asname or node.name).partition(".")[0]
        elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
            yield node.name


def _is_known_module(name: str, facts: Facts) -> bool:
    return name in sys.stdlib_module_names or name in facts.known


def _is_known(name: str, bound: set[str], facts: Facts) -> bool:
    return name in bound or name in _NAMES or name == facts.name or name in facts.known


def _is_attribute(node: ast.Attribute, bound: set[str], facts: Facts) -> bool:
    if node.attr in _ATTRIBUTES or _is_known(node.attr, bound, facts):
        return True
    root: ast.expr = node
    while isinstance(root, ast.Attribute | ast.Call | ast.Subscript):
        root = root.func if isinstance(root, ast.Call) else root.value
    # A module's own names are not read; those of the library are Python's.
    return isinstance(root, ast.Name) and root.id in sys.stdlib_module_names


def _wrong_call(call: ast.Call, facts: Facts) -> str:
    """What is wrong with a call of the symbol itself."""
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    if name != facts.name or facts.overloads or facts.decorators:
        return ""
    if facts.kind is SymbolKind.CLASS and not facts.parameters:
        return ""
    kinds = {item.kind for item in facts.parameters}
    names = {item.name for item in facts.parameters}
    given = {keyword.arg for keyword in call.keywords}
    unknown = sorted(name for name in given - names if name)
    if unknown and ParameterKind.VAR_KEYWORD not in kinds:
        return f"passes `{unknown[0]}`, which `{facts.name}` does not take"
    if None in given or any(isinstance(item, ast.Starred) for item in call.args):
        return ""
    unbound = isinstance(call.func, ast.Attribute) and facts.kind is SymbolKind.METHOD
    return _wrong_count(len(call.args), given, unbound, facts)


def _wrong_count(count: int, given: set[str | None], unbound: bool, facts: Facts) -> str:
    """Whether there are too many arguments, or one is missing that has no default."""
    by_place = [item for item in facts.parameters if item.kind in _BY_PLACE]
    starred = any(item.kind is ParameterKind.VAR_POSITIONAL for item in facts.parameters)
    if count > len(by_place) + unbound and not starred:
        return f"passes {count} arguments, more than `{facts.name}` takes"
    for item in (*by_place[count:], *(p for p in facts.parameters if p.kind is _BY_NAME)):
        if item.default is None and item.name not in given:
            return f"passes no `{item.name}`, which `{facts.name}` needs"
    return ""


_BY_PLACE = (ParameterKind.POSITIONAL_ONLY, ParameterKind.POSITIONAL_OR_KEYWORD)
_BY_NAME = ParameterKind.KEYWORD_ONLY
