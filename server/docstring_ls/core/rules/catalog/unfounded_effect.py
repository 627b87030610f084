r"""DLS504 unfounded-effect: prose speaks of files, networks, logs or caches that the code has not.

>>> judged("def f(x):\n    open(x, 'w').write('a')", "", "The result is written to a file.")
'true'
>>> judged("def f(x):\n    return len(x)", "", "A line is written to the log.")
'false: nothing that it does is logged'
>>> judged("def f(x):\n    return g(x)", "", "The result is cached for later calls.")
'undecided: no line here shows that something is cached'
>>> judged("def f(x):\n    print(x)", "", "Nothing is printed.")
'false: `print(x)`'
"""

from __future__ import annotations

import re

from ...analysis import EffectKind, Facts
from ...syntax import SymbolKind
from ..claims import ClaimKind
from ..judgement import Case, ClaimRule, Judgement

# For each effect its kind, how it is said, and words of code that speak of it.
_SAID = {
    "writes": (EffectKind.WRITES, "written", "writ|sav|dump|stor|persist|file|path|flush|db"),
    "deletes": (EffectKind.DELETES, "deleted", "remov|unlink|delet|rmtree|clean|te?mp"),
    "sends": (EffectKind.SENDS, "sent", "send|request|http|url|socket|client|api"),
    "logs": (EffectKind.LOGS, "logged", "log|warn"),
    "prints": (EffectKind.PRINTS, "printed", "print|echo|stdout|stderr|console|terminal|display"),
    "caches": (EffectKind.CACHES, "cached", "cach|memo|stor|lazy|_\\w+ is None|hasattr"),
    "runs": (EffectKind.RUNS, "started", "process|thread|spawn|fork|run|exec|popen|start|command"),
    "global": (EffectKind.GLOBAL, "set for all", "global|environ|os\\.|sys\\.|setenv|chdir|regist"),
}  # fmt: skip


def judge(case: Case) -> Judgement:
    """True where a line does it; false where nothing is called of which anything is unknown."""
    kind, said, words = _SAID[case.claim.value]
    effects, facts = case.facts.effects, case.facts
    found = effects.of(kind)
    if found is not None:
        return case.true(found.place, f"`{found.words}`")
    text = " ".join((facts.name, facts.signature, facts.source, *facts.decorators, *facts.bases))
    if re.search(words, text, re.I) or facts.is_abstract or facts.kind is SymbolKind.MODULE:
        return case.undecided("the code speaks of it", is_hard=False)
    plain = not facts.decorators and facts.kind is not SymbolKind.CLASS
    if not effects.calls and plain and not _is_stub(facts):
        return case.false(f"nothing that it does is {said}", facts.place)
    spoken = re.search(words, case.shown, re.I) is not None
    reason = f"no line here shows that something is {said}"
    return case.undecided(reason, is_hard=not spoken and not case.claim.negated)


# What a body gives that only stands in for others: nothing, or a constant.
_CONSTANT = re.compile(r"|True|False|NotImplemented|-?\d+|(['\"]).*\1|\[\]|\(\)|\{\}|\.\.\.")


def _is_stub(facts: Facts) -> bool:
    """Whether a body computes nothing, so that its docstring tells what others shall do."""
    return all(_CONSTANT.fullmatch(path.expression) for path in facts.paths)


RULE = ClaimRule("DLS504", "unfounded-effect", frozenset({ClaimKind.EFFECT}), judge)
