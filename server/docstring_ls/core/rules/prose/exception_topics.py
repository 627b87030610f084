"""Exceptions that a sentence names or hints at, however it is built."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from ..claims import Claim, ClaimKind, Part, Passage, Sureness
from .exception_claims import condition_behind
from .exception_names import exceptions_in, is_ruled_out, spelled_out
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


# That something leaves, whatever it is.
_SOME = re.compile(
    r"\b(?:raises?|throws?|raising|throwing)"
    r" (?:an? (?:\w+ )?(?:exception|error)|if|when|unless|on)\b"
    r"|\b(?:exceptions?|errors?) (?:is|are|will be|gets?) (?:raised|thrown)\b"
    r"|\b(?:is|are) (?:considered |treated as |regarded as )?an? error\b"
)


_GUARD = re.compile(r"rror|rais|thr[oe]w")
_PARTS = (Part.SUMMARY, Part.DESCRIPTION, Part.RETURNS)


def read_unnamed_exceptions(sentence: Sentence, passage: Passage) -> Iterator[Claim]:
    """*Raises an exception if*, *throws an index error*: exceptions without their names."""
    if passage.part not in _PARTS or not _GUARD.search(sentence.text):
        return
    text = sentence.text.lower()
    found = [*spelled_out(text)]
    match = _SOME.search(text)
    if not found and match is not None:
        found = [("", match.start())]
    for name, start in found:
        at = token_at(sentence, start)
        if not is_ruled_out(sentence, at):
            words = name or sentence.text[start:].partition(",")[0]
            yield Claim(
                ClaimKind.RAISES,
                words,
                name,
                condition=condition_behind(sentence, at),
                sureness=Sureness.MENTIONED,
            )
