"""After three quotes typed at a docstring's place: the stored proposal or the draft, at once."""

from __future__ import annotations

from dataclasses import dataclass

from lsprotocol import types

from ... import pipeline
from ...core.edit import just_typed, literal, quotes_alone
from ...core.text import Span, visible, visible_lines
from ...errors import DocstringLsError
from ...proposals import ProposalStore
from ...providers import ProviderKind
from .. import convert
from ..workspace import Snapshot

OPTIONS = types.CompletionOptions(trigger_characters=['"', "'"])
# Without options pygls does not announce it.
INLINE_OPTIONS = types.InlineCompletionOptions()


@dataclass(frozen=True)
class Completion:
    """What may take the place of the quotes.

    Attributes:
        text: The literal, indented but for its first line.
        range: The quotes.
        summary: The first line of the docstring.
        draft: Whether no model was asked.
    """

    text: str
    range: types.Range
    summary: str
    draft: bool


def inline_completions(
    snapshot: Snapshot, proposals: ProposalStore, params: types.InlineCompletionParams
) -> list[types.InlineCompletionItem] | None:
    """Ghost text."""
    offer = _offer(snapshot, proposals, params.position)
    if offer is None:
        return None
    return [types.InlineCompletionItem(offer.text, range=offer.range)]


def completions(
    snapshot: Snapshot, proposals: ProposalStore, params: types.CompletionParams
) -> list[types.CompletionItem] | None:
    """One item in the list."""
    offer = _offer(snapshot, proposals, params.position)
    if offer is None:
        return None
    item = types.CompletionItem(
        label='"""' + visible(offer.summary),
        kind=types.CompletionItemKind.Text,
        detail="Docstring (draft)" if offer.draft else "Docstring",
        documentation=visible_lines(offer.text),
        filter_text=offer.text[:3],
        insert_text_mode=types.InsertTextMode.AsIs,
        text_edit=types.TextEdit(offer.range, offer.text),
        preselect=True,
    )
    return [item]


def _offer(
    snapshot: Snapshot, proposals: ProposalStore, position: types.Position
) -> Completion | None:
    # Every keystroke asks: the line alone says no before anything is parsed.
    if not quotes_alone(*snapshot.split(position)):
        return None
    source, encoding, style = snapshot.source, snapshot.encoding, snapshot.style()
    offset = source.offset_at(position.line, position.character, encoding)
    typed = just_typed(source, offset, style, snapshot.parse)
    if typed is None:
        return None
    # The quotes stand behind the name, so its place is the same without them.
    proposal = proposals.newest(snapshot.key(typed.syntax.source, typed.symbol))
    try:
        proposal = proposal or pipeline.draft(typed.syntax, typed.symbol, style)
    except DocstringLsError:
        return None
    text = literal(typed.syntax, typed.symbol, proposal.text, style)
    span = Span(typed.span.start, typed.span.end)
    return Completion(
        text,
        convert.range_of(source, span, encoding),
        proposal.docstring.summary,
        proposal.answer.provider == ProviderKind.DRAFT,
    )
