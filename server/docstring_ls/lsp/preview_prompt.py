"""*Show what would be sent*: the messages, their tokens and the receipt, as a text to read."""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path

from lsprotocol import types

from .. import pipeline
from ..core.prompt import Prompt
from ..core.text import code_fence, code_span
from ..errors import SourceError
from .action_data import ActionData, locate
from .session import Session

UNSENT = "Nothing is sent: the provider in force is the draft. A model would be sent this:\n\n"


async def show(session: Session, wish: ActionData) -> str:
    """The prompt for a wish as text, opened where the client does not open it itself.

    Raises:
        DocstringLsError: When the symbol can't be found or the budget is too small.
    """
    text = await _text(session, wish)
    if session.client.capabilities.show_document and not session.client.capabilities.stream:
        session.generations.own(_open(session, wish, text), "show prompt")
    return text


async def _open(session: Session, wish: ActionData, text: str) -> None:
    try:
        path = await asyncio.to_thread(_written, wish, text)
    except OSError as error:
        raise SourceError(f"The prompt can't be shown: {error.strerror}.") from error
    params = types.ShowDocumentParams(path.as_uri(), take_focus=True)
    reply = await session.client.request(types.WINDOW_SHOW_DOCUMENT, params, 10)
    if reply.failed or not reply.result.success:
        session.client.show_message(f"What would be sent stands in {path}.", types.MessageType.Info)


def _written(wish: ActionData, text: str) -> Path:
    """The text in a file that only the user can read."""
    name = re.sub(r"[^\w.]", "_", wish.qualname) or "module"
    path = Path(tempfile.mkdtemp(prefix="docstring-ls-")) / f"{name}.prompt.md"
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8", errors="replace")
    return path


async def _text(session: Session, wish: ActionData) -> str:
    buffer = session.documents.get(wish.uri)
    if buffer is None:
        raise SourceError("The document is not open.", "Open it and ask again.", code="closed")
    syntax, root = buffer.syntax, session.root_of(wish.uri)
    symbol = locate(buffer, wish, session.client.capabilities.encoding)
    others = session.documents.others(wish.uri)
    task = pipeline.Task(syntax, symbol, root, wish.mode, others)
    head = UNSENT if session.config(root).provider == "draft" else ""
    ground = await pipeline.prepare(session.engine(root), task)
    return head + as_text(ground.prompt)


def as_text(prompt: Prompt) -> str:
    """Messages and receipt for a person."""
    parts = [f"# {prompt.prompt_tokens} tokens, and {prompt.schema_tokens} of the answer's schema"]
    parts += [
        f"## {message.role}\n\n{code_fence(message.content, 'text')}" for message in prompt.messages
    ]
    rows = [
        f"- {item.kept}: {item.kind} {code_span(item.name)} "
        f"({code_span(f'{item.path}:{item.line}')}, {item.tokens} tokens)"
        + (f": {code_span(item.reason)}" if item.reason else "")
        for item in prompt.fragments
    ]
    return "\n\n".join([*parts, "## receipt", "\n".join(rows)])
