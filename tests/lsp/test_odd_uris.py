"""Whatever a client calls its documents and folders, it gets an answer and no internal error."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

import support.editor
from support.editor import WAIT, Editor, clean_environment, editing

TEXT = (
    "from .near import x\n\n\n"
    "def f(a: int) -> int:\n    if a < 0:\n        raise ValueError\n    return x(a)\n"
)
INTERNAL = -32603
SILENT = "no answer"
SERVER_NOT_INITIALIZED, INVALID_REQUEST, INVALID_PARAMS = -32002, -32600, -32602
Ask = Callable[[str, Any], Awaitable[Any]]
URIS = {
    "null": "file:///%00",
    "null inside": "file:///tmp/a%00b/c.py",
    "untitled": "untitled:Untitled-1",
    "notebook cell": "vscode-notebook-cell:/tmp/n.ipynb#W0sZmlsZQ%3D%3D",
    "other host": "file://host/share/x.py",
    "slash as text": "file:///tmp/a%2Fb.py",
    "dots": "file:///../../../../x.py",
    "long name": f"file:///tmp/{'n' * 5_000}.py",
    "deep": f"file:///tmp/{'d/' * 3_000}x.py",
    "lone surrogate": "file:///tmp/\ud800.py",
    "surrogate as text": "file:///tmp/%ED%A0%80.py",
    "not UTF-8": "file:///tmp/%FF%FE.py",
    "bracket": "file://[half/x.py",
    "only scheme": "file:",
    "empty": "",
    "root": "file:///",
    "device": "file:///dev/zero",
    "under a file": "file:///etc/passwd/x.py",
    "percent": "file:///tmp/100%.py",
    "windows": "file:///c%3A/x.py",
    "backslash": "file:///tmp\\x.py",
    "newline": "file:///tmp/a%0Ab.py",
    "git": "git:/tmp/x.py?%7B%22ref%22%3A%22HEAD%22%7D",
}


async def raw(editor: Editor, method: str, params: Any, notify: bool = False) -> Any:
    """The result of what no typed client would send, or the code of the error answer."""
    protocol = editor.client.protocol
    number = f"{method}-{asyncio.get_running_loop().time()}"
    message = {"jsonrpc": "2.0", "method": method, "params": params}
    future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
    if not notify:
        message["id"] = number
        protocol._request_futures[number] = future
    data = json.dumps(message).encode()
    written = protocol.writer.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
    if asyncio.iscoroutine(written):
        await written
    if notify:
        return None
    try:
        return await asyncio.wait_for(future, WAIT)
    except TimeoutError:
        return SILENT
    except JsonRpcException as error:
        return error.code


def document(uri: str) -> dict[str, Any]:
    return {"uri": uri, "languageId": "python", "version": 1, "text": TEXT}


PLACE = {"line": 4, "character": 4}
COMMANDS = ("showPrompt", "generate", "preview", "generateMissing")


def questions(uri: str) -> list[tuple[str, Any]]:
    named = {"textDocument": {"uri": uri}}
    here = {**named, "position": PLACE}
    ranged = {**named, "range": {"start": PLACE, "end": PLACE}, "context": {"diagnostics": []}}
    arguments = [{"uri": uri, "qualname": "f", "line": 3, "character": 4}]
    return [
        (types.TEXT_DOCUMENT_CODE_ACTION, ranged),
        (types.TEXT_DOCUMENT_HOVER, here),
        (types.TEXT_DOCUMENT_COMPLETION, here),
        (types.TEXT_DOCUMENT_DIAGNOSTIC, named),
        *(
            (
                types.WORKSPACE_EXECUTE_COMMAND,
                {"command": f"docstring-ls.{command}", "arguments": arguments},
            )
            for command in COMMANDS
        ),
    ]


async def failing(editor: Editor, uri: str) -> list[str]:
    """The requests about a document that got an internal error, or no answer."""
    opened, named = {"textDocument": document(uri)}, {"textDocument": {"uri": uri}}
    await raw(editor, types.TEXT_DOCUMENT_DID_OPEN, opened, notify=True)
    editor.texts[uri], editor.versions[uri] = TEXT, 1
    failed = []
    for method, params in questions(uri):
        if await raw(editor, method, params) in (INTERNAL, SILENT):
            failed.append(params.get("command", method))
    await raw(editor, types.TEXT_DOCUMENT_DID_CLOSE, named, notify=True)
    return failed


async def test_every_request_about_a_document_is_answered(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with editing(tmp_path, process=False) as editor:
        failed = {name: await failing(editor, uri) for name, uri in URIS.items()}
        assert not {name: methods for name, methods in failed.items() if methods}
        assert_nothing_broke(editor, caplog)


async def test_a_folder_may_be_called_anything(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with editing(tmp_path, process=False) as editor:
        failed = {}
        for name, uri in URIS.items():
            event = {"event": {"added": [{"uri": uri, "name": "odd"}], "removed": []}}
            await raw(editor, types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS, event, notify=True)
            failed[name] = await failing(editor, f"{uri}/x.py")
        assert not {name: methods for name, methods in failed.items() if methods}
        assert_nothing_broke(editor, caplog)


@asynccontextmanager
async def connection() -> AsyncIterator[Ask]:
    """Asks a new server, before any client said hello; the answer, or its error's code."""
    port = await support.editor._serve_in_thread(clean_environment())
    reader, writer = await asyncio.open_connection("127.0.0.1", port)

    async def ask(method: str, params: Any) -> Any:
        body = {"jsonrpc": "2.0", "id": method, "method": method, "params": params}
        data = json.dumps(body).encode()
        writer.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        while True:
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), WAIT)
            size = int(head.lower().split(b"content-length:")[1].split()[0])
            answer = json.loads(await reader.readexactly(size))
            if answer.get("id") == method:
                return answer["error"]["code"] if "error" in answer else answer["result"]

    try:
        yield ask
    finally:
        writer.close()
        await writer.wait_closed()


def hello(**more: Any) -> dict[str, Any]:
    return {"processId": None, "rootUri": None, "capabilities": {}, **more}


@pytest.mark.parametrize("name", URIS)
async def test_an_initialize_with_an_odd_root_is_answered(
    name: str, caplog: pytest.LogCaptureFixture
) -> None:
    folders = [{"uri": URIS[name], "name": "odd"}]
    for odd in ({"rootUri": URIS[name]}, {"workspaceFolders": folders}, {"rootPath": URIS[name]}):
        async with connection() as ask:
            answer = await ask(types.INITIALIZE, hello(**odd))
            assert answer == INVALID_PARAMS or isinstance(answer, dict), (odd, answer)
            assert broken(caplog) == []


async def test_a_second_initialize_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.docstring-ls]\nstyle = 'numpy'\n")
    async with editing(tmp_path, process=False) as editor:
        uri = editor.open("a.py", TEXT)
        params = {"processId": None, "rootUri": None, "capabilities": {}}
        assert await raw(editor, types.INITIALIZE, params) == INVALID_REQUEST
        await editor.choose(uri, 4, "Generate docstring")
        await editor.until(lambda: "Raises\n    ------" in editor.texts[uri], "a NumPy docstring")


async def test_what_comes_before_initialize_is_refused(caplog: pytest.LogCaptureFixture) -> None:
    async with connection() as ask:
        hover = {"textDocument": {"uri": "file:///tmp/a.py"}, "position": PLACE}
        assert await ask(types.TEXT_DOCUMENT_HOVER, hover) == SERVER_NOT_INITIALIZED
        assert isinstance(await ask(types.INITIALIZE, hello()), dict)
        assert await ask(types.TEXT_DOCUMENT_HOVER, hover) is None
        assert broken(caplog) == []


def broken(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [each.getMessage() for each in caplog.records if each.exc_info or each.levelno >= 40]


def assert_nothing_broke(editor: Editor, caplog: pytest.LogCaptureFixture) -> None:
    assert broken(caplog) == []
    assert not [text for text in editor.messages if "own fault" in text]
