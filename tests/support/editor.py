"""An editor for tests: a pytest-lsp client that keeps documents, and can misbehave."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import os
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Union

from cattrs import Converter
from lsprotocol import types
from pygls.exceptions import JsonRpcInternalError
from pygls.protocol import default_converter
from pytest_lsp import LanguageClient, make_test_lsp_client

from docstring_ls.lsp.server import create_server

SERVER = [sys.executable, "-m", "docstring_ls", "serve"]
WAIT = 120.0

# How an editor answers workspace/applyEdit.
APPLY, REFUSE, ERROR, SILENT, MUTE = "apply", "refuse", "error", "silent", "apply-without-answer"
# Or step by step: CHANGE brings the edit into the document, APPLY, REFUSE and ERROR are the answer,
# NOTHING is an answer without a word, a number is a pause in seconds, and a function is what the
# person does meanwhile.
CHANGE, NOTHING = "change", "null"
Step = str | float | Callable[["Editor"], None]


class Editor:
    """One open editor."""

    def __init__(
        self, client: LanguageClient, folder: Path, answers: str | tuple[Step, ...] = APPLY
    ) -> None:
        self.client = client
        self.folder = folder
        self.answers = answers
        self.encoding = "utf-16"
        self.capabilities = types.ServerCapabilities()
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.applied: list[types.WorkspaceEdit] = []
        self.timeline: list[tuple[str, Any]] = []
        self.streamed: list[Any] = []
        self.later: list[asyncio.Future[Any]] = []
        self.closing = asyncio.Event()
        client.protocol._converter = _client_converter()
        self._listen()
        self._remember_progress()

    async def start(self, announcement: dict[str, Any] | None = None) -> types.InitializeResult:
        raw = dict(announcement or PLAIN)
        raw["rootUri"] = self.folder.as_uri()
        raw["rootPath"] = str(self.folder)
        if raw.get("workspaceFolders"):
            raw["workspaceFolders"] = [{"uri": self.folder.as_uri(), "name": self.folder.name}]
        raw["processId"] = os.getpid()
        raw.pop("workDoneToken", None)
        params = self.client.protocol._converter.structure(raw, types.InitializeParams)
        result = await self.client.initialize_session(params)
        self.capabilities = result.capabilities
        self.encoding = result.capabilities.position_encoding or "utf-16"
        return result

    def open(self, name: str, text: str) -> str:
        path = self.folder / name
        uri = path.as_uri()
        self.texts[uri], self.versions[uri] = text, 1
        item = types.TextDocumentItem(uri=uri, language_id="python", version=1, text=text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return uri

    def replace(self, uri: str, text: str) -> None:
        """Put new text in the document's place, as typing and undoing do."""
        self.texts[uri] = text
        self.versions[uri] += 1
        document = types.VersionedTextDocumentIdentifier(self.versions[uri], uri)
        change = types.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))

    def type(self, uri: str, line: int, character: int, text: str, *, removed: int = 0) -> None:
        """Put text at a position, in place of some characters of its line."""
        start = types.Position(line, character)
        where = types.Range(start, types.Position(line, character + removed))
        self.texts[uri] = apply_edits(self.texts[uri], [types.TextEdit(where, text)], self.encoding)
        self.versions[uri] += 1
        document = types.VersionedTextDocumentIdentifier(self.versions[uri], uri)
        change = types.TextDocumentContentChangePartial(where, text)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))

    def save(self, uri: str) -> None:
        identifier = types.TextDocumentIdentifier(uri)
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(identifier))

    def close(self, uri: str) -> None:
        identifier = types.TextDocumentIdentifier(uri)
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(identifier))
        del self.texts[uri], self.versions[uri]

    async def actions(
        self, uri: str, line: int, character: int = 0, only: list[str] | None = None
    ) -> list[types.CodeAction]:
        here = types.Position(line, character)
        found = await self.client.text_document_code_action_async(
            types.CodeActionParams(
                types.TextDocumentIdentifier(uri),
                types.Range(here, here),
                types.CodeActionContext(diagnostics=[], only=only),
            )
        )
        return list(found or [])

    async def choose(self, uri: str, line: int, title: str, character: int = 0) -> types.CodeAction:
        """Pick the first action whose title begins so, as a person does in the menu."""
        actions = await self.actions(uri, line, character)
        titles = [action.title for action in actions]
        action = next((item for item in actions if item.title.startswith(title)), None)
        assert action is not None, f"{title!r} is not in {titles}"
        await self.take(action)
        return action

    async def take(self, action: types.CodeAction) -> Any:
        if action.edit is not None:
            self.apply(action.edit)
        if action.command is not None:
            return await self.execute(action.command.command, action.command.arguments)
        return None

    async def execute(self, command: str, arguments: Any) -> Any:
        params = types.ExecuteCommandParams(command=command, arguments=arguments)
        return await self.client.workspace_execute_command_async(params)

    async def hover(self, uri: str, line: int, character: int = 0) -> str:
        params = types.HoverParams(
            types.TextDocumentIdentifier(uri), types.Position(line, character)
        )
        result = await self.client.text_document_hover_async(params)
        return "" if result is None else result.contents.value

    async def until(self, condition: Callable[[], Any], what: str = "") -> None:
        end = time.monotonic() + WAIT
        while not condition():
            messages = [item.message for item in self.client.messages]
            assert time.monotonic() < end, f"never happened: {what}; messages: {messages}"
            await asyncio.sleep(0.01)

    @property
    def messages(self) -> list[str]:
        return [item.message for item in self.client.messages]

    def reports(self) -> list[str]:
        """All messages of work-done progress reports, in order."""
        return [value.message or "" for kind, value in self.timeline if kind == "report"]

    def apply(self, edit: types.WorkspaceEdit) -> None:
        for uri, version, edits in _documents(edit):
            assert version is None or version == self.versions[uri], "edit for another version"
            self.replace(uri, apply_edits(self.texts[uri], edits, self.encoding))

    def _listen(self) -> None:
        @self.client.feature(types.WORKSPACE_APPLY_EDIT)
        async def apply_edit(params: types.ApplyWorkspaceEditParams) -> Any:
            return await self._apply_edit(params)

        @self.client.feature("docstring-ls/stream")
        def stream(params: Any) -> None:
            self.streamed.append(params)

    def _remember_progress(self) -> None:
        known = self.client.protocol.fm.features[types.PROGRESS]

        def progress(params: types.ProgressParams) -> None:
            known(params)
            reports = self.client.progress_reports.get(params.token) or [None]
            self.timeline.append((params.value["kind"], reports[-1]))

        self.client.protocol.fm.features[types.PROGRESS] = progress

    async def _apply_edit(self, params: types.ApplyWorkspaceEditParams) -> Any:
        self.timeline.append(("edit", params.edit))
        if not isinstance(self.answers, str):
            return await self._by_steps(params.edit, self.answers)
        if self.answers == ERROR:
            raise JsonRpcInternalError("no edits today")
        if self.answers == SILENT:
            await self.closing.wait()
        if self.answers == REFUSE:
            return types.ApplyWorkspaceEditResult(applied=False)
        self.applied.append(params.edit)
        self.apply(params.edit)
        if self.answers == MUTE:
            await self.closing.wait()
        return types.ApplyWorkspaceEditResult(applied=True)

    async def _by_steps(self, edit: types.WorkspaceEdit, steps: tuple[Step, ...]) -> Any:
        answer = await self._take_steps(edit, steps)
        if answer is None:
            await self.closing.wait()
        return None if answer == NOTHING else answer

    async def _take_steps(self, edit: types.WorkspaceEdit, steps: tuple[Step, ...]) -> Any:
        """Take steps until one is the answer, and those after it meanwhile; None without one."""
        for number, step in enumerate(steps):
            if step in (APPLY, REFUSE, ERROR, NOTHING):
                rest = asyncio.ensure_future(self._take_steps(edit, steps[number + 1 :]))
                self.later.append(rest)
                if step == ERROR:
                    raise JsonRpcInternalError("no edits today")
                if step == NOTHING:
                    return NOTHING
                return types.ApplyWorkspaceEditResult(applied=step == APPLY)
            if step == CHANGE:
                self.applied.append(edit)
                self.apply(edit)
            elif callable(step):
                step(self)
            else:
                await asyncio.sleep(float(step))
        return None


@asynccontextmanager
async def editing(
    folder: Path,
    announcement: dict[str, Any] | None = None,
    *,
    environment: dict[str, str] | None = None,
    answers: str | tuple[Step, ...] = APPLY,
    arguments: tuple[str, ...] = (),
    process: bool = True,
) -> AsyncIterator[Editor]:
    """An editor connected to a real server: a process on stdio, else a thread on TCP.

    The thread saves a second of imports where many clients are tried one after the other.
    """
    client = make_test_lsp_client()
    environment = clean_environment(environment)
    if process:
        await client.start_io(*SERVER, *arguments, env=environment)
    else:
        await client.start_tcp("127.0.0.1", await _serve_in_thread(environment))
    editor = Editor(client, folder, answers)
    try:
        await editor.start(announcement)
        yield editor
    finally:
        editor.closing.set()
        await asyncio.sleep(0)
        await client.shutdown_session()
        await client.stop()


async def _serve_in_thread(environment: dict[str, str]) -> int:
    """Start a server on a thread of its own; returns its port once it listens."""
    server = create_server(environ=environment)
    server.protocol._converter = _server_converter()

    def serve() -> None:
        with contextlib.suppress(SystemExit):
            server.start_tcp("127.0.0.1", 0)

    threading.Thread(target=serve, daemon=True).start()
    while server._server is None or not server._server.is_serving():  # noqa: ASYNC110
        await asyncio.sleep(0.005)
    port: int = server._server.sockets[0].getsockname()[1]
    return port


# A converter compiles what it needs for a type when it is first asked, a tenth of a second in all.
_server_converter = functools.cache(default_converter)


@functools.cache
def _client_converter() -> Converter:
    """lsprotocol takes every action that has a command for a bare command; editors do not."""
    converter = default_converter()

    def structure(raw: Any, _: Any) -> types.Command | types.CodeAction:
        bare = isinstance(raw.get("command"), str)
        return converter.structure(raw, types.Command if bare else types.CodeAction)

    for union in (
        types.Command | types.CodeAction,
        Union[types.Command, types.CodeAction],  # noqa: UP007
    ):
        converter.register_structure_hook(union, structure)
    return converter


def clean_environment(more: dict[str, str] | None = None) -> dict[str, str]:
    """This process's environment without a provider's configuration or the user's own cache."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("AZURE_", "OPENAI_", "DOCSTRING_LS_"))
    }
    # What the resolver finds does not depend on how busy the machine is.
    calm = {"DOCSTRING_LS_RESOLVER_DEADLINE": "100"}
    return {**kept, **calm, "PYTHONUTF8": "1", "DOCSTRING_LS_CACHE": "no", **(more or {})}


def apply_edits(text: str, edits: list[types.TextEdit], encoding: str) -> str:
    """Apply edits as the protocol defines them, written without the server's own code."""
    spans = sorted(
        (
            _index(text, edit.range.start, encoding),
            _index(text, edit.range.end, encoding),
            edit.new_text,
        )
        for edit in edits
    )
    for start, end, new in reversed(spans):
        text = text[:start] + new + text[end:]
    return text


def _index(text: str, position: types.Position, encoding: str) -> int:
    line, index = 0, 0
    while line < position.line:
        ends = [at for mark in ("\r\n", "\n", "\r") if (at := text.find(mark, index)) >= 0]
        if not ends:
            return len(text)
        first = min(ends)
        index = first + (2 if text.startswith("\r\n", first) else 1)
        line += 1
    units = 0
    while units < position.character and index < len(text) and text[index] not in "\r\n":
        units += _width(text[index], encoding)
        index += 1
    return index


def _width(char: str, encoding: str) -> int:
    if encoding == "utf-32":
        return 1
    if encoding == "utf-8":
        return len(char.encode("utf-8", "surrogatepass"))
    return 2 if ord(char) > 0xFFFF else 1


def _documents(edit: types.WorkspaceEdit) -> list[tuple[str, int | None, list[types.TextEdit]]]:
    if edit.document_changes:
        return [
            (change.text_document.uri, change.text_document.version, list(change.edits))
            for change in edit.document_changes
        ]
    return [(uri, None, list(edits)) for uri, edits in (edit.changes or {}).items()]


PLAIN: dict[str, Any] = {
    "capabilities": {
        "workspace": {"applyEdit": True, "workspaceEdit": {"documentChanges": True}},
        "window": {"workDoneProgress": True},
        "textDocument": {
            "codeAction": {
                "codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}},
                "resolveSupport": {"properties": ["edit"]},
                "dataSupport": True,
            },
            "hover": {"contentFormat": ["markdown", "plaintext"]},
        },
    }
}
