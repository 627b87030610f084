r"""DLS301 returned-none: prose says that None is returned, or never is.

>>> judged("def f(x):\n    if x:\n        return 1\n", "", "Returns None if x is false.")
'true'
>>> judged("def f(x) -> int:\n    return x", "", "Returns None if x is false.")
'false: it returns `int`'
>>> judged("def f(x):\n    return [x]", "", "Returns None if x is false.")
'false: it returns `[x]`'
>>> judged("def f(x):\n    return g(x)", "", "Returns None if x is false.")
'undecided: `g(x)` may be anything'
"""

from __future__ import annotations

import re

from ...analysis import Facts, Outcome
from ...syntax import SymbolKind
from ..claims import ClaimKind
from ..expression_types import may_be_none
from ..judgement import Case, ClaimRule, Judgement

# Annotations that let None in, or that may.
_OPEN = re.compile(r"None|Optional|Any\b|object|TypeVar|\b[A-Z]\b|\w*T\b")
# Characters of code in a message.
_LONGEST_QUOTE = 60


def judge(case: Case) -> Judgement:
    """Every path must be known to say no; one that gives None is enough to say yes."""
    facts = case.facts
    if facts.kind not in (SymbolKind.FUNCTION, SymbolKind.METHOD) or facts.yields is not None:
        return case.undecided("what is returned can't be told")
    if facts.returns is None:
        return case.undecided("nothing is returned") if _is_open(facts) else case.true()
    return _of(case, facts.returns)


def _of(case: Case, outcome: Outcome) -> Judgement:
    kinds = [may_be_none(text) for text in outcome.expressions]
    if outcome.maybe_none or True in kinds:
        return case.true(outcome.place, "None may be returned")
    annotation = outcome.annotation
    if annotation:
        if _OPEN.search(annotation):
            return case.undecided(f"it returns `{annotation}`")
        return case.false(f"it returns `{annotation}`", outcome.place)
    if None in kinds or not kinds:
        unknown = outcome.expressions[kinds.index(None)] if kinds else "what it returns"
        return case.undecided(f"`{unknown[:_LONGEST_QUOTE]}` may be anything")
    return case.false(f"it returns `{outcome.expressions[0][:_LONGEST_QUOTE]}`", outcome.place)


def _is_open(facts: Facts) -> bool:
    return facts.is_abstract or bool(facts.decorators)


RULE = ClaimRule("DLS301", "returned-none", frozenset({ClaimKind.RETURNS_NONE}), judge)
