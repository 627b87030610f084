"""``textDocument/codeAction``: listed from the tree and the store alone."""

from __future__ import annotations

from collections.abc import Sequence

from lsprotocol import types

from .action_list import KIND, SOURCE_KIND
from .diagnostics import SOURCE
from .session import Session


def code_actions(
    session: Session, params: types.CodeActionParams
) -> list[types.CodeAction | types.Command] | None:
    """The actions for the end of the range, where every editor puts the cursor."""
    buffer = session.documents.get(params.text_document.uri)
    if buffer is None:
        return None
    uri = params.text_document.uri
    listing = session.listing(session.root_of(uri))
    only = params.context.only
    found: list[types.CodeAction] = []
    if _wanted(KIND, only):
        found += listing.actions(buffer, params.range.end)
    ours = [item for item in params.context.diagnostics if item.source == SOURCE]
    if ours and _wanted(types.CodeActionKind.QuickFix.value, only):
        found += listing.fixes(buffer, ours)
    if only and _wanted(SOURCE_KIND, only):
        found.append(listing.whole_file(buffer))
    if found:
        session.ahead.look(uri, params.range.end)
    if session.client.capabilities.action_literals:
        return list(found)
    return [action.command for action in found if action.command is not None]


def resolve(action: types.CodeAction) -> types.CodeAction:
    """An action that has its edit or command comes back unchanged."""
    return action


def _wanted(kind: str, only: Sequence[types.CodeActionKind | str] | None) -> bool:
    return not only or any(
        kind == str(wanted) or kind.startswith(f"{wanted}.") or str(wanted) == "" for wanted in only
    )
