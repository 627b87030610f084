"""*Show what would be sent*: the messages, their tokens and the receipt, as a text to read."""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path

from lsprotocol import types

from ... import pipeline
from ...core.prompt import Prompt
from ...core.text import Source, code_fence, code_span
from ...errors import SourceError
from ...providers import ProviderKind
from ...tasks import Engine
from ..client import Client
from ..generation import ActionData, locate
from ..workspace import Snapshot

UNSENT = "Nothing is sent: the provider in force is the draft. A model would be sent this:\n\n"
# An editor opens a file at once, a slow one after its own start.
SHOW_SECONDS = 10.0


async def prompt_text(
    snapshot: Snapshot, action: ActionData, engine: Engine, others: tuple[Source, ...]
) -> str:
    """What would be sent for a symbol, as a text to read.

    Raises:
        DocstringLsError: When the symbol can't be found or the budget is too small.
    """
    symbol = locate(snapshot, action)
    task = pipeline.Task(snapshot.syntax, symbol, snapshot.root, action.mode, others)
    head = UNSENT if snapshot.config.provider == ProviderKind.DRAFT else ""
    prepared = await pipeline.prepare(engine, task)
    return head + as_text(prepared.prompt)


async def open_text(client: Client, action: ActionData, text: str) -> None:
    """Have the client open a text in a window of its own.

    Raises:
        SourceError: When it can't be written to a file.
    """
    try:
        path = await asyncio.to_thread(_written, action, text)
    except OSError as error:
        raise SourceError(f"The prompt can't be shown: {error.strerror}.") from error
    params = types.ShowDocumentParams(path.as_uri(), take_focus=True)
    response = await client.request(types.WINDOW_SHOW_DOCUMENT, params, SHOW_SECONDS)
    if response.failed or not response.result.success:
        client.show_message(f"What would be sent stands in {path}.", types.MessageType.Info)


def _written(action: ActionData, text: str) -> Path:
    """The text in a file that only the user can read."""
    name = re.sub(r"[^\w.]", "_", action.qualname) or "module"
    path = Path(tempfile.mkdtemp(prefix="docstring-ls-")) / f"{name}.prompt.md"
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8", errors="replace")
    return path


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
