"""Words for types, and whether one of them stands for a type where it stands."""

from __future__ import annotations

from .sentence import Sentence

TYPE_WORDS = {
    "string": "str", "strings": "str", "integer": "int", "int": "int", "float": "float",
    "boolean": "bool", "bool": "bool", "list": "list", "dictionary": "dict", "dict": "dict",
    "tuple": "tuple", "set": "set", "bytes": "bytes", "mapping": "mapping", "str": "str",
    "generator": "generator", "iterator": "iterator", "path": "path", "datetime": "datetime",
}  # fmt: skip
# Behind a type these show that it is a noun of its own, not part of another: "list index".
_OPEN = frozenset(
    {
        *("", "of", "that", "with", "to", "containing", "in", "representing", "or", "for", "from"),
        *("indicating", "giving", "which", "where", "mapping", "if", "when", "describing", "and"),
        *("object", "value", "instance"),
        *("holding", "listing", "specifying", "by", "on", "whose"),
    }
)


def type_at(sentence: Sentence, at: int) -> str:
    """The type that a word names, or empty where it is part of another noun."""
    name = TYPE_WORDS.get(sentence.spelled[at], "")
    following = sentence.tokens[at + 1] if at + 1 < len(sentence.tokens) else None
    return name if following is None or following.word in _OPEN else ""
