"""A real file typed into a real server, in random order, with actions asked all along."""

from __future__ import annotations

import copy
import inspect
import random
import textwrap
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from support.damage import damage
from support.editor import PLAIN, Editor, apply_edits, editing

# A client that takes no edits but those inside an action shows each edit without asking for it.
INSIDE: dict[str, Any] = copy.deepcopy(PLAIN)
INSIDE["capabilities"]["workspace"] = {}
FILE = inspect.getsource(textwrap)[:9_000]
ASK_EVERY = 11
KEYS_AT_ONCE = 3


@pytest.mark.parametrize("seed", range(2))
async def test_no_action_would_damage_the_text_at_any_moment(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    regions = FILE.split("\n\n")
    order = list(range(len(regions)))
    chance.shuffle(order)
    typed = [""] * len(regions)
    asked = offered = 0
    async with editing(tmp_path, INSIDE) as editor:
        uri = editor.open("typed.py", "\n\n" * (len(regions) - 1))
        for region in order:
            text = regions[region]
            for at in range(0, len(text), KEYS_AT_ONCE):
                start = len("\n\n".join(typed[:region])) + 2 * (region > 0) + len(typed[region])
                key = text[at : at + KEYS_AT_ONCE]
                press(editor, uri, start, key)
                typed[region] += key
                asked += 1
                if asked % ASK_EVERY == 0:
                    offered += await judged(editor, uri, chance)
        assert editor.texts[uri] == FILE
        assert editor.messages == []
    assert offered > 50


def press(editor: Editor, uri: str, index: int, text: str) -> None:
    """Insert text as an incremental change."""
    before = editor.texts[uri]
    here = place(before, index)
    editor.texts[uri] = before[:index] + text + before[index:]
    editor.versions[uri] += 1
    document = types.VersionedTextDocumentIdentifier(editor.versions[uri], uri)
    change = types.TextDocumentContentChangePartial(types.Range(here, here), text)
    editor.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))


async def judged(editor: Editor, uri: str, chance: random.Random) -> int:
    """Ask at a random place and judge every edit that is offered; returns how many there were."""
    text = editor.texts[uri]
    here = place(text, chance.randrange(len(text) + 1))
    count = 0
    for action in await editor.actions(uri, here.line, here.character):
        if action.edit is not None:
            (edits,) = (
                action.edit.changes.values()
                if action.edit.changes
                else [action.edit.document_changes[0].edits]
            )
            after = apply_edits(text, list(edits), editor.encoding)
            wrong = damage(text, after)
            assert not wrong, f"{action.title}: {wrong}\n{text}"
            count += 1
    return count


def place(text: str, index: int) -> types.Position:
    """A position in UTF-16; the file is ASCII with LF."""
    return types.Position(text.count("\n", 0, index), index - (text.rfind("\n", 0, index) + 1))
