"""Words that belong to what a symbol is, however the sentence around them is built.

Nobody can foresee how people word that something is a coroutine. So a mention is a claim, unless
a reader of sentences has understood more; where the code speaks of the same, it is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...analysis import Facts
from ..claims import Claim, ClaimKind, Part, Passage, Sureness
from .sentence import NEGATIONS, Sentence

# How sentences begin that are about the symbol itself.
_ITSELF = re.compile(
    r"(?:it|this|call(?:ing)?|use|using|used|must|can|cannot|may|needs?|has to|should|to be"
    r"|designed|meant|intended|works|await|requires|behaves|acts|serves|usable|invoke|read"
    r"|access|returns an?|an?|as an?|no|not|there is"
    r"|the (?:function|method|result|call|return value|caller))\b(?! \w+'s)",
    re.I,
)
_PARTS = (Part.SUMMARY, Part.DESCRIPTION, Part.RETURNS, Part.YIELDS)
_TOPICS: dict[ClaimKind, re.Pattern[str]] = {
    ClaimKind.COROUTINE: re.compile(
        r"\b(?:await(?:able|ing|s)?|be awaited|coroutines?|event[- ]loop"
        r"|asynchronous(?:ly)?(?! (?:generator|iterator|iteration|context)))\b",
        re.I,
    ),
    ClaimKind.GENERATOR: re.compile(
        r"\b(?:generators?|yield(?:s|ed|ing)?|lazily|lazy"
        r"|one (?:at a time|by one|after another))\b",
        re.I,
    ),
    ClaimKind.CONTEXT_MANAGER: re.compile(
        r"\bcontext[- ]managers?\b|`{0,2}\bwith\b`{0,2}[- ](?:statements?|blocks?)\b|``?with``?",
        re.I,
    ),
    ClaimKind.PROPERTY: re.compile(
        r"\b(?:this|an?|as|is a|read[- ]only) property\b"
        r"|\bparenthes[ei]s\b|\b(?:as|like) an? (?:\w+ )?attribute\b",
        re.I,
    ),
}
# Words that say the opposite of a topic.
_OPPOSITES: dict[ClaimKind, re.Pattern[str]] = {
    ClaimKind.COROUTINE: re.compile(
        r"\bsynchronous(?:ly)?\b|\bblocking\b|\bblocks (?:until|while|the)\b", re.I
    ),
    ClaimKind.GENERATOR: re.compile(r"\ball at once\b|\beagerly\b|\bin one (?:go|piece)\b", re.I),
    ClaimKind.PROPERTY: re.compile(
        r"\b(?:call|invoke)(?:ed)? (?:it|this)\b|\bmust be (?:called|invoked)\b"
        r"|\bwith parenthes[ei]s\b|\bmethod call\b",
        re.I,
    ),
}


def read_topics(
    sentence: Sentence, passage: Passage, understood: frozenset[ClaimKind]
) -> Iterator[Claim]:
    """Mentions of what a symbol may be.

    Args:
        sentence: The sentence.
        passage: Where it stands.
        understood: Kinds of which the sentence's structure was read already.
    """
    if passage.part not in _PARTS or not _ITSELF.match(sentence.text):
        return
    for kind, pattern in _TOPICS.items():
        if kind in understood:
            continue
        opposite = kind in _OPPOSITES and _OPPOSITES[kind].search(sentence.text)
        match = opposite or pattern.search(sentence.text)
        if match:
            negated = _is_negated(sentence.text[: match.start()]) != bool(opposite)
            words = match[0].strip("`")
            yield Claim(kind, words, negated=negated, sureness=Sureness.MENTIONED)


def is_spoken_of(kind: ClaimKind, facts: Facts) -> bool:
    """Whether the symbol's own code speaks of a topic, in names, comments or messages."""
    topic = _TOPICS.get(kind)
    spoken = f"{facts.name} {facts.owner} {facts.signature} {facts.source}".replace("_", " ")
    return topic is not None and topic.search(spoken) is not None


def _is_negated(before: str) -> bool:
    words = re.findall(r"[\w'’]+", before.lower().replace("’", "'"))
    return bool(NEGATIONS & {*words[-5:]})
