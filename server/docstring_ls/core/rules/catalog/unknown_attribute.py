r"""DLS107 unknown-attribute: an entry describes an attribute that the class does not have.

A class whose bases stand elsewhere may inherit it, and one that sets attributes by name may have
any. There only an attribute of nearly the same name, which nobody describes, shows the mistake.

>>> judged_entry("class C:\n    here = 1\n", "Attributes:\n    gone: A.")
'false: `C` has no attribute `gone`'
>>> judged_entry("class C(B):\n    size = 1\n", "Attributes:\n    sise: A.")
'false: `C` has no attribute `sise`; it seems to be `size` now'
>>> judged_entry("class C(B):\n    size = 1\n", "Attributes:\n    gone: A.")
'undecided: it may be inherited'
"""

from __future__ import annotations

from ...syntax import SymbolKind
from ..attribute_claims import attributes_are_certain
from ..claims import ClaimKind
from ..judgement import Case, ClaimRule, Judgement
from ..name_evidence import is_named, misspelt


def judge(case: Case) -> Judgement:
    """What the class's own source names in any way is left alone."""
    facts, name = case.facts, case.claim.subject
    if facts.kind is not SymbolKind.CLASS or any(item.name == name for item in facts.attributes):
        return case.undecided("it is no attribute of a class", is_hard=False)
    if "." in name or is_named(name, facts.source):
        return case.undecided("the code names it", is_hard=False)
    missing = [item for item in facts.attributes if item.name not in case.documented]
    near = misspelt(name, [item.name for item in missing])
    reason = f"`{facts.name}` has no attribute `{name}`"
    if near:
        place = next(item.place for item in missing if item.name == near)
        return case.false(f"{reason}; it seems to be `{near}` now", place)
    if attributes_are_certain(facts):
        return case.false(reason)
    return case.undecided("it may be inherited", is_hard=False)


RULE = ClaimRule("DLS107", "unknown-attribute", frozenset({ClaimKind.ATTRIBUTE}), judge)
