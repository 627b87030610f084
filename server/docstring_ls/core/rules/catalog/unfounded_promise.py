r"""DLS503 unfounded-promise: prose promises safety, cost or harmlessness that no code shows.

A promise about calls at the same time is true where the code takes a lock; any other where the
code or what the writer was shown says the same. A warning promises nothing.

>>> judged("def f(x):\n    return x", "", "It is thread-safe.")
'undecided: nothing in the code shows `thread-safe`'
>>> judged("def f(x):\n    with x.lock:\n        return x.get()", "", "It is thread-safe.")
'true'
>>> judged("def f(x):\n    return x", "", "It is not thread-safe.")
'undecided: the code does not tell'
>>> judged("def f(x):\n    return x", "", "Idempotent.")
'undecided: nothing in the code shows `Idempotent`'
"""

from __future__ import annotations

import re

from ..claims import ClaimKind
from ..judgement import Case, ClaimRule, Judgement

_LOCK = re.compile(
    r"(?<![a-z])(?:r?locks?|locked|locking|mutex|semaphore|atomic\w*|synchroni[sz]\w*)(?![a-z])",
    re.I,
)
# Words that only say that there are threads, and how code speaks of these.
_THREADS = re.compile(r"thread|concurren|parallel|simultaneous|at the same time", re.I)
_STARTED = re.compile(r"thread|concurren|parallel|executor|(?<![a-z])pool|asyncio|gather", re.I)
_SAFE = re.compile(r"safe|reentran|re-entran", re.I)


def judge(case: Case) -> Judgement:
    """Look for a lock, else for the words themselves."""
    claim, facts = case.claim, case.facts
    if claim.negated:
        return case.undecided("the code does not tell", is_hard=False)
    code = f"{facts.name} {facts.owner} {facts.signature}\n{facts.source}"
    if claim.subject == "together":
        if _LOCK.search(code):
            return case.true()
        is_about_threads = _THREADS.search(claim.value) and not _SAFE.search(claim.value)
        if is_about_threads and _STARTED.search(code):
            return case.undecided("the code speaks of it", is_hard=False)
    if claim.value.lower() in f"{code}\n{case.shown}".lower():
        return case.true()
    stem = re.search(r"block|guarant|idempot|determin|compatib|crypt", claim.value, re.I)
    is_awaited = facts.is_async and stem is not None and stem[0].lower() == "block"
    if is_awaited or (stem and stem[0].lower() in code.lower()):
        return case.undecided("the code speaks of it", is_hard=False)
    return case.undecided(f"nothing in the code shows `{claim.value}`")


RULE = ClaimRule("DLS503", "unfounded-promise", frozenset({ClaimKind.SAFETY}), judge)
