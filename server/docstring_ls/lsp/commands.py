"""``workspace/executeCommand``: each command answers at once; the work is a task."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from lsprotocol import types

from ..errors import UsageError
from . import preview_prompt, whole_file
from .action_data import locate, read_action_data
from .generations import GenerationRequest
from .session import Session


def generate(session: Session, *arguments: Any) -> None:
    """Write a docstring into the document."""
    session.generations.start(GenerationRequest(read_action_data(_first(arguments))))


def preview(session: Session, *arguments: Any) -> None:
    """Prepare a docstring without touching the document."""
    session.generations.start(GenerationRequest(read_action_data(_first(arguments)), deliver=False))


def regenerate(session: Session, *arguments: Any) -> None:
    """Prepare another docstring, whatever is stored."""
    session.generations.start(
        GenerationRequest(read_action_data(_first(arguments)), deliver=False, fresh=True)
    )


def generate_missing(session: Session, *arguments: Any) -> None:
    """Document everything in a file that has no docstring."""
    uri = read_action_data(_first(arguments)).uri
    session.generations.own(whole_file.generate_missing(session, uri), f"missing in {uri}", uri)


def insert(session: Session, *arguments: Any) -> None:
    """Insert what was streamed under a token, or the stored proposal of a wish."""
    raw = _first(arguments)
    token = _token(raw)
    if not token:
        session.generations.start(GenerationRequest(read_action_data(raw), kept=True))
        return
    entry = session.generations.ready(token)
    if entry is None:
        raise UsageError("There is no finished docstring under this token.", "Generate it again.")
    session.generations.insert(entry)


def discard(session: Session, *arguments: Any) -> None:
    """Forget what was streamed under a token, or the stored proposal of a wish."""
    raw = _first(arguments)
    token = _token(raw)
    if token:
        session.generations.discard(token)
    else:
        wish = read_action_data(raw)
        buffer = session.documents.get(wish.uri)
        if buffer is not None:
            symbol = locate(buffer, wish, session.client.capabilities.encoding)
            session.proposals.discard(session.key(buffer, buffer.source, symbol))


async def show_prompt(session: Session, *arguments: Any) -> str:
    """Show exactly what would be sent, and send nothing."""
    return await preview_prompt.show(session, read_action_data(_first(arguments)))


async def clear_cache(session: Session, *arguments: Any) -> int:
    """Forget proposals and stored answers."""
    proposals, answers = session.proposals.clear(), await session.forget_answers()
    message = f"{proposals} proposals and {answers} kept answers forgotten."
    session.client.show_message(message, types.MessageType.Info)
    return proposals + answers


# What starts a task does so at once, before the next message is read.
Command = Callable[..., Awaitable[Any] | None]

COMMANDS: dict[str, Command] = {
    "docstring-ls.generate": generate,
    "docstring-ls.generateMissing": generate_missing,
    "docstring-ls.preview": preview,
    "docstring-ls.regenerate": regenerate,
    "docstring-ls.insert": insert,
    "docstring-ls.discard": discard,
    "docstring-ls.showPrompt": show_prompt,
    "docstring-ls.clearCache": clear_cache,
}


def _first(arguments: tuple[Any, ...]) -> Any:
    if not arguments:
        raise UsageError("The command needs an argument.", "Choose it from the list of actions.")
    first = arguments[0]
    return first[0] if isinstance(first, list) and first else first


def _token(raw: Any) -> str:
    value = raw.get("token", "") if isinstance(raw, dict) else getattr(raw, "token", raw)
    return value if isinstance(value, str) else ""
