"""Whether prose is in the language that was asked for, as far as its script tells."""

from __future__ import annotations

import unicodedata
from collections import Counter

from .docstring import Docstring
from .problems import Place, Problem, Severity

_SCRIPTS = {
    "chinese": {"CJK"},
    "japanese": {"CJK", "HIRAGANA", "KATAKANA"},
    "korean": {"HANGUL", "CJK"},
    "russian": {"CYRILLIC"},
    "ukrainian": {"CYRILLIC"},
    "bulgarian": {"CYRILLIC"},
    "serbian": {"CYRILLIC", "LATIN"},
    "greek": {"GREEK"},
    "arabic": {"ARABIC"},
    "persian": {"ARABIC"},
    "hebrew": {"HEBREW"},
    "hindi": {"DEVANAGARI"},
    "thai": {"THAI"},
}
_TAGS = {
    "zh": "chinese", "ja": "japanese", "ko": "korean", "ru": "russian", "uk": "ukrainian",
    "bg": "bulgarian", "sr": "serbian", "el": "greek", "ar": "arabic", "fa": "persian",
    "he": "hebrew", "hi": "hindi", "th": "thai",
    "中文": "chinese", "日本語": "japanese", "한국어": "korean", "русский": "russian",
}  # fmt: skip
_LEAST = 8


def foreign(docstring: Docstring, language: str, evidence: Place) -> Problem | None:
    """A problem where most letters of the prose are of a script that the language does not use."""
    asked = language.strip().lower()
    first = asked.replace("_", "-").split("-")[0].split()[0] if asked else "english"
    expected = _SCRIPTS.get(_TAGS.get(first, _TAGS.get(asked, first)), {"LATIN"})
    counts = Counter(_script(char) for char in _prose(docstring) if char.isalpha())
    strange = sum(count for script, count in counts.items() if script not in expected)
    # Names from the code are Latin everywhere, so Latin alone is no sign against another script.
    if "LATIN" not in expected and any(counts.get(script, 0) for script in expected):
        strange -= counts.get("LATIN", 0)
    if strange < _LEAST or strange * 3 < sum(counts.values()):
        return None
    return Problem(
        "wrong-language",
        f"The answer is not in {language}; it was left out.",
        Severity.WARNING,
        evidence,
    )


def _prose(docstring: Docstring) -> str:
    entries = (*docstring.parameters, *docstring.attributes, *docstring.raises)
    outcomes = (item for item in (docstring.returns, docstring.yields) if item is not None)
    texts = (item.description for item in (*entries, *outcomes))
    return " ".join((docstring.summary, docstring.description, *texts))


def _script(char: str) -> str:
    return unicodedata.name(char, "UNKNOWN").split(" ", 1)[0].split("-", 1)[0]
