"""A sentence with its parameters marked, so that grammars of topics need not know their names."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from ..claims import Part, Passage
from .sentence import NEGATIONS

# Stands for a parameter's name; a letter of no word, so that patterns may look for its edges.
MARK = "§"
# Where one statement ends and another may begin.
_CLAUSE = re.compile(
    r"\.(?=\s|$)|[;:—–]|(?<!\w)\(|\)(?!`)|,(?! (?:which|that|whose)\b)"
    r"|\b(?:(?<!anything )but|while|whereas|so that|although|though)\b"
)
_DENIED = re.compile(r"\b(?:" + "|".join(sorted(NEGATIONS - {"non"})) + r"|lacks?|rather than)\b")
_SHORT = (("n't", " not"), ("cannot", "can not"))
# A name that is also a word is meant as a word behind one of these, an adjective between or not.
_NOUN = re.compile(
    r"\b(?:(?:the|its|their|this|these|those|his|her|own|same|new|each|every|all|any|some)"
    r"(?: (?!argument |parameter |option |keyword |flag |setting )[a-z]+)?"
    r"|an?(?: (?!optional|explicit|mandatory|missing|single|given|obligatory|compulsory"
    r"|required)[a-z]+)?"
    r"|is|are|be|by|can|will|may|to|one|no|default|initial|standard|usual|nominal) $",
    re.I,
)
# What stands behind a name of an argument, rather than behind a noun.
_BEHIND = re.compile(
    r"\s*(?:$|[^\w\s]|(?:is|are|was|has|have|does|can|may|must|cannot|will|should|defaults?|falls"
    r"|being|given|as|to|at|by|when|if|in|out|un\w+|with|positionally|or|and|from|for|comes"
    r"|follows|takes|assumes|before|equal|accepts?|included|assum\w+|had|needs?|explicitly|gets?|ends?|means|then|which|that|works|of|not|each|every|solely|only|exclusively|always|never|either|also|just|merely"
    r"|alone|through|via|behind|after|without|where|here|it|its|you|we|they|unless|because|since"
    r"|so|but|though|among|into|under|like|remains|stays|becomes|equals|starts|serves|insists"
    r"|wants|accepts|expects|requires|arrives|being)\b)"
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence in small letters, its parameters marked.

    Attributes:
        text: It.
        names: The parameter at each mark.
        places: Where the marks stand.
        subject: The parameter that the passage is about, or empty.
    """

    text: str
    names: tuple[str, ...]
    places: tuple[int, ...]
    subject: str

    def clause(self, at: int) -> tuple[int, int]:
        """The statement around a place."""
        start = max((cut.end() for cut in _CLAUSE.finditer(self.text, 0, at)), default=0)
        cut = _CLAUSE.search(self.text, at + 1)
        return start, cut.start() if cut else len(self.text)

    def is_denied(self, at: int) -> bool:
        """Whether what begins at a place is said not to be so."""
        start, _ = self.clause(at)
        return len(_DENIED.findall(self.text, max(start, at - _SCOPE), at)) % 2 == 1

    def is_named_by(self, at: int) -> bool:
        """Whether a parameter was named before a place, or is in the same statement."""
        end = self.clause(at - 1)[1]
        follows = self.text[end : end + 3].strip(", ").startswith(MARK)
        return bool(self.places) and (self.places[0] < end or follows)

    def parameter_at(self, at: int) -> str:
        """The parameter that is spoken of at a place: named in the statement, else the subject."""
        start, end = self.clause(at)
        behind = bisect_right(self.places, at)
        if self.subject:
            named = behind and start <= self.places[behind - 1]
            return self.names[behind - 1] if named else self.subject
        near = [i for i in (behind - 1, behind) if 0 <= i < len(self.places)]
        inside = [i for i in near if start <= self.places[i] < end]
        return self.names[(inside or near)[0]]


# Characters in front of a word in which a negation is about it.
_SCOPE = 48


# An answer's sentence is asked about by several grammars, one after the other.
@lru_cache(64)
def spoken(text: str, passage: Passage, names: frozenset[str]) -> Spoken | None:
    """The sentence with its parameters marked; nothing where it is about none."""
    subject = passage.subject.strip("*") if passage.part is Part.PARAMETER else ""
    found: list[str] = []

    def marked(match: re.Match[str]) -> str:
        name = match["quoted"] or match["plain"]
        if name != subject and name not in names:
            return match[0]
        if match["plain"] and not _is_code(name) and not _is_argument(match, subject):
            return match[0]
        found.append(name)
        return MARK + match[0].strip("`*")[len(name) :].rstrip(".")

    if subject in text or any(name in text for name in names):
        text = _NAME.sub(marked, text.replace(MARK, " "))
    if not found and not subject:
        return None
    text = text.replace("’", "'").lower()
    for short, long in _SHORT:
        text = text.replace(short, long)
    places = tuple(match.start() for match in re.finditer(MARK, text))
    return Spoken(text, tuple(found), places, subject)


_NAME = re.compile(
    r"(?P<q>``?|\*\*?)\**(?P<quoted>[^\W\d]\w*)(?:=[^`*]*)?(?P=q)"
    r"|(?<![\w.`])(?P<plain>[^\W\d]\w*)(?![\w`]|\.\w)(?:=[\w.\"']+)?"
)


def _is_argument(match: re.Match[str], subject: str) -> bool:
    """Whether a word that is a parameter's name too is meant as that.

    In an entry the name of another parameter may be any word.
    """
    text, start, end = match.string, match.start(), match.end()
    if match["plain"] in _TOPICS or (subject and match["plain"] != subject):
        return False
    if text[end:].lstrip("`").startswith((" of None", " of `")):
        return True
    if text[start - 1 : start] in _HYPHENS or text[end : end + 1] in _HYPHENS:
        return False
    return not _NOUN.search(text[max(start - 40, 0) : start]) and bool(_BEHIND.match(text, end))


_HYPHENS = frozenset("'-’")
# Words of the grammar that parameters are called by too.
_TOPICS = frozenset(
    {
        *("default", "defaults", "required", "optional", "keyword", "position", "none"),
        *("a", "an", "it", "is", "in", "as", "on", "to", "or", "at", "by", "if", "no", "so"),
    }
)


def _is_code(name: str) -> bool:
    return "_" in name or not name.islower() or any(map(str.isdigit, name))
