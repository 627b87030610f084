"""What a sentence mentions of what comes out, beside what its structure says."""

from __future__ import annotations

from collections.abc import Iterator

from ..claims import Claim, ClaimKind, Passage
from .exception_topics import read_exception_mentions, read_unnamed_exceptions
from .none_topics import is_given, read_none_mentions
from .safety_topics import read_safety_mentions
from .sentence import Sentence
from .type_topics import read_type_mentions
from .value_topics import read_value_mentions

# Where one of these was read, *nothing* or *the result* is not about what is returned.
_ELSEWHERE = frozenset({ClaimKind.RETURNS_VALUE, ClaimKind.RAISES, ClaimKind.EFFECT})


def read_outcome_mentions(
    sentence: Sentence,
    passage: Passage,
    claims: tuple[Claim, ...],
    parameters: frozenset[str],
    exceptions: frozenset[str],
) -> Iterator[Claim]:
    """Exceptions, promises that none leaves, None, nothing, and types of the result.

    Args:
        sentence: The sentence.
        passage: Where it stands.
        claims: What its structure says; that is not mentioned once more. A question says nothing,
            and where an exception is named, that is what the caller gets.
        parameters: Names that are parameters.
        exceptions: Names that are exceptions, whatever they are called.
    """
    if sentence.text.rstrip().endswith("?"):
        return
    kinds = {claim.kind for claim in claims}
    named = {claim.subject for claim in claims if claim.kind is ClaimKind.RAISES}
    raised = tuple(read_exception_mentions(sentence, exceptions, named | {passage.subject}))
    if not raised and not named:
        raised = tuple(read_unnamed_exceptions(sentence, passage))
    yield from raised
    yield from read_safety_mentions(sentence, passage, (*claims, *raised))
    if ClaimKind.RETURNS_NONE not in kinds:
        mentioned = read_none_mentions(sentence, passage, parameters)
        # What is read as an argument's None is the result's only where it is said to come out.
        of_argument = ClaimKind.NONE_ALLOWED in kinds
        yield from (claim for claim in mentioned if not of_argument or is_given(claim.words))
    if not kinds & _ELSEWHERE and not raised:
        yield from read_value_mentions(sentence, passage)
    yield from read_type_mentions(sentence, passage, parameters, ClaimKind.TYPE in kinds)
