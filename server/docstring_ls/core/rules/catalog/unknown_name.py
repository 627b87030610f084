r"""DLS501 unknown-name: prose names something in the way of code that the code does not know.

>>> judged("def f(x):\n    return helper(x)", "", "Calls `helper` and `Frobnicator.run`.")
'false: `Frobnicator.run` is nowhere in the code'
>>> judged("def f(x):\n    return helper(x)", "", "Calls helper().")
'true'
>>> judged("def f(x):\n    return x", "", "Like CoffeeGrinder does.")
'undecided: `CoffeeGrinder` is nowhere in the code'
"""

from __future__ import annotations

import builtins
import keyword

from ..claims import ClaimKind
from ..judgement import Case, ClaimRule, Judgement

_ALWAYS = (
    frozenset(dir(builtins))
    | frozenset(keyword.kwlist)
    | frozenset({"self", "cls", "args", "kwargs", "typing", "asyncio", "os", "sys", "re", "json"})
    | frozenset({"logging", "io", "math", "time", "collections", "pathlib", "numpy", "np"})
)


# Words with capitals inside that name no code.
_PRODUCTS = frozenset(
    {
        *("GitHub", "GitLab", "JavaScript", "TypeScript", "PyPI", "LaTeX", "OpenAI", "NumPy"),
        *("SciPy", "PyTorch", "TensorFlow", "SQLite", "PostgreSQL", "MySQL", "MongoDB"),
        *("BitBucket", "MacOS", "YouTube", "LinkedIn", "WebSocket", "OAuth", "OpenSSL"),
        *("PowerShell", "CamelCase", "MathML", "GeoJSON", "GraphQL", "WordPress"),
        *("StackOverflow", "ReadTheDocs", "IPython", "CPython", "PyPy", "McCarthy", "OpenCV"),
        *("QuickSort", "HyperText", "PostScript", "VMware"),
    }
)


def judge(case: Case) -> Judgement:
    """A plain word with capitals inside may be the name of a product."""
    known, name = case.facts.known, case.claim.subject
    if not known:
        return case.undecided("the code's names are not known")
    parts = name.split(".")
    if parts[0] in {"self", "cls"} and len(parts) > 1 and parts[1] not in known:
        return case.false(f"`{name}` is nowhere in the code")
    ends = all(part in known or part in _ALWAYS for part in (parts[0], parts[-1]))
    if ends or (len(parts) > 1 and (parts[0] in _ALWAYS or parts[-1] in known)):
        return case.true()
    if name in _PRODUCTS:
        return case.true()
    reason = f"`{name}` is nowhere in the code"
    return case.undecided(reason) if case.claim.value == "camel" else case.false(reason)


RULE = ClaimRule("DLS501", "unknown-name", frozenset({ClaimKind.NAME}), judge)
