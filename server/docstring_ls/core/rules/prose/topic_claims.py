"""What prose says a symbol is, and how it is used, read by the words of each topic.

A sentence of another shape than anybody foresaw still has to use them; what it says is then worked
out from what denies them. Where it is made of little else it is surely about the symbol itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...analysis import Facts
from ..claims import Claim, ClaimKind, Passage, Sureness
from .negation import is_turned
from .sentence import Sentence
from .topics import TOPICS
from .topics.wording import Stance, Topic

_WITH = re.compile(r"(``?|\"|')with\b[^`'\"]{0,30}\1")
_FOR = re.compile(r"(``?)(?:async )?for\b[^`]{0,14}\1")
# What may stand in front of a noun that is said of the symbol itself, and behind it.
_LEAD = re.compile(
    r"(?:(?:note that |please )?(?:this|it|the (?:function|method))(?: (?:function|method))?"
    r"(?: is| isn't|'s| works| can be used| cannot be used| can't be used| can only be used"
    r"| must be| has to be| needs to be| should be| returns| gives)? "
    r"|(?:must|has to|needs to) be |returns? |as |used |use it |usable |to be )?"
    r"(?:(?:not|no|an?|the|this|also|as|in|regular|plain|python|simple|read-only) )*"
)
_FOLLOWS = re.compile(
    r"[.,;:)]|$| (?:that|which|of|over|for|yielding|so|whose|since|function|method|object)\b"
)
# A mention that begins so tells when: "nothing is computed until you iterate".
_WHEN = re.compile(r"(?:until|unless|before|after|when|once|as long as|prior to)\b")
_BY_KIND = {topic.kind: topic for topic in TOPICS}


def read_topics(sentence: Sentence, passage: Passage) -> Iterator[Claim]:
    """Every mention of what a symbol may be."""
    text = _plain(sentence.text)
    for topic in TOPICS:
        if passage.part in topic.parts:
            for match, stance in topic.mentions(text):
                yield from _claim(topic, text, match, stance)


def _claim(topic: Topic, text: str, match: re.Match[str], stance: Stance) -> Iterator[Claim]:
    turned = is_turned(text, match.start(), match.end())
    turned = turned and not (stance is Stance.SAYS and _WHEN.match(match[0]))
    if turned and stance in (Stance.HINTS, Stance.DOUBTS):
        return
    negated = turned != (stance in (Stance.DENIES, Stance.DOUBTS))
    yield Claim(topic.kind, match[0], negated=negated, sureness=_sureness(topic, text, match))


def _sureness(topic: Topic, text: str, match: re.Match[str]) -> Sureness:
    named = topic.nouns.fullmatch(match[0]) and _FOLLOWS.match(text, match.end())
    if named and _LEAD.fullmatch(text, 0, match.start()):
        return Sureness.READ
    return Sureness.MENTIONED


def _plain(text: str) -> str:
    """A lower-case sentence without backticks, the statement *with* told from the word."""
    text = text.lower()
    if "with" in text:
        text = _WITH.sub("with-block", text)
    if "`for" in text or "`async for" in text:
        text = _FOR.sub("for-loop", text)
    return text.replace("`", "").replace("’", "'").strip()


def is_spoken_of(kind: ClaimKind, facts: Facts) -> bool:
    """Whether the symbol's own code speaks of a topic, in names, comments or messages."""
    topic = _BY_KIND.get(kind)
    spoken = f"{facts.name} {facts.owner} {facts.signature} {facts.source}".replace("_", " ")
    return topic is not None and topic.spoken.search(spoken) is not None
