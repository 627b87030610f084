"""Definitions with a human docstring that their code bears out, each without that docstring."""

from __future__ import annotations

import ast
import copy
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from docstring_ls.core.docstrings import Docstring

from . import human
from .code import Code, Definition

# Longer files take long to parse, once for each subject.
LARGEST = 60_000
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True, eq=False)
class Subject:
    """One definition.

    Attributes:
        package: The requirement that it comes from.
        where: Its file and the line of its name, for people.
        code: What stands there, in the file without its docstring.
        line: The line of its name in that file, 1-based.
        docstring: The human words.
        vocabulary: Every word of the package.
    """

    package: str
    where: str
    code: Code
    line: int
    docstring: Docstring
    vocabulary: frozenset[str]

    @cached_property
    def said(self) -> dict[str, str]:
        """The human words by place: ``summary``, ``parameter NAME`` and so on."""
        text = self.docstring
        places = {"summary": text.summary, "description": text.description}
        places["returns"] = text.returns.description if text.returns else ""
        places["yields"] = text.yields.description if text.yields else ""
        for kind, entries in (
            ("parameter", text.parameters), ("attribute", text.attributes), ("raises", text.raises)
        ):  # fmt: skip
            places |= {f"{kind} {item.name}": item.description for item in entries}
        return {place: words for place, words in places.items() if words}

    @property
    def name(self) -> str:
        return self.code.node.name


def subjects(requirement: str, folder: Path, most: int, seed: int) -> Iterator[Subject]:
    """So many definitions of a package, from files in a random order."""
    files = sorted(path for path in folder.rglob("*.py") if _is_wanted(path, folder))
    texts = {path: path.read_text("utf-8", "replace") for path in files}
    vocabulary = frozenset(word for text in texts.values() for word in re.findall(r"\w+", text))
    random.Random(f"{seed} {requirement}").shuffle(files)
    found = 0
    for path in files:
        relative = path.relative_to(folder).as_posix()
        for subject in of_file(texts[path], requirement, relative, vocabulary):
            if found == most:
                return
            found += 1
            yield subject


def _is_wanted(path: Path, folder: Path) -> bool:
    parts = path.relative_to(folder).parts
    tests = any(part in ("tests", "test", "testing") or part.startswith("test_") for part in parts)
    return not tests and path.stat().st_size <= LARGEST


def of_file(
    text: str, package: str, path: str, vocabulary: frozenset[str] = frozenset()
) -> Iterator[Subject]:
    """The definitions of one file."""
    text = text.replace("\r\n", "\n")
    if not text.isascii():
        return  # columns of ast are bytes
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return
    vocabulary = vocabulary or frozenset(re.findall(r"\w+", text))
    for node, owner in _definitions(tree, None):
        bare = _bare(text, node)
        written = ast.get_docstring(node)
        if bare is None or not written:
            continue
        code = _code(text, bare, node, owner)
        docstring = human.read(written)
        if docstring.summary and _is_borne_out(docstring, code):
            where = f"{package}/{path}:{node.lineno} {node.name}"
            yield Subject(package, where, code, node.lineno, docstring, vocabulary)


def _definitions(
    node: ast.AST, owner: ast.ClassDef | None
) -> Iterator[tuple[Definition, ast.ClassDef | None]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, DEFINITIONS):
            yield child, owner
        if isinstance(child, (ast.ClassDef, ast.If, ast.Try)):
            inside = child if isinstance(child, ast.ClassDef) else owner
            yield from _definitions(child, inside)


def _bare(text: str, node: Definition) -> str | None:
    """The text without the lines of a docstring; None where it shares one, or is all there is."""
    first = node.body[0]
    if len(node.body) < 2 or not isinstance(first, ast.Expr):
        return None
    lines = text.split("\n")
    if node.body[1].lineno <= (first.end_lineno or 0) or node.lineno == first.lineno:
        return None
    if lines[first.lineno - 1][: first.col_offset].strip():
        return None
    return "\n".join([*lines[: first.lineno - 1], *lines[first.end_lineno :]])


def _code(text: str, bare: str, node: Definition, owner: ast.ClassDef | None) -> Code:
    without = copy.copy(node)
    without.body = node.body[1:]
    gone = text.count("\n") - bare.count("\n")
    return Code(without, owner, bare, (node.end_lineno or node.lineno) - gone)


def _is_borne_out(docstring: Docstring, code: Code) -> bool:
    """Whether its parameters exist and it is no stub."""
    names = {item.name for item in code.parameters}
    documented = {item.name.lstrip("*") for item in docstring.parameters}
    overloaded = {"overload", "abstractmethod"} & set(code.decorators)
    return not overloaded and not code.is_stub and documented <= names
