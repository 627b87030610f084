"""What a symbol may be, as code decides it: one row a topic, with the words that belong to it.

Nobody can foresee how people word that something is a coroutine, but they can't do it without some
of its words. Negations are no part of them: ``negation.py`` finds those around a mention.
"""

from __future__ import annotations

from . import (
    context_manager,
    coroutine,
    deferred,
    deprecated,
    generator,
    method_kinds,
    ordinary,
    property,
)
from .wording import Topic

TOPICS: tuple[Topic, ...] = (
    coroutine.TOPIC,
    generator.TOPIC,
    context_manager.TOPIC,
    property.TOPIC,
    deferred.TOPIC,
    ordinary.TOPIC,
    *method_kinds.TOPICS,
    deprecated.TOPIC,
)
"""Each kind once."""
