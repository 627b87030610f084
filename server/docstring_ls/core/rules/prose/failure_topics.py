"""Words about failing, however the sentence around them is built."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from ..claims import Claim, ClaimKind, Part, Passage, Sureness
from .exception_claims import condition_behind
from .exception_names import exceptions_in, is_ruled_out
from .polarity import is_denied, segment
from .sentence import Sentence, token_at


def read_exception_mentions(
    sentence: Sentence, names: frozenset[str], understood: Collection[str]
) -> Iterator[Claim]:
    """Exceptions that are named, whatever is said of them.

    Args:
        sentence: The sentence.
        names: Exceptions that the code names, whatever they are called.
        understood: Names of which the sentence's structure was read already.
    """
    for at, token in enumerate(sentence.tokens):
        for name in exceptions_in(token, names):
            if name not in understood:
                yield Claim(
                    ClaimKind.RAISES,
                    name,
                    name,
                    negated=is_ruled_out(sentence, at),
                    condition=condition_behind(sentence, at),
                    sureness=Sureness.MENTIONED,
                )


# Words for what goes wrong; denied, they promise that nothing does.
_FAILING = re.compile(
    r"\b(?:rais(?:e[sd]?|ing)|throw(?:s|n|ing)?|thrown|fail(?:s|ed|ing|ures?)?|exceptions?|errors?"
    r"|tracebacks?|crash(?:es|ed)?|blow[sn]? up|try(?:/except)?|except(?= clauses?| blocks?))\b"
)
# What is done to failures so that nobody sees them.
_ENDING = re.compile(
    r"\b(?:swallow(?:s|ed|ing)?|suppress(?:es|ed|ing)?|ignor(?:e[sd]?|ing)|silenc(?:e[sd]?|ing)"
    r"|discard(?:s|ed|ing)?|tolerat(?:e[sd]?|ing|es)|tolerant|caught|catches|absorb(?:s|ed)?"
    r"|handled (?:internally|inside|here|gracefully)|hid(?:es|den)|eaten)\b"
)
_FAILURES = re.compile(
    r"\b(?:exceptions?|errors?|fail\w*|problems?|raise\w*|crash\w*"
    r"|(?:bad|invalid|erroneous|malformed|wrong|any) (?:input|argument|value)s?)\b"
)
_EVERY = re.compile(r"\b(?:all|any|every|whatever|each)\b")
_GIVEN = r"(?:inputs?|arguments?|values?|feed|pass(?:ed)?|give[n]?)\b"
# Promises for every call.
_ALWAYS = re.compile(
    r"\bno[- ]throw\b|\bsafe(?:ly)? to (?:call|use|invoke|run)\b|\b(?:fail|exception)[- ]?safe\b"
    r"|\b(?:always|guaranteed to|certain to|sure to) (?:\w+ )?(?:succeed|work|complete|finish)"
    r"|\bguaranteed? not to\b|\bcompletes? normally\b|\bfails? (?:silently|quietly)\b"
    r"|\bsilently fails?\b|\bnothing (?:can|could|ever) (?:go|goes) wrong\b"
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
    if passage.part not in _PARTS:
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
            yield "none" if "None" in sentence.text else "all", *match.span()
    for match in _ENDING.finditer(text):
        at = token_at(sentence, match.start())
        first, last = segment(sentence, at)
        said = text[sentence.tokens[first].start : sentence.tokens[last - 1].end]
        if _FAILURES.search(said) and not is_denied(sentence, at) and "not all" not in said:
            yield "all" if _EVERY.search(said) else "some", *match.span()
