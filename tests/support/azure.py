"""A real HTTP/1.1 server on loopback that speaks Azure OpenAI's streaming wire, by script.

::

    with AzureServer([error(429, retry_after=1), answer('{"summary": "Add."}')]) as server:
        ...                      # server.endpoint, server.requests, server.open_connections

It runs on a thread and event loop of its own, so that sync tests, async tests and other
processes can use it alike (``async with`` works too).
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import json
import re
import socket
import struct
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


class Act(Enum):
    """What a script may do besides sending bytes (``bytes``) and waiting (``float`` seconds)."""

    RESET = "send a TCP reset"
    HALF_CLOSE = "end our side without an orderly end of the body"
    STALL = "send nothing more until the client goes away"


# A function is waited for until it is true.
Step = bytes | float | Act | Callable[[], bool]


@dataclass(frozen=True)
class Reply:
    """One scripted response.

    Attributes:
        steps: Bytes of the body, pauses in seconds and acts, in order.
        status: HTTP status.
        headers: Beside the default ones.
        bare: Whether the steps are the whole response, status line and headers included.
    """

    steps: tuple[Step, ...] = ()
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    bare: bool = False


@dataclass
class Recorded:
    """One request as it arrived.

    Attributes:
        at: Seconds of the loop's time when its body was complete.
        answered: When the first byte of content went out, or 0.
        gone: Whether the client went away before the reply was complete.
    """

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    json: dict[str, Any]
    at: float = 0.0
    answered: float = 0.0
    gone: bool = False

    @property
    def deployment(self) -> str:
        """The deployment of the path, else the model of the body."""
        found = re.search(r"/deployments/([^/]+)/", self.path)
        return unquote(found[1]) if found else str(self.json.get("model", ""))

    @property
    def text(self) -> str:
        """All messages' content."""
        return "\n".join(str(each.get("content", "")) for each in self.json.get("messages", ()))


Script = Reply | Iterable[Reply] | Callable[[Recorded], Reply]


def answer(
    content: str | dict[str, Any],
    *,
    chunks: int = 8,
    seconds: float = 0.0,
    first: float = 0.0,
    model: str = "gpt-4o-2024-11-20",
    finish: str = "stop",
    usage: dict[str, Any] | None = None,
    headers: dict[str, str] | None = None,
    tool: str = "",
    hold: Callable[[int], bool] | None = None,
) -> Reply:
    """A good answer in Azure's form: filter results, role, content, finish, usage, ``[DONE]``.

    Args:
        content: The text, or the JSON value of it.
        chunks: Over how many events the text is spread.
        seconds: Over which time.
        first: Seconds before the first content.
        model: The model that the service names.
        finish: The ``finish_reason``.
        usage: Overrides of the usage figures.
        headers: Beside the default ones.
        tool: Name of the function to call with the text as its arguments.
        hold: Tells by its number whether a part of the text may be sent now.
    """
    text = content if isinstance(content, str) else json.dumps(content)
    steps: list[Step] = [
        event(prompt_filter()),
        event(delta({"role": "assistant", "content": ""}, model)),
    ]
    steps += [first] if first else []
    for number, part in enumerate(_spread(text, chunks)):
        steps += [functools.partial(hold, number)] if hold else []
        body = _call(tool, part) if tool else {"content": part}
        steps += [event(delta(body, model)), *([seconds / chunks] if seconds else [])]
    steps += [event(delta({}, model, finish)), event(usage_chunk(text, model, usage)), DONE]
    return Reply(tuple(steps), headers=headers or {})


def error(
    status: int,
    code: str | None = None,
    message: str = "Something went wrong.",
    *,
    headers: dict[str, str] | None = None,
    body: str | dict[str, Any] | None = None,
    retry_after: float | None = None,
    **inner: Any,
) -> Reply:
    """An error answer; ``inner`` are further fields of the inner error object."""
    wrapped = {"error": {"code": code, "message": message, "type": None, "param": None, **inner}}
    text = body if isinstance(body, str) else json.dumps(wrapped if body is None else body)
    kind = "application/json" if text[:1] == "{" else "text/html"
    extra = {"content-type": kind, **(headers or {})}
    if retry_after is not None:
        extra["retry-after"] = f"{retry_after:g}"
    return Reply((text.encode(),), status, extra)


def raw(*steps: Step, headers: dict[str, str] | None = None) -> Reply:
    """A 200 event stream made of exactly these steps."""
    return Reply(steps, headers=headers or {})


def bare(*steps: Step) -> Reply:
    """No response but these steps, straight on the socket."""
    return Reply(steps, bare=True)


DONE = b"data: [DONE]\n\n"


def event(data: dict[str, Any]) -> bytes:
    """One server-sent event."""
    return b"data: " + json.dumps(data, ensure_ascii=False).encode() + b"\n\n"


def delta(
    body: dict[str, Any] | None, model: str = "gpt-4o-2024-11-20", finish: str | None = None
) -> dict[str, Any]:
    """One chunk of a completion."""
    choice = {"index": 0, "finish_reason": finish, "delta": body, "content_filter_results": {}}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": model,
        "choices": [choice],
    }


def prompt_filter() -> dict[str, Any]:
    """Azure's first chunk, which has no choices."""
    results = {"hate": {"filtered": False, "severity": "safe"}}
    return {
        "choices": [],
        "created": 0,
        "id": "",
        "model": "",
        "object": "",
        "prompt_filter_results": [{"prompt_index": 0, "content_filter_results": results}],
    }


def usage_chunk(text: str, model: str, override: dict[str, Any] | None = None) -> dict[str, Any]:
    """The last chunk, which has figures and no choices."""
    figures = {"prompt_tokens": 120, "completion_tokens": max(1, len(text) // 4)}
    figures |= override or {}
    total = figures["prompt_tokens"] + figures["completion_tokens"]
    return delta(None, model) | {"choices": [], "usage": figures | {"total_tokens": total}}


def _call(name: str, part: str) -> dict[str, Any]:
    return {"tool_calls": [{"index": 0, "function": {"name": name, "arguments": part}}]}


def _spread(text: str, chunks: int) -> list[str]:
    size = max(1, -(-len(text) // chunks))
    return [text[at : at + size] for at in range(0, len(text), size)]


class AzureServer:
    """The server; replies come from the script in order, the last one again and again.

    Args:
        script: Replies in order, or a function of the request.
        key: The only key (or bearer token) that is let in; empty lets everybody in.

    Attributes:
        endpoint: Its address, such as ``http://127.0.0.1:40123``.
        requests: What arrived.
        open_connections: Sockets that are open now.
        connections: Sockets that were ever opened.
    """

    def __init__(self, script: Script, *, key: str = "") -> None:
        self.requests: list[Recorded] = []
        self.open_connections = 0
        self.connections = 0
        self._script = script if callable(script) else _in_order(script)
        self._key = key
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)

    @property
    def endpoint(self) -> str:
        """The address without any path."""
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> AzureServer:
        self._thread.start()
        self._ready.wait(10)
        return self

    def __exit__(self, *exc: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    async def __aenter__(self) -> AzureServer:
        """Serve in the running loop, whose time is then the server's too."""
        self._task = asyncio.create_task(self._serve())
        while not self._ready.is_set():  # noqa: ASYNC110
            await asyncio.sleep(0)
        return self

    async def __aexit__(self, *exc: object) -> None:
        self._stop.set()
        await self._task

    async def idle(self, within: float = 2.0) -> int:
        """Wait until no connection is open; the number still open when time is up."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within):
                while self.open_connections:  # noqa: ASYNC110
                    await asyncio.sleep(0.005)
        return self.open_connections

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        tasks: set[asyncio.Task[None]] = set()

        async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task
            tasks.add(task)
            self.connections += 1
            self.open_connections += 1
            try:
                await self._talk(reader, writer)
            except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                pass
            finally:
                writer.transport.abort()
                self.open_connections -= 1
                tasks.discard(task)

        server = await asyncio.start_server(accept, "127.0.0.1", 0, limit=64 * 1024 * 1024)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        server.close()
        for task in tuple(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while (request := await _read(reader)) is not None:
            self.requests.append(request)
            reply = self._unauthorized(request) or self._script(request)
            if not await _play(reply, request, reader, writer):
                return

    def _unauthorized(self, request: Recorded) -> Reply | None:
        given = request.headers.get("api-key") or request.headers.get("authorization", "")[7:]
        if not self._key or given == self._key:
            return None
        text = "Access denied due to invalid subscription key or wrong API endpoint."
        return error(401, "401", text)


def _in_order(script: Reply | Iterable[Reply]) -> Callable[[Recorded], Reply]:
    replies = [script] if isinstance(script, Reply) else list(script)
    lock = threading.Lock()

    def following(request: Recorded) -> Reply:
        with lock:
            return replies.pop(0) if len(replies) > 1 else replies[0]

    return following


def _now() -> float:
    return asyncio.get_running_loop().time()


async def _read(reader: asyncio.StreamReader) -> Recorded | None:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
    line, *rest = head.rstrip().split("\r\n")
    method, target, _ = line.split(" ")
    headers = {
        name.lower(): value.strip() for name, _, value in (each.partition(":") for each in rest)
    }
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    url = urlsplit(target)
    query = {name: values[0] for name, values in parse_qs(url.query).items()}
    content = json.loads(body) if body else {}
    return Recorded(method, url.path, query, headers, content, _now())


async def _play(
    reply: Reply, request: Recorded, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> bool:
    """Send the reply; whether the connection may be used again."""
    if not reply.bare:
        writer.write(_head(reply))
    for step in reply.steps:
        if isinstance(step, Act):
            request.gone = await _act(step, reader, writer)
            return False
        if callable(step):
            while not step():
                if await _gone_within(0.01, reader):
                    request.gone = True
                    return False
            continue
        if isinstance(step, (int, float)):
            if await _gone_within(step, reader):
                request.gone = True
                return False
            continue
        if b'"content": "' in step and not request.answered and b'"content": ""' not in step:
            request.answered = _now()
        if not step:
            continue
        writer.write(step if reply.bare else b"%x\r\n%b\r\n" % (len(step), step))
        await writer.drain()
    if reply.bare:
        return False
    writer.write(b"0\r\n\r\n")
    await writer.drain()
    return True


def _head(reply: Reply) -> bytes:
    headers = {
        "content-type": "text/event-stream; charset=utf-8",
        "transfer-encoding": "chunked",
        "apim-request-id": "apim-1",
        "x-request-id": "req-1",
    } | reply.headers
    lines = [f"HTTP/1.1 {reply.status} X", *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


async def _act(act: Act, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
    if act is Act.STALL:
        return await _gone_within(3600, reader)
    if act is Act.HALF_CLOSE:
        writer.write_eof()
        return await _gone_within(3600, reader)
    with contextlib.suppress(OSError):
        sock = writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
    return False


async def _gone_within(seconds: float, reader: asyncio.StreamReader) -> bool:
    """Wait; return early and true when the client closes its side."""
    try:
        async with asyncio.timeout(seconds):
            return not await reader.read(1)
    except TimeoutError:
        return False
    except ConnectionError:
        return True
