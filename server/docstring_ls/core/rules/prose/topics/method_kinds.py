"""Static methods, class methods and decorators: what they are called."""

from __future__ import annotations

import re

from ...claims import ClaimKind
from .vocabulary import NONE, PROSE
from .wording import Stance, Topic


def _named(kind: ClaimKind, sign: str, name: str) -> Topic:
    words = re.compile(name)
    return Topic(kind, ((Stance.SAYS, {sign: name}),), words, NONE, words, PROSE)


TOPICS = (
    _named(ClaimKind.STATIC_METHOD, "static", r"static ?methods?"),
    _named(ClaimKind.CLASS_METHOD, "class", r"class ?methods?"),
    _named(ClaimKind.DECORATOR, "decorator", r"decorator"),
)
