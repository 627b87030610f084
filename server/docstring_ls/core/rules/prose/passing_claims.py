"""Whether prose says that an argument goes by keyword only or by position too, in whatever words.

A statement speaks of a way of passing, and forces it, allows it or refuses it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto

from ..claims import Claim, ClaimKind, Part, Passage, Sureness
from .sentence import Sentence
from .spoken import Spoken, spoken

_PARTS = (Part.SUMMARY, Part.DESCRIPTION, Part.PARAMETER)
_TRIGGERS = frozenset(
    {
        *("keyword", "keywords", "keyword-only", "positional", "positionally", "positional-only"),
        *("position", "name", "named", "naming", "label", "asterisk", "star", "bare", "naked"),
        *("prefix", "spelled", "spell", "order", "ordinary", "regular", "equals", "non-positional"),
        *("place", "line", "unnamed", "plain", "way", "writing", "write", "lined", "by-position"),
        *("kw", "kwonly", "kwarg", "kwargs", "labels", "labelled", "labeled", "labelling"),
        *("labeling", "identifier", "slot", "sequence", "marker", "force", "forces", "forced"),
        *("enforce", "enforces", "enforced", "insists", "unpacking", "unpacked", "ways", "names"),
        *("prefixed", "prefixing", "nameless", "anonymous", "anonymously", "listing", "separator"),
        *("keyword-or-positional", "positional-or-keyword", "either", "styles", "literally"),
    }
)
_KEYWORD = re.compile(
    r"\bkeywords?\b(?! arguments\b(?! only))|\bk(?:ey)?wargs?\b|\bby name\b|\bits name\b"
    r"|\bnam(?:e|ing) §|\bto name\b|\bnamed\b"
    r"|\b(?:out|write|with) the name\b|\bthe name (?:has to|must|may|can|is) (?:be )?\w+ed\b"
    r"|\blabel §|\bto label\b|§=|\bequals sign\b|\bname §|\blabell?(?:ed|ing)\b"
    r"|\b(?:its|the|an?|explicit|with|by) (?:explicit )?(?:label|identifier)\b"
    r"|\bexplicit (?:argument )?name\b|\bwrit\w+ its name\b"
)
_POSITION = re.compile(
    r"\bposition(?:al|ally)?\b(?! arguments\b(?! are (?:not )?(?:acc|all)))"
    r"|\bby order\b|\bin (?:the )?order of their\b"
    r"|\bplace in the (?:argument|signature)|\b(?:bare|naked|plain) value\b|\blined? up\b"
    r"|\bwithout (?:\w+ )?(?:name|keyword|label|identifier)\b|\bunnamed\b|\bwithout naming\b"
    r"|\bwithout labell?ing\b|\b(?:nameless|anonymous)(?:ly)?\b"
    r"|\bin (?:sequence|(?:its|the right) (?:place|slot))\b|\bits (?:slot|place) (?:among|in)\b"
    r"|\b(?:it|§|them) in order\b(?! to\b)|\bunpack(?:ing|ed)? (?:an? |the )?"
    r"(?:sequence|list|tuple|iterable)|\b(?:tuple|sequence|list|argument|star) unpacking\b"
    r"|\b(?:among|from|of) (?:the |its )?positional arguments\b"
)
# What is named and what is not come to the same.
_ALIKE = re.compile(
    r"\b(?:no difference|little difference|(?:does|do) not (?:matter|care)|no matter|irrelevant"
    r"|immaterial|interchangeabl[ey]|either way|equally (?:fine|valid|well)|just as well"
    r"|both (?:ways|styles|forms)|recommended|encouraged|advisable|good style|preferable"
    r"|not enforced|not mandatory|not compulsory)\b"
)
_EITHER = re.compile(
    r"\bpositional[-_ ]or[-_ ]keyword\b|\bkeyword[-_ ]or[-_ ]positional\b"
    r"|\bboth (?:\w+ )?(?:ways|styles|forms|spellings) of (?:pass|suppl|giv|provid|writ|specif)"
)
_ORDINARY = re.compile(r"\b(?:ordinary|regular|normal) (?:argument|parameter)\b")
_MARKED = re.compile(
    r"\bk(?:ey)?w(?:ord)?[-_ ]?only\b|\bname(?:-only|d (?:arguments? )?only)\b|\bnon-positional\b"
    r"|\bbare `*\*|\b(?:behind|after|follows) (?:the|a) "
    r"(?:bare )?(?:`*\*|star\b|asterisk)|\bbare (?:star|asterisk)\b"
    r"|\bpreceded by (?:an?|any|the|some) (?:bare )?(?:`*\*|star\b|asterisk)"
    r"|\b(?:star|asterisk|\*`*)(?: \w+)? (?:precedes|comes before|stands before|in front of)\b"
)
_POSITIONAL_ONLY = re.compile(
    r"\bpositional[- ]only\b|\bonly (?:be )?(?:\w+ )?(?:by position|positionally)\b"
    r"|\bby position (?:only|alone)\b|\bmust be (?:\w+ )?(?:positional\b|positionally|by position)"
)
_FORCED = re.compile(
    r"\b(?:only|must|ha(?:s|ve) (?:not )?to|needs?|needed|always|solely|exclusively|alone|mandatory"
    r"|compulsory|required|forc(?:es?|ed|ing)|obliged|be sure|as long as|necessary|unless"
    r"|insists?|enforc\w+|demands?|obligatory|nothing but|everybody)\b"
)
_ALONE = re.compile(r"\bno other way\b|\bnothing else (?:works|is accepted)\b")
_DROPPED = re.compile(
    r"\b(?:drop(?:ped|ping|s)?|optional|matter of taste|(?:left|leav(?:e|es|ing)) (?:out|away|off)"
    r"|omit(?:ted|ting|s)?|skip(?:ped|ping|s)?|dispens(?:e|ing) with)\b"
)
_ALLOWED = re.compile(r"\b(?:may|can|also|accepted|allowed|supported|possible|works)\b")
_REFUSED = re.compile(
    r"\b(?:not|never|no|nothing(?! but)|(?:raises (?:an? )?)?typeerror|rejected|refuse[sd]?"
    r"|forbidden|rather than|unless"
    r"|prohibited|disallowed|protected|impossible|unsupported|an error|fails)\b"
)
# "The sort position" is no way of passing an argument.
_PASSED = re.compile(
    r"\bpositional\b(?=[.)]|$)|\bparameter\b|§=|\bhand(?:ed|ing)?\b|\bpass(?:ed|ing)?\b|\bgiv(?:en?|ing)\b|\bsuppl(?:y|ied|ying)\b|\bspecif|\barguments?\b|\baccept"
    r"|\bby (?:position|keyword|name)\b|\bonly\b|\bpositionally\b|\bsignature\b|\bcall(?:s|ed)?\b"
    r"|\bto be named\b|\bnam(?:e|ing) §|\blabell?|\bfill|\b(?:star|asterisk)\b|\bcalling\b"
    r"|\bset\b|\bslot\b|\bunpack|\bpython\b|\btaken?\b|\btaking\b|\bonly_?|\bkw"
    r"|\bdrop|\bname §|\bpositional §|\bleave out\b|\bsignature\b|\bits name\b|_or_|\bnamed\b"
    r"|\buse\b|\bkeyword\b|\bvalue\b|\bwrit(?:e|ing|ten)\b|\bstyles?\b|\bposition(?:al)?\)"
)


class Way(Enum):
    """How a statement says that an argument is passed."""

    KEYWORD_ONLY = auto()
    EITHER = auto()
    POSITIONAL_ONLY = auto()
    BY_KEYWORD = auto()


_CLAIMS = {
    Way.KEYWORD_ONLY: (ClaimKind.KEYWORD_ONLY, False),
    Way.EITHER: (ClaimKind.KEYWORD_ONLY, True),
    Way.POSITIONAL_ONLY: (ClaimKind.POSITIONAL_ONLY, False),
    Way.BY_KEYWORD: (ClaimKind.POSITIONAL_ONLY, True),
}
# Blanks in a statement that says one thing alone: "can only be passed by keyword".
_SHORT = 6


def read_passing(sentence: Sentence, passage: Passage, names: frozenset[str]) -> Iterator[Claim]:
    """Claims that an argument goes by keyword only, by position only, or either way."""
    if passage.part not in _PARTS or not _is_near(sentence):
        return
    said = spoken(sentence.text, passage, names)
    if said is None or not _PASSED.search(said.text):
        return
    found = [(way, at, size) for at, size, way in _ways(said)]
    if not found and "typeerror" in said.text and (named := _KEYWORD.search(said.text)):
        found = [(Way.KEYWORD_ONLY, named.start(), len(named[0]))]
    if not found:
        return
    # What one statement forces, another explains.
    way, at, size = min(found, key=lambda item: (item[0].value, item[1]))
    kind, negated = _CLAIMS[way]
    words = said.text[at : at + size].strip().replace("§", "it")
    plain = len(found) == 1 and words.count(" ") < _SHORT and words in sentence.text.lower()
    sureness = Sureness.READ if plain else Sureness.MENTIONED
    yield Claim(kind, words, said.parameter_at(at + size - 1), negated=negated, sureness=sureness)


def _is_near(sentence: Sentence) -> bool:
    """Whether a word of the topic is there, or a name of ``inspect`` for a way of passing."""
    return (
        not sentence.vocabulary.isdisjoint(_TRIGGERS)
        or "_ONLY`" in sentence.text
        or ("_OR_" in sentence.text)
    )


def _ways(said: Spoken) -> Iterator[tuple[int, int, Way]]:
    at, alone = 0, _ALONE.search(said.text) is not None
    while at < len(said.text):
        start, end = said.clause(at)
        text = said.text[start:end]
        # "Calls that pass it in sequence, without naming it, do not set it."
        aside = text.startswith(" without ") and start > 0
        way = _way(said.text if aside else text, alone) if end > start else None
        if way is not None:
            yield start, end - start, way
        at = max(end, at) + 1


def _way(text: str, alone: bool) -> Way | None:
    """The way that one statement speaks of; alone where another one denies that there are more."""
    if _EITHER.search(text):
        return Way.KEYWORD_ONLY if _is_refused(text) else Way.EITHER
    marked = _MARKED.search(text)
    if marked is not None:
        return Way.EITHER if _is_refused(text[: marked.start()]) else Way.KEYWORD_ONLY
    ordinary = _ORDINARY.search(text)
    if ordinary is not None:
        return Way.KEYWORD_ONLY if _is_refused(text[: ordinary.start()]) else Way.EITHER
    if _ALIKE.search(text) and (_KEYWORD.search(text) or _POSITION.search(text)):
        return Way.EITHER
    refused = _is_refused(text)
    if _POSITIONAL_ONLY.search(text):
        return Way.KEYWORD_ONLY if refused else Way.POSITIONAL_ONLY
    if _POSITION.search(text):
        return Way.KEYWORD_ONLY if refused else Way.EITHER
    if not _KEYWORD.search(text):
        return None
    if _DROPPED.search(text):
        return Way.KEYWORD_ONLY if refused else Way.EITHER
    if _FORCED.search(text) or alone:
        return Way.EITHER if refused else Way.KEYWORD_ONLY
    if _ALLOWED.search(text):
        return Way.POSITIONAL_ONLY if refused else Way.BY_KEYWORD
    return None


def _is_refused(text: str) -> bool:
    return len(_REFUSED.findall(text)) % 2 == 1
