"""Identifiers as English words."""

from __future__ import annotations

import re


def listed(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_ACRONYMS = listed(
    """
    abi acl ansi api arn ascii ast aws bom cdn cid cli cors cpu crc crs css csrf csv db dns
    dom dsn dtype eof fft ftp gid gpu gui hdf html http https iam id idna ids imap io ip ipc
    ipv4 ipv6 iso jit json jsonp jwt kms ldap lru lsp mac mcp md5 mime mro mro nan oauth
    odbc pdf pid png poi posix qr ram rfc rgb rgba rpc rsa rss saml sdk sha sha1 sha256 smtp
    soap sql sqlite ssh ssl sso svg tcp tls tsv ttl udp ui uid uri url urls utc utf8 uuid ux
    vm wal wsgi xml xpath xsd xss yaml zip
    """
)
_UNCOUNTED = listed(
    """
    access advice cache_control code content context data equipment feedback help info
    information input json metadata output progress software status stuff support text
    traffic usage work
    """
)
_ADJECTIVE = re.compile(r".{3,}(able|ible|ed|ing|ive|ous|ful|less|ical|ic|al|ant|ent|ary|y)$")
_ADJECTIVES = listed(
    """
    abstract absolute alive async bound clean closed current dead default dirty done due dry equal
    even external finite fresh full greater higher internal keyword last lazy less live local lower
    infinite main more new none null odd ok old on off open other out over own parallel prime
    private pure raw ready real relative remote running safe same set smaller stale static strict
    subtype sure true false unique upper valid visible open public
    """
)


_ADVERB = re.compile(r"(?!assembly|anomaly|family|reply|supply|apply|multiply|monopoly)[a-z]{3,}ly")
# Not where only the ending is another: setter, settings, reader, iterable, sending.
_JOINED = re.compile(
    r"(get|set|iter|read|write|send|load|save|find|parse|make)"
    r"(?!up|ters?$|tings?|tle|ers?$|able|ate|ative|ation|ator|ing|only|iness)"
    r"([a-z]{3,})"
)


def split(name: str) -> list[str]:
    """The words of an identifier, as it writes them."""
    return [part for piece in name.split("_") if piece for part in _CAMEL.split(piece) if part]


def parted(name: str) -> list[str]:
    """The words of a function's name, with a verb that is joined to the next word set apart."""
    parts = split(name)
    joined = _JOINED.fullmatch(parts[0]) if parts else None
    return [joined[1], joined[2], *parts[1:]] if joined else parts


def spoken(name: str) -> str:
    """The words of an identifier, in lower case apart from acronyms."""
    return " ".join(word(part) for part in split(name))


def word(part: str) -> str:
    """One word in lower case, an acronym in upper case."""
    lowered = part.lower()
    if lowered in _ACRONYMS:
        return "IDs" if lowered == "ids" else "URLs" if lowered == "urls" else part.upper()
    return (
        part if part.isupper() and len(part) > 1 and part.isalpha() and len(part) < 5 else lowered
    )


def capitalized(text: str) -> str:
    """The text with its first letter in upper case; the rest is left alone."""
    return text[:1].upper() + text[1:]


def is_plural(noun: str) -> bool:
    """Whether the last word looks like a plural or can't be counted."""
    last = noun.rsplit(" ", 1)[-1].lower()
    return last in _UNCOUNTED or (
        last.endswith("s") and not last.endswith(("ss", "us", "is", "as"))
    )


def with_article(noun: str) -> str:
    """The noun with ``a`` or ``an``, where it can have one."""
    if not noun or is_plural(noun):
        return noun
    first = noun[0].lower()
    acronym = noun.split(" ", 1)[0]
    if acronym.isupper() and 1 < len(acronym) < 4:
        return ("an " if acronym[0] in "AEFHILMNORSX" and acronym != "URL" else "a ") + noun
    vowel = first in "aeio" or (first == "u" and not re.match(r"u(ni|se|ti|ri|uid)", noun.lower()))
    return ("an " if vowel else "a ") + noun


def is_adjective(text: str) -> bool:
    """Whether words that follow ``is`` seem to say how something is rather than what."""
    words = text.lower().split()
    if not words:
        return False
    return words[0] in _PREPOSITIONS or all(
        item in _ADJECTIVES or _ADJECTIVE.fullmatch(item) for item in words[-1:]
    )


_PREPOSITIONS = listed(
    """
    about above across after against all along and any as at before behind below between
    beyond both by down during each every for from if in inside into it like many more
    multiple near next no not of off on once one only onto or out over per raw self since
    some that the through to under until up using via when while with within without
    """
)


def with_definite(noun: str) -> str:
    """The words with ``the``, where they can have it."""
    first = noun.split(" ", 1)[0]
    bare = takes_no_article(noun) and (is_plural(noun) or _ADVERB.fullmatch(first))
    return noun if bare else f"the {noun}"


def takes_no_article(text: str) -> bool:
    """Whether words after a verb begin with a preposition or a quantity."""
    first = text.split(" ", 1)[0].lower()
    return first in _PREPOSITIONS or first[:1].isdigit() or bool(_ADVERB.fullmatch(first))
