"""Words for types that are said of the result, however the sentence around them is built."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..claims import Claim, ClaimKind, Part, Passage, Sureness
from .polarity import is_denied, segment
from .sentence import Sentence, TokenKind, token_at

_WORDS = {
    "str": r"string|str|text|textual",
    "int": r"integer|int|whole number",
    "float": r"float|floating[- ]point(?: number| value)?",
    "number": r"(?<!a )number|numeric|count",
    "bool": r"boolean|bool|truth value|flag",
    "list": r"list",
    "dict": r"dictionary|dict",
    "mapping": r"mapping",
    "tuple": r"tuple|pair|triple",
    "set": r"set",
    "sequence": r"sequence",
    "bytes": r"bytes|byte[- ]?string|binary data",
}
_TYPE = re.compile(
    r"(?<![\w.])(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _WORDS.items())
    + r")(?![\w(=]|\.\w|-\w)"
)  # fmt: skip
# Cheap words without which none of these is there.
_GUARD = re.compile(
    r"str|text|int|whole|float|numb|numer|count|bool|truth|flag|list|dict|mapping|tuple|pair|triple"
    r"|set|byte|binary|seq|whether|how many|true|false"
)
# In front of a type these say that it is what something is.
_CALLED = re.compile(
    r"(?:\bas|\binto|\b(?:form|shape|guise|kind|instance|sort) of|\btype(?:\s+is|:|\s+of)?"
    r"|\bkind\b.* is|\bis|\bsome|\bone|\bresulting|\blike (?:every|any)"
    r"|\b(?:a|an|any)(?: other)?(?: \w+)? (?:new|old|standard|mere)"
    r"|\b(?:plain|regular|single|ordinary|built-?in|python|simple|fresh|native|standard|returned"
    r"|final|finished)"
    r"|->|\b(?:class|type|kind|sort) of (?:the|its) (?:outcome|result|output|answer|return value):)"
    r"(?: (?:a|an|one|the|some|any|other|every|single|plain|python|built-?in|type|\w+-\w+))*"
    r"[\s`*:]*$"
    r"|(?:\(|value: )(?:an? )?[`*]*$"
)
_SURELY = re.compile(
    r"(?<!passed )(?<!given )(?<!supplied )(?<!provided )(?<!represented )"
    r"\b(?:as|in the (?:form|shape) of) (?:a|one|some)(?: [\w-]+)? $"
    r"|-> $|\b(?:single|python|plain|fresh) $|\bmakes? (?:one|a) $"
)
# Behind a type these show the same.
_CALLS = re.compile(r"[`*]* (?:type|object|instance|value|family|form)\b")
_OF_RESULT = re.compile(
    r"\breturn(?:s|ed|ing)?\b|\bresult(?:ing|s)?\b|\boutcomes?\b|\boutput\b|\bevaluat\w+|\byou\b"
    r"|\bcallers?\b|\bhand(?:s|ed|ing)? (?:back|over|you)|\bcomes? (?:out|back)\b|\breceiv\w+"
    r"|^(?:get|fetch|give|produce|build|create|compute|make|construct|generate|obtain)s?\b"
    r"|->|\bback\b|\bdeliver\w*|\bproduc\w+|\byour?\b"
)
# Tokens between a parameter and what is said to be its type.
_NEAR = 4
_PARTS = (Part.SUMMARY, Part.DESCRIPTION, Part.RETURNS)


# In front of a type these show that it is that of what goes in.
_WITHIN = re.compile(
    r"\b(?:of|in|from|for|on|to(?! return)|with|by|at|per|between|within|each|every|over|if"
    r"|whether|given|join\w*)"
    r"(?: \w+){0,2} [`*]*$"
)
# In front of a type these show that it is that of something within.
_PARTS_OF = re.compile(
    r"\b(?:first|second|third|last|each|items?|elements?|keys?|entries|entry|respectively)\b"
)
_TURNED_INTO = re.compile(r"\b(?:turned|converted|cast|passed|joined|changed) (?:in)?to an? ")
# "Is set to" and "count on" are no types.
_VERB = re.compile(r" (?:to|by|if|in|on|at|via|when|up|for|with|as)\b")


def read_type_mentions(
    sentence: Sentence, passage: Passage, parameters: frozenset[str], is_read: bool
) -> Iterator[Claim]:
    """Types that are named as that of the result.

    Args:
        sentence: The sentence.
        passage: Where it stands.
        parameters: Names that are parameters; a type beside one of them is its own.
        is_read: Whether a type was read already, so that only what is clearly one more counts.
    """
    text = sentence.text.lower()
    if passage.part not in _PARTS or not _GUARD.search(text):
        return
    yield from _truth(sentence, passage, text)
    for count, match in enumerate(_TYPE.finditer(text), start=int(is_read)):
        at = token_at(sentence, match.start())
        start, end = segment(sentence, at)
        tokens = sentence.tokens[start:end]
        before = text[: match.start()]
        of_parameter = not before.endswith("-> ") and _is_of_parameter(sentence, at, parameters)
        if not _is_noun(sentence, at, match) or of_parameter:
            continue
        if _PARTS_OF.search(before):
            continue
        if _TURNED_INTO.search(before):
            continue
        called = _CALLED.search(before) or _CALLS.match(text, match.end())
        said = text if called else text[tokens[0].start : tokens[-1].end]
        of_result = passage.part is Part.RETURNS or _OF_RESULT.search(said) is not None
        if called or (of_result and count == 0 and not _WITHIN.search(before)):
            yield Claim(
                ClaimKind.TYPE,
                match[0],
                value=str(match.lastgroup),
                negated=is_denied(sentence, at),
                condition="" if of_result or _SURELY.search(before) else "not surely the result",
                sureness=Sureness.MENTIONED,
            )


# What is true or false, or a count, needs no word for its type.
_TRUTH = re.compile(
    r"(?P<bool>\breturn(?:s|ing)?:? [`*]*(?:true|false)\b|\breturn(?:s|ing)? whether\b)"
    r"|(?P<number>\breturn(?:s|ing)? how many\b)"
)
_TRUTH_FIRST = re.compile(
    r"(?P<bool>whether|[`*]*(?:true|false)[`*]* (?:if|when|unless|on|for)|[`*]*true[`*]*,)\b"
    r"|(?P<number>how many)\b"
)


def _truth(sentence: Sentence, passage: Passage, text: str) -> Iterator[Claim]:
    """*Whether*, *how many*, *returns True if*."""
    match = _TRUTH.search(text)
    if match is None and passage.part is Part.RETURNS:
        match = _TRUTH_FIRST.match(text)
    if match is not None and not is_denied(sentence, token_at(sentence, match.start())):
        yield Claim(
            ClaimKind.TYPE, match[0], value=str(match.lastgroup), sureness=Sureness.MENTIONED
        )


def _is_noun(sentence: Sentence, at: int, match: re.Match[str]) -> bool:
    """Whether a word for a type is one here, rather than a verb or a part of code."""
    token = sentence.tokens[at]
    if token.kind is TokenKind.CODE:
        return token.text.lower() == match[0]
    before = match.string[: match.start()]
    if match.lastgroup not in {"set", "number"} or "type" in before or _ARTICLE.search(before):
        return True
    return not _VERB.match(match.string, match.end()) and not _IS.search(before)


_ARTICLE = re.compile(r"\b(?:an?|one|some|any|single|plain|python|built-in|regular|resulting) $")
_IS = re.compile(r"(?:^|\b(?:is|are|was|were|be|been|not|if|when|to|should|must|can)) $")


def _is_of_parameter(sentence: Sentence, at: int, parameters: frozenset[str]) -> bool:
    """Whether a parameter stands so near in front that the type is its own."""
    for place in range(max(at - _NEAR, 0), at):
        if sentence.tokens[place].text.strip("*") in parameters:
            before = sentence.spelled[place - 1] if place else ""
            return before not in {"return", "returned", "resulting"}
    return False
