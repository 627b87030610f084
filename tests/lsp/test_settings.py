"""Settings that come and go while the server runs."""

from __future__ import annotations

import asyncio
import copy
from pathlib import Path

from lsprotocol import types

from support.azure import AzureServer
from support.bank import DOCUMENTED, SERVICE, azure_environment, said
from support.editor import PLAIN, Editor, editing

ASKING = copy.deepcopy(PLAIN)
ASKING["capabilities"]["workspace"]["configuration"] = True


async def test_a_setting_that_was_removed_is_no_longer_in_force(workspace: Path) -> None:
    announcement = {**ASKING, "initializationOptions": {"detail": "full"}}
    async with editing(workspace, announcement, process=False) as editor:
        changed = types.DidChangeConfigurationParams(settings=None)
        # The plain style leaves no habit in the file that would be followed later.
        for section, sections in (({"style": "plain"}, False), ({}, True)):
            editor.client.set_configuration(section, section="docstring-ls")
            editor.client.workspace_did_change_configuration(changed)
            # The server asks for the section in its own time.
            for _ in range(50):
                written = await _written(editor)
                if ("    Raises:\n" in written) == sections:
                    break
                await asyncio.sleep(0.1)
            assert ("    Raises:\n" in written) == sections, written


async def _written(editor: Editor) -> str:
    uri = editor.open("bank/service.py", SERVICE)
    count = len(editor.applied)
    await editor.choose(uri, 6, "Generate docstring")
    await editor.until(lambda: len(editor.applied) > count, "the edit")
    text = editor.texts[uri]
    editor.close(uri)
    return text


async def test_what_runs_goes_on_under_the_old_settings(workspace: Path) -> None:
    with AzureServer([said(seconds=1.0)]) as azure:
        environment = azure_environment(azure)
        async with editing(workspace, environment=environment, process=False) as editor:
            uri = editor.open("bank/service.py", SERVICE)
            await editor.choose(uri, 6, "Generate docstring")
            await editor.until(lambda: editor.reports(), "a report")
            editor.client.workspace_did_change_configuration(
                types.DidChangeConfigurationParams({"docstring-ls": {"style": "numpy"}})
            )
            await editor.until(lambda: editor.applied or editor.messages, "an end")
            assert DOCUMENTED in editor.texts[uri]
