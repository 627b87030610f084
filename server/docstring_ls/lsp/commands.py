"""``workspace/executeCommand``: each command answers at once; the work is a task."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from lsprotocol import types

from ..errors import UsageError
from .features import preview_prompt
from .generation import ActionData, GenerationRequest, locate, read_action_data
from .session import Session


def generate(session: Session, *arguments: Any) -> None:
    """Write a docstring into the document."""
    session.generations.start(GenerationRequest(_action(arguments)))


def preview(session: Session, *arguments: Any) -> None:
    """Prepare a docstring without touching the document."""
    session.generations.start(GenerationRequest(_action(arguments), insert=False))


def regenerate(session: Session, *arguments: Any) -> None:
    """Prepare another docstring, whatever is stored."""
    session.generations.start(GenerationRequest(_action(arguments), insert=False, force=True))


def generate_missing(session: Session, *arguments: Any) -> None:
    """Document everything in a file that has no docstring."""
    uri = _action(arguments).uri
    session.tasks.run(session.whole_file.generate_missing(uri), f"missing in {uri}", uri)


def insert(session: Session, *arguments: Any, anyway: bool = False) -> None:
    """Insert what was streamed under a token, or the stored proposal for a symbol."""
    token = _token(_first(arguments))
    if not token:
        request = GenerationRequest(_action(arguments), any_stored=True, anyway=anyway)
        session.generations.start(request)
        return
    entry = session.generations.streamed(token)
    if entry is None:
        raise UsageError("There is no finished docstring under this token.", "Generate it again.")
    session.generations.insert(entry, anyway=anyway)


def insert_anyway(session: Session, *arguments: Any) -> None:
    """Insert the same with what was left out since the code can't prove it."""
    insert(session, *arguments, anyway=True)


def discard(session: Session, *arguments: Any) -> None:
    """Forget what was streamed under a token, or the stored proposal for a symbol."""
    token = _token(_first(arguments))
    if token:
        session.generations.discard(token)
        return
    action = _action(arguments)
    snapshot = session.workspace.snapshot(action.uri)
    if snapshot is not None:
        symbol = locate(snapshot, action)
        session.proposals.discard(snapshot.key(snapshot.source, symbol))


async def show_prompt(session: Session, *arguments: Any) -> str:
    """Show exactly what would be sent, and send nothing; open it unless the client does."""
    action, workspace, client = _action(arguments), session.workspace, session.client
    snapshot = workspace.require_snapshot(action.uri)
    engine, others = workspace.engine(snapshot.root), workspace.documents.others(action.uri)
    text = await preview_prompt.prompt_text(snapshot, action, engine, others)
    if client.capabilities.show_document and not client.capabilities.stream:
        session.tasks.run(preview_prompt.open_text(client, action, text), "show prompt")
    return text


async def clear_cache(session: Session, *arguments: Any) -> int:
    """Forget proposals and stored answers."""
    proposals, answers = session.proposals.clear(), await session.workspace.forget_answers()
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
    "docstring-ls.insertAnyway": insert_anyway,
    "docstring-ls.discard": discard,
    "docstring-ls.showPrompt": show_prompt,
    "docstring-ls.clearCache": clear_cache,
}


def _action(arguments: tuple[Any, ...]) -> ActionData:
    return read_action_data(_first(arguments))


def _first(arguments: tuple[Any, ...]) -> Any:
    if not arguments:
        raise UsageError("The command needs an argument.", "Choose it from the list of actions.")
    first = arguments[0]
    return first[0] if isinstance(first, list) and first else first


def _token(raw: Any) -> str:
    value = raw.get("token", "") if isinstance(raw, dict) else getattr(raw, "token", raw)
    return value if isinstance(value, str) else ""
