"""*Show what would be sent*: the messages, their tokens and the receipt, in a message to read."""

from __future__ import annotations

from .. import pipeline
from ..core.prompt import Prompt
from ..errors import SourceError
from .session import Session
from .wish import Wish, locate


async def show(session: Session, wish: Wish) -> str:
    """The prompt for a wish as text; nothing is sent.

    Raises:
        DocstringLsError: When the symbol can't be found or the budget is too small.
    """
    buffer = session.documents.get(wish.uri)
    if buffer is None:
        raise SourceError("The document is not open.", "Open it and ask again.", code="closed")
    syntax, root = buffer.syntax, session.root_of(wish.uri)
    symbol = locate(syntax, wish, session.client.encoding)
    others = session.documents.others(wish.uri)
    task = pipeline.Task(syntax, symbol, root, wish.mode, others)
    ground = await pipeline.prepare(session.engine(root), task)
    return as_text(ground.prompt)


def as_text(prompt: Prompt) -> str:
    """Messages and receipt for a person."""
    parts = [f"# {prompt.prompt_tokens} tokens, and {prompt.schema_tokens} of the answer's schema"]
    parts += [f"## {message.role}\n\n{message.content}" for message in prompt.messages]
    rows = [
        f"- {item.kept}: {item.kind} {item.name} ({item.path}:{item.line}, {item.tokens} tokens)"
        + (f": {item.reason}" if item.reason else "")
        for item in prompt.fragments
    ]
    return "\n\n".join([*parts, "## receipt", "\n".join(rows)])
