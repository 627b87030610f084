"""Words about failing, however the sentence around them is built."""

from __future__ import annotations

from collections.abc import Iterator

from ..claims import Claim, ClaimKind, Sureness
from .exception_claims import condition_behind
from .exception_names import exceptions_in, is_ruled_out
from .sentence import Sentence


def read_exception_mentions(
    sentence: Sentence, names: frozenset[str], understood: frozenset[str]
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
