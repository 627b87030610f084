"""The grammar of claims in English prose; of other languages it reads names and links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from ..claims import Claim, ClaimKind, Passage, Sureness
from .condition_claims import read_conditions
from .default_claims import read_defaults
from .demand_claims import read_demands
from .effect_claims import read_effects
from .exception_claims import read_exceptions
from .identifier_claims import read_names
from .name_claims import read_arguments
from .none_claims import read_none_allowed
from .number_claims import read_numbers
from .outcome_mentions import read_outcome_mentions
from .parameter_claims import read_parameter_types
from .passing_claims import read_passing
from .promise_claims import read_promises
from .reference_claims import read_references
from .return_claims import read_results, read_types
from .sentence import tokenized
from .topic_claims import read_topics
from .unit_claims import read_units

# A number in one of these is judged with it.
_NUMBERED = (ClaimKind.DEFAULT, ClaimKind.VERSION, ClaimKind.LINK)


# Topics that have names of their own: of dunders, of decorators, of functions of asyncio.
_NAMING = (ClaimKind.COROUTINE, ClaimKind.GENERATOR, ClaimKind.CONTEXT_MANAGER)


# An answer is looked at many times while it comes, and its sentences stay the same.
_REMEMBERED = 1_000


@lru_cache(_REMEMBERED)
def read_prose(
    text: str,
    passage: Passage,
    parameters: frozenset[str] = frozenset(),
    exceptions: frozenset[str] = frozenset(),
) -> tuple[Claim, ...]:
    """The claims of one sentence.

    Args:
        text: The sentence.
        passage: The text that it is part of.
        parameters: Names that are parameters, so that plain words can be told from them.
        exceptions: Names that are exceptions, whatever they are called.
    """
    sentence = tokenized(text)
    topics = tuple(read_topics(sentence, passage))
    defaults = tuple(read_defaults(sentence, passage, parameters))
    told = frozenset(claim.subject for claim in defaults)
    calls = (
        *read_demands(sentence, passage, parameters, told),
        *read_passing(sentence, passage, parameters),
    )
    types = tuple(read_parameter_types(sentence, passage, parameters))
    claims = (
        *defaults,
        *calls,
        *_not_of_call(read_exceptions(sentence, passage, exceptions), calls),
        *read_conditions(sentence, passage, parameters, exceptions),
        *read_results(sentence, passage),
        *(item for item in read_types(sentence, passage) if not _is_told(item, types)),
        *types,
        *read_none_allowed(sentence, passage, parameters),
        *read_arguments(sentence, passage, parameters),
        *read_names(sentence, passage),
        *read_references(sentence, passage),
        *read_promises(sentence, passage),
        *read_units(sentence, passage),
        *read_effects(sentence, passage, parameters),
        *topics,
    )
    claims = (
        *claims,
        *_not_of_call(
            read_outcome_mentions(sentence, passage, claims, parameters, exceptions), calls
        ),
    )
    numbered = [claim.words for claim in claims if claim.kind in _NUMBERED]
    return (
        *(claim for claim in claims if not _is_of_topic(claim, topics)),
        *(n for n in read_numbers(sentence, passage) if not _within(n, text, numbered)),
    )


def _is_told(claim: Claim, types: tuple[Claim, ...]) -> bool:
    """Whether a type is that of an argument: "the caller passes the right string for `x`"."""
    mentioned = claim.sureness is Sureness.MENTIONED and not claim.subject
    return mentioned and any(claim.value in item.value.split(" or ") for item in types)


def _is_of_topic(claim: Claim, topics: tuple[Claim, ...]) -> bool:
    """Whether a name is one of the words of a topic, such as ``__enter__``, and judged with it."""
    if claim.kind not in (ClaimKind.NAME, ClaimKind.RAISES):
        return False
    name = claim.subject.lower()
    return any(
        name == topic.words or (topic.kind in _NAMING and name in topic.words) for topic in topics
    )


def _not_of_call(raised: Iterable[Claim], calls: tuple[Claim, ...]) -> Iterator[Claim]:
    """What is raised, but for the TypeError of a call that Python itself rejects."""
    for claim in raised:
        if not calls or claim.subject != "TypeError":
            yield claim


def _within(number: Claim, text: str, told: list[str]) -> bool:
    """Whether a number stands in the words of another claim."""
    start, end = number.place
    return any(text.find(words) <= start and end <= text.find(words) + len(words) for words in told)


def read_code(
    text: str,
    passage: Passage,
    parameters: frozenset[str] = frozenset(),
    exceptions: frozenset[str] = frozenset(),
) -> tuple[Claim, ...]:
    """The claims of one sentence in a language that the grammar does not know."""
    sentence = tokenized(text)
    # Capitals inside a word are spelling in some languages.
    names = (name for name in read_names(sentence, passage) if not name.subject[0].islower()
             or name.value != "camel")  # fmt: skip
    return (*names, *read_references(sentence, passage))
