r"""DLS104 wrong-unit: prose gives a number another unit than the code does.

Evidence is the unit in the name, and what the number is handed to, compared with or kept as. A
unit of which the code has no word at all is one that nobody should take on trust.

>>> judged("def f(delay):\n    time.sleep(delay)", "delay", "How long, in milliseconds.")
'false: `time.sleep(delay)` is in s'
>>> judged("def f(delay_ms): ...", "delay_ms", "How long, in seconds.")
'false: its name says `ms`'
>>> judged("def f(delay):\n    time.sleep(delay)", "delay", "How long, in seconds.")
'true'
>>> judged("def f(delay): ...", "delay", "How long, in seconds.")
'undecided: the code does not say its unit'
"""

from __future__ import annotations

import re

from ...analysis import UnitEvidence, unit_of_name
from ..claims import ClaimKind, Part
from ..judgement import Case, ClaimRule, Judgement
from ..matching import parameter_named

# Words of code that go with a unit of time, size or angle; without any it is taken from the air.
_SPOKEN = {
    "s": "sec|time|sleep|delay|interval|duration|wait|ttl|expir|age|poll|date|clock|period|rate",
    "ms": "ms|milli|1000|1e3|1e-3",
    "us": "us|micro|1e6|1000000|1e-6",
    "ns": "ns|nano",
    "min": "min|60",
    "h": "hour|3600|60",
    "d": "day|date|86400",
    "w": "week|day|7",
    "B": "byte|buf|read|write|recv|send|sock|file|chunk|encod|binary|block|mem|content|stream|data",
    "bit": "bit|<<|>>|mask",
    "kB": "kb|kib|kilo|1024|1000",
    "MB": "mb|mib|mega|1024|1000|<<|1e6",
    "GB": "gb|gib|giga|1024|1000|<<|1e9",
    "deg": "deg|180|360|angle|rot|lat|lon|rad|azim|elev|hue",
    "rad": "rad|pi|sin|cos|tan|angle|theta|phi|rot",
}


def judge(case: Case) -> Judgement:
    """Hold what is said against the name and the uses."""
    evidence = _evidence(case)
    if evidence is not None:
        if evidence.unit == case.claim.value:
            return case.true(evidence.place)
        return case.false(_reason(evidence), evidence.place)
    text = f"{case.facts.signature}\n{case.facts.source}\n{case.shown}"
    spoken = re.search(_SPOKEN.get(case.claim.value, ""), text, re.I) is not None
    return case.undecided("the code does not say its unit", is_hard=not spoken)


def _evidence(case: Case) -> UnitEvidence | None:
    """What the code says for certain; nothing where it contradicts itself."""
    name = case.claim.subject
    if not name and case.passage.part is not Part.RETURNS:
        return None
    parameter = parameter_named(case.facts, name)
    unit = unit_of_name(name)
    if unit and parameter is not None:
        return UnitEvidence(name, unit, parameter.place, "")
    uses = [item for item in case.facts.units if item.parameter == name]
    return uses[0] if len({item.unit for item in uses}) == 1 else None


def _reason(evidence: UnitEvidence) -> str:
    if not evidence.words:
        return f"its name says `{evidence.parameter.rpartition('_')[2]}`"
    return f"`{evidence.words}` is in {evidence.unit}"


RULE = ClaimRule("DLS104", "wrong-unit", frozenset({ClaimKind.UNIT}), judge)
