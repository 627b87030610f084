r"""DLS105 wrong-none: prose says that an argument may be None, and it may not.

>>> judged("def f(x: int): ...", "x", "What it is; None is allowed.")
'false: it is `int`'
>>> judged("def f(x: int | None): ...", "x", "If None, nothing is done.")
'true'
>>> judged("def f(x):\n    return x or 3", "x", "If None, a default is taken.")
'undecided: its type is not known'
"""

from __future__ import annotations

import re

from ..claims import ClaimKind
from ..judgement import Case, ClaimRule, Judgement
from ..matching import parameter_named

# Annotations that let None in, or that may.
_OPEN = re.compile(
    r"None|Optional|\bAny\b|\bobject\b|\b[A-Z]\b|\w*T\b|TypeVar|Maybe|Nullable|Arg\b"
)
_CLOSED = re.compile(
    r"^['\"]?(?:int|str|float|bool|bytes|complex|list|dict|tuple|set|frozenset|List|Dict|Tuple|Set"
    r"|Sequence|Mapping|Iterable|Callable|Path)\b"
)


def judge(case: Case) -> Judgement:
    """What the annotation or the default says; without them the body may test for it."""
    parameter = parameter_named(case.facts, case.claim.subject)
    if parameter is None:
        return case.spoken("it is no parameter")
    tested = rf"(?<![\w.]){re.escape(parameter.name)}\s+is\s+(?:not\s+)?None\b"
    if parameter.default == "None":
        return case.true(parameter.place)
    if re.search(tested, case.facts.source):
        # The body may well refuse it.
        return case.spoken("it is tested") if case.claim.negated else case.true(parameter.place)
    # What a container holds says nothing of itself.
    outer = re.sub(r"\[.*\]", "", parameter.annotation)
    closed = _CLOSED.match(outer) and not _OPEN.search(outer)
    if parameter.annotation and not closed and _OPEN.search(parameter.annotation):
        return case.true(parameter.place)
    if closed:
        return case.false(f"it is `{parameter.annotation}`", parameter.place)
    return case.spoken("its type is not known")


RULE = ClaimRule("DLS105", "wrong-none", frozenset({ClaimKind.NONE_ALLOWED}), judge)
