r"""DLS104 wrong-unit: prose gives a number another unit than the code does.

Evidence is the unit in the name, and what the number is handed to.

>>> judged("def f(delay):\n    time.sleep(delay)", "delay", "How long, in milliseconds.")
'false: `time.sleep(delay)` takes seconds'
>>> judged("def f(delay_ms): ...", "delay_ms", "How long, in seconds.")
'false: its name says `ms`'
>>> judged("def f(delay):\n    time.sleep(delay)", "delay", "How long, in seconds.")
'true'
>>> judged("def f(delay): ...", "delay", "How long, in seconds.")
'undecided: the code does not say its unit'
"""

from __future__ import annotations

import re

from ..claims import ClaimKind, Part
from ..judgement import Case, ClaimRule, Judgement
from ..matching import parameter_named
from ..prose import UNITS

# Calls that take a number of a known unit; ``{}`` stands for the number.
_TAKEN = (
    (r"\b(?:time|asyncio|anyio|trio|gevent)\.sleep\(\s*{}\s*[,)]", "s", "takes seconds"),
    (r"\bsleep\(\s*{}\s*/\s*1_?000(?:\.0)?\s*\)", "ms", "divides it by 1000"),
    (r"\btimedelta\(\s*seconds\s*=\s*{}\s*[,)]", "s", "takes seconds"),
    (r"\btimedelta\(\s*milliseconds\s*=\s*{}\s*[,)]", "ms", "takes milliseconds"),
    (r"\btimedelta\(\s*minutes\s*=\s*{}\s*[,)]", "min", "takes minutes"),
    (r"\btimedelta\(\s*hours\s*=\s*{}\s*[,)]", "h", "takes hours"),
    (r"\btimedelta\(\s*(?:days\s*=\s*)?{}\s*[,)]", "d", "takes days"),
    (r"\b(?:math|np|numpy)\.radians\(\s*{}\s*\)", "deg", "takes degrees"),
    (r"\b(?:math|np|numpy)\.degrees\(\s*{}\s*\)", "rad", "takes radians"),
    (r"\b(?:math|np|numpy)\.(?:sin|cos|tan)\(\s*{}\s*\)", "rad", "takes radians"),
    (r"(?<![\w.]){}\s*/\s*100\b(?!\d)", "%", "takes percent"),
    (
        r"(?<![\w.]){}\s*\*\s*1024\s*\*\s*1024\b|(?<![\w.]){}\s*<<\s*20\b",
        "MB",
        "makes bytes of megabytes",
    ),
)


def judge(case: Case) -> Judgement:
    """Hold what is said against the name and the uses."""
    if case.passage.part is Part.RETURNS:
        return case.undecided("the code does not say its unit", is_hard=False)
    known = _known(case)
    if known is None:
        return case.undecided("the code does not say its unit", is_hard=False)
    unit, reason = known
    parameter = parameter_named(case.facts, case.claim.subject)
    place = parameter.place if parameter else None
    return case.true(place) if unit == case.claim.value else case.false(reason, place)


def _known(case: Case) -> tuple[str, str] | None:
    name = case.claim.subject
    last = name.rsplit("_", 1)[-1].lower() if "_" in name else ""
    if last in UNITS:
        return UNITS[last], f"its name says `{last}`"
    uses = []
    for pattern, unit, what in _TAKEN:
        match = re.search(pattern.replace("{}", re.escape(name)), case.facts.source)
        if match:
            uses.append((unit, f"`{match[0].strip()}` {what}"))
    units = {unit for unit, _ in uses}
    return uses[0] if len(units) == 1 else None


RULE = ClaimRule("DLS104", "wrong-unit", frozenset({ClaimKind.UNIT}), judge)
