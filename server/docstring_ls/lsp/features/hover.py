"""``textDocument/hover``: the stored proposal of the symbol under the cursor, nothing else."""

from __future__ import annotations

import json
from urllib.parse import quote

from lsprotocol import types

from ...core.syntax import SymbolKind
from ...core.text import code_fence, code_span, visible, visible_lines
from ...ports import Proposal
from ...proposals import ProposalStore
from ...providers import ProviderKind
from .. import convert
from ..client import ClientCapabilities
from ..generation import ActionData, action_data_for
from ..workspace import Snapshot

LINKS = {"Insert": "insert", "Regenerate": "regenerate", "Discard": "discard"}


def hover(
    snapshot: Snapshot, proposals: ProposalStore, params: types.HoverParams
) -> types.Hover | None:
    """The proposal as Markdown, or as plain text where the client has only that."""
    if not proposals.knows(snapshot.uri):
        return None
    syntax = snapshot.around(params.position.line)
    symbols = snapshot.symbols_at(syntax, params.position)
    if any(symbol.kind is SymbolKind.MODULE for symbol in symbols):
        syntax = snapshot.syntax
        symbols = snapshot.symbols_at(syntax, params.position)
    for symbol in symbols:
        proposal = proposals.newest(snapshot.key(syntax.source, symbol))
        if proposal is not None:
            place = convert.range_of(syntax.source, symbol.name_span, snapshot.encoding)
            action = action_data_for(snapshot, syntax.source, symbol, proposal.mode)
            return types.Hover(_content(snapshot.capabilities, action, proposal), place)
    return None


def _content(
    client: ClientCapabilities, action: ActionData, proposal: Proposal
) -> types.MarkupContent:
    if client.markdown_hover:
        # Only our own extension is known to trust these links.
        foot = f"\n\n{links(action)}" if client.stream else ""
        return types.MarkupContent(types.MarkupKind.Markdown, markdown(proposal) + foot)
    return types.MarkupContent(types.MarkupKind.PlainText, plain(proposal))


def markdown(proposal: Proposal) -> str:
    """The proposal with its problems; what others wrote stands in fences and code spans only."""
    head = f"**Proposed docstring**{_label(proposal)}"
    remarks = "\n".join(f"- {code_span(line)}" for line in _remarks(proposal))
    text = code_fence(proposal.text, "text")
    return "\n\n".join(part for part in (head, text, remarks) if part)


def links(action: ActionData) -> str:
    """Command links for what can be done with the proposal."""
    arguments = quote(json.dumps(action.arguments()), safe="")
    return " · ".join(
        f"[{title}](command:docstring-ls.{command}?{arguments})" for title, command in LINKS.items()
    )


def plain(proposal: Proposal) -> str:
    """The summary comes first: some editors show one line only."""
    remarks = "".join(f"\n- {visible(line)}" for line in _remarks(proposal))
    return f"{visible_lines(proposal.text)}\n\nProposed docstring{_label(proposal)}{remarks}"


def _label(proposal: Proposal) -> str:
    return " (draft: no model was asked)" if proposal.answer.provider == ProviderKind.DRAFT else ""


def _remarks(proposal: Proposal) -> list[str]:
    lines = []
    for problem in proposal.problems:
        where = f" (line {problem.evidence.line})" if problem.evidence else ""
        lines.append(problem.message + where)
    usage = proposal.answer.usage
    if usage is not None:
        cost = f", ${usage.cost:.4f}" if usage.cost is not None else ""
        lines.append(f"{usage.prompt_tokens} tokens sent, {usage.completion_tokens} received{cost}")
    if proposal.context_note:
        lines.append(f"Context: {proposal.context_note}")
    return lines
