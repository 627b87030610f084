"""A sentence as tokens: what an English grammar of claims looks at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple


class TokenKind(StrEnum):
    """What a token is by its form alone."""

    CODE = "code"
    STRING = "string"
    LINK = "link"
    NUMBER = "number"
    WORD = "word"
    MARK = "mark"


class Token(NamedTuple):
    """One token.

    Attributes:
        kind: What it is.
        text: It, without the backticks of code.
        start: Where it begins in the sentence.
        end: Where it ends.
        word: Its lower-case form; of anything but a word nothing.
    """

    kind: TokenKind
    text: str
    start: int
    end: int
    word: str = ""


NEGATIONS = frozenset(
    {
        *("not", "never", "no", "without", "nor", "non", "cannot", "can't", "don't", "doesn't"),
        *("isn't", "aren't", "wasn't", "won't", "needn't", "hardly", "neither"),
        *("nothing", "nobody"),
    }
)
"""Words in front of a statement that turn it round."""
# Most tokens are plain words, which are told from all others by what follows them.
_TOKEN = re.compile(
    r"""(?P<plain>[A-Za-z]+(?![\w.'’(:*-]))
    |(?P<code>``[^`\n]+``|`[^`\n]+`)
    |(?P<link>\b(?:https?|ftp|file|mailto)://[^\s<>`"')]+|\bwww\.[^\s<>`"')]+)
    |(?P<string>"[^"\n]{0,80}"|(?<![\w'])'[^'\n]{1,80}'(?!\w))
    |(?P<number>(?<![\w.])[-+]?(?:0[xX][\da-fA-F]+|\d[\d_]*(?:,\d{3})*(?:\.\d+)*(?:[eE][-+]?\d+)?)(?![\w]))
    |(?P<word>[^\W\d]+(?:-\d\w*)+|\*{0,2}[^\W\d]\w*(?:\.[^\W\d]\w*)*(?:\(\))?(?:['’](?:t|s|re|ll|ve|d)\b)?|\d\w+)
    |(?P<mark>[^\w\s])""",
    re.X,
)


_KINDS = {kind.value: kind for kind in TokenKind}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and its tokens.

    Attributes:
        text: It.
        tokens: Its tokens.
        spelled: The words of the tokens.
        vocabulary: The same, each once, so that what can't be said in it is not looked for.
        stems: The first four letters of each.
    """

    text: str
    tokens: tuple[Token, ...]
    spelled: tuple[str, ...]
    vocabulary: frozenset[str]
    stems: frozenset[str]

    def words(self, start: int, end: int) -> tuple[str, ...]:
        """The lower-case words between two places in the tokens, the first at least 0."""
        return self.spelled[max(start, 0) : max(end, 0)]

    def between(self, first: int, last: int) -> str:
        """The text from one token to another, both included."""
        return self.text[self.tokens[first].start : self.tokens[last].end]

    def clause(self, at: int) -> tuple[int, int]:
        """The tokens around one that no semicolon, bracket or *but* parts from it."""
        start, end = at, at + 1
        while start > 0 and not _parts(self.tokens[start - 1]):
            start -= 1
        while end < len(self.tokens) and not _parts(self.tokens[end]):
            end += 1
        return start, end


def _parts(token: Token) -> bool:
    return token.text in {";", "(", ")", "—", "–"} or token.word in {"but", "while", "whereas"}


def tokenized(text: str) -> Sentence:
    """A sentence with its tokens."""
    tokens = tuple(_tokens(text))
    spelled = tuple([token.word for token in tokens])
    vocabulary = frozenset(spelled)
    return Sentence(text, tokens, spelled, vocabulary, frozenset([word[:4] for word in vocabulary]))


def _tokens(text: str) -> Iterator[Token]:
    word, code = TokenKind.WORD, TokenKind.CODE
    for match in _TOKEN.finditer(text):
        content = match[0]
        start, end = match.span()
        if match.lastgroup == "plain":
            yield Token(word, content, start, end, content.lower())
            continue
        kind = _KINDS[match.lastgroup or ""]
        if kind is word:
            yield Token(kind, content, start, end, content.lower().replace("’", "'"))
        else:
            yield Token(kind, content.strip("` ") if kind is code else content, start, end)


def token_at(sentence: Sentence, start: int) -> int:
    """The token in which a place of the text lies."""
    return next((at for at, token in enumerate(sentence.tokens) if token.end > start), 0)


# A sentence ends at a full stop, not at that of an abbreviation or inside a number or code.
_END = re.compile(
    r"(?<=[.!?。！？])(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bvs\.)(?<!\betc\.)(?<!\bcf\.)"
    r"(?<!\b[Nn]o\.)(?<!\b[Ff]ig\.)(?<!\bal\.)(?<!\bapprox\.)\s+(?=[^\s a-z])"
    r"|(?<=[。！？])|\n{2,}"
)


def sentences(text: str) -> tuple[str, ...]:
    """The text cut between sentences; joined they are the text again."""
    cuts = [0, *(match.end() for match in _END.finditer(text)), len(text)]
    return tuple(text[start:end] for start, end in pairwise(cuts) if end > start)
