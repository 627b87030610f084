"""Masks secrets by detect-secrets' rules and some of our own, before anything can be sent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Any

from .private_keys import mask_keys

MASK = "***"
# Rounds: with one secret masked, the rules may see the next one of the same line.
MOST_IN_A_LINE = 8
# Characters: nobody writes longer lines by hand, and some rules take the square of a line's length.
LONG_LINE = 2_000
# Every rule needs one of these, and most lines have none: the rules cost 50 µs a line.
_WORTH_A_LOOK = re.compile(r"[\w+/=\-]{16,}|://|(?i:pass|pwd|secret|key|contrase)")
_REPLACED_RULES = frozenset(
    {"PrivateKeyDetector", "IPPublicDetector", "BasicAuthDetector", "AzureStorageKeyDetector"}
)
_SECRET = r"([^\s\"'&;,<>{}()]{8,4000})"
# detect-secrets knows URLs without odd characters in passwords, two thirds of a JWT, and of Azure's
# connection strings the account key alone.
_OUR_RULES = (
    re.compile(r"://[^\s/?#:@\"'{}]{0,200}:([^\s/\"'`]{1,500})@(?=[\w\[.%{$-])"),
    re.compile(r"(?<![\w-])(eyJ[\w-]{5,4000}\.[\w-]{4,8000}(?:\.[\w-]{0,4000}){0,3})"),
    re.compile(r"(?i)(?<![\w-])(?:account|sharedaccess|access)key=([\w+/%=-]{16,400})"),
    re.compile(rf"(?i)(?<![\w-])(?:sig|sharedaccesssignature|x-amz-signature)={_SECRET}"),
    re.compile(
        r"(?i)[?&](?:code|token|key|api[_-]?key|access_token|secret|password|pwd|signature|"
        rf"x-amz-security-token)={_SECRET}"
    ),
    re.compile(r"(?i)[;\"'] ?(?:password|pwd|secret)=([^;\"'{}\s]{1,200})(?=;)"),
    re.compile(r"(?i); ?(?:password|pwd|secret)=([^;\"'{}\s]{1,200})(?=[;\"'])"),
    re.compile(r"(?<=[ \"'])password=([^\s\"'{}(),%]{4,200})(?=[ \"'])"),
)
_NO_SECRET = re.compile(r"\{.*\}|%s|%\(\w+\)s|<[\w -]+>|\$\{?\w+\}?|[*.x]+", re.I)
_BLOB = re.compile(
    r"(?<![\w+/=.:-])(?=[A-Z+/=]*[a-z\d])(?=[a-z+/=]*[A-Z\d])[A-Za-z\d+/]{60,}={0,2}"
)
_JOINT = re.compile(r"(?<=[\w/+=.-])[\"'] {0,8}\+? {0,8}[bfru]?[\"'](?=[\w/+=.-])")
_LITERAL = re.compile(r"([\"'])([^\"'\\]{3,200})\1")


def mask(text: str) -> str:
    """The text with each secret replaced by ``***``; it keeps its lines and all else."""
    text = mask_keys(text, MASK)
    if not _worth_a_look(text):
        return text
    return "\n".join(_masked_line(line) for line in text.split("\n"))


def _worth_a_look(text: str) -> bool:
    return bool(_WORTH_A_LOOK.search(text) or _WORTH_A_LOOK.search(_JOINT.sub("", text)))


def mask_blocks(text: str) -> str:
    """Only keys that span lines: what :func:`mask` can't see in a single line of them."""
    return mask_keys(text, MASK)


def _masked_line(line: str) -> str:
    if len(line) <= LONG_LINE:
        return _masked(line)
    line = _BLOB.sub(MASK, line)
    return "".join(_masked(part) for part in _parts(line))


def _parts(line: str) -> Iterator[str]:
    """A long line in parts that no secret is likely to span."""
    start = 0
    while start < len(line):
        end = start + LONG_LINE
        if end < len(line):
            cuts = (line.rfind(mark, start + 1, end) for mark in (", ", ",", ";", " "))
            end = next((cut + 1 for cut in cuts if cut > start), end)
        yield line[start:end]
        start = end


@lru_cache(maxsize=50_000)
def _masked(line: str) -> str:
    if not _worth_a_look(line):
        return line
    for _ in range(MOST_IN_A_LINE):
        masked = line
        for secret in sorted(set(_secrets(line)), key=len, reverse=True):
            masked = _without(masked, secret)
        if masked == line:
            break
        line = masked
    return _BLOB.sub(MASK, _unjoined(line))


def _without(line: str, secret: str) -> str:
    if len(secret) > 5:
        return line.replace(secret, MASK)
    return re.sub(rf"([\"'`:=]){re.escape(secret)}(?=[\"'`;@])", rf"\1{MASK}", line)


def _unjoined(line: str) -> str:
    """Mask the parts of a secret that is written as several literals one after the other."""
    joined = _JOINT.sub("", line)
    if joined == line:
        return line
    whole = [secret for secret in _secrets(joined) if secret not in line]

    def part(match: re.Match[str]) -> str:
        known = any(match[2] in secret or secret in match[2] for secret in whole)
        return f"{match[1]}{MASK}{match[1]}" if known else match[0]

    return _LITERAL.sub(part, line) if whole else line


def _secrets(line: str) -> Iterator[str]:
    for rule in _OUR_RULES:
        yield from (found for found in rule.findall(line) if not _NO_SECRET.fullmatch(found))
    for detector in _detectors():
        patterns = getattr(detector, "denylist", ())
        for pattern in patterns:
            yield from (_secret_of(match) for match in pattern.finditer(line))
        for found in () if patterns else detector.analyze_line("x.py", line, 1):
            if (found.secret_value or "").strip("*"):
                yield found.secret_value


def _secret_of(match: re.Match[str]) -> str:
    """The group that holds most of a match, else all of it: some rules group only a prefix."""
    longest = max((group or "" for group in match.groups()), key=len, default="")
    return longest if 2 * len(longest) >= len(match[0]) else match[0]


@cache
def _detectors() -> tuple[Any, ...]:
    from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class

    kinds: Iterable[Any] = get_mapping_from_secret_type_to_class().values()
    return tuple(kind() for kind in kinds if kind.__name__ not in _REPLACED_RULES)
