"""Names in prose that the code should know: whatever is written as code is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..claims import Claim, ClaimKind, Passage
from .sentence import Sentence, Token, TokenKind
from .values import is_literal

_NAME = re.compile(r"\*{0,2}[^\W\d]\w*(?:\.\w+)*(?:\(\))?")
# In code of more than one name: what is read of something, called, or has an underscore.
_PART = re.compile(r"(?<![\w.%$<>/\\-])[^\W\d]\w*(?:\.[^\W\d]\w*)*(?![\w-])")
_QUOTED_NAME = re.compile(r"['\"]_*[a-zA-Z]\w*_\w*['\"]")
_DOTTED = re.compile(r"[a-zA-Z]\w+(?:\.[a-zA-Z]\w+)+")
# Of a role with a title: *the pool <pkg.Pool>*.
_TARGET = re.compile(r"\w <[~.!]?([^\W\d]\w*(?:\.\w+)*)(?:\(\))?>$")
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
# Capitals inside a word: *HttpClient*, *HTTPClient*, *readAll*; not *URLs*, *IDs* or *HTTP*.
_CAMEL = re.compile(r"[A-Z]+[a-z0-9]+[A-Z]\w*|[A-Z]{2,}[a-z]{2,}\w*|[a-z]{2,}[A-Z]\w*")
# *URLs*, *ORed*, *XORing*
_INFLECTED = re.compile(r"[A-Z]{2,}(?:s|ed|ing|able)")
_POSSESSIVE = re.compile(r"['’]s$")
# A line that would be an entry of a list of names: *tax: What is added*, *- tax (int) - ...*.
_ENTRY = re.compile(
    r"(?:^|\n)[ \t]*(?:[-*+•][ \t]+)?[*`]{0,3}(?P<name>(?!note|warning|default|example)[a-z]\w*)"
    r"[*`]{0,3}[ \t]*(?:\([^)\n]{0,60}\)[ \t]*)?(?::|--|–|—|[ \t]-)(?=[ \t\n])"
)
_EMPHASIS = re.compile(r"(?<![\w*`\\])\*{1,2}[^\W\d][^*\n`]{0,80}\*")
_SO = frozenset({"called", "named"})
_MODULE = frozenset({"module", "package", "library", "mod"})
_CLASS = frozenset({"class", "classes", "subclass", "subclasses", "instance", "instances"})
_THING = frozenset(
    {
        *("function", "method", "class", "attribute", "helper", "module", "field", "routine"),
        *("variable", "property", "constant", "coroutine", "decorator", "member", "exception"),
    }
)


def read_names(sentence: Sentence, passage: Passage) -> Iterator[Claim]:
    """Every name that is written as code is, or said to be the name of code.

    A claim's value tells how: ``attribute`` where something is said to have it, ``module`` beside
    that word, ``camel`` where a product may be meant, ``part`` in an expression,
    ``dotted`` where a file may be meant, else ``code``.
    """
    emphasised = _emphasised(sentence.text)
    for match in _ENTRY.finditer(sentence.text):
        yield Claim(ClaimKind.NAME, match[0].strip(), match["name"], value="code")
    called = not sentence.vocabulary.isdisjoint(_SO)
    for at, token in enumerate(sentence.tokens):
        # Most words are of the language, and this is quickly seen.
        if token.word == token.text and not called and token.text.isalpha():
            continue
        if token.kind is TokenKind.CODE:
            for name in _in_code(sentence, token):
                manner = "part" if "(" in token.text[:-2] else _manner(sentence, at)
                yield Claim(ClaimKind.NAME, token.text, name, value=manner)
        elif token.kind is TokenKind.STRING and _QUOTED_NAME.fullmatch(token.text):
            yield Claim(ClaimKind.NAME, token.text, token.text[1:-1], value="code")
        elif token.kind is TokenKind.WORD and not _is_plain(sentence, at):
            plain = _POSSESSIVE.sub("", token.text)
            if name := _shaped(token, plain, emphasised):
                yield Claim(ClaimKind.NAME, token.text, name, value=_manner(sentence, at))
            elif _is_camel(plain) or _is_called_so(sentence, at):
                yield Claim(ClaimKind.NAME, token.text, plain, value="camel")
            elif _DOTTED.fullmatch(plain):
                yield Claim(ClaimKind.NAME, token.text, plain, value="dotted")


def _is_plain(sentence: Sentence, at: int) -> bool:
    """Whether a word is one of the language."""
    text = sentence.tokens[at].text
    if not text.isalpha():
        return False
    return text.islower() and sentence.spelled[at - 1] not in _SO


def _in_code(sentence: Sentence, token: Token) -> Iterator[str]:
    """The names in backticks; of an expression those that can be no plain words."""
    text = _POSSESSIVE.sub("", token.text).lstrip("~.!")
    is_link = sentence.text[token.end : token.end + 1] == "_"
    if is_link or is_literal(text):
        return
    target = _TARGET.search(text)
    if target is not None:
        yield target[1]
        return
    if _NAME.fullmatch(text):
        yield text.strip("*").removesuffix("()")
        return
    for match in _QUOTED.finditer(text):
        if _QUOTED_NAME.fullmatch(match[0]):
            yield match[0][1:-1]
    bare = _QUOTED.sub("", text)
    for match in _PART.finditer(bare):
        is_called = bare[match.end() : match.end() + 1] == "("
        if is_called or "_" in match[0].strip("_") or _is_camel(match[0]):
            yield match[0]


def _shaped(token: Token, text: str, emphasised: frozenset[int]) -> str:
    """The name that a word is by its underscore, call or star, or as what an instance has."""
    bare = text.strip("*")
    is_starred = text.startswith("*") and token.start not in emphasised
    if is_starred or "_" in bare.strip("_") or bare.endswith("()"):
        return "" if "'" in bare else bare.removesuffix("()")
    return bare if bare.startswith(("self.", "cls.")) else ""


def _is_camel(text: str) -> bool:
    last = text.rpartition(".")[2]
    return _CAMEL.fullmatch(last) is not None and not _INFLECTED.fullmatch(last)


def _is_called_so(sentence: Sentence, at: int) -> bool:
    """*the class Frobnicator*, *a Frobnicator instance*, *a helper called frobnicate*."""
    token, before = sentence.tokens[at], sentence.words(at - 2, at)
    if before[-1:] in {("called",), ("named",)} and before[0] in _THING:
        return True
    is_proper = at > 0 and re.fullmatch(r"[A-Z][a-z]+", token.text) is not None
    return is_proper and bool(
        _CLASS & {*before[-1:], *sentence.words(at + 1, at + 2)} or before == ("instance", "of")
    )


def _manner(sentence: Sentence, at: int) -> str:
    """As what a name is spoken of."""
    beside = {*sentence.words(at - 1, at), *sentence.words(at + 1, at + 2)}
    role = sentence.spelled[at - 2] if at > 1 and sentence.tokens[at - 1].text == ":" else ""
    if sentence.tokens[at].text.startswith(("self.", "cls.")):
        return "attribute"
    return "module" if role == "mod" or beside & _MODULE else "code"


def _emphasised(text: str) -> frozenset[int]:
    """Where emphasised words begin, unless it is one word that may be a name."""
    if "*" not in text:
        return frozenset()
    found = _EMPHASIS.finditer(text)
    return frozenset(
        match.start()
        for match in found
        if match[0].startswith("**")
        or not match[0].strip("*").isidentifier()
        or re.search(r"\ban? $", text[: match.start()])
    )
