"""Whether the words around a mention turn it round: *no need to await*, *awaiting it is an error*.

Two of them take each other back: *don't forget the await*.
"""

from __future__ import annotations

import re

_PRONOUN = (
    r"(?<!what )(?<!that )(?<!which )(?<!of )(?<!about )(?<!with )(?<!for )(?<!in )\b(?:it|you"
    r"|they|this|one)\b(?= (?:needs?|is|has|have|must|can|does|do|takes?|gives?|gets?|returns?"
    r"|will|only|merely|just|simply|isn't|doesn't|won't|are|never|runs?|see)\b)"
)
# What is said behind one of these is said of something else.
_BOUND = re.compile(
    r"[;:—–!?]|\((?!\))|(?<!\()\)|,(?! (?:n?or|even)\b)|\.(?=\s|$)| - |\b(?:but|so|because|since"
    r"|although|though|while|whereas|and(?! \S+(?:[.,;:)]|$))|hence|thus|therefore|until"
    rf"|unless|otherwise|prior to)\b|\b(?:before|after)(?= \w+ing\b)|{_PRONOUN}"
)
# Behind one of these comes what happens elsewhere; what stands in front is not turned by it.
_RELATIVE = re.compile(r"\b(?:that|which|who|if|when|where|as)\b")
_OBJECT = re.compile(r"^ (?:it|this|them)\b")
_CONDITION = re.compile(r"\s*(?:if|when|whenever|trying|attempting|using|try)\b")
_BEFORE = re.compile(
    r"\b(?:not(?! (?:only|just|merely|until)\b)|never|no(?! (?:matter|sooner|more than)\b)"
    r"|without|nor|cannot|\w+n't|hardly|neither|nothing(?! but\b)|nobody|nowhere|none of"
    r"|rather than|instead of|in place of|lack(?:s|ing)?|fail(?:s|ing)? to|avoid(?:s|ing)?"
    r"|forget(?:ting|s)?|omit(?:ting|s)?|leav(?:e|ing) (?:off|out|away)|free of|unlike"
    r"|as opposed to|far from|anything but|no longer|refrain(?:ing)? from"
    r"|(?<!the )outside(?: of)?|unable|unnecessary|impossible|needless|in lieu of|devoid of"
    r"|bare of|contrary to|do away with|dispens\w+ with|(?:mistake|error) to|(?:wrong|useless"
    r"|pointless) to)\b|\b(?:drop|skip|missing|stop)(?: the| any| your| those)? $|\bnon[- ]$"
)
# A negation of something else stands far from a mention, unless a clause begins with it.
_NEAR = 6  # words
_FIRST = 3  # words
# Behind one of these a clause begins anew, with this for its negation.
_RATHER = re.compile(r"\b(?:rather than|instead of|in place of|as opposed to|in lieu of)\b")
# "Without setup and teardown": both are denied.
_LISTED = re.compile(r"\b(?:no|any|without|neither) [\w-]+ $")
_DOES = (
    r"(?:(?:is|are|was|were|does|do|did|will|would|can|could|should|must|may|need|has|have"
    r"|gets?)(?: \w+ly)?(?:n't| not| never| neither| no longer)|won't|can't|cannot|never)"
)
_AFTER = re.compile(
    rf"\b{_DOES}(?: (?:be|been|even|being|really|at all|of any|actually|\w+ly))* (?:need|requir"
    r"|necess|work|support|possib|involv|us|avail|creat|return(?! until)|allow|enough|suffi|help"
    r"|appl|implement|prepar|exist|there|expect|meant|intend|wanted|yield|take|happen|permit|here"
    r"|part|provid|offer|what|the way|call|an? |defin|accept|plan|foreseen|do\b|make|advis"
    r"|recommend|desir|place|add|put|writ|append|includ)"
    rf"|\b(?:cannot|{_DOES})(?=[.,;:)]|$)"
    r"|\b(?:unnecessary|needless|superfluous|redundant|pointless|useless|wrong|impossible"
    r"|(?:has|have|had) no effect|does nothing"
    r"|unsupported|missing|absent|unavailable|forbidden|prohibited|overkill|uncalled[- ]for"
    r"|out of (?:place|the question)|of no (?:use|avail|help)|no (?:use|option|good)|nowhere"
    r"|(?:is|are|be|was) (?:an? )?(?:\w+ )?(?:mistake|error|bug)|fails?|complains?|too much"
    r"|(?<!not have to )(?:write|use|build|make) (?:their|your) own|(?:raises?|gives?|throws?"
    r"|causes?|leads? to|ends? in)(?: \w+){0,3} \w*(?:error|exception)s?|(?:error"
    r"|exception) is raised)\b"
)


def is_turned(text: str, start: int, end: int) -> bool:
    """Whether what stands in a place of a lower-case sentence is denied."""
    before = text[_clause(text, start) : start]
    turned = len(_turning(before))
    rest = _OBJECT.sub("", text[end:])
    rest = rest.replace(",", " ", 1) if _CONDITION.match(before) else rest
    for limit in (_BOUND, _RELATIVE):
        match = limit.search(rest)
        rest = rest[: match.start()] if match else rest
    return (turned + bool(_AFTER.search(rest))) % 2 == 1


def _turning(before: str) -> list[str]:
    """The negations in front of a mention that are about it."""
    anew = max((match.start() for match in _RATHER.finditer(before)), default=0)
    before = before[anew:]
    turning = [
        match[0]
        for match in _BEFORE.finditer(before)
        if len(before[match.end() :].split()) < _NEAR
        or len(before[: match.start()].split()) < _FIRST
    ]
    return [word for word in turning if word != "nor"] or turning


def _clause(text: str, start: int) -> int:
    """Where the clause of a mention begins."""
    begun = 0
    for match in _BOUND.finditer(text):
        if match.end() > start:
            break
        if match[0] != "and" or not _LISTED.search(text, 0, match.start()):
            begun = match.end()
    return begun
