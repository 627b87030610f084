"""What prose says of a parameter's type, in whatever words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..claims import Claim, ClaimKind, Part, Passage, Sureness
from .sentence import Sentence
from .spoken import MARK, Spoken, spoken

_PARTS = (Part.SUMMARY, Part.DESCRIPTION, Part.PARAMETER)
# Words for a type of which many more things are said than of a type word in code.
_TYPES = {
    "string": "str", "str": "str", "text": "str", "textual": "str",
    "integer": "int", "int": "int", "whole number": "int",
    "float": "float", "floating point number": "float", "floating-point number": "float",
    "number": "number", "numeric": "number",
    "boolean": "bool", "bool": "bool", "truth value": "bool",
    "bytes object": "bytes", "bytes": "bytes", "raw bytes": "bytes",
    "list": "list", "tuple": "tuple", "pair": "tuple", "set": "set",
    "dictionary": "dict", "dict": "dict", "mapping": "mapping",
    "sequence": "sequence", "iterable": "iterable", "array": "sequence",
}  # fmt: skip
_VOCABULARY = frozenset(word for words in _TYPES for word in words.split()) - {"point", "value"}
_TYPE = "|".join(sorted(map(re.escape, _TYPES), key=len, reverse=True))
# Behind a type these show that it is a noun of its own, not part of another: "list index".
_ALONE = (
    r"(?=\s*(?:$|[^\w\s'’-]|§|(?:of|that|with|to|containing|in|representing|or|for|from|indicating"
    r"|giving|which|where|if|when|describing|and|objects?|values?|instances?|holding|listing|by|on"
    r"|whose|called|named|is|will|here|as|beforehand|instead|given|passed|supplied|the|then|only"
    r"|at|before|after|makes?|made|comes?|types?|arguments?|parameters?|inputs?|into|must|may|can"
    r"|should|has|does|would|behind|under|via|through|during|without|until|because|since|so|but"
    r"|rather|not|used|expected|required|needed|wanted|you|we|it|works?|serves?|alone|itself"
    r"|provided|handed|consisting|comprising|literals?|too|also|please|among|throughout)\b))"
)
_PLAIN = (
    r"(?:(?:plain|ordinary|regular|normal|usual|standard|simple|single|real|true|genuine|actual"
    r"|proper|right|correct|appropriate|corresponding|expected|required|suitable|necessary"
    r"|desired|wanted|intended|matching|given|supplied|raw|built-in|builtin|native|python"
    r"|non-empty|short|long|one|whole|complete|full|own|final),? )"
)
# What somebody else hands over is called by its type.
_HANDED = (
    r"(?:passed|given|handed|supplied|provided|taken|received|accepted|known|stored|found|fed"
    r"|comes?|came|coming|arrives?|arriving|gets?|goes|specified)"
)
_PHRASE = re.compile(
    rf"\b(?P<before>\w+ )?(?:an?|one|some|any|your) (?:(?!the\b|an?\b)[\w-]+ ){{0,2}}?"
    rf"(?P<noun>{_TYPE})\b{_ALONE}"
    rf"|\b(?P<typed>{_TYPE})[ -]typed?\b"
    rf"|\btyped? (?:is |of |as |= |: )?(?:an? )?(?P<type>{_TYPE})\b"
    rf"|\b(?:given|declared|passed|supplied|typed|annotated|hinted|defined) as "
    rf"(?P<given>{_TYPE})(?=[.,;)]|$)"
    rf"|\b(?:instances?|objects?) of (?:(?:type|class) )?(?:an? |the )?(?P<instance>{_TYPE})\b"
    rf"|^(?P<whole>{_TYPE})\.?$|\bonly (?P<only>{_TYPE}) values?\b"
    rf"|\b(?:types?|class|kind)(?: of value)?(?: \w+)? (?:of|for) § "
    rf"(?:is|must be|has to be|should be)[:,]? (?:an? |the )?{_PLAIN}*(?P<typing>{_TYPE})\b"
    rf"|\bhas (?P<own>{_TYPE}) as its type\b"
    rf"|\btype: (?P<colon>{_TYPE})\b|\(`*(?P<bracket>{_TYPE})`*[,)]|§ ?: (?P<field>{_TYPE})\b"
    rf"|\b(?:of|be|has|is|by|=|expected:?) (?P<bare>(?!set\b)(?:{_TYPE}))(?=[.,;)]|$| as its)"
    rf"|\bthe (?P<told>{_TYPE}) (?:that the caller|given|called|named|supplied|passed|handed)"
    # "The string `x`", "the list that comes in as `x`".
    rf"|\b(?:the|this|its|one|an?|your) {_PLAIN}*(?P<beside>{_TYPE})(?: argument| parameter"
    rf"| value| object)? (?:(?:(?:that|which) )?(?:(?:is|was|you|we|they|callers?) )?{_HANDED} "
    rf"(?:(?:in|over|along|on) )?(?:as|via|through|by|in|for|to|with|under|by way of|by means of) "
    rf"(?:the )?|called |named )?§"
    rf"|\b(?:treated|used|handled|passed|given|taken|seen|thought of|regarded) (?:like|as) "
    rf"(?:an?|any|the|its|one|if it were an?) {_PLAIN}*(?P<treated>{_TYPE})\b{_ALONE}"
    rf"|§ as (?:its|the|an?|one|your|their) {_PLAIN}*(?P<taken>{_TYPE})\b{_ALONE}"
    rf"|\b(?:is|be|are|wants|takes|accepts|expects|needs|requires|prepare|supply|supplies|pass"
    rf"|passes|hand over|provide|provides) (?:the|its|their) {_PLAIN}+(?P<wanted>{_TYPE})\b{_ALONE}"
    rf"|\bother[^.;,]{{0,40}} than (?:the|an?) {_PLAIN}*(?P<other>{_TYPE})\b{_ALONE}"
    rf"|\banything but (?:the|an?) {_PLAIN}*(?P<but>{_TYPE})\b{_ALONE}"
    rf"|\b(?:corresponds?|corresponding|amounts?|equivalent|restricted|limited|confined) to "
    rf"(?:an?|the|one)? ?{_PLAIN}*(?P<equal>{_TYPE})s?\b{_ALONE}"
    # What stands at the head of an entry is its parameter: "The string to work with."
    rf"|(?:^|[;:—–(] ?|, )(?:(?:the|this|that|our|your|his|their) {_PLAIN}*|{_PLAIN}+)"
    rf"(?P<head>{_TYPE})\b{_ALONE}"
)
# Behind one of these it is something that the argument holds, becomes or comes from.
_ELSEWHERE = frozenset(
    {
        *(
            "in",
            "of",
            "from",
            "into",
            "to",
            "on",
            "inside",
            "per",
            "like",
            "within",
            "than",
            "with",
        ),
        *(
            "contains",
            "containing",
            "has",
            "have",
            "holds",
            "return",
            "returns",
            "returning",
            "yields",
        ),
        *(
            "yield",
            "produces",
            "gives",
            "gets",
            "get",
            "creates",
            "build",
            "builds",
            "make",
            "makes",
        ),
        *("not", "for", "through", "unpacking", "over", "via", "using", "remains", "becomes"),
    }
)
# "If a list is given, this is ignored."
_OTHERS = re.compile(r" (?:is|was) (?:also |not )?(?:provided|given|passed|specified|supplied)\b")
# What is done to an argument may lead to another type: "write `data` as a string".
_MADE = re.compile(
    r"\b(?:return\w*|yield\w*|conver\w+(?! it)|format\w*|encod\w+|decod\w+|serializ\w+|render\w*"
    r"|writ\w+|dump\w*|pars\w+|load\w*|cast\w*|turn\w*|transform\w*|represent\w*|result\w*|output"
    r"|callable|callback|function (?:that|which|tak)|creat\w+|produc\w+|generat\w+|wrap\w*"
    r"|stor\w+)\b"
)


def read_parameter_types(
    sentence: Sentence, passage: Passage, names: frozenset[str]
) -> Iterator[Claim]:
    """The types that a sentence gives to an argument: one of them must be right."""
    if passage.part not in _PARTS or sentence.vocabulary.isdisjoint(_VOCABULARY):
        return
    said = spoken(sentence.text, passage, names)
    if said is None:
        return
    told: dict[str, list[tuple[str, str]]] = {}
    for subject, words, name in _types(said):
        told.setdefault(subject, []).append((words, name))
    for subject, types in told.items():
        value = " or ".join(dict.fromkeys(name for _, name in types))
        words = types[0][0].strip()
        yield Claim(ClaimKind.TYPE, words, subject, value, sureness=Sureness.MENTIONED)


def _types(said: Spoken) -> Iterator[tuple[str, str, str]]:
    for match in _PHRASE.finditer(said.text):
        start, end = said.clause(match.start())
        named = MARK in said.text[start:end] or MARK in said.text[: match.start()]
        of_other = (match["noun"] or match["taken"]) and _is_elsewhere(said, match, start)
        if not (said.subject or named) or of_other:
            continue
        if match["head"] and not (said.subject and _is_head(said, match)):
            continue
        word = next(text for key, text in match.groupdict().items() if text and key != "before")
        yield said.parameter_at(match.start()), match[0].replace(MARK, "it"), _TYPES[word]


# "Hand over", "in the form of".
_OVER = ("form of ", "shape of ", "hand over ", "hands over ", "handed over ", "kind of ")


def _is_head(said: Spoken, match: re.Match[str]) -> bool:
    """Whether the noun at the head of a statement is the entry's parameter."""
    return match.start() == 0 or "this " in match[0]


def _is_elsewhere(said: Spoken, match: re.Match[str], start: int) -> bool:
    """Whether a type is that of something else, or what an argument is made into."""
    if said.text[match.end() :].startswith((" called §", " named §", " given as §")):
        return False
    before = said.text[start : match.start()] + (match["before"] or "")
    if _OTHERS.match(said.text, match.end()) or match[0].endswith(("a number", "any number")):
        return True
    held = (match["before"] or "").strip() in _ELSEWHERE and not before.endswith(_OVER)
    return held or _MADE.search(before) is not None
