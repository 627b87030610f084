"""Fourteen real editors, by what they announce: each gets a working Generate docstring."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from support.azure import AzureServer
from support.bank import DOCUMENTED, SERVICE, azure_environment, said
from support.editor import ERROR, MUTE, REFUSE, SILENT, Editor, editing

CLIENTS = sorted((Path(__file__).parent.parent / "fixtures" / "clients").glob("*.json"))
BODY = 6


def announcement(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


def takes_edits(raw: dict[str, Any]) -> bool:
    return bool(raw["capabilities"].get("workspace", {}).get("applyEdit"))


@pytest.mark.parametrize("path", CLIENTS, ids=lambda path: path.stem)
@pytest.mark.parametrize("provider", ["azure", "draft"])
async def test_generate_works(workspace: Path, path: Path, provider: str) -> None:
    raw = announcement(path)
    with AzureServer([said()]) as azure:
        environment = azure_environment(azure) if provider == "azure" else {}
        async with editing(workspace, raw, environment=environment, process=False) as editor:
            uri = editor.open("bank/service.py", SERVICE)
            await editor.choose(uri, BODY, "Generate docstring for `transfer`")
            if not takes_edits(raw) and provider == "azure":
                await editor.until(lambda: editor.messages, "the message")
                assert "Insert proposed docstring" in editor.messages[0]
                assert editor.texts[uri] == SERVICE
                await editor.choose(uri, BODY, "Insert proposed docstring for `transfer`")
            await editor.until(lambda: editor.texts[uri] != SERVICE, "the docstring")
            wanted = DOCUMENTED if provider == "azure" else '    """Transfer'
            assert wanted in editor.texts[uri]
            if not takes_edits(raw):
                assert editor.applied == []


@pytest.mark.parametrize("answers", [REFUSE, ERROR, SILENT, MUTE])
@pytest.mark.parametrize(
    "path",
    [item for item in CLIENTS if takes_edits(announcement(item))],
    ids=lambda path: path.stem,
)
async def test_whatever_the_editor_answers_nothing_is_lost(
    workspace: Path, path: Path, answers: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if answers != MUTE:
        # No text follows these answers, so that nothing is missed by not waiting for one.
        monkeypatch.setattr("docstring_ls.lsp.generation.apply_edit.LATE_SECONDS", 0.02)
    with AzureServer([said()]) as azure:
        seconds = "0.5" if answers == MUTE else "0.1"
        environment = azure_environment(azure, DOCSTRING_LS_CLIENT_TIMEOUT=seconds)
        async with editing(
            workspace,
            announcement(path),
            environment=environment,
            answers=answers,
            process=False,
        ) as editor:
            uri = editor.open("bank/service.py", SERVICE)
            await editor.choose(uri, BODY, "Generate docstring for `transfer`")
            if answers == MUTE:
                await editor.until(lambda: editor.texts[uri] != SERVICE, "the docstring")
                await asyncio.sleep(0.8)
                assert not any("did not apply" in message for message in editor.messages)
            else:
                await editor.until(lambda: editor.messages, "the message")
                assert "did not apply" in editor.messages[0]
                assert editor.texts[uri] == SERVICE
                await _still_there(editor, uri)
            assert DOCUMENTED in editor.texts[uri]
        assert len(azure.requests) == 1


async def _still_there(editor: Editor, uri: str) -> None:
    assert "Add an amount to the balance" in await editor.hover(uri, 5, 6)
    await editor.choose(uri, BODY, "Insert proposed docstring for `transfer`")
