"""``textDocument/hover``: the stored proposal of the symbol under the cursor, nothing else."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from lsprotocol import types

from ...core.syntax import Symbol, SymbolKind
from ...core.text import Encoding, Source, code_fence, code_span, visible, visible_lines
from ...placing import problems_in
from ...ports import Proposal
from ...proposals import ProposalStore
from ...providers import ProviderKind
from .. import convert
from ..client import ClientCapabilities
from ..generation import ANYWAY, ActionData, action_data_for
from ..workspace import EvidenceLink, Snapshot, evidence_link

LINKS = {
    "Insert": "insert",
    ANYWAY: "insertAnyway",
    "Regenerate": "regenerate",
    "Discard": "discard",
}


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
            remarks = _remarks(proposal, syntax.source, symbol, snapshot.encoding)
            return types.Hover(_content(snapshot.capabilities, action, proposal, remarks), place)
    return None


@dataclass(frozen=True)
class Remark:
    """Something worth knowing about a proposal, and the line that proves it."""

    message: str
    evidence: EvidenceLink | None = None


def _content(
    client: ClientCapabilities, action: ActionData, proposal: Proposal, remarks: Sequence[Remark]
) -> types.MarkupContent:
    if client.markdown_hover:
        # Only our own extension is known to trust these links.
        foot = f"\n\n{links(action, proposal)}" if client.stream else ""
        text = markdown(proposal, remarks) + foot
        return types.MarkupContent(types.MarkupKind.Markdown, text)
    return types.MarkupContent(types.MarkupKind.PlainText, plain(proposal, remarks))


def markdown(proposal: Proposal, found: Sequence[Remark]) -> str:
    """The proposal with its problems; what others wrote stands in fences and code spans only."""
    head = f"**Proposed docstring**{_label(proposal)}"
    remarks = "\n".join(f"- {code_span(item.message)}{_linked(item.evidence)}" for item in found)
    text = code_fence(proposal.text, "text")
    return "\n\n".join(part for part in (head, text, remarks) if part)


def links(action: ActionData, proposal: Proposal) -> str:
    """Command links for what can be done with the proposal."""
    arguments = quote(json.dumps(action.arguments()), safe="")
    return " · ".join(
        f"[{title}](command:docstring-ls.{command}?{arguments})"
        for title, command in LINKS.items()
        if command != "insertAnyway" or proposal.with_unproven is not None
    )


def _linked(evidence: EvidenceLink | None) -> str:
    """The line as a link and in its own words."""
    if evidence is None:
        return ""
    # The name of another file is others' text.
    name = evidence.name if evidence.is_here else code_span(evidence.name)
    link = f"[{name}]({evidence.href})" if evidence.href else name
    return f" ({link}{': ' + code_span(evidence.code) if evidence.code else ''})"


def plain(proposal: Proposal, found: Sequence[Remark]) -> str:
    """The summary comes first: some editors show one line only."""
    remarks = "".join(f"\n- {visible(item.message + _named(item.evidence))}" for item in found)
    return f"{visible_lines(proposal.text)}\n\nProposed docstring{_label(proposal)}{remarks}"


def _named(evidence: EvidenceLink | None) -> str:
    if evidence is None:
        return ""
    return f" ({evidence.name}{': ' + evidence.code if evidence.code else ''})"


def _label(proposal: Proposal) -> str:
    return " (draft: no model was asked)" if proposal.answer.provider == ProviderKind.DRAFT else ""


def _remarks(
    proposal: Proposal, source: Source, symbol: Symbol, encoding: Encoding
) -> list[Remark]:
    """Its problems, each with its line where it stands now, and what it took."""
    remarks = []
    moved = problems_in(proposal, source, symbol)
    for problem, now in zip(proposal.problems, moved, strict=True):
        link = evidence_link(proposal.source, problem.evidence, encoding, now.evidence)
        remarks.append(Remark(problem.message, link))
    usage = proposal.answer.usage
    if usage is not None:
        cost = f", ${usage.cost:.4f}" if usage.cost is not None else ""
        tokens = f"{usage.prompt_tokens} tokens sent, {usage.completion_tokens} received{cost}"
        remarks.append(Remark(tokens))
    if proposal.context_note:
        remarks.append(Remark(f"Context: {proposal.context_note}"))
    return remarks
