"""Whatever a client sends, it gets an answer, and what is under way stays in order."""

from __future__ import annotations

import asyncio
import copy
import json
import stat
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from lsprotocol import types

from docstring_ls.core.text import path_of
from docstring_ls.lsp.commands import COMMANDS
from support.bank import SERVICE
from support.editor import PLAIN, Editor, editing

ODD: list[Any] = [
    "ABSENT", None, 5, {"a": 1}, "text", [], [None], [[]], [{}], [1], [True], [{"uri": None}],
    [{"uri": 1}], [{"uri": "%%%", "line": "a"}], [{"token": 3}], [{"token": "unknown"}],
    [{"uri": "untitled:1", "line": -3, "character": 10**12}],
]  # fmt: skip


async def raw_request(editor: Editor, method: str, params: Any) -> Any:
    """Send what no typed client would; the error's code, or the result."""
    protocol = editor.client.protocol
    number = f"odd-{id(params)}-{asyncio.get_running_loop().time()}"
    future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
    protocol._request_futures[number] = future
    body = json.dumps({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
    data = body.encode()
    written = protocol.writer.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
    if asyncio.iscoroutine(written):
        await written
    return await asyncio.wait_for(future, 120)


@pytest.mark.parametrize("command", COMMANDS)
async def test_odd_arguments_are_answered(tmp_path: Path, command: str) -> None:
    async with editing(tmp_path, process=False) as editor:
        for odd in ODD:
            params = {"command": command} | ({} if odd == "ABSENT" else {"arguments": odd})
            try:
                await raw_request(editor, types.WORKSPACE_EXECUTE_COMMAND, params)
            except TimeoutError:
                pytest.fail(f"no answer for {odd!r}")
            except Exception as error:
                assert "Traceback" not in str(error)


async def test_a_malformed_request_is_answered_with_an_error(tmp_path: Path) -> None:
    async with editing(tmp_path, process=False) as editor:
        for method in (types.TEXT_DOCUMENT_CODE_ACTION, types.TEXT_DOCUMENT_HOVER):
            with pytest.raises(Exception, match="Invalid Params"):
                await raw_request(editor, method, {"textDocument": 3})


STREAMING: dict[str, Any] = {**copy.deepcopy(PLAIN), "initializationOptions": {"stream": True}}
SHOWING: dict[str, Any] = copy.deepcopy(PLAIN)
SHOWING["capabilities"]["window"]["showDocument"] = {"support": True}


async def test_links_in_the_hover_are_for_clients_that_trust_them(workspace: Path) -> None:
    for announcement, linked in ((STREAMING, True), (PLAIN, False)):
        async with editing(workspace, announcement, process=False) as editor:
            uri = editor.open("bank/service.py", SERVICE)
            await editor.choose(uri, 6, "Preview docstring")
            shown = await proposed(editor, uri)
            assert ("command:" in shown) is linked
            if linked:
                link = shown.split("[Discard](")[1].split(")")[0]
                parts = urlsplit(link)
                arguments = json.loads(unquote(parts.query))
                await editor.execute(parts.path, arguments)
                assert await editor.hover(uri, 6) == ""


async def test_what_would_be_sent_opens_in_the_editor(workspace: Path) -> None:
    async with editing(workspace, SHOWING, process=False) as editor:
        uri = editor.open("bank/service.py", SERVICE)
        titles = [item.title for item in await editor.actions(uri, 6)]
        assert titles[-1] == "Show what would be sent for `transfer` (draft)"
        await editor.choose(uri, 6, "Show what would be sent")
        await editor.until(lambda: editor.client.shown_documents, "the document")
        text = read_private(Path(path_of(editor.client.shown_documents[0].uri)))
        assert text.startswith("Nothing is sent") and "def transfer" in text


async def proposed(editor: Editor, uri: str) -> str:
    for _ in range(2_000):
        if "Proposed docstring" in (shown := await editor.hover(uri, 6)):
            return shown
        await asyncio.sleep(0.05)
    raise AssertionError("no proposal")


def read_private(path: Path) -> str:
    """The text of a file that nobody else can read; it is removed."""
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    text = path.read_text(encoding="utf-8")
    path.unlink()
    path.parent.rmdir()
    return text


async def test_two_edits_at_once_find_their_places_without_versions(workspace: Path) -> None:
    announcement = copy.deepcopy(PLAIN)
    del announcement["capabilities"]["workspace"]["workspaceEdit"]
    text = "def first(a):\n    return a\n\n\ndef second(b):\n    return b\n"
    async with editing(workspace, announcement, process=False) as editor:
        uri = editor.open("two.py", text)
        actions = [(await editor.actions(uri, line))[0] for line in (1, 5)]
        await asyncio.gather(*(editor.take(action) for action in actions))
        await editor.until(lambda: editor.texts[uri].count('"""') == 4, "both docstrings")
        lines = editor.texts[uri].splitlines()
        assert lines[1].startswith('    """') and lines[6].startswith('    """')
