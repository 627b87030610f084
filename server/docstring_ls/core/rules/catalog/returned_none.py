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
from ..judgement import Case, ClaimRule, Judgement

# Expressions that are certainly something: displays, constants, comparisons, f-strings, calls of
# what the language itself gives.
_SOMETHING = re.compile(
    r"""[fFrRbBuU]{0,2}['"\[{(]|-?\d|True\b|False\b|not\s|lambda\b"""
    r"|(?:str|int|float|bool|bytes|list|dict|tuple|set|frozenset|len|sorted|sum|repr|range|zip"
    r"|enumerate|map|filter|iter|round|abs|isinstance|all|any|hash|id|type)\(.*\)$",
    re.S,
)
_NONE = re.compile(
    r"\bNone\b|\.get\(|\bnext\(|\.(?:match|search|fullmatch|pop|getenv|find_spec|poll)\(|getattr\("
)


def judge(case: Case) -> Judgement:
    """Every path must be known to say no; one that gives None is enough to say yes."""
    facts = case.facts
    if facts.kind not in (SymbolKind.FUNCTION, SymbolKind.METHOD) or facts.yields is not None:
        return case.undecided("what is returned can't be told")
    if facts.returns is None:
        return case.undecided("nothing is returned") if _is_open(facts) else case.true()
    return _of(case, facts.returns)


def _of(case: Case, outcome: Outcome) -> Judgement:
    if outcome.maybe_none or any(_NONE.search(text) for text in outcome.expressions):
        return case.true(outcome.place, "None may be returned")
    annotation = outcome.annotation
    if annotation:
        if re.search(r"None|Optional|Any\b|object|TypeVar|\b[A-Z]\b|T\b", annotation):
            return case.undecided(f"it returns `{annotation}`")
        return case.false(f"it returns `{annotation}`", outcome.place)
    open_ones = [text for text in outcome.expressions if not _SOMETHING.match(text)]
    if open_ones or not outcome.expressions:
        shown = open_ones[0] if open_ones else "what it returns"
        return case.undecided(f"`{shown[:60]}` may be anything")
    return case.false(f"it returns `{outcome.expressions[0][:60]}`", outcome.place)


def _is_open(facts: Facts) -> bool:
    return facts.is_abstract or bool(facts.decorators)


RULE = ClaimRule("DLS301", "returned-none", frozenset({ClaimKind.RETURNS_NONE}), judge)
