r"""DLS202 never-raises: prose promises that no exception leaves.

Nobody can prove it of code that calls anything; so it is either false or can't be told.

>>> judged("def f(x):\n    raise ValueError(x)", "", "Never raises.")
'false: `ValueError` is raised'
>>> judged("def g(x):\n    raise KeyError\ndef f(x):\n    return g(x)", "", "Never raises.")
'false: `KeyError` is raised by `g`'
>>> judged("def f(x):\n    return g(x)", "", "It does not raise any exception.")
'undecided: what it calls may raise'
"""

from __future__ import annotations

from ..claims import ClaimKind
from ..judgement import Case, ClaimRule, Judgement


def judge(case: Case) -> Judgement:
    """One exception that certainly leaves is enough, where nothing limits the promise."""
    certain = next((item for item in case.facts.raises if item.certain), None)
    if certain is not None and not case.claim.condition and "without" not in case.claim.words:
        where = f" by `{certain.raised_in}`" if certain.via and certain.raised_in else ""
        return case.false(f"`{certain.exception}` is raised{where}", certain.place)
    return case.undecided("what it calls may raise")


RULE = ClaimRule("DLS202", "never-raises", frozenset({ClaimKind.NEVER_RAISES}), judge)
