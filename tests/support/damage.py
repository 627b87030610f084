"""Whether an edit damaged a text, judged without the server's own code.

parso's tokenizer reads unfinished code too; ``ast`` reads the rest.
"""

from __future__ import annotations

import ast
import re
import warnings
from functools import lru_cache

from parso.python.tokenize import tokenize
from parso.utils import parse_version_string

_LAYOUT = {"NEWLINE", "INDENT", "DEDENT", "ENDMARKER", "ERROR_DEDENT"}
_STRING = re.compile(r"""[rRuU]?("{3}|'{3})(?:(?!\1)[^\\]|\\.)*\1""", re.DOTALL)
_CONTINUES_ONTO_NOTHING = re.compile(r"\\(?=\r?\n[ \t]*\r?$)", re.MULTILINE)
_Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def damage(before: str, after: str) -> str:
    """What is wrong with ``after``, which should be ``before`` with one docstring more or other."""
    return _tokens_differ(before, after) or _trees_differ(before, after)


@lru_cache(maxsize=4)
def _tokens(text: str) -> list[str]:
    """Tokens and comments; blanks and newlines are left out."""
    found: list[str] = []
    # parso lets a string whose backslash continues onto a blank line run on to the next quote;
    # for Python it ends there, unfinished.
    text = _CONTINUES_ONTO_NOTHING.sub("", text)
    for token in tokenize(text, version_info=parse_version_string("3.13")):
        found += re.findall(r"#[^\r\n]*", token.prefix)
        if token.type.name not in _LAYOUT:
            found.append(token.string)
    return found


def _tokens_differ(before: str, after: str) -> str:
    old, new = _tokens(before), _tokens(after)
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    gone, come = old[start : len(old) - end], new[start : len(new) - end]
    if not come and not gone:
        return ""
    if len(come) != 1 or not _STRING.fullmatch(come[0]):
        return f"new tokens {come}"
    kept = [token for token in gone if token[-1] not in "\"'" and token[0] not in "#()"]
    return f"lost tokens {kept}" if kept else ""


def _trees_differ(before: str, after: str) -> str:
    old = _parsed(before)
    if old is None:
        return ""
    new = _parsed(after)
    if new is None:
        return "Python can't read it any more"
    return "" if _bare(old) == _bare(new) else "Python reads another program"


def _parsed(text: str) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except (SyntaxError, ValueError):
        return None


def _bare(tree: ast.Module) -> str:
    for node in ast.walk(tree):
        if isinstance(node, _Documented) and ast.get_docstring(node, clean=False) is not None:
            node.body = node.body[1:]
    return ast.dump(tree)
