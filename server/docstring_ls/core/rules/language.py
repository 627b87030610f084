"""Whether prose is in the language that was asked for, as far as its script tells."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from ..docstrings import Docstring
from ..problems import Location, Problem, Severity
from ..summaries import listed

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
# Letters of another script, and tell-tale words, below which a name or quote may explain them.
_LEAST = 8
_LEAST_WORDS = 4  # words
# Words of one language alone; those that two of these languages share are left out.
_SMALL_WORDS = {
    "english": listed("the of and is are with that this which from by not it be was"),
    "german": listed("der das und ist nicht mit wird ein eine einen von dem auf wenn"),
    "french": listed("le les est et une dans pour pas que qui sont avec sur ou aux"),
    "spanish": listed("el los las y una del es por para con que como si se"),
    "italian": listed("il lo gli della di che una per non con nel sono viene"),
    "portuguese": listed("o os uma do da em para com não que se são ou"),
    "dutch": listed("het een van niet met wordt dat zijn voor op als deze"),
}
_NAMES = {
    "en": "english", "de": "german", "deutsch": "german", "fr": "french", "français": "french",
    "es": "spanish", "español": "spanish", "it": "italian", "italiano": "italian",
    "pt": "portuguese", "português": "portuguese", "nl": "dutch", "nederlands": "dutch",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"`[^`]*`|\"[^\"]*\"")


def foreign(docstring: Docstring, language: str, evidence: Location) -> Problem | None:
    """A problem where most letters of the prose are of a script that the language does not use."""
    asked = language.strip().lower()
    first = asked.replace("_", "-").split("-")[0].split()[0] if asked else "english"
    expected = _SCRIPTS.get(_TAGS.get(first, _TAGS.get(asked, first)), {"LATIN"})
    prose = _prose(docstring)
    counts = _scripts(prose)
    strange = sum(count for script, count in counts.items() if script not in expected)
    # Names from the code are Latin everywhere, so Latin alone is no sign against another script.
    if "LATIN" not in expected and any(counts.get(script, 0) for script in expected):
        strange -= counts.get("LATIN", 0)
    by_script = strange >= _LEAST and strange * 3 >= sum(counts.values())
    if not by_script and not _speaks_another(prose, first):
        return None
    return Problem(
        "wrong-language",
        f"The answer is not in {language}; it was left out.",
        Severity.WARNING,
        evidence,
    )


def _scripts(prose: str) -> Counter[str]:
    """How many letters there are of each script."""
    counts: Counter[str] = Counter()
    for char, count in Counter(prose).items():
        if char.isalpha():
            counts[_script(char)] += count
    return counts


def _speaks_another(prose: str, asked: str) -> bool:
    """Whether the small words of a text are clearly those of another language than asked for."""
    spoken = _NAMES.get(asked, asked)
    if spoken not in _SMALL_WORDS:
        return False
    words = Counter(_WORD.findall(_QUOTED.sub(" ", prose).lower()))
    hits = {name: sum(words.get(word, 0) for word in known) for name, known in _SMALL_WORDS.items()}
    other = max(count for name, count in hits.items() if name != spoken)
    return other >= _LEAST_WORDS and other > 3 * hits[spoken]


def _prose(docstring: Docstring) -> str:
    entries = (*docstring.parameters, *docstring.attributes, *docstring.raises)
    outcomes = (item for item in (docstring.returns, docstring.yields) if item is not None)
    texts = (item.description for item in (*entries, *outcomes))
    return " ".join((docstring.summary, docstring.description, *texts))


def _script(char: str) -> str:
    return unicodedata.name(char, "UNKNOWN").split(" ", 1)[0].split("-", 1)[0]
