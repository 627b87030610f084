r"""DLS501 unknown-name: prose names something in the way of code that the code does not know.

Names of other modules may exist all the same, so that most of these can't be proven rather than
being false; what an instance has is known where its class shows all of it.

>>> judged("def f(x):\n    return helper(x)", "", "Calls helper().")
'true'
>>> judged("def f(x):\n    return helper(x)", "", "Calls `helper` and `Frobnicator.run`.")
'undecided: `Frobnicator.run` is nowhere in the code'
>>> judged("class A:\n    x = 1", "", "It counts in self.y.")
'false: `A` has no attribute `y`'
>>> judged("class A:\n    x = 1", "", "It counts in self.x.")
'true'
>>> judged("def f(x):\n    return x", "", "Like CoffeeGrinder does.")
'undecided: `CoffeeGrinder` is nowhere in the code'
>>> judged("def f(x):\n    return x", "", "The result is cut with `round`.")
'undecided: `round` is nowhere in the code'
"""

from __future__ import annotations

import builtins
import keyword
import re
import sys
from functools import lru_cache

from ...syntax import SymbolKind
from ..attribute_claims import attributes_are_certain
from ..claims import ClaimKind
from ..judgement import Case, ClaimRule, Judgement

# Types and exceptions may be spoken of anywhere; that a function is called must be so.
_TYPES = frozenset(
    {"NoneType", *(name for name in dir(builtins) if isinstance(getattr(builtins, name), type))}
)
_ALWAYS = (
    _TYPES
    | frozenset(keyword.kwlist)
    | frozenset({"self", "cls", "args", "kwargs", "NotImplemented", "Ellipsis", "NaN"})
    | frozenset({"Any", "Callable", "Iterable", "Iterator", "Sequence", "Mapping", "Optional"})
    | frozenset({"Union", "Awaitable", "Generator", "AsyncIterator", "Generic", "Protocol"})
)
_SPECIAL = frozenset(
    {
        *(name for kind in (int, str, list, dict, type) for name in dir(kind) if name[0] == "_"),
        *(
            "__enter__",
            "__exit__",
            "__aenter__",
            "__aexit__",
            "__aiter__",
            "__anext__",
            "__await__",
        ),
        *(
            "__del__",
            "__getattr__",
            "__post_init__",
            "__slots__",
            "__all__",
            "__main__",
            "__file__",
        ),
        *("__call__", "__next__", "__get__", "__set__", "__delete__", "__set_name__", "__copy__"),
        *("__deepcopy__", "__setstate__", "__fspath__", "__path__", "__version__", "__missing__"),
    }
)
_FILES = frozenset({"py", "pyi", "json", "toml", "cfg", "ini", "txt", "yaml", "yml", "csv", "so"})
_WORD = re.compile(r"[^\W\d]\w*")
# Words with capitals inside that name no code.
_PRODUCTS = frozenset(
    {
        *("GitHub", "GitLab", "JavaScript", "TypeScript", "PyPI", "LaTeX", "OpenAI", "NumPy"),
        *("SciPy", "PyTorch", "TensorFlow", "SQLite", "PostgreSQL", "MySQL", "MongoDB"),
        *("BitBucket", "MacOS", "macOS", "YouTube", "LinkedIn", "WebSocket", "OAuth", "OpenSSL"),
        *("PowerShell", "CamelCase", "camelCase", "PascalCase", "MathML", "GeoJSON", "GraphQL"),
        *("WordPress", "StackOverflow", "ReadTheDocs", "IPython", "CPython", "PyPy", "McCarthy"),
        *("OpenCV", "QuickSort", "HyperText", "PostScript", "VMware", "OpenSSH", "OpenAPI"),
        *("DevOps", "FreeBSD", "OpenBSD", "NetBSD", "iOS", "IPv", "gRPC", "GiB", "MiB", "KiB"),
        *("kHz", "MHz", "GHz", "JSONPath", "XPath", "PhD", "LaTex", "SemVer", "DataFrame"),
        *("JavaDoc", "NoSQL", "RESTful", "BibTeX", "MathJax", "UTF", "TeX", "NaNs"),
    }
)


def judge(case: Case) -> Judgement:
    """A plain word with capitals inside may be the name of a product."""
    if not case.facts.known:
        return case.undecided("the code's names are not known")
    name, manner = case.claim.subject.lstrip("."), case.claim.value
    if manner == "attribute":
        return _attribute(case, name.partition(".")[2])
    parts = name.split(".")
    is_library = len(parts) > 1 or manner == "module"
    if _is_known(name, case) or (is_library and parts[0] in sys.stdlib_module_names):
        return case.true()
    if len(parts) > 1 and _is_known(parts[-1], case):
        return case.true()
    if manner == "part" and hasattr(builtins, name):
        return case.true()
    if _is_written_otherwise(name, case) and (manner == "camel" or name.isupper()):
        return case.true()
    may_be_file = manner == "dotted" and not _is_known(parts[0], case)
    # One letter stands for something in a formula.
    is_hard = not may_be_file and parts[-1] not in _FILES and len(name) > 1
    return case.undecided(f"`{name}` is nowhere in the code", is_hard)


def _attribute(case: Case, name: str) -> Judgement:
    """What an instance is said to have must be bound or read somewhere, and what that has too."""
    facts, parts = case.facts, name.split(".")
    unknown = [part for part in parts if not _is_known(part, case)]
    if not unknown:
        return case.true()
    is_own = unknown[0] == parts[0] and facts.kind is SymbolKind.CLASS
    if is_own and attributes_are_certain(facts):
        return case.false(f"`{facts.name}` has no attribute `{unknown[0]}`")
    return case.undecided(f"`{unknown[0]}` is nowhere in the code")


def _is_known(word: str, case: Case) -> bool:
    """Whether a word, or many of it, is a name of the file, of what was shown, or of Python."""
    words = _words(case.shown)
    for form in (word, word.removesuffix("s"), word.removesuffix("es")):
        if form in case.facts.known or form in _ALWAYS or form in words:
            return True
    return word in _SPECIAL


def _is_written_otherwise(name: str, case: Case) -> bool:
    """Whether a word names a product, or stands in the code in other letters."""
    if not {name, name.removesuffix("s")}.isdisjoint(_PRODUCTS):
        return True
    lower = name.lower()
    return any(lower in _lowered(words) for words in (case.facts.known.shared, _words(case.shown)))


# All sentences of an answer are held against one text, and again at each look while it grows.
@lru_cache(maxsize=8)
def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text))


@lru_cache(maxsize=8)
def _lowered(words: frozenset[str]) -> frozenset[str]:
    """Words in small letters, and the parts of those with underscores."""
    return frozenset(part for word in words for part in (word.lower(), *word.lower().split("_")))


RULE = ClaimRule("DLS501", "unknown-name", frozenset({ClaimKind.NAME}), judge)
