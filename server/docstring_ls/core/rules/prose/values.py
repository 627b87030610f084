"""Values as prose names them: literals, and the words that stand for them."""

from __future__ import annotations

import ast
import re

from .sentence import Sentence, Token, TokenKind

_WORDS = {
    "true": "True", "false": "False", "none": "None", "null": "None",
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
    "seven": "7", "eight": "8", "nine": "9", "ten": "10", "twelve": "12", "twenty": "20",
    "thirty": "30", "sixty": "60", "hundred": "100",
    "disabled": "False", "enabled": "True", "off": "False", "on": "True",
}  # fmt: skip
# What these may be called only where nothing else is meant: "on" and "one" are words of all work.
_WEAK = frozenset({"on", "off", "one", "enabled", "disabled", "two", "three"})
_EMPTY = {
    "string": "''",
    "list": "[]",
    "tuple": "()",
    "dict": "{}",
    "dictionary": "{}",
}


def value_at(sentence: Sentence, at: int, weak: bool = True) -> str:
    """The source of the value that a token names, or empty.

    Args:
        sentence: The sentence.
        at: The token.
        weak: Whether words of all work, such as *off*, count.
    """
    token = sentence.tokens[at]
    if token.kind is TokenKind.NUMBER:
        return token.text.replace(",", "").lstrip("+")
    if token.kind is TokenKind.STRING:
        return repr(token.text[1:-1])
    if token.kind is TokenKind.CODE:
        return token.text if is_literal(token.text) else ""
    word = token.word
    if word == "empty" and at + 1 < len(sentence.tokens):
        return _EMPTY.get(sentence.tokens[at + 1].word, "")
    if word in _WEAK and not weak:
        return ""
    return _WORDS.get(word, "")


def is_literal(text: str) -> bool:
    """Whether a text is the source of a constant."""
    try:
        ast.literal_eval(text)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return False
    return True


def is_identifier(token: Token) -> bool:
    """Whether a token is written as code is: in backticks, with an underscore, a dot or a call."""
    if token.kind is TokenKind.CODE:
        return re.fullmatch(r"\*{0,2}[^\W\d]\w*(?:\.\w+)*(?:\(\))?", token.text) is not None
    if token.kind is not TokenKind.WORD:
        return False
    text = token.text.strip("*")
    return "_" in text.strip("_") or text.endswith("()") or token.text.startswith("*")
