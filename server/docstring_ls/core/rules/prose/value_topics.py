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
    r" (?:back|to (?:the|its) (?:caller|calling)|to whoever)\b|\bback to the caller\b"
    r"|\b(?:hands?|gives?) (?:you|over|out)\b"
    r"|\b(?:function|method|call|routine)'s (?:results?|outcome|output|answer|value)\b"
    r"|\bcallers? (?:\w+ )?(?:get|receive|obtain)s?\b|\byou (?:\w+ )?(?:get|receive|obtain)\b"
    r"|\bevaluates? to\b|\bvalue of the call\b|\bwhat comes (?:out|back)\b"
    r"|\breturn values?\b|\bcall itself\b"
    r"|\b(?:the|a|no|any|its|has|have|without|produce[sd]?) (?:results?|outcomes?)\b"
    r"(?! (?:of|from|for)\b)"
)
_GIVING = (
    r"(?:return|hand|giv|gave|pass|deliver|send|sent|produc|report|get|got|receiv|obtain|come)"
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
    rf"|\b(?:results?|values?|outcomes?) (?:is|are|gets?) (?:not|never)(?: \w+)? {_GIVING}"
    rf"|\bno {_RESULT} (?:for|to) (?:you|the caller|anybody|anyone|whoever)\b"
    r"|\b(?:stands? for|evaluates? to|amounts? to) no (?:object|value|result)\b"
    r"|\bempty-handed\b|\bnothing to (?:assign|keep|store|bind|unpack)\b"
    r"|\bthere (?:isn't|is not) (?:one|any)\b"
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
        *("stands", "amounts", "calling", "whoever", "no"),
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
    text = _AT_THE_END.sub(lambda match: "_" * len(match[0]), sentence.text.lower())
    nothing = _NOTHING.search(text)
    match = nothing or _BACK.search(text)
    if match is None or "none" in sentence.vocabulary or "None" in sentence.text:
        return
    if nothing and _MANNER.match(text, nothing.end()):
        return
    if nothing and _TURNED.search(text[: nothing.start()]):
        nothing = None
    yield Claim(
        ClaimKind.RETURNS_VALUE,
        sentence.text[match.start() : match.end()],
        negated=nothing is not None,
        value="plain" if nothing is None and _is_plain(text, match) else "",
        condition=_limit(text),
        sureness=Sureness.MENTIONED,
    )


# When a call comes to its end, which limits nothing and says of no value that it comes back.
_AT_THE_END = re.compile(
    r"\b(?:when|once|after|before|until|as soon as|by the time|prior to)"
    r" (?:it|this|you|control|(?:the|this|a) (?:call|function|method|routine))"
    r" (?:is |has |are )?(?:returns?|returned|finish(?:es|ed)|ends?|ended|over|done|completes?"
    r"|completed)\b(?=[.,;:)]|$)"
)
# What is denied is how it comes: "nothing is produced on demand".
_MANNER = re.compile(
    r"(?: back| out)? (?:on demand|lazily|later|one (?:by|at|after)|in (?:pieces|parts|turn)"
    r"|piecemeal|step by step|gradually|incrementally|until|before|yet)\b"
)
# A verb of the symbol itself, not of what it calls.
_PLAIN = re.compile(
    r"(?:^|\b(?:and|it|function|method|call) |, )returns?$"
    r"|\b(?:it|this|function|method|call) (?:hands?|gives?) (?:back|over|out|you)$"
)


def _is_plain(text: str, match: re.Match[str]) -> bool:
    """Whether it is surely the symbol that gives something back."""
    before, behind = text[: match.end()], text[match.end() :]
    named = before.endswith(("the return", "its return")) and behind.startswith(" value")
    return _PLAIN.search(before) is not None or (named and not behind.startswith(" value of"))


def _limit(text: str) -> str:
    """The word that limits a statement to some cases, or nothing."""
    limit = _LIMITS.search(text)
    return limit[0] if limit else ""


_LIMITS = re.compile(r"\b(?:if|when|where|unless|until|cases?|event|only|every)\b")
