"""Which function answers which method of the protocol: the table of all features."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lsprotocol import types

from ..proposals import ProposalStore
from . import lifecycle
from .features import code_action, completion, diagnostics, hover
from .session import Session
from .workspace import Snapshot

Handler = Callable[[Session, Any], Any]
# A feature sees the document as it is when it is asked, and the proposals; nothing else.
Feature = Callable[[Snapshot, ProposalStore, Any], Any]


@dataclass(frozen=True)
class Method:
    """How a method is answered.

    Attributes:
        handler: What answers it.
        options: What is announced about it beside its being there.
    """

    handler: Handler
    options: Any = None


def of_document(feature: Feature) -> Handler:
    """Let a feature answer for one open document; others get the answer null."""

    def handler(session: Session, params: Any) -> Any:
        snapshot = session.workspace.snapshot(params.text_document.uri)
        return None if snapshot is None else feature(snapshot, session.proposals, params)

    return handler


def code_actions(
    session: Session, params: types.CodeActionParams
) -> list[types.CodeAction | types.Command] | None:
    """List actions; where there are any, one may be chosen, so names are resolved already."""
    snapshot = session.workspace.snapshot(params.text_document.uri)
    if snapshot is None:
        return None
    actions = code_action.code_actions(snapshot, session.proposals, params)
    if actions:
        session.prefetcher.start(params.text_document.uri, params.range.end)
    return actions


def resolve_action(session: Session, action: types.CodeAction) -> types.CodeAction:
    """Answer an action as it came: it has its edit or its command."""
    return action


async def pull_diagnostics(
    session: Session, params: types.DocumentDiagnosticParams
) -> types.RelatedFullDocumentDiagnosticReport:
    """Answer clients that ask for diagnostics themselves."""
    snapshot = session.workspace.snapshot(params.text_document.uri)
    items = [] if snapshot is None else await diagnostics.diagnostics(snapshot, session.findings)
    return types.RelatedFullDocumentDiagnosticReport(items=items)


METHODS: dict[str, Method] = {
    types.INITIALIZED: Method(lifecycle.initialized),
    types.WORKSPACE_DID_CHANGE_CONFIGURATION: Method(lifecycle.configuration_changed),
    types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS: Method(lifecycle.folders_changed),
    types.WINDOW_WORK_DONE_PROGRESS_CANCEL: Method(lifecycle.progress_cancelled),
    types.PROGRESS: Method(lifecycle.progressed),
    types.TEXT_DOCUMENT_CODE_ACTION: Method(code_actions, code_action.OPTIONS),
    types.CODE_ACTION_RESOLVE: Method(resolve_action),
    types.TEXT_DOCUMENT_HOVER: Method(of_document(hover.hover)),
    types.TEXT_DOCUMENT_COMPLETION: Method(of_document(completion.completions), completion.OPTIONS),
    types.TEXT_DOCUMENT_INLINE_COMPLETION: Method(
        of_document(completion.inline_completions), completion.INLINE_OPTIONS
    ),
    types.TEXT_DOCUMENT_DIAGNOSTIC: Method(pull_diagnostics, diagnostics.OPTIONS),
}
