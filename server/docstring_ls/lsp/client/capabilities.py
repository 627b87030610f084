"""What the client can do, flattened once; nobody else digs in nested optionals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lsprotocol import types

from ...core.text import Encoding


@dataclass(frozen=True)
class ClientCapabilities:
    """What a client announced.

    Attributes:
        stream: It asked for ``docstring-ls/stream`` notifications.
        apply_edit: It handles ``workspace/applyEdit``.
        document_changes: It takes versioned edits.
        resolve_edit: It resolves a code action's edit.
        action_literals: It takes CodeAction objects, not only commands.
        progress: It shows server-made work-done progress.
        configuration: It answers ``workspace/configuration``.
        markdown_hover: It renders Markdown in hovers.
        related_information: It shows what belongs to a diagnostic beside it.
        pull_diagnostics: It asks for diagnostics itself.
        show_document: It opens documents for the server.
        restricted: It does not trust the workspace, so nothing but its text is looked at.
        language_model: It answers ``docstring-ls/complete``.
        encoding: The negotiated unit of positions.
    """

    stream: bool = False
    apply_edit: bool = False
    document_changes: bool = False
    resolve_edit: bool = False
    action_literals: bool = True
    progress: bool = False
    configuration: bool = False
    markdown_hover: bool = False
    related_information: bool = False
    pull_diagnostics: bool = False
    show_document: bool = False
    restricted: bool = False
    language_model: bool = False
    encoding: Encoding = Encoding.UTF16


def read_capabilities(params: types.InitializeParams, encoding: str) -> ClientCapabilities:
    """Flatten an announcement; whatever is missing or odd counts as not announced."""
    caps = params.capabilities
    options = params.initialization_options
    resolvable = _at(caps, "text_document", "code_action", "resolve_support", "properties") or ()
    formats = _at(caps, "text_document", "hover", "content_format") or ()
    return ClientCapabilities(
        stream=isinstance(options, dict) and options.get("stream") is True,
        apply_edit=bool(_at(caps, "workspace", "apply_edit")),
        document_changes=bool(_at(caps, "workspace", "workspace_edit", "document_changes")),
        resolve_edit="edit" in resolvable,
        action_literals=bool(
            _at(caps, "text_document", "code_action", "code_action_literal_support")
        ),
        progress=bool(_at(caps, "window", "work_done_progress")),
        configuration=bool(_at(caps, "workspace", "configuration")),
        markdown_hover=types.MarkupKind.Markdown in formats,
        related_information=_shows_related_information(caps),
        pull_diagnostics=_at(caps, "text_document", "diagnostic") is not None,
        show_document=bool(_at(caps, "window", "show_document", "support")),
        restricted=isinstance(options, dict) and options.get("restricted") is True,
        language_model=_announces_language_model(caps.experimental),
        encoding=Encoding(encoding),
    )


def _shows_related_information(caps: types.ClientCapabilities) -> bool:
    """Told for diagnostics that are published; what is pulled is shown by the same client."""
    published = _at(caps, "text_document", "publish_diagnostics", "related_information")
    return bool(published or _at(caps, "text_document", "diagnostic", "related_information"))


def _announces_language_model(experimental: Any) -> bool:
    ours = experimental.get("docstringLs") if isinstance(experimental, dict) else None
    return isinstance(ours, dict) and ours.get("languageModel") is True


def _at(value: Any, *path: str) -> Any:
    for name in path:
        value = getattr(value, name, None)
        if value is None:
            return None
    return value
