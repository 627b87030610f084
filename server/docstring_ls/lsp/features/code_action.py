"""``textDocument/codeAction``: listed from the tree around the cursor and the store alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lsprotocol import types

from ... import pipeline
from ...core.docstrings import Mode
from ...core.rules import OMISSION
from ...core.syntax import Symbol, SymbolKind, Syntax
from ...core.text import Source, message_text, path_of
from ...errors import DocstringLsError
from ...ports import Proposal
from ...proposals import ProposalStore
from ...providers import ProviderKind
from .. import convert
from ..generation import ANYWAY, action_data_for
from ..workspace import Snapshot
from .diagnostics import SOURCE

KIND = "refactor.rewrite.docstring"
SOURCE_KIND = "source.docstring"

OPTIONS = types.CodeActionOptions(
    code_action_kinds=[types.CodeActionKind.QuickFix, KIND, SOURCE_KIND], resolve_provider=True
)

TITLES = {
    Mode.GENERATE: "Generate docstring for",
    Mode.UPDATE: "Update docstring of",
    Mode.COMPLETE: "Complete docstring of",
    Mode.REWRITE: "Rewrite docstring of",
}
INSERT = "Insert proposed docstring for"
INSERT_ANYWAY = f"{ANYWAY}, for"


def code_actions(
    snapshot: Snapshot, proposals: ProposalStore, params: types.CodeActionParams
) -> list[types.CodeAction | types.Command]:
    """The actions for the end of the range, where every editor puts the cursor."""
    listing = _Listing(snapshot, proposals)
    only = params.context.only
    actions: list[types.CodeAction] = []
    if _is_asked_for(KIND, only):
        actions += listing.around(params.range.end)
    if _is_asked_for(types.CodeActionKind.QuickFix.value, only):
        ours = [item for item in params.context.diagnostics if item.source == SOURCE]
        actions += listing.quick_fixes(ours)
    if only and _is_asked_for(SOURCE_KIND, only):
        actions.append(listing.whole_file())
    if snapshot.capabilities.action_literals:
        return list(actions)
    return [action.command for action in actions if action.command is not None]


def _is_asked_for(kind: str, only: Sequence[types.CodeActionKind | str] | None) -> bool:
    return not only or any(
        kind == str(asked) or kind.startswith(f"{asked}.") or str(asked) == "" for asked in only
    )


class _Listing:
    """The actions for one document."""

    def __init__(self, snapshot: Snapshot, proposals: ProposalStore) -> None:
        self._snapshot = snapshot
        self._client = snapshot.capabilities
        self._proposals = proposals
        self._is_draft = snapshot.config.provider == ProviderKind.DRAFT
        self._label = " (draft)" if self._is_draft else ""

    def around(self, position: types.Position) -> list[types.CodeAction]:
        """Innermost symbol first, then what encloses it."""
        syntax, enclosing = self._symbols(position)
        symbols = [symbol for symbol in enclosing if not symbol.unsupported_reason]
        actions: list[types.CodeAction] = []
        for depth, symbol in enumerate(symbols):
            actions += self._for_symbol(syntax, symbol, innermost=depth == 0)
        if symbols and (self._client.stream or self._client.show_document):
            mode = Mode.GENERATE if symbols[0].docstring is None else Mode.UPDATE
            title = "Show what would be sent for"
            actions.append(self._command(title, "showPrompt", syntax, symbols[0], mode))
        return actions

    def quick_fixes(self, diagnostics: Sequence[types.Diagnostic]) -> Iterator[types.CodeAction]:
        """*Update docstring* for what is false, *Complete docstring* for what is left out."""
        for diagnostic in diagnostics:
            syntax, symbols = self._symbols(diagnostic.range.start)
            for symbol in symbols[:1]:
                if symbol.docstring is not None and not symbol.unsupported_reason:
                    mode = Mode.COMPLETE if diagnostic.code == OMISSION else Mode.UPDATE
                    action = self._generate(syntax, symbol, mode)
                    action.kind = types.CodeActionKind.QuickFix
                    action.diagnostics = [diagnostic]
                    yield action

    def whole_file(self) -> types.CodeAction:
        """The action for everything in the file that lacks a docstring."""
        name = _file_name(path_of(self._snapshot.uri))
        title = message_text(f"Generate missing docstrings in {name}{self._label}")
        arguments = [{"uri": self._snapshot.uri, "version": self._snapshot.version}]
        command = types.Command(title, "docstring-ls.generateMissing", arguments=arguments)
        return types.CodeAction(title, kind=SOURCE_KIND, command=command)

    def _symbols(self, position: types.Position) -> tuple[Syntax, tuple[Symbol, ...]]:
        """The symbols around a position, from the lines around it where these are enough."""
        snapshot = self._snapshot
        syntax = snapshot.around(position.line)
        symbols = snapshot.symbols_at(syntax, position)
        # An edit inside an action is one of the whole text.
        whole = not self._client.apply_edit or any(
            symbol.kind is SymbolKind.MODULE or self._newest(syntax, symbol) is not None
            for symbol in symbols
            if self._proposals.knows(snapshot.uri)
        )
        if whole and syntax is not snapshot.syntax:
            syntax = snapshot.syntax
            symbols = snapshot.symbols_at(syntax, position)
        return syntax, symbols

    def _newest(self, syntax: Syntax, symbol: Symbol) -> Proposal | None:
        return self._proposals.newest(self._snapshot.key(syntax.source, symbol))

    def _for_symbol(
        self, syntax: Syntax, symbol: Symbol, innermost: bool
    ) -> Iterator[types.CodeAction]:
        proposal, modes = self._newest(syntax, symbol), self._modes(symbol)
        for mode in modes:
            yield self._generate(syntax, symbol, mode)
        if innermost:
            yield self._command("Preview docstring for", "preview", syntax, symbol, modes[0])
        if proposal is not None:
            yield from self._insert(syntax, symbol, proposal)

    def _modes(self, symbol: Symbol) -> tuple[Mode, ...]:
        if symbol.docstring is None:
            return (Mode.GENERATE,)
        # The draft would replace a person's words by less.
        kept = (Mode.UPDATE, Mode.COMPLETE)
        return kept if self._is_draft else (*kept, Mode.REWRITE)

    def _generate(self, syntax: Syntax, symbol: Symbol, mode: Mode) -> types.CodeAction:
        action = self._command(TITLES[mode], "generate", syntax, symbol, mode)
        if not self._client.apply_edit:
            proposal = self._finished(syntax, symbol, mode)
            if proposal is not None:
                self._put_edit_into(action, syntax, symbol, proposal)
        return action

    def _finished(self, syntax: Syntax, symbol: Symbol, mode: Mode) -> Proposal | None:
        """A finished proposal, for clients that can only take an edit with the action itself."""
        stored = self._proposals.get(self._snapshot.key(syntax.source, symbol), mode)
        if stored is None and self._is_draft:
            try:
                snapshot = self._snapshot
                return pipeline.draft(syntax, symbol, snapshot.style(), mode, snapshot.earlier)
            except DocstringLsError:
                return None
        return stored

    def _insert(
        self, syntax: Syntax, symbol: Symbol, proposal: Proposal
    ) -> Iterator[types.CodeAction]:
        variants = [(INSERT, "insert", proposal)]
        if proposal.with_unproven is not None:
            variants.append((INSERT_ANYWAY, "insertAnyway", proposal.with_unproven))
        for title, command, variant in variants:
            action = self._command(title, command, syntax, symbol, proposal.mode)
            if proposal.answer.provider == ProviderKind.DRAFT and not self._is_draft:
                action.title += " (draft)"
            if self._put_edit_into(action, syntax, symbol, variant):
                yield action

    def _put_edit_into(
        self, action: types.CodeAction, syntax: Syntax, symbol: Symbol, proposal: Proposal
    ) -> bool:
        """Give an action its edit; False where the proposal would change nothing."""
        try:
            placed = pipeline.reapply(proposal, syntax, symbol)
        except DocstringLsError:
            return True
        if placed.edit is None:
            return False
        if self._client.action_literals:
            action.edit = convert.workspace_edit(syntax.source, (placed.edit,), self._client)
            action.command = None
        return True

    def _command(
        self, verb: str, command: str, syntax: Syntax, symbol: Symbol, mode: Mode
    ) -> types.CodeAction:
        title = message_text(f"{verb} {_described(syntax.source, symbol)}{self._label}")
        arguments = action_data_for(self._snapshot, syntax.source, symbol, mode).arguments()
        return types.CodeAction(
            title,
            kind=KIND,
            command=types.Command(title, f"docstring-ls.{command}", arguments=arguments),
            data=arguments[0],
        )


def _described(source: Source, symbol: Symbol) -> str:
    if symbol.kind is SymbolKind.MODULE:
        return f"module `{_file_name(source.path)}`"
    return f"`{symbol.name}`"


def _file_name(path: str) -> str:
    return path.replace("\\", "/").rsplit("/", 1)[-1]
