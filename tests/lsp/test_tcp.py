"""On a network port the server serves one client, and gives it nothing of its owner's."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from pytest_lsp import make_test_lsp_client

from docstring_ls.lsp.server import create_server
from docstring_ls.lsp.tcp import Door
from support.azure import AzureServer, answer
from support.editor import PLAIN, Editor, clean_environment
from support.model import KEY

CODE = "def add(a, b):\n    return a + b\n"
ANSWER = {"summary": "Add two numbers.", "parameters": [], "raises": [], "attributes": []}


@contextlib.asynccontextmanager
async def listening(**environment: str) -> AsyncIterator[tuple[int, Any]]:
    """A server process on a free port, which will listen soon."""
    port = _free_port()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "docstring_ls", "serve", "--tcp", f"127.0.0.1:{port}"),
        env=clean_environment(environment),
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        yield port, process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def reached(connect: Callable[[str, int], Awaitable[Any]], port: int) -> Any:
    """Connect as soon as the server listens."""
    for _ in range(1_000):
        try:
            return await connect("127.0.0.1", port)
        except ConnectionRefusedError:
            await asyncio.sleep(0.05)
    raise AssertionError("the server never listened")


@contextlib.asynccontextmanager
async def connected(port: int, folder: Path, **settings: Any) -> AsyncIterator[Editor]:
    """A client on the port with settings of its own."""
    client = make_test_lsp_client()
    await reached(client.start_tcp, port)
    editor = Editor(client, folder)
    await editor.start({**PLAIN, "initializationOptions": settings})
    try:
        yield editor
    finally:
        await client.shutdown_session()
        await client.stop()


async def generated(editor: Editor) -> None:
    """Ask for a docstring and wait until something is said about it."""
    uri = editor.open("a.py", CODE)
    await editor.choose(uri, 0, "Generate")
    await editor.until(lambda: editor.messages or editor.applied, "an end of the generation")


def sent_keys(server: AzureServer) -> str:
    return " ".join(str(item.headers) for item in server.requests)


FOREIGN = {
    "endpoint": lambda url: {"endpoint": url, "deployment": "gpt-4o", "provider": "azure"},
    "deployments": lambda url: {"deployments": [f"gpt-4o@{url}"], "provider": "azure"},
    "base-url": lambda url: {"baseUrl": f"{url}/v1", "model": "gpt-4o", "provider": "openai"},
}
OWNED = {
    "AZURE_OPENAI_API_KEY": KEY,
    "AZURE_OPENAI_AD_TOKEN": KEY,
    "OPENAI_API_KEY": KEY,
    "DOCSTRING_LS_OPENAI_API_KEY": KEY,
}


@pytest.mark.parametrize("form", FOREIGN)
async def test_no_client_can_have_the_environments_key_sent_elsewhere(form, tmp_path):
    with AzureServer(answer(ANSWER)) as foreign:
        async with (
            listening(**OWNED) as (port, _),
            connected(port, tmp_path, **FOREIGN[form](foreign.endpoint)) as editor,
        ):
            await generated(editor)
    assert KEY not in sent_keys(foreign)
    assert not any(KEY in message for message in editor.messages)


async def test_a_key_goes_where_the_owner_said_and_a_clients_key_where_the_client_says(tmp_path):
    with AzureServer(answer(ANSWER), key=KEY) as own, AzureServer(answer(ANSWER)) as other:
        environment = {"AZURE_OPENAI_API_KEY": KEY, "AZURE_OPENAI_ENDPOINT": own.endpoint}
        async with (
            listening(**environment, AZURE_OPENAI_DEPLOYMENT="gpt-4o") as (port, _),
            connected(port, tmp_path) as editor,
        ):
            await generated(editor)
        settings = {**FOREIGN["endpoint"](other.endpoint), "apiKey": "the client's"}
        async with (
            listening(**environment) as (port, _),
            connected(port, tmp_path, **settings) as editor,
        ):
            await generated(editor)
    assert KEY in sent_keys(own)
    assert "the client's" in sent_keys(other) and KEY not in sent_keys(other)


async def test_a_client_names_no_program_of_the_machine(tmp_path):
    interpreter = tmp_path / "python"
    interpreter.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    interpreter.chmod(0o755)
    async with (
        listening() as (port, _),
        connected(port, tmp_path, jediInterpreter=str(interpreter)) as editor,
    ):
        await editor.until(lambda: editor.messages, "a message about the setting")
        await generated(editor)
        assert "jedi-interpreter" in editor.messages[0]
    assert not (tmp_path / "ran").exists()


async def test_a_second_client_is_told_why_it_is_not_served_and_the_first_goes_on(tmp_path):
    hello = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {}}).encode()
    async with listening() as (port, _), connected(port, tmp_path) as editor:
        uri = editor.open("a.py", CODE)
        for _ in range(2):
            reader, writer = await reached(asyncio.open_connection, port)
            writer.write(b"Content-Length: %d\r\n\r\n%b" % (len(hello), hello))
            said = await asyncio.wait_for(reader.read(), 120)
            writer.close()
            assert b"another client" in said and b'"result"' not in said
        assert await editor.actions(uri, 0)


async def test_a_web_page_can_not_speak_to_the_server(tmp_path):
    """A browser sends a page's request to any port of the machine; its body would be obeyed."""
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {}}).encode()
    async with listening() as (port, _):
        reader, writer = await reached(asyncio.open_connection, port)
        writer.write(b"POST / HTTP/1.1\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body))
        with contextlib.suppress(ConnectionResetError):
            assert await asyncio.wait_for(reader.read(), 120) == b""
        writer.close()
        async with connected(port, tmp_path) as editor:
            assert await editor.actions(editor.open("a.py", CODE), 0)


@pytest.mark.parametrize(
    "address", ["0.0.0.0:0", "[::]:0", "192.0.2.1:0", "build.example:0", "::ffff:192.0.2.1:0"]
)
def test_other_machines_are_let_in_only_where_that_was_said(address):
    done = subprocess.run(
        [sys.executable, "-m", "docstring_ls", "serve", "--tcp", address],
        env=clean_environment(),
        capture_output=True,
        text=True,
        timeout=300,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 2 and "--allow-remote" in done.stderr


@pytest.mark.parametrize("word", [b"", b"Content-Length: 9\r\n"], ids=["silent", "speaking"])
async def test_a_port_that_closes_under_a_connection_is_no_failure(word):
    failures: list[Any] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: failures.append(context))
    door = Door(create_server(environ={}), threading.Event())
    listener = await asyncio.start_server(door.connected, "127.0.0.1", 0)
    _, writer = await asyncio.open_connection(*listener.sockets[0].getsockname()[:2])
    writer.write(word)
    async with asyncio.timeout(120):
        while len(asyncio.all_tasks()) < 2 or door._taken != bool(word):  # noqa: ASYNC110
            await asyncio.sleep(0)
    listener.close()
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        task.cancel()
    async with asyncio.timeout(120):
        while len(asyncio.all_tasks()) > 1:  # noqa: ASYNC110
            await asyncio.sleep(0)
    for _ in range(3):
        await asyncio.sleep(0)
    writer.close()
    assert failures == []
