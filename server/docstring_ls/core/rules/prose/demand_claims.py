"""Whether prose says that a parameter must be given or may be left out, in whatever words.

The words of the topic stand for one of two answers each; a negation in front turns them round. What
nobody foresaw is only a mention: it must be borne out by the signature, but is never called false.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..claims import Claim, ClaimKind, Part, Passage, Sureness
from .sentence import Sentence, TokenKind
from .spoken import MARK, Spoken, spoken
from .values import is_literal, value_at

_GIVE = (
    r"(?:given?|giving|pass(?:ed|ing)?|suppl(?:y|ied|ying)|specif(?:y|ied|ying)|provid(?:e|ed|ing)"
    r"|stated?|set|present|there|includ(?:e|ed|ing)|hand(?:ed|ing)?(?: \S+)? (?:in|over)"
    r"|spelled out|overrid(?:e|den)|told|come up with|worry|think|bother|writ(?:e|ten)|filled in"
    r"|declared?|mentioned?)\b"
)
# "Must be given as a string" says how, not whether.
_HOW = r"(?! (?:as|by|if|when|unless|to|with|before|for|via|through|only|together|in (?!e[av]))\b)"
_UNLESS = r"(?! (?:if|when|unless|by|for|to|only|in order)\b)"
_REQUIRED = (
    rf"required{_UNLESS}|mandatory|compulsory|obligat\w+|obliged|indispensable|imperative"
    r"|necessarily (?:given|passed|supplied|specified|provided|present)|no choice but"
    r"|no way around|is a must|be sure to pass|insist\w* (?:on|that)|only once (?:you|it|§)"
    r"|requir(?:es?|ing) (?:the caller|callers|you|an explicit|that §)"
    r"|(?:each and every|every|each|all) (?:single )?(?:calls?|invocations?|callers?)"
    rf"|(?:must|ha(?:s|ve) (?:always |got )?to|needs? (?:always )?to|need(?= not)|always) "
    rf"(?:(?!not (?!be))(?:\w+|§) ){{0,3}}?{_GIVE}{_HOW}"
    rf"|(?:is|are|be) (?:always )?(?:needed|necessary){_UNLESS}"
)
_OPTIONAL = (
    r"optional(?:ly)?|voluntary|dispensable|opt-in|discretionary|with or without"
    r"|up to (?:you|the (?:caller|user)|callers|users)|(?:feel |are |is )free (?:to|not to)"
    r"|whether or not (?:you|it|§|one)"
    r"|only (?:\w+ )?(?:needs?|needed|necessary|ha(?:s|ve) to|overrid\w+|a few)"
)
_OMITTED = (
    r"omit(?:ted|ting|s)?|omission|unspecified"
    r"|in (?:the|its) absence\b(?! of (?!this|§|an explicit))"
    r"|(?:leav(?:e|es|ing)|left) (?:\S+ ){0,2}?(?:out|away|unspecified|unset)"
    r"|forg[eo]t(?:ten|ting)?|dispens(?:e|ed|ing) with|do(?:es|ing)? without (?:it|§|one)"
    r"|(?:can |is )(?:be )?called? without|without asking"
    rf"|(?:(?<!must )(?<!may )(?<!can )not|never|nothing(?: else)? is|none is|unless|nobody) "
    rf"(?:(?!not)(?:\w+|§) ){{0,3}}?{_GIVE}(?! (?:to|on|through|as|by|in (?!e[av]))\b)"
)
# What is left out must be named beside these: of something else they are said as often.
_IT = r"(?:§|it\b|this (?:argument|parameter|option)|the (?:argument|parameter|option))"
_VAGUE = r"skip(?:ped|ping|s)?|drop(?:ped|ping|s)?|absent|missing|lack(?:s|ing)?|unset"
_OMITTED_IT = (
    rf"(?:{_VAGUE}|without|silent about) (?:(?:an?|the|of|any|explicit|value for) ){{0,3}}{_IT}"
    rf"|{_IT} (?:\w+ ){{0,2}}?(?:{_VAGUE})|(?:^|, |if |when |with )no (?:value for |explicit )?§"
    r"|unless an? (?:value for )?§"
)
_DEFAULT = (
    r"(?:an?|the|no|any|built-in|sensible|reasonable|without|its) default\b"
    r"(?=\s*(?:$|[^\w\s§]|(?:and|so|or|is|at|in|to|of|for|on|comes|exists)\b))"
    r"|default value|fallback|preset|pre-set|value to fall back on"
    r"|(?:standard|initial|usual|built-in|nominal) (?:values?|settings?|choice)"
)
_BY_DEFAULT = (
    r"by default|defaults? (?:to|is|being|will)|defaulting to|fall(?:s|ing)? back|out of the box"
    r"|signature amounts to"
)
_SIGNAL = re.compile(
    rf"\b(?:(?P<required>{_REQUIRED})|(?P<optional>{_OPTIONAL})\b|(?P<omitted>{_OMITTED})\b"
    rf"|(?P<default>{_DEFAULT})|(?P<taken>{_BY_DEFAULT})\b)|(?P<vague>{_OMITTED_IT})"
)
_ERROR = re.compile(
    r"(?<!not )(?<!no )(?<!not an )\b(?:typeerror|rejected|refused?|impossible|fails?"
    r"|failing(?! that)|an error|a mistake"
    r"|not (?:possible|accepted|allowed|make th|be (?:called|invoked|made)))\b"
)
# Adjectives before a noun tell of that: "the required headers".
_ADJECTIVES = frozenset(
    {
        *("required", "optional", "optionally", "mandatory", "compulsory", "obligatory"),
        "voluntary",
    }
)
_PREDICATE = re.compile(
    r"\s*(?:$|[^\w\s]|§|(?:and|or|but|in every|in each|so|since|as|because|arguments?|parameters?"
    r"|values?|keyword|settings?|here|at|on|for)\b|given (?:an? )?§)"
)
_NOT = re.compile(r"\b(?:not|no|never|without|lacks?)\b")
_OTHER = re.compile(r"`\w+[._(]\w*[^`]*`[^`]*$")
# "If a key is not given": not the parameter, unless it is called so.
_NOUN = re.compile(
    r"\b(?:if|when|where|whenever|in case|unless)\s+(?:the |an? |no |any |this |that |its )?"
    r"(?P<noun>\w+)(?:\s+\w+)?\s+(?:is|are|was|were|be|has|have)(?: been)?\s*$"
)
_ITSELF = frozenset(
    {
        *("it", "this", "argument", "parameter", "option", "value", "one", "none", "nothing"),
        *("that", "they", "these", "keyword", "anything"),
    }
)
# "Do not pass None" is about None.
_NONE_GIVEN = re.compile(
    r"\b(?:pass|set|hand|giv|suppl|us)\w* (?:it |in |this |§ )?(?:to )?`*none\b(?! of)"
)
# What the body takes for None is no default of the signature.
_IF_NONE = re.compile(r"\b(?:if|when)\b[^.;,]{0,40}\bnone\b(?! is\b)")
# Of the name that is written in a call, not of the argument.
_NAMING = re.compile(r"\bkeyword\b|\b(?:its|the) name\b|§=(?![\w\"\'.-])|\bnaming\b|\bposition")
_NAMED = re.compile(r" (?:out )?(?:the name|the keyword|§=|its name|its keyword)")
_TRIGGERS = frozenset(
    {
        *("required", "mandatory", "compulsory", "obligatory", "obligation", "obliged", "must"),
        *("indispensable", "imperative", "necessarily", "choice", "way", "sure", "insist"),
        *("insists", "insisting", "requires", "requiring", "every", "each", "has", "have"),
        *("needs", "need", "always", "needed", "necessary", "optional", "optionally"),
        *("voluntary", "dispensable", "opt-in", "up", "free", "whether", "without", "only"),
        *("omit", "omits", "omitted", "omitting", "omission", "leave", "leaves", "leaving"),
        *("left", "unspecified", "forget", "forgets", "forgetting", "forgotten", "dispense"),
        *("not", "never", "nothing", "none", "unless", "nobody", "skip", "skips", "skipped"),
        *("skipping", "drop", "drops", "dropped", "dropping", "absent", "absence", "missing"),
        *("lack", "lacks", "lacking", "unset", "no", "silent", "default", "defaults"),
        *("defaulting", "fall", "falls", "falling", "fallback", "preset", "pre-set", "box"),
        *("standard", "initial", "usual", "built-in", "nominal", "signature", "can't", "cannot"),
        *("don't", "doesn't", "needn't", "won't", "isn't", "aren't"),
    }
)


@dataclass(frozen=True, slots=True)
class Demand:
    """One word of the topic.

    Attributes:
        subject: The parameter that it is about.
        is_required: Whether it says that it must be given.
        words: The word.
        leaves_out: Whether it speaks of leaving out or of a default, not of *optional* alone.
        is_plain: Whether the statement says little else.
    """

    subject: str
    is_required: bool
    words: str
    leaves_out: bool
    is_plain: bool


def read_demands(
    sentence: Sentence, passage: Passage, names: frozenset[str], told: frozenset[str]
) -> Iterator[Claim]:
    """Claims that a parameter must be given or may be left out, and what is taken then.

    Args:
        sentence: The sentence.
        passage: Where it stands.
        names: The parameters.
        told: The parameters whose default it was understood to state.
    """
    if passage.part not in _PARTS or sentence.vocabulary.isdisjoint(_TRIGGERS):
        return
    said = spoken(sentence.text, passage, names)
    demands = tuple(_demands(said)) if said is not None else ()
    for subject in dict.fromkeys(demand.subject for demand in demands):
        if subject not in told:
            yield from _claims(sentence, [item for item in demands if item.subject == subject])


def _claims(sentence: Sentence, demands: list[Demand]) -> Iterator[Claim]:
    """What is said first of a parameter, and the value that is told beside leaving it out."""
    demand = demands[0]
    kind = ClaimKind.REQUIRED if demand.is_required else ClaimKind.OPTIONAL
    value = "left out" if demand.leaves_out else ""
    sureness = Sureness.READ if demand.is_plain else Sureness.MENTIONED
    yield Claim(kind, demand.words.replace(MARK, "it"), demand.subject, value, sureness=sureness)
    for item in demands if not demand.is_required else ():
        if item.leaves_out:
            yield from _value(sentence, item)
            return


# Blanks in a statement that says one thing alone: "the argument may be omitted".
_SHORT = 5
_PARTS = (Part.SUMMARY, Part.DESCRIPTION, Part.PARAMETER)


def _demands(said: Spoken) -> Iterator[Demand]:
    if said.text.rstrip().endswith("?") or _NONE_GIVEN.search(said.text):
        return
    fails = _ERROR.search(said.text) is not None
    for match in _SIGNAL.finditer(said.text):
        if not _is_meant(said, match):
            continue
        kind, words = str(match.lastgroup), match[0]
        at = match.start() + max(words.find(MARK), 0)
        required = kind == "required"
        if kind != "taken":
            inside = kind == "default" or (required and not words.startswith("no "))
            denials = said.is_denied(match.start()) + (len(_NOT.findall(words)) if inside else 0)
            required = required != (denials % 2 == 1)
        leaves_out = kind not in {"required", "optional"}
        subject = said.parameter_at(at)
        if subject and not ("default" in subject and words in _OWN):
            start, end = said.clause(match.start())
            plain = not fails and kind != "taken" and said.text.count(" ", start, end) < _SHORT
            yield Demand(subject, required or (fails and leaves_out), words, leaves_out, plain)


# What a parameter may be that is called so itself.
_OWN = frozenset({"default value", "the default", "its default", "a default"})


def _is_meant(said: Spoken, match: re.Match[str]) -> bool:
    """Whether it is said of the parameter, not of something else in the sentence."""
    start, _ = said.clause(match.start())
    before = said.text[start : match.start()]
    if match[0] in _ADJECTIVES and not _PREDICATE.match(said.text, match.end()):
        return match.start() == 0 and bool(said.subject) and match[0] == "optional"
    if _OTHER.search(before) or _NAMING.search(before) or _NAMED.match(said.text, match.end()):
        return False
    noun = _NOUN.search(before) if match.lastgroup != "vague" else None
    if noun is not None and noun["noun"] not in _ITSELF and MARK not in noun[0]:
        return False
    # "By default, …" need not be about a parameter that comes later.
    if match.lastgroup not in {"default", "taken"}:
        return True
    return not _IF_NONE.search(said.text) and (bool(said.subject) or said.is_named_by(match.end()))


def _value(sentence: Sentence, demand: Demand) -> Iterator[Claim]:
    """The value that is told beside words of leaving out: it must be the default."""
    words = frozenset(demand.words.split())
    at = next((i for i, word in enumerate(sentence.spelled) if word in words), 0)
    values = [(abs(i - at), i) for i in range(len(sentence.tokens)) if _stated(sentence, i)]
    if values:
        _, place = min(values)
        first, last = sorted((at, place))
        yield Claim(
            ClaimKind.DEFAULT,
            sentence.between(first, last),
            demand.subject,
            _stated(sentence, place),
            sureness=Sureness.MENTIONED,
        )


def _stated(sentence: Sentence, at: int) -> str:
    """The value that a token states; a condition's is not what is taken."""
    token, before = sentence.tokens[at], sentence.words(at - 2, at)
    if token.kind is TokenKind.CODE and "=" in token.text:
        value = token.text.partition("=")[2]
        return value if is_literal(value) else ""
    if token.text in _BRACKETS:
        end = sentence.text.find(_BRACKETS[token.text], token.start) + 1
        piece = sentence.text[token.start : end]
        return piece if any(map(str.isdigit, piece)) and is_literal(piece) else ""
    # "128-bit" is no value of its own, and "whenever none is given" no None.
    number = token.kind is TokenKind.NUMBER
    hyphen = number and sentence.text[token.end : token.end + 1] == "-"
    # "OAuth 2.0", "ISO 8601".
    if number and at > 1 and sentence.tokens[at - 1].text[:1].isupper():
        return ""
    if before[-1:] in _ASKED or before == ("set", "to") or hyphen or token.text == "none":
        return ""
    return value_at(sentence, at, weak=False)


_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_ASKED = {("if",), ("when",), ("not",), ("unless",)}
