"""The messages for a model, and the receipt of what went in and what was left out."""

from __future__ import annotations

from .selecting.composing import compose
from .selecting.receipt import Fragment, Message, Prompt

__all__ = ["Fragment", "Message", "Prompt", "compose"]
