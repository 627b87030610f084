"""A response's body read to a limit: what comes from a service is as long as the service likes."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import httpx2

from ..stream_failures import Oversized

# An error answer says its code and message in less than one; the rest would only cost memory.
ERROR_BYTES = 64 * 1024
# Seconds: an error answer is a single small write, and retrying is better than waiting for it.
ERROR_SECONDS = 2.0


def limit_body(response: httpx2.Response, most: int) -> None:
    """Let a body that is read as text fail with Oversized after so many bytes, unpacked."""
    response.stream = _Body(_unpacked(response), most)


async def limit_error(response: httpx2.Response) -> None:
    """Let the body of an error answer end after 64 kB or two seconds, whatever is sent."""
    if not response.is_success:
        response.stream = _ErrorBody(_unpacked(response))


def _unpacked(response: httpx2.Response) -> httpx2.Response:
    """The body behind its unpacking, for a few kilobytes may unpack to many megabytes."""
    inner = httpx2.Response(
        response.status_code,
        headers=response.headers,
        stream=response.stream,
        request=response.request,
    )
    response.headers.pop("content-encoding", None)
    return inner


class _Body(httpx2.AsyncByteStream):
    def __init__(self, inner: httpx2.Response, most: int) -> None:
        self._inner = inner
        self._most = most

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size = 0
        async with contextlib.aclosing(self._inner.aiter_bytes()) as parts:
            async for part in parts:
                size += len(part)
                if size > self._most:
                    raise Oversized
                yield part

    async def aclose(self) -> None:
        await self._inner.aclose()


class _ErrorBody(httpx2.AsyncByteStream):
    def __init__(self, inner: httpx2.Response) -> None:
        self._inner = inner

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield await self._head()

    async def _head(self) -> bytes:
        """The beginning; a body that breaks off or stalls is not worth more than its status."""
        head = bytearray()
        with contextlib.suppress(TimeoutError, httpx2.HTTPError):
            async with (
                asyncio.timeout(ERROR_SECONDS),
                contextlib.aclosing(self._inner.aiter_bytes()) as parts,
            ):
                async for part in parts:
                    head += part
                    if len(head) >= ERROR_BYTES:
                        break
        return bytes(head[:ERROR_BYTES])

    async def aclose(self) -> None:
        await self._inner.aclose()
