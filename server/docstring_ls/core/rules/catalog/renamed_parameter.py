r"""DLS106 renamed-parameter: an entry describes a parameter under the name that it had.

Evidence is that the signature has a parameter that nobody describes, in the same place of the list
or with nearly the same name, and that nothing else of the code knows the documented name.

>>> judged_entry("def f(size, *, limit): ...", "Args:\n    sise: A.\n    limit: B.")
'false: there is no parameter `sise`; it seems to be `size` now'
>>> judged_entry("def f(name, tag, **more): ...", "Args:\n    path: A.\n    tag: B.")
'false: there is no parameter `path`; it seems to be `name` now'
>>> judged_entry("def f(name, **more): ...", "Args:\n    path: One of more.\n    name: B.")
'undecided: it may be passed on'
"""

from __future__ import annotations

from ...analysis import Attribute
from ...syntax import SymbolKind
from ..claims import ClaimKind
from ..judgement import Case, ClaimRule, Judgement
from ..name_evidence import is_judged, is_named, renamed_field, successor


def judge(case: Case) -> Judgement:
    """Only entries are judged: prose may speak of anything."""
    name = case.claim.subject
    if name not in case.documented or not is_judged(name, case.facts):
        return case.undecided("it is no entry", is_hard=False)
    new = successor(name, case.documented, case.facts) or _field(case)
    if new is None:
        return case.undecided("nothing shows which it may be", is_hard=False)
    reason = f"there is no parameter `{name}`; it seems to be `{new.name}` now"
    return case.false(reason, new.place)


def _field(case: Case) -> Attribute | None:
    """Of a class without a constructor of its own, whose base makes one of its fields."""
    facts, name = case.facts, case.claim.subject
    if facts.kind is not SymbolKind.CLASS or facts.parameters or is_named(name, facts.source):
        return None
    return renamed_field(name, case.documented, facts)


RULE = ClaimRule("DLS106", "renamed-parameter", frozenset({ClaimKind.PARAMETER}), judge)
