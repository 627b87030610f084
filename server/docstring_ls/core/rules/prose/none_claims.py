"""Whether prose says that an argument may be None, in whatever words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..claims import Claim, ClaimKind, Part, Passage, Sureness
from .sentence import Sentence
from .spoken import MARK, Spoken, spoken

_PARTS = (Part.SUMMARY, Part.DESCRIPTION, Part.PARAMETER)
_NONE = re.compile(
    r"(?<![\w.'\"])(?:None|[Nn]ullable|(?<=as )Optional|(?<=as `)Optional|[Nn]ull(?! (?!is|value"
    r"|means|stands|to|for|as|if)\w))"
    r"(?![\w'\"])"
)
_REFUSED = re.compile(
    r"\b(?:not|never|no|anything but|other than|except|must differ|prohibits?|forbids?|rejects?"
    r"|breaks?|fails?"
    r"|(?:is|are|as|it would be|'s) (?:an error|a mistake|wrong|invalid|illegal)|instead of"
    r"|rather than|non)\b"
    r"|\bnon-$"
)
_REFUSED_BEHIND = re.compile(
    r"[^.;,]{0,40}?\b(?:is|are|does|do|can|may|will|should|must) (?:\w+ )?"
    r"(?:not|never|no|an error|a mistake|prohibited|forbidden|disallowed|unsupported|illegal"
    r"|invalid|rejected)\b"
    r"|[` ]*(?:makes no sense|things break|breaks?|not|never|prohibited|forbidden|disallowed"
    r"|unsupported|rejected)\b"
)
# "If it is None, …" lets it be that, whatever follows, unless it is called wrong.
_ASKED = re.compile(r"\b(?:if|when|unless)\b[^,]*$")
_WRONG = re.compile(
    r"\b(?:a mistake|an error|typeerror|rejected|refused|not (?:allowed|supported))\b"
)
_FAILS = re.compile(r"\b(?:rais\w+|fails?|throws?)\b")
# "Test it for None first": it must not be that.
_TESTED = re.compile(r"\b(?:tests?|testing|checks?|checking|make sure|ensure)\b")
# Of what comes out, of something that is set, or of what it is compared with.
_ELSEWHERE = re.compile(
    r"\b(?:return\w*|yield\w*|results?|gives|evaluates?|defaults?|attribute|->|becomes?|outcome"
    r"|callback|callable|function)\b"
)
_STATED = re.compile(
    r"^(?:if|when) (?:it is )?none\b|\bnone is (?:not )?(?:allowed|accepted|permitted)\b"
    r"|^(?:may|can|must not|can not)(?: also)? be none\b"
)


def read_none_allowed(
    sentence: Sentence, passage: Passage, names: frozenset[str]
) -> Iterator[Claim]:
    """*None is allowed*, *if None, …*, *pass None to disable it*, *`x` is nullable*."""
    if passage.part not in _PARTS or not _NONE.search(sentence.text):
        return
    said = spoken(sentence.text, passage, names)
    for subject, words, negated in dict.fromkeys(_mentions(said)) if said is not None else ():
        plain = _STATED.search(said.text.replace("`", "")) if said is not None else None
        sureness = Sureness.READ if plain else Sureness.MENTIONED
        yield Claim(ClaimKind.NONE_ALLOWED, words, subject, negated=negated, sureness=sureness)
        return


def _mentions(said: Spoken) -> Iterator[tuple[str, str, bool]]:
    for match in _WORD.finditer(said.text):
        start, end = said.clause(match.start())
        if _ELSEWHERE.search(said.text, start, end):
            continue
        near = MARK in said.text[max(start - _FAR, 0) : end + _FAR]
        negated = _is_refused(said.text, start, match) if said.subject or near else None
        if negated is not None:
            words = said.text[start:end].strip().replace(MARK, "it")
            yield said.parameter_at(match.start()), words, negated


def _is_refused(text: str, start: int, match: re.Match[str]) -> bool | None:
    """Whether None is ruled out; nothing where that can't be told."""
    before, behind = text[start : match.start()], text[match.end() :]
    if _ASKED.search(before):
        return None if _FAILS.search(behind) else _WRONG.search(behind) is not None
    tested = _TESTED.search(before)
    if tested is not None and _REFUSED.search(before, tested.end()):
        return True
    refused = (len(_REFUSED.findall(before)) + bool(_REFUSED_BEHIND.match(behind))) % 2 == 1
    return refused != (tested is not None)


_WORD = re.compile(
    r"(?<![\w.'\"])(?:none|nullable|null|(?:typed|annotated|declared) as `*optional)(?![\w'\"])"
)
# Characters beyond a statement within which the argument is named.
_FAR = 40
