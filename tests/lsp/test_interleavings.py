"""Whatever a person does in whatever order: no edit but the one asked for, where it was asked for.

The judge is the person: who typed every line knows which of the identical functions is which.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from support.azure import AzureServer
from support.bank import azure_environment, said
from support.copies import BODY, SIGNATURE, Copies, Copy
from support.damage import damage
from support.editor import Editor, apply_edits, editing

STEPS = 60
CALM = {"DOCSTRING_LS_RESOLVER_DEADLINE": "0", "DOCSTRING_LS_CLIENT_TIMEOUT": "0.5"}


class Person:
    """Somebody who does things at random and knows what may come of them."""

    def __init__(self, editor: Editor, chance: random.Random) -> None:
        self.editor = editor
        self.chance = chance
        self.document = Copies(4)
        self.version = 1
        self.wrong: list[str] = []
        self.landed = 0
        self.cut_wishes: list[str] = []
        self.later: list[asyncio.Task[None]] = []
        self.uri = editor.open("copies.py", self.document.text)
        editor.client.protocol.fm.features[types.WORKSPACE_APPLY_EDIT] = self.answer

    async def step(self) -> None:
        does: list[tuple[Callable[[], Awaitable[None]], int]] = [
            (self.generate, 8),
            (self.preview, 3),
            (self.insert, 3),
            (self.discard, 1),
            (self.type_inside, 3),
            (self.type_between, 2),
            (self.copy, 2),
            (self.cut, 2),
            (self.undo_docstring, 4),
            (self.cancel, 2),
            (self.close_and_reopen, 1),
            (self.wait, 6),
        ]
        (act,) = self.chance.choices([one for one, _ in does], [often for _, often in does])
        await act()
        await asyncio.sleep(self.chance.choice([0.0, 0.0, 0.005, 0.03, 0.1]))

    async def generate(self) -> None:
        await self._wish("Generate docstring for `f`", delivers=True)

    async def preview(self) -> None:
        await self._wish("Preview docstring for `f`", delivers=False)

    async def insert(self) -> None:
        await self._wish("Insert proposed docstring for `f`", delivers=True)

    async def _wish(self, title: str, *, delivers: bool) -> None:
        copy, version = self._any(), self.version
        listed = await self.editor.actions(self.uri, self.document.line_of(copy), 4)
        action = next((one for one in listed if one.title.startswith(title)), None)
        if action is None:
            return
        if self.chance.random() < 0.3:
            await self.type_between()
        gone = copy not in self.document.pieces
        if action.edit is not None:
            # An editor drops an edit for a text that it no longer has.
            if version == self.version and not gone:
                copy.wishes.append(copy.body)
                self.take(action.edit)
        elif action.command is not None:
            if delivers and not gone:
                copy.wishes.append(copy.body)
            await self.editor.execute(action.command.command, action.command.arguments)

    async def discard(self) -> None:
        listed = await self.editor.actions(self.uri, self.document.line_of(self._any()), 4)
        if listed and listed[0].data:
            await self.editor.execute("docstring-ls.discard", [listed[0].data])

    async def type_inside(self) -> None:
        copy = self._any()
        line = self.document.line_of(copy) + copy.text.count("\n") - 3
        old, copy.body = copy.body, BODY if copy.body != BODY else "    return a + 1\n"
        self._type(line, 1, old, copy.body)

    async def type_between(self) -> None:
        index = self.chance.randrange(len(self.document.pieces) + 1)
        line = self.document.line_of(index)
        text = self.chance.choice(["# typed\n", "\n", "x = 1\n"])
        self.document.pieces.insert(index, text)
        self._type(line, 0, "", text)

    async def copy(self) -> None:
        if len(self.document.copies()) < 8:
            index = self.chance.randrange(len(self.document.pieces) + 1)
            # What was cut and put back is the same again.
            line, copy = self.document.line_of(index), Copy(wishes=list(self.cut_wishes))
            self.document.pieces.insert(index, copy)
            self._type(line, 0, "", copy.text)

    async def cut(self) -> None:
        if len(self.document.copies()) > 1:
            copy = self._any()
            line = self.document.line_of(copy)
            self.document.pieces.remove(copy)
            self.cut_wishes += copy.wishes
            self._type(line, copy.text.count("\n"), copy.text, "")

    async def undo_docstring(self) -> None:
        documented = [copy for copy in self.document.copies() if copy.docstring]
        if documented:
            copy = self.chance.choice(documented)
            line, old = self.document.line_of(copy) + 1, copy.docstring
            copy.docstring = ""
            self._type(line, old.count("\n"), old, "")

    async def cancel(self) -> None:
        tokens = list(self.editor.client.progress_reports)[-3:]
        if tokens:
            params = types.WorkDoneProgressCancelParams(self.chance.choice(tokens))
            self.editor.client.window_work_done_progress_cancel(params)

    async def close_and_reopen(self) -> None:
        identifier = types.TextDocumentIdentifier(self.uri)
        client = self.editor.client
        client.text_document_did_close(types.DidCloseTextDocumentParams(identifier))
        for copy in self.document.copies():
            copy.wishes.clear()
        self.cut_wishes.clear()
        self.version += 1
        await asyncio.sleep(self.chance.choice([0.0, 0.02]))
        item = types.TextDocumentItem(self.uri, "python", self.version, self.document.text)
        client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    async def wait(self) -> None:
        """Until something has come, or nothing is on its way."""
        count, editor = len(self.editor.timeline), self.editor
        await editor.until(
            lambda: (
                len(editor.timeline) > count + 2
                or _counted(editor, "begin") == _counted(editor, "end")
            )
        )

    async def answer(self, params: types.ApplyWorkspaceEditParams) -> Any:
        """Take the edit and say so, in some order, or refuse it, or say nothing for long."""
        self.editor.timeline.append(("edit", params.edit))
        how = self.chance.choices(
            ["yes", "take, late yes", "yes, late take", "undo", "no", "mute"], [6, 2, 2, 3, 1, 1]
        )[0]
        if how == "no":
            return types.ApplyWorkspaceEditResult(applied=False)
        if how == "yes, late take":
            self.later.append(asyncio.ensure_future(self._take_later(params.edit)))
            return types.ApplyWorkspaceEditResult(applied=True)
        taken = self.take(params.edit)
        if how == "undo":
            await self.undo_docstring()
        if how == "take, late yes":
            await asyncio.sleep(0.05)
        if how == "mute":
            await asyncio.sleep(1)
        return types.ApplyWorkspaceEditResult(applied=taken)

    async def _take_later(self, edit: types.WorkspaceEdit) -> None:
        await asyncio.sleep(0.03)
        self.take(edit)

    def take(self, edit: types.WorkspaceEdit) -> bool:
        """Apply an edit for the present text, and judge it."""
        (change,) = edit.document_changes or ()
        if change.text_document.version != self.version:
            return False
        before = self.document.text
        after = apply_edits(before, list(change.edits), self.editor.encoding)
        wrong = damage(before, after)
        (one,) = change.edits
        start = one.range.start
        copy = self.document.copy_at(start.line - (start.line > 0 and start.character == 0))
        if wrong or copy is None or copy.docstring:
            self.wrong.append(f"{wrong or 'not a bare copy'}: {one}")
        elif copy.body not in copy.wishes:
            self.wrong.append(f"nobody asked at line {start.line}: {copy.wishes} {one.new_text!r}")
        else:
            copy.wishes.remove(copy.body)
            grown = len(after) - len(before)
            at = self._offset(copy) + len(SIGNATURE)
            copy.docstring = after[at : at + grown]
            if self.document.text != after:
                self.wrong.append(f"elsewhere in the text: {one}")
        self.landed += 1
        self._send(one.range, one.new_text)
        return True

    def _offset(self, copy: Copy) -> int:
        lines = self.document.text.splitlines(keepends=True)
        return sum(map(len, lines[: self.document.line_of(copy)]))

    def _any(self) -> Copy:
        return self.chance.choice(self.document.copies())

    def _type(self, line: int, lines: int, old: str, new: str) -> None:
        """Replace whole lines."""
        start, end = types.Position(line, 0), types.Position(line + lines, 0)
        self._send(types.Range(start, end), new)

    def _send(self, where: types.Range, text: str) -> None:
        self.version += 1
        document = types.VersionedTextDocumentIdentifier(self.version, self.uri)
        change = types.TextDocumentContentChangePartial(where, text)
        self.editor.client.text_document_did_change(
            types.DidChangeTextDocumentParams(document, [change])
        )


@pytest.mark.parametrize("seed", range(2))
async def test_no_edit_but_the_one_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    # No task may end only because the server gave up waiting for it.
    monkeypatch.setattr("docstring_ls.lsp.tasks.CLOSE_SECONDS", 600.0)
    monkeypatch.setattr("docstring_ls.lsp.generation.apply_edit.CHANGE_SECONDS", 0.5)
    chance = random.Random(seed)
    words = {"summary": "Give it back.", "parameters": [], "returns": "", "raises": []}
    replies = [said(seconds=chance.choice([0.0, 0.02, 0.1]), **words) for _ in range(400)]
    with AzureServer(replies) as azure:
        environment = azure_environment(azure, **CALM)
        async with (
            asyncio.timeout(120),
            editing(tmp_path, environment=environment, process=False) as editor,
        ):
            person = Person(editor, chance)
            await person.generate()
            await editor.until(lambda: person.landed or editor.messages, "the first edit")
            for _ in range(STEPS):
                await person.step()
                assert person.wrong == []
            await editor.until(lambda: _counted(editor, "begin") == _counted(editor, "end"), "ends")
            assert person.wrong == [] and person.landed > 3
            assert not any("own fault" in message for message in editor.messages)


def _counted(editor: Editor, kind: str) -> int:
    return [name for name, _ in editor.timeline].count(kind)
