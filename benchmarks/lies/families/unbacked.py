"""What nothing in the code can bear out: versions, links, directives, sections, numbers.

Guards: the version is far above the package's own; the address is invented; what a section or
directive brings with it is invented; the number is nowhere in the file, neither in digits nor in
words.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from ..human import sentences
from ..statements import Filling, Rewording
from ..subjects import Subject

_NUMBER = re.compile(r"(?<![\w./:^'\"-])\d+(?![\w/'\"-]|\.\d)")
GHOSTS = ("verbosity_level", "retry_budget", "cache_hint")
_NO_COUNT = re.compile(
    r"[Dd]efault|not (?:given|specified)|omitted"
    r"|RFC|PEP|ISO|IEEE|HTTP|TLS|SSH|Python|version|\bv\d|https?|utf|IPv"
)


def unbacked(subject: Subject, chance: random.Random) -> Iterator[Filling | Rewording]:
    """Lies that bring something with them."""
    what = "class" if not subject.code.is_function else "function"
    what = "method" if subject.code.owner and subject.code.is_function else what
    version = f"{chance.randint(47, 89)}.{chance.randint(1, 9)}"
    yield Filling("version", {"version": version, "subject": what})
    yield Filling("directive", {"version": version, "subject": what})
    package = re.sub(r"[^a-z]", "", subject.package.partition("==")[0])
    page = "-".join(re.findall(r"[a-z]+", subject.name.lower())) or "index"
    yield Filling("link", {"url": f"https://docs.{package}-guide.org/en/stable/{page}.html"})
    ghosts = [name for name in GHOSTS if name not in subject.vocabulary]
    if ghosts:
        values = {"ghost": chance.choice(ghosts), "exception": "PhantomStateError"}
        yield Filling("section-smuggled", values)
    yield from _numbers(subject, chance)


def _numbers(subject: Subject, chance: random.Random) -> Iterator[Filling | Rewording]:
    number = _unused(subject, chance)
    yield Filling("number", {"number": number})
    shown = set(re.findall(r"(?<![\w.])\d+(?![\w.])", subject.code.source))
    for place, text in subject.said.items():
        for sentence in sentences(text):
            found = _NUMBER.findall(sentence)
            if len(found) != 1 or int(found[0]) < 2 or found[0] not in shown:
                continue
            if not _NO_COUNT.search(sentence):
                new = _NUMBER.sub(number, sentence)
                yield Rewording("number", place, sentence, new, new)


def _unused(subject: Subject, chance: random.Random) -> str:
    """A number of two or three digits that the file does not have."""
    start = chance.randint(13, 900)
    said = " ".join(subject.said.values())
    return next(str(n) for n in range(start, 9999) if str(n) not in subject.code.text + said)
