"""Which actions stand in the list; looks only at the tree around the cursor and the store."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from lsprotocol import types

from .. import pipeline
from ..core.docstrings import Mode, Style
from ..core.syntax import Buffer, Symbol, SymbolKind, Syntax
from ..core.text import Source, message_text, path_of
from ..errors import DocstringLsError
from ..ports import Proposal
from ..proposals import Key, ProposalStore
from . import convert
from .action_data import ActionData, action_data_for
from .client import ClientCapabilities

KIND = "refactor.rewrite.docstring"
SOURCE_KIND = "source.docstring"


class Listing:
    """Lists the actions of one client under one configuration.

    Args:
        client: The client's announcement.
        proposals: The store.
        key_of: What a proposal for a symbol of an open document is kept under.
        provider: Name of the provider in force; ``draft`` is labelled in titles.
        style_of: The conventions for a file.
    """

    def __init__(
        self,
        client: ClientCapabilities,
        proposals: ProposalStore,
        key_of: Callable[[Buffer, Source, Symbol], Key],
        provider: str,
        style_of: Callable[[Source], Style],
    ) -> None:
        self._client = client
        self._proposals = proposals
        self._key_of = key_of
        self._label = " (draft)" if provider == "draft" else ""
        # The draft would replace a person's words by less.
        self._modes_of_documented = (Mode.UPDATE,) if self._label else (Mode.UPDATE, Mode.REWRITE)
        self._style_of = style_of

    def actions(self, buffer: Buffer, position: types.Position) -> list[types.CodeAction]:
        """Innermost symbol first, then what encloses it."""
        syntax, around = self._symbols(buffer, position)
        symbols = [symbol for symbol in around if not symbol.refusal]
        actions: list[types.CodeAction] = []
        for depth, symbol in enumerate(symbols):
            actions += self._of(buffer, syntax, symbol, innermost=depth == 0)
        if symbols and (self._client.stream or self._client.show_document):
            actions.append(self._prompt_of(syntax, symbols[0]))
        return actions

    def _prompt_of(self, syntax: Syntax, symbol: Symbol) -> types.CodeAction:
        mode = Mode.GENERATE if symbol.docstring is None else Mode.UPDATE
        return self._command("Show what would be sent for", "showPrompt", syntax, symbol, mode)

    def _symbols(
        self, buffer: Buffer, position: types.Position
    ) -> tuple[Syntax, tuple[Symbol, ...]]:
        """The symbols around a position, from the lines around it where these are enough."""
        syntax = buffer.around(position.line)
        symbols = convert.symbols_at(syntax, position, self._client.encoding)
        # An edit inside an action is one of the whole text.
        whole = not self._client.apply_edit or any(
            symbol.kind is SymbolKind.MODULE or self._newest(buffer, syntax, symbol) is not None
            for symbol in symbols
            if self._proposals.knows(buffer.uri)
        )
        if whole and syntax is not buffer.syntax:
            syntax = buffer.syntax
            symbols = convert.symbols_at(syntax, position, self._client.encoding)
        return syntax, symbols

    def _newest(self, buffer: Buffer, syntax: Syntax, symbol: Symbol) -> Proposal | None:
        return self._proposals.newest(self._key_of(buffer, syntax.source, symbol))

    def fixes(
        self, buffer: Buffer, diagnostics: Sequence[types.Diagnostic]
    ) -> list[types.CodeAction]:
        """*Update docstring* as the quick fix of what was reported."""
        found = []
        for diagnostic in diagnostics:
            syntax, symbols = self._symbols(buffer, diagnostic.range.start)
            for symbol in symbols[:1]:
                if symbol.docstring is not None and not symbol.refusal:
                    action = self._writing(buffer, syntax, symbol, Mode.UPDATE)
                    action.kind = types.CodeActionKind.QuickFix
                    action.diagnostics = [diagnostic]
                    found.append(action)
        return found

    def whole_file(self, buffer: Buffer) -> types.CodeAction:
        """The action for everything in the file that lacks a docstring."""
        title = message_text(
            f"Generate missing docstrings in {_stem(path_of(buffer.uri))}{self._label}"
        )
        arguments = [{"uri": buffer.uri, "version": buffer.version}]
        command = types.Command(title, "docstring-ls.generateMissing", arguments=arguments)
        return types.CodeAction(title, kind=SOURCE_KIND, command=command)

    def _of(
        self, buffer: Buffer, syntax: Syntax, symbol: Symbol, innermost: bool
    ) -> list[types.CodeAction]:
        proposal = self._newest(buffer, syntax, symbol)
        modes = (Mode.GENERATE,) if symbol.docstring is None else self._modes_of_documented
        listed = [self._writing(buffer, syntax, symbol, mode) for mode in modes]
        if innermost:
            listed.append(
                self._command("Preview docstring for", "preview", syntax, symbol, modes[0])
            )
        if proposal is not None:
            listed += self._insert(syntax, symbol, proposal)
        return listed

    def _writing(
        self, buffer: Buffer, syntax: Syntax, symbol: Symbol, mode: Mode
    ) -> types.CodeAction:
        verb = {
            Mode.GENERATE: "Generate docstring for",
            Mode.UPDATE: "Update docstring of",
            Mode.REWRITE: "Rewrite docstring of",
        }[mode]
        action = self._command(verb, "generate", syntax, symbol, mode)
        if not self._client.apply_edit:
            proposal = self._at_once(buffer, syntax, symbol, mode)
            if proposal is not None:
                self._put_inside(action, syntax, symbol, proposal)
        return action

    def _at_once(
        self, buffer: Buffer, syntax: Syntax, symbol: Symbol, mode: Mode
    ) -> Proposal | None:
        """A finished proposal, for clients that can only take an edit with the action itself."""
        stored = self._proposals.get(self._key_of(buffer, syntax.source, symbol), mode)
        if stored is None and self._label:
            try:
                return pipeline.draft(syntax, symbol, self._style_of(syntax.source), mode)
            except DocstringLsError:
                return None
        return stored

    def _insert(
        self, syntax: Syntax, symbol: Symbol, proposal: Proposal
    ) -> Iterator[types.CodeAction]:
        action = self._command(
            "Insert proposed docstring for", "insert", syntax, symbol, proposal.mode
        )
        if proposal.answer.provider == "draft" and not self._label:
            action.title += " (draft)"
        if self._put_inside(action, syntax, symbol, proposal):
            yield action

    def _put_inside(
        self, action: types.CodeAction, syntax: Syntax, symbol: Symbol, proposal: Proposal
    ) -> bool:
        """Give an action its edit; False where the proposal would change nothing."""
        try:
            placed = pipeline.again(proposal, syntax, symbol)
        except DocstringLsError:
            return True
        if placed.edit is None:
            return False
        action.edit = convert.workspace_edit(syntax.source, (placed.edit,), self._client)
        action.command = None
        return True

    def _command(
        self, verb: str, command: str, syntax: Syntax, symbol: Symbol, mode: Mode
    ) -> types.CodeAction:
        title = message_text(f"{verb} {_named(syntax.source, symbol)}{self._label}")
        wish: ActionData = action_data_for(syntax.source, symbol, mode, self._client.encoding)
        arguments = wish.arguments()
        return types.CodeAction(
            title,
            kind=KIND,
            command=types.Command(title, f"docstring-ls.{command}", arguments=arguments),
            data=arguments[0],
        )


def _named(source: Source, symbol: Symbol) -> str:
    if symbol.kind is SymbolKind.MODULE:
        return f"module `{_stem(source.path)}`"
    return f"`{symbol.name}`"


def _stem(path: str) -> str:
    return path.replace("\\", "/").rsplit("/", 1)[-1]
