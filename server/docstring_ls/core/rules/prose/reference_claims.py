"""What prose points to: versions, links, directives, deprecation, and promises of safety."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..claims import Claim, ClaimKind, Passage
from .sentence import Sentence

_NUMBER = r"\d{1,6}(?:\.\d{1,6}){0,4}"
_KIND = r"(?:(?:major|minor|stable|public) )?"
_VERSION = re.compile(
    "|".join(
        (
            rf"\bv(?:er(?:sion|s)?)?\.?\s*{_NUMBER}(?:\.x)?\+?",
            r"\b(?-i:[A-Z])\w+ \d+\.\d+(?:\.\d+){0,4}",
            r"\b(?:since|as of|until|before|after|from|starting (?:in|with)|added in|removed in"
            r"|new in|changed in|deprecated (?:in|since)|introduced in|available (?:in|since|from))"
            r"\s+(?:the\s+)?(?:[A-Z]\w*\s+)?(?:version\s+|release\s+)?v?\d+\.\d+(?:\.\d+)*",
            rf"\b{_NUMBER}\.x\b",
            r"\b(?:pep|rfc)[ -]?\d+",
            r"\b(?:next|future|upcoming|coming|previous|earlier|older|newer|later|prior|initial)"
            rf" {_KIND}(?:version|release)s?\b",
            rf"\b(?:latest|recent|past|first|last|current|new|old) {_KIND}releases?\b",
        )
    ),
    re.I,
)
_LINK = re.compile(
    "|".join(
        (
            r"\b(?:https?|ftps?|sftp|file|git|ssh|wss?)://[^\s<>\"'`)]+",
            r"\bmailto:\S+|\bwww\.[^\s<>\"'`)]+",
            r"`[^`<]*<[^>\s`]{1,300}>`_{1,2}|`[^`\n]{1,80}`_{1,2}(?!\w)",
            r"(?<![\w\]])\[[^\[\]]{1,200}\](?:\([^)\s]{1,300}\)|\[[^\[\]]{0,200}\])",
            r"\[[\w#*][\w.-]{0,40}\]_",
            r"(?<![\w.@-])[\w-]+(?:\.[\w-]+)*\.(?:com|org|io|net|dev|edu|gov)(?:/[^\s)`]*)?"
            r"(?!\.?\w|\()",
            r"\b[\w.+-]{1,64}@[\w-]+\.[\w.-]*\w",
            r"\bdoi:\s*\S+|\barxiv:\s*\S+|\b10\.\d{4,9}/\S+",
            r":(?:doc|ref|download|numref|issue|pr|gh|user|cve):`[^`]+`",
            r"\b(?:issue|bug|ticket|gh-) ?#?\d+",
        )
    ),
    re.I,
)
_ELSEWHERE = re.compile(
    r"\b(?:the|our|its|an?|\w+['’]s) (?:\w+ ){0,2}(?:wiki|user guide|handbook|changelog"
    r"|release notes|faq|web ?site|web ?page|home ?page|blog(?: post)?|(?:issue|bug) tracker"
    r"|tutorial|mailing list|white ?paper|readme)\b"
    r"|\b(?:official|online|upstream|vendor|external|published|public|latest)"
    r" (?:\w+ )?(?:documentation|docs|manual|guide|reference|specification|spec)\b",
    re.I,
)
# Who wrote it, and where it is from.
_ORIGIN = re.compile(
    r"\b(?:licen[cs]ed under|copyright|contributed by|courtesy of|(?:ported|adapted|borrowed) from"
    r"|inspired by|(?:written|invented|designed) by (?-i:[A-Z]))"
    r"|\b(?:see|refer to|consult|in|at) (?:the )?[\w/.-]{1,80}\.(?:md|rst|txt|html?|pdf)\b",
    re.I,
)
_TAGS = (
    r"a|b|i|p|u|s|br|hr|em|div|span|img|script|style|code|pre|[uo]l|li|table|t[rdh]|h[1-6]|strong"
    r"|iframe|svg|su[bp]|tt|kbd|details|summary|font|video|audio|object|embed|form|input|link|meta"
)
_FIELDS = (
    r"param|parameter|arg|argument|key|keyword|kwarg|type|raises?|except|exception|returns?|rtype"
    r"|yields?|ytype|i?var|cvar|vartype|meta|author|since|version"
)
_DIRECTIVE = re.compile(
    "|".join(
        (
            r"(?:^|[\s(])\.\.\s+(?:[\w:-]+::|\||\[)|(?:^|\n)[ \t]*\.\.[ \t]+\S",
            r"\{[{%]|<!--|!\[|\[!|:(?:include|raw):",
            r"^\s*[A-Z]\w*(?: \w+)?::(?=\s|$)",
            rf"</?(?:{_TAGS})\b[^<>]*>|&[a-z]{{2,6}};",
            rf"(?:^|\s)[@\\](?:{_FIELDS}|throws|see|deprecated|todo|link|brief|note|example)\b",
            rf"\{{@\w+|(?:^|[\s(]):(?:{_FIELDS})\b[^:\n`]{{0,80}}:(?!`)",
            r"(?<![\w|])\|[a-z_][\w-]{2,40}\|(?![\w|])",
            r"(?:^|\n)[ \t]*(?:#{1,6}|!!!|:::|\|)\s\S",
            r"^\s*[*_]*(?:args?|arguments?|params?|parameters?|kwargs|keyword (?:args|arguments)"
            r"|attributes?|raises|throws|authors?|licen[cs]e|copyright|maintainer)[*_]*"
            r"\s*(?::|--?|–|—)[*_]*\s",
        )
    ),
    re.I,
)
# Addresses that may be no more than an example: without a scheme.
_HOST = re.compile(r"[\w.-]+")
_EXAMPLE = re.compile(r"\b(?:such as|example|instance|like|say|e\.g\.)[ ,:(`'\"\[]+$", re.I)
# Each pattern with texts of which one must be there for it to match: looking for them is cheap.
_PATTERNS = (
    (
        ClaimKind.LINK,
        _LINK,
        (
            *("://", "www.", "](", "][", "]_", "`_", "@", "mailto", "doi", "arxiv", "10.", "gh-"),
            *(".com", ".org", ".io", ".net", ".dev", ".edu", ".gov", ":`", "issue", "bug"),
            "ticket",
        ),
    ),
    (
        ClaimKind.LINK,
        _ELSEWHERE,
        (
            *("wiki", "guide", "handbook", "changelog", "release", "faq", "site", "page", "blog"),
            *("tracker", "tutorial", "mailing", "paper", "readme", "docu", "docs", "manual"),
            *("reference", "spec"),
        ),
    ),
    (
        ClaimKind.LINK,
        _ORIGIN,
        (
            *("licen", "copyright", "contributed", "courtesy", "ported", "adapted", "borrowed"),
            *("inspired", "written by", "invented by", "designed by"),
            *(".md", ".rst", ".txt", ".htm", ".pdf"),
        ),
    ),
    (
        ClaimKind.DIRECTIVE,
        _DIRECTIVE,
        ("..", "<", "{%", "{{", "{@", "![", "[!", ":", "@", "\\", "|", "#", "!!!", "&"),
    ),
    (ClaimKind.VERSION, _VERSION, (*"0123456789", "version", "release")),
)


def read_references(sentence: Sentence, passage: Passage) -> Iterator[Claim]:
    """Claims that only an outside source, or the code's own words, could bear out."""
    lower = sentence.text.lower()
    for kind, pattern, signs in _PATTERNS:
        if not any(sign in lower for sign in signs):
            continue
        for match in pattern.finditer(sentence.text):
            words = match[0].strip().rstrip(".,;:")
            if _HOST.fullmatch(words) and _EXAMPLE.search(
                sentence.text[max(match.start() - 20, 0) : match.start()]
            ):
                continue
            before = sentence.text[max(match.start() - 30, 0) : match.start()].lower().split()[-2:]
            denied = kind is ClaimKind.DEPRECATED and {"not", "no", "never", "isn't"} & {*before}
            yield Claim(kind, words, value=words, negated=bool(denied))
