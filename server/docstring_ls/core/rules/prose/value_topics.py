"""Words about whether anything comes back, however the sentence around them is built."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..claims import Claim, ClaimKind, Part, Passage, Sureness
from .sentence import Sentence

_PARTS = (Part.SUMMARY, Part.DESCRIPTION, Part.RETURNS)
# Words for what a call gives back.
_BACK = re.compile(
    r"\breturn(?:s|ed|ing)?\b(?! (?:early|immediately|at once|to (?!the caller)|control|from|by"
    r"|char|as soon|after|once|when|until|without))"
    r"|\b(?:hand|giv|gave|pass|deliver|send|get|got|report|com)\w*(?: \w+){0,4}?"
    r" (?:back|to the caller)\b|\bback to the caller\b|\bhands? (?:you|over|out)\b"
    r"|\bcallers? (?:\w+ )?(?:get|receive|obtain)s?\b|\byou (?:\w+ )?(?:get|receive|obtain)\b"
    r"|\bevaluates? to\b|\bvalue of the call\b|\bwhat comes (?:out|back)\b"
    r"|\breturn values?\b|\bcall itself\b"
    r"|\b(?:the|a|no|any|its|has|have|without|produce[sd]?) (?:results?|outcomes?)\b"
    r"(?! (?:of|from|for)\b)"
)
_GIVING = (
    r"(?:return|hand|giv|gave|pass|deliver|send|sent|produc|yield|report|get|got|receiv|obtain|come)"
    r"\w*"
)
_RESULT = r"(?:values?|results?|output|outcomes?|objects?|flag|data|answer|return)\b"
# That nothing comes back, or that it is all done for its effect.
_NOTHING = re.compile(
    rf"\b{_GIVING} (?:(?!not )\w+ ){{0,3}}(?:nothing|void|no (?:\w+ )?{_RESULT})"
    rf"|\b(?:nothing|no (?:\w+ )?{_RESULT}) (?:\w+ ){{0,4}}{_GIVING}"
    rf"|\bno (?:\w+ ){{1,3}}(?:is|are|gets?) (?:\w+ )?{_GIVING}"
    rf"|\b(?:not|never|\w+n't|without) (?:\w+ )?(?:{_GIVING}|evaluate)(?: \w+){{0,3}}"
    rf" (?:anything|something|(?:a|any|the) (?:\w+ )?{_RESULT})"
    r"|\b(?:no|without|without any|without a|isn't a|lacks a)"
    r" (?:return value|result|outcome|output)\b"
    r"|\breturn\b\W+(?:statement\W+)?(?:is|being) (?:absent|missing|nowhere|void)|^void\b"
    r"|\bempty-handed\b|\bnothing to assign\b|\bthere (?:isn't|is not) (?:one|any)\b"
    r"|\b(?:rather than|instead of) (?:being )?(?:return|hand|giv)\w+(?: back)?(?=[.,;)]|$)"
    r"|^nothing\b(?=[,.;]|$| at all)"
    r"|\b(?:only|purely|solely|merely|just|exclusively|entirely|made|called|executed|run)\b"
    r"(?: \w+)? for (?:its|an|the|their)?(?: side)?[- ]?effects?\b"
    r"|\bfor (?:its|the) (?:side[- ])?effects? (?:alone|only)\b"
)


# Cheap to look for: without one of these words nothing of it is said.
_GUARD = frozenset(
    {
        *("return", "returns", "returned", "returning", "back", "caller", "callers", "result"),
        *("results", "outcome", "outcomes", "nothing", "void", "you", "evaluates", "evaluate"),
        *("value", "values", "effect", "effects", "call", "comes", "hands", "handed", "hand"),
        *("empty-handed", "one", "anything", "produced", "produces", "something", "output"),
        *("side-effect", "side-effects", "gives", "give", "given", "isn't"),
    }
)
_TURNED = re.compile(r"\b(?:not|never|\w+n't|no)(?: \w+){0,2} ?$")


def read_value_mentions(sentence: Sentence, passage: Passage) -> Iterator[Claim]:
    """That something comes back, or that nothing does; where None is named, that tells it."""
    if passage.part not in _PARTS:
        return
    if sentence.vocabulary.isdisjoint(_GUARD) and "return" not in sentence.text:
        return
    text = sentence.text.lower()
    nothing = _NOTHING.search(text)
    match = nothing or _BACK.search(text)
    if match is None or "none" in sentence.vocabulary or "None" in sentence.text:
        return
    if nothing and _TURNED.search(text[: nothing.start()]):
        nothing = None
    yield Claim(
        ClaimKind.RETURNS_VALUE,
        sentence.text[match.start() : match.end()],
        negated=nothing is not None,
        condition=_limit(sentence),
        sureness=Sureness.MENTIONED,
    )


def _limit(sentence: Sentence) -> str:
    """The word that limits a statement to some cases, or nothing."""
    limits = sentence.vocabulary & _LIMITS
    return min(limits) if limits else ""


_LIMITS = frozenset(
    {"if", "when", "where", "unless", "until", "case", "cases", "event", "only", "every"}
)
