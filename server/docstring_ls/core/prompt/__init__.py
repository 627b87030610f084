"""The messages for a model, their size, and how its answer is read."""

from .answer import is_usable, read, read_partial, write
from .instructions import SCHEMA, SCHEMA_NAME
from .language_models import (
    EFFORTS,
    TABLE,
    UNKNOWN,
    Model,
    ReasoningEffort,
    model_named,
    overridden_model,
)
from .messages import compose
from .receipt import Message, MessageRole, Prompt
from .tokens import chat_tokens, schema_tokens, tool_tokens

__all__ = [
    "EFFORTS",
    "SCHEMA",
    "SCHEMA_NAME",
    "TABLE",
    "UNKNOWN",
    "Message",
    "MessageRole",
    "Model",
    "Prompt",
    "ReasoningEffort",
    "chat_tokens",
    "compose",
    "is_usable",
    "model_named",
    "overridden_model",
    "read",
    "read_partial",
    "schema_tokens",
    "tool_tokens",
    "write",
]
