"""Names of parameters in prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..claims import Claim, ClaimKind, Passage
from .sentence import Sentence, Token, TokenKind
from .values import is_identifier

_NOUNS = frozenset(
    {
        *("argument", "arguments", "parameter", "parameters", "keyword", "flag", "option"),
        *("kwarg", "param", "arg"),
    }
)
# Words before "argument" that say which one, not what it is called.
_PLAIN = frozenset(
    {
        *("the", "this", "that", "a", "an", "each", "every", "any", "all", "no", "its", "these"),
        *("first", "second", "third", "last", "next", "other", "another", "same", "given", "only"),
        *("positional", "keyword", "optional", "required", "extra", "additional", "remaining"),
        *("named", "single", "input", "default", "boolean", "numeric", "string", "integer"),
        *("function", "constructor", "method", "command", "line", "format", "valid", "invalid"),
        *("unknown", "unexpected", "missing", "corresponding", "respective", "following", "two"),
        *("one", "further", "more", "some", "both", "or", "and", "of", "by", "as", "if", "with"),
        *("configuration", "config", "query", "type", "model", "shape", "free", "hidden", "is"),
    }
)
_ASSIGNED = re.compile(r"(?<![\w.(`=;])(?<!; )(?P<name>[a-z_]\w*)=(?=[\w'\"\[({-])")
_SET = re.compile(
    r"\b[Ss]et(?:ting)?\s+`{0,2}(?P<name>[a-z_]\w*)`{0,2}\s+to\s+(?=`|[\d\"'A-Z-]|true|false)"
)


def read_arguments(sentence: Sentence, passage: Passage, names: frozenset[str]) -> Iterator[Claim]:
    """Claims that there is a parameter of a name."""
    for at in () if sentence.vocabulary.isdisjoint(_NOUNS) else range(len(sentence.tokens)):
        token = sentence.tokens[at]
        if token.word not in _NOUNS:
            continue
        beside = _argument(sentence, at, names)
        if beside is not None and not _is_of_another(sentence, at):
            words = f"{beside.text} {token.text}"
            yield Claim(ClaimKind.PARAMETER, words, beside.text.strip("*"))
    found = (*_ASSIGNED.finditer(sentence.text), *_SET.finditer(sentence.text))
    for match in found if "=" in sentence.text or " to " in sentence.text else ():
        yield Claim(ClaimKind.PARAMETER, match[0], match["name"])


# "`other.call`'s ``x`` and ``y`` arguments".
_OWNED = re.compile(r"`[\w.]+(?:\(\))?`['’]s\b|\b\w+\.\w+(?:\(\))?`?['’]s\b")


def _is_of_another(sentence: Sentence, at: int) -> bool:
    """Whether arguments are said to be those of something else."""
    return _OWNED.search(sentence.text, 0, sentence.tokens[at].start) is not None


def _argument(sentence: Sentence, at: int, names: frozenset[str]) -> Token | None:
    """The name in *the `x` argument*, *the verbose flag*, *argument `x`*."""
    if at and sentence.tokens[at - 1].kind is not TokenKind.MARK:
        before = sentence.tokens[at - 1]
        named = is_identifier(before) or before.text in names
        article = at > 1 and sentence.tokens[at - 2].word in {"the", "this"}
        if named or (article and before.word and before.word not in _PLAIN and _lower(before)):
            return before
    after = sentence.tokens[at + 1] if at + 1 < len(sentence.tokens) else None
    return after if after is not None and is_identifier(after) else None


def _lower(token: Token) -> bool:
    return token.text.islower() and token.text.isidentifier()
