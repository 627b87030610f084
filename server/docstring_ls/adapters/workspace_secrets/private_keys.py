"""Masks the lines of private keys in PEM form, as far as they look like one."""

from __future__ import annotations

import re
from collections.abc import Iterator

_BEGIN = re.compile(r"-----BEGIN[A-Z ]{0,40}PRIVATE KEY[A-Z ]{0,20}-----")
_RUN = re.compile(r"(\\[nrt])|[A-Za-z0-9+/=]{8,}")
_SHORT_RUN = re.compile(r"(\\[nrt])|[A-Za-z0-9+/=]{2,}")
# Quotes, escapes and signs with which a key is written as literals of a program.
_AROUND = re.compile(r"\\[nrt]|[\s\"'\\+,();#>|*]|\b[bfru]{1,2}(?=[\"'])")
_BODY = re.compile(r"[A-Za-z0-9+/=]{16,}")
_LAST = re.compile(r"[A-Za-z0-9+/=]{1,15}")
_HEADER = re.compile(r"\W*(?:Proc-Type|DEK-Info|Version|Comment|Hash):", re.I)


def mask_keys(text: str, mask: str) -> str:
    """The text with the insides of private keys replaced; what follows a broken one stays."""
    if "PRIVATE KEY" not in text:
        return text
    return "\n".join(_masked(text.split("\n"), mask))


def _masked(lines: list[str], mask: str) -> Iterator[str]:
    inside = False
    for number, line in enumerate(lines):
        begin = None if inside else _BEGIN.search(line)
        if begin:
            head, rest = line[: begin.end()], line[begin.end() :]
            body, end, tail = rest.partition("-----END")
            inside = not end
            yield head + (_without_all if end else _without_runs)(body, mask) + end + tail
        elif inside and _belongs(line, lines[number + 1 : number + 2]):
            short = _LAST.fullmatch(_AROUND.sub("", line))
            yield (_without_all if short else _without_runs)(line, mask)
        else:
            inside = False
            yield line


def _belongs(line: str, following: list[str]) -> bool:
    """Whether a line is part of a key's body; its short last one is, before its end alone."""
    if "-----END" in line:
        return False
    text = _AROUND.sub("", line)
    if not text or _BODY.fullmatch(text) or _HEADER.match(line):
        return True
    return bool(_LAST.fullmatch(text)) and any("-----END" in each for each in following)


def _without_runs(text: str, mask: str) -> str:
    return _RUN.sub(lambda match: match[1] or mask, text)


def _without_all(text: str, mask: str) -> str:
    """The short last line too."""
    return _SHORT_RUN.sub(lambda match: match[1] or mask, text)
