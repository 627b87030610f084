"""Requests to the client; applied, refused and silence are three ordinary answers."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pygls.lsp.server import LanguageServer


@dataclass(frozen=True)
class Response:
    """What came back.

    Attributes:
        result: The client's result, None for a failure.
        failed: Whether it answered with an error or not at all.
        why: ``error``, ``silence`` or empty.
    """

    result: Any = None
    failed: bool = False
    why: str = ""


async def request(server: LanguageServer, method: str, params: Any, seconds: float) -> Response:
    """Send a request and wait at most ``seconds`` for the answer."""
    future = server.protocol.send_request_async(method, params)
    # Not wait_for: a cancelled future makes pygls stumble over an answer that comes late.
    future.add_done_callback(lambda late: late.cancelled() or late.exception())
    await asyncio.wait({future}, timeout=seconds)
    if not future.done():
        return Response(failed=True, why="silence")
    if future.exception() is not None:
        return Response(failed=True, why="error")
    return Response(future.result())
