"""A tiny Redis server on loopback: strings with expiry, enough for a cache, over a real socket."""

from __future__ import annotations

import asyncio
import fnmatch


class RedisServer:
    """``async with RedisServer() as server:`` then ``server.url``.

    Attributes:
        data: Values by key.
        expiry: Seconds given with each key.
        commands: Names of the commands received.
    """

    def __init__(self) -> None:
        self.data: dict[bytes, bytes] = {}
        self.expiry: dict[bytes, int] = {}
        self.commands: list[str] = []
        self.silent = False
        self._writers: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> RedisServer:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        host, port = self._server.sockets[0].getsockname()
        self.url = f"redis://user:hidden-password@{host}:{port}/0"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def stop(self) -> None:
        self._server.close()
        for writer in list(self._writers):
            writer.close()
        await asyncio.sleep(0)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            while head := await reader.readline():
                words = [await _word(reader) for _ in range(int(head[1:]))]
                self.commands.append(words[0].decode().upper())
                if self.silent:
                    await asyncio.sleep(30)
                writer.write(self._answer(*words))
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            self._writers.discard(writer)
            writer.close()

    def _answer(self, command: bytes, *words: bytes) -> bytes:
        match command.upper():
            case b"HELLO":
                return b"%1\r\n$5\r\nproto\r\n:3\r\n"
            case b"GET":
                return _bulk(self.data.get(words[0]))
            case b"SET":
                self.data[words[0]] = words[1]
                self.expiry[words[0]] = int(words[words.index(b"EX") + 1])
                return b"+OK\r\n"
            case b"DEL":
                return b":%d\r\n" % (self.data.pop(words[0], None) is not None)
            case b"SCAN":
                pattern = words[words.index(b"MATCH") + 1].decode()
                found = [key for key in self.data if fnmatch.fnmatchcase(key.decode(), pattern)]
                return b"*2\r\n$1\r\n0\r\n*%d\r\n" % len(found) + b"".join(map(_bulk, found))
            case _:
                return b"+OK\r\n"


async def _word(reader: asyncio.StreamReader) -> bytes:
    size = int((await reader.readline())[1:])
    return (await reader.readexactly(size + 2))[:-2]


def _bulk(value: bytes | None) -> bytes:
    return b"_\r\n" if value is None else b"$%d\r\n%s\r\n" % (len(value), value)


async def unused_port() -> int:
    """A port at which nobody listens."""
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    port: int = server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()
    return port
