"""Words for nothing going wrong, however the sentence around them is built."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..claims import Claim, ClaimKind, Part, Passage, Sureness
from .exception_claims import condition_behind
from .polarity import is_denied, segment
from .sentence import Sentence, token_at

# Words for what goes wrong; denied, they promise that nothing does.
_FAILING = re.compile(
    r"\b(?:rais(?:e[sd]?|ing)|throw(?:s|n|ing)?|thrown|fail(?:s|ed|ing|ures?)?|exceptions?|errors?"
    r"|tracebacks?|crash(?:es|ed)?|blow[sn]? up|complains?|try(?:/except)?"
    r"|except(?= clauses?| blocks?))\b"
)
# What is done to failures so that nobody sees them.
_ENDING = re.compile(
    r"\b(?:swallow(?:s|ed|ing)?|suppress(?:es|ed|ing)?|ignor(?:e[sd]?|ing)|silenc(?:e[sd]?|ing)"
    r"|discard(?:s|ed|ing)?|tolerat(?:e[sd]?|ing|es)|tolerant|caught|catches|absorb(?:s|ed)?"
    r"|handled|hid(?:es|den)|eaten)\b"
)
_FAILURES = re.compile(
    r"\b(?:exceptions?|errors?|fail\w*|problems?|raise\w*|crash\w*"
    r"|(?:bad|invalid|erroneous|malformed|wrong|any) (?:input|argument|value)s?)\b"
)
_EVERY = re.compile(r"\b(?:all|any|every|whatever|each|internally|inside|here|gracefully)\b")
_GIVEN = r"(?:inputs?|arguments?|values?|feed|pass(?:ed)?|give[n]?)\b"
# Promises for every call.
_ALWAYS = re.compile(
    r"\bno[- ]throw\b|\bsafe(?:ly)? to (?:call|use|invoke|run)\b|\b(?:fail|exception)[- ]?safe\b"
    r"|\b(?:always|guaranteed to|certain to|sure to) (?:\w+ )?(?:succeed|work|complete|finish)"
    r"|\bguaranteed? not to\b|\bcompletes? normally\b|\bfails? (?:silently|quietly)\b"
    r"|\bsilently (?:fail|accept|skip)\w*|\bnothing (?:can|could|ever) (?:go|goes) wrong\b"
    r"|\b(?:cannot|can't|never) (?:go|goes) wrong\b|\binfallible\b|\b(?:exception|error)-free\b"
    r"|\brobust (?:against|to)\b|\bgracefully\b|\bwhatever happens\b"
    r"|\bworks? (?:for|with|on) (?:any|every|all)\b"
)
# What comes out of every call, whatever that is; something does unless an exception leaves.
_EVERY_CALL = re.compile(
    r"\b(?:whatever|regardless of|irrespective of|no matter) (?:\w+ ){0,2}" + _GIVEN +
    r"|\bfor (?:every|any|all|each)(?: \w+)? " + _GIVEN +
    r"|\bno matter what\b|\bunder (?:no|all|any) circumstances?\b|\bin (?:any|every) case\b"
)  # fmt: skip
# "Does not catch any exception", "raises nothing of its own" promise nothing.
_HELD = re.compile(
    r"\b(?:catch|handle|suppress|swallow|ignore|hide|silence|log|convert|wrap|translate)"
    r"(?: \w+){0,2} $"
)
_OWN = re.compile(r"(?: \w+){0,3} (?:of its own|itself|by itself|directly)\b")
_LEFT_OUT = re.compile(r"\b(?:leave out|omit|skip|do without|dispense with|drop) (?:the|any|a)\b")
# An exception that is only given as an example of what never leaves.
_INCLUDED = re.compile(r"\b(?:includ\w+|in particular|among them|such as)\b")
# Cheap to look for: without one of these nothing of it is said.
_GUARD = re.compile(
    r"rais|thr[eo]|fail|xcept|rror|crash|blow|try|wallow|uppress|gnor|ilenc|iscard|olera|caught|atche"
    r""
    r"|omplain|infall|-free|obust|racefu|ilently|orks? |bsorb|andled|hid|eaten|afe"
    r"|guarant|lways|certain|sure|omplete|othing|hatever|gardless|matter"
    r"|every|any|each|all|circum"
)
_PARTS = (Part.SUMMARY, Part.DESCRIPTION, Part.RETURNS, Part.YIELDS)


def read_safety_mentions(
    sentence: Sentence, passage: Passage, claims: tuple[Claim, ...]
) -> Iterator[Claim]:
    """Mentions of nothing going wrong: *errors are swallowed*, *safe to call*, *no traceback*.

    Args:
        sentence: The sentence.
        passage: Where it stands.
        claims: What was read already; a sentence that names what leaves promises nothing else.
    """
    if passage.part not in _PARTS or not _GUARD.search(sentence.text):
        return
    text = sentence.text.lower()
    leaving = any(claim.kind is ClaimKind.RAISES and not claim.negated for claim in claims)
    told = any(claim.kind is ClaimKind.NEVER_RAISES for claim in claims)
    if told or (leaving and not _INCLUDED.search(text)):
        return
    for value, start, end in _promises(sentence, text):
        yield Claim(
            ClaimKind.NEVER_RAISES,
            sentence.text[start:end],
            value=value,
            condition=condition_behind(sentence, token_at(sentence, start)),
            sureness=Sureness.MENTIONED,
        )
        return


def _promises(sentence: Sentence, text: str) -> Iterator[tuple[str, int, int]]:
    """Whether *all* failures are meant or *some*, and where it is said."""
    for value, pattern in (("all", _ALWAYS), ("every call", _EVERY_CALL)):
        for match in pattern.finditer(text):
            if not is_denied(sentence, token_at(sentence, match.start())):
                yield value, *match.span()
    for match in _FAILING.finditer(text):
        denied = is_denied(sentence, token_at(sentence, match.start()))
        if _HELD.search(text[: match.start()]) or _OWN.match(text, match.end()):
            continue
        if denied or _LEFT_OUT.search(text[: match.start()]):
            yield "none", *match.span()
    for match in _ENDING.finditer(text):
        at = token_at(sentence, match.start())
        first, last = segment(sentence, at)
        said = text[sentence.tokens[first].start : sentence.tokens[last - 1].end]
        is_every = _EVERY.search(said) is not None
        if not _FAILURES.search(said) or is_denied(sentence, at) or "not all" in said:
            continue
        if is_every or match[0] != "handled":
            yield "all" if is_every else "some", *match.span()
