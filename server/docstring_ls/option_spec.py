"""How one option is declared, read from what people write, and shown to them again.

``option``, ``choice`` and ``entries`` give a field of ``Options`` its type, its default and an
``OptionSpec``, from which flags, messages, the editor's settings and the README are made.
"""

from __future__ import annotations

import math
import re
import reprlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

Value = TypeVar("Value")
Word = TypeVar("Word", bound=StrEnum)

SPEC = "docstring-ls"
"""The key of the ``OptionSpec`` in a field's metadata."""

MASK = "***"
_USER_IN_URL = re.compile(r"(?<=://)[^/@\s]+@")
_SECRET_IN_QUERY = re.compile(r"(?i)((?:key|sig|token|secret|password)=)[^&;\s]+")

# Characters of a wrong value that a message repeats: enough to find it, no screen full.
_SHOWN = 60
_TRUE, _FALSE = ("true", "yes", "1", "on"), ("false", "no", "0", "off")


class OptionScope(StrEnum):
    """Who may set an option."""

    PROJECT = "project"
    USER = "user"


class WrongValueError(ValueError):
    """A value that an option can't take; the text says what it must be."""


@dataclass(frozen=True, slots=True)
class ReadValue:
    """A value, and for each entry that was left out of it: what it was and what is wrong."""

    value: object
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OptionSpec:
    """What is known of an option beside its value.

    Attributes:
        help: One sentence for settings editors and the README.
        scope: Who may set it.
        env: Names that users already have in their environment, after ``DOCSTRING_LS_…``.
        secret: Whether its value is masked wherever it is shown.
        schema: JSON schema of what people write.
        read: What people write → the value; raises ``WrongValueError``.
        show: The value → what people write.
        is_prose: Whether it is text, or a list of texts, in the writer's own words.
    """

    help: str
    scope: OptionScope
    env: tuple[str, ...]
    secret: bool
    schema: Mapping[str, Any]
    read: Callable[[object], ReadValue]
    show: Callable[[object], object] = lambda value: value
    is_prose: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """The words that may be written, where they are few; the empty one left out."""
        return tuple(word for word in self.schema.get("enum", ()) if word)


def option(
    default: Value,
    help: str,
    *,
    scope: OptionScope = OptionScope.USER,
    env: tuple[str, ...] = (),
    secret: bool = False,
    least: float | None = None,
    most: float | None = None,
) -> Value:
    """Declare a flag, a number or a text; the default's type is the option's type.

    Args:
        default: Its value when nobody says otherwise.
        help: One sentence for settings editors and the README.
        scope: Who may set it.
        env: Names that users already have in their environment.
        secret: Whether its value is masked wherever it is shown.
        least: Smallest allowed number.
        most: Largest allowed number.
    """
    schema, read = _simple(default, least, most)
    prose = isinstance(default, str)
    spec = OptionSpec(help, scope, env, secret, schema, read, is_prose=prose)
    return field(default=default, metadata={SPEC: spec})


def choice(
    default: Value,
    words: Mapping[str, Value],
    help: str,
    *,
    scope: OptionScope = OptionScope.USER,
) -> Value:
    """Declare an option of few words.

    Args:
        default: Its value when nobody says otherwise.
        words: What may be written, and the value that it means.
        help: One sentence for settings editors and the README.
        scope: Who may set it.
    """

    def read(raw: object) -> ReadValue:
        word = raw.strip() if isinstance(raw, str) else None
        if word is None or word not in words:
            allowed = ", ".join(filter(None, words))
            raise WrongValueError(f"must be one of {allowed}, not {quoted(raw)}")
        return ReadValue(words[word])

    written = {value: word for word, value in words.items()}
    schema = {"type": "string", "enum": list(words)}
    show: Callable[[Any], object] = written.__getitem__
    spec = OptionSpec(help, scope, (), False, schema, read, show)
    return field(default=default, metadata={SPEC: spec})


def words_of(kind: type[Word]) -> dict[str, Word]:
    """The words of an enum, for ``choice``."""
    return {member.value: member for member in kind}


def entries(
    read: Callable[[str], Value],
    help: str,
    *,
    form: str = "",
    scope: OptionScope = OptionScope.USER,
) -> tuple[Value, ...]:
    """Declare a list; its default is empty, and an entry that can't be read is left out of it.

    Args:
        read: One entry as it is written → its value; raises ``WrongValueError``.
        help: One sentence for settings editors and the README.
        form: How an entry is written; empty for free text.
        scope: Who may set it.
    """

    def read_all(raw: object) -> ReadValue:
        values, left_out = [], []
        for text in _texts(raw):
            try:
                values.append(read(text))
            except WrongValueError as wrong:
                left_out.append(f"{quoted(text)} is left out: {wrong}. Write {form}")
        return ReadValue(tuple(values), tuple(left_out))

    schema = {"type": "array", "items": {"type": "string"}}
    spec = OptionSpec(help, scope, (), False, schema, read_all, _shown, is_prose=not form)
    nothing: tuple[Value, ...] = ()
    return field(default=nothing, metadata={SPEC: spec})


def quoted(raw: object) -> str:
    """A value for a message: without what is secret in it, on one line, of bounded length."""
    try:
        return _SHORT.repr(raw)
    except ValueError:
        # Python refuses to write down a number of thousands of digits.
        return "one of thousands of digits"


def masked(text: str) -> str:
    """A text without what is secret inside a URL."""
    return _SECRET_IN_QUERY.sub(rf"\1{MASK}", _USER_IN_URL.sub(f"{MASK}@", text))


class _Short(reprlib.Repr):
    def repr_str(self, x: str, level: int) -> str:
        return super().repr_str(masked(x), level)


_SHORT = _Short()
_SHORT.maxstring = _SHORT.maxlong = _SHORT.maxother = _SHOWN


def _shown(value: object) -> object:
    return [str(each) for each in value] if isinstance(value, Sequence) else value


def _simple(
    default: object, least: float | None, most: float | None
) -> tuple[dict[str, object], Callable[[object], ReadValue]]:
    """JSON schema and reader of a flag, a number or a text."""
    if isinstance(default, bool):
        return {"type": "boolean"}, lambda raw: ReadValue(_boolean(raw))
    if isinstance(default, (int, float)):
        kind = type(default)
        schema: dict[str, object] = {"type": "integer" if kind is int else "number"}
        schema |= {} if least is None else {"minimum": least}
        schema |= {} if most is None else {"maximum": most}
        return schema, lambda raw: ReadValue(number(raw, kind, least, most))
    return {"type": "string"}, lambda raw: ReadValue(_text(raw))


def _text(raw: object) -> str:
    if isinstance(raw, str):
        return raw.strip()
    raise WrongValueError(f"must be text, not {quoted(raw)}")


def _texts(raw: object) -> tuple[str, ...]:
    if isinstance(raw, str):
        return tuple(part.strip() for part in raw.split(",") if part.strip())
    if isinstance(raw, (list, tuple)) and all(isinstance(part, str) for part in raw):
        return tuple(raw)
    raise WrongValueError(f"must be a list of texts, not {quoted(raw)}")


def _boolean(raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    word = str(raw).strip().lower() if isinstance(raw, (str, int)) else ""
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    raise WrongValueError(f"must be true or false, not {quoted(raw)}")


def number(
    raw: object,
    kind: type[int] | type[float],
    least: float | None = None,
    most: float | None = None,
) -> int | float:
    """The number that somebody wrote.

    Raises:
        WrongValueError: When it is none, or out of bounds.
    """
    wrong = f"must be {'a whole number' if kind is int else 'a number'}, not {quoted(raw)}"
    if isinstance(raw, bool) or not isinstance(raw, (str, int, float)):
        raise WrongValueError(wrong)
    try:
        value, real = kind(raw), float(raw)
    except (ValueError, OverflowError):
        raise WrongValueError(wrong) from None
    if not math.isfinite(real) or value != real:
        raise WrongValueError(wrong)
    if least is not None and value < least:
        raise WrongValueError(f"must be at least {least}, not {quoted(raw)}")
    if most is not None and value > most:
        raise WrongValueError(f"must be at most {most}, not {quoted(raw)}")
    return value
