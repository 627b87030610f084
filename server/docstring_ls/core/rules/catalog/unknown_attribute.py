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
from ..name_evidence import is_named, renamed_field


def judge(case: Case) -> Judgement:
    """What the class's own source names in any way is left alone."""
    facts, name = case.facts, case.claim.subject
    # A private one may be told by the name under which the constructor takes it.
    bound = {item.name.lstrip("_") for item in facts.attributes}
    if facts.kind is not SymbolKind.CLASS or name.lstrip("_") in bound:
        return case.undecided("it is no attribute of a class", is_hard=False)
    if "." in name or is_named(name, facts.source + facts.ancestry):
        return case.undecided("the code names it", is_hard=False)
    reason = f"`{facts.name}` has no attribute `{name}`"
    certain = attributes_are_certain(facts)
    near = renamed_field(name, case.documented, facts, by_place=certain)
    if near is not None:
        return case.false(f"{reason}; it seems to be `{near.name}` now", near.place)
    if certain:
        return case.false(reason)
    return case.undecided("it may be inherited", is_hard=False)


RULE = ClaimRule("DLS107", "unknown-attribute", frozenset({ClaimKind.ATTRIBUTE}), judge)
