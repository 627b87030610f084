"""``docstring-ls/complete``: our request to clients that let servers ask the editor's own model."""

from __future__ import annotations

import asyncio
import codecs
import uuid
from collections.abc import AsyncGenerator, Mapping, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcMethodNotFound, JsonRpcRequestCancelled

from ...adapters.llm.limits import TOKEN_CHARACTERS
from ...ports import CompletionEnd, CompletionError, CompletionErrorKind, Usage

if TYPE_CHECKING:
    from pygls.lsp.server import LanguageServer

COMPLETE = "docstring-ls/complete"
# Pieces beside one for each token: signs of life.
OTHER_PIECES = 2_000
# What the client may say in the data of an error answer.
KINDS = ("no-permission", "blocked", "not-found", "quota")


class EditorLanguageModel:
    """The model behind one client; implements ``ports.LanguageModel``."""

    def __init__(self, server: LanguageServer) -> None:
        self._server = server
        self._open: dict[str, _Completion] = {}

    async def complete(
        self, messages: Sequence[Mapping[str, str]], max_tokens: int
    ) -> AsyncGenerator[str | CompletionEnd, None]:
        """Ask, and yield what comes; whoever stops reading cancels the request.

        Raises:
            CompletionError: When there is no answer.
        """
        protocol, token = self._server.protocol, f"docstring-ls/{uuid.uuid4().hex}"
        completion = self._open[token] = _Completion(max_tokens)
        params = {"token": token, "messages": list(messages), "maxTokens": max_tokens}
        answer = protocol.send_request(COMPLETE, params, msg_id=token)
        answer.add_done_callback(completion.finish)
        try:
            while isinstance(piece := await completion.next(), str):
                yield piece
            yield piece
        finally:
            del self._open[token]
            if not answer.done():
                protocol.notify(types.CANCEL_REQUEST, types.CancelParams(id=token))

    def receive(self, params: types.ProgressParams) -> None:
        """Take a piece; one that nobody waits for any longer is dropped."""
        completion = self._open.get(str(params.token))
        if completion is not None:
            completion.take(params.value)


class _Completion:
    """One answer on its way, no longer than it may be."""

    def __init__(self, max_tokens: int) -> None:
        self._texts: list[str] = []
        self._ending: CompletionEnd | CompletionErrorKind | None = None
        self._news = asyncio.Event()
        self._characters = max_tokens * TOKEN_CHARACTERS
        self._pieces = 2 * max_tokens + OTHER_PIECES
        # JavaScript cuts texts between the halves of a character; a half alone is no text.
        self._halves = codecs.getincrementaldecoder("utf-16-le")()

    async def next(self) -> str | CompletionEnd:
        """What has come since the last time, as one text; after the last of them the end."""
        await self._news.wait()
        if self._texts:
            text, self._texts = "".join(self._texts), []
            if self._ending is None:
                self._news.clear()
            return text
        assert self._ending is not None, "there are news of a text or of the end"
        if isinstance(self._ending, CompletionErrorKind):
            raise CompletionError(self._ending)
        return self._ending

    def take(self, value: Any) -> None:
        """Take a piece, or see that it is none; nothing counts after the end."""
        if self._ending is not None:
            return
        text = _field(value, "text")
        self._pieces -= 1
        if self._pieces < 0 or (isinstance(text, str) and len(text) > self._characters):
            self._end(CompletionErrorKind.OVERSIZED)
        elif _field(value, "kind") != "text" or not isinstance(text, str):
            self._end(CompletionErrorKind.MALFORMED)
        else:
            self._characters -= len(text)
            self._add(text)

    def _add(self, text: str, final: bool = False) -> None:
        try:
            data = text.encode("utf-16-le", "surrogatepass")
            self._texts.append(self._halves.decode(data, final))
            self._news.set()
        except UnicodeDecodeError:
            self._end(CompletionErrorKind.MALFORMED)

    def finish(self, answer: Future[Any]) -> None:
        """Take the answer; runs where the client's message is read, so before what comes later."""
        # A server that shuts down cancels what it waits for, and whoever reads this answer.
        if answer.cancelled() or self._ending is not None:
            return
        problem = answer.exception()
        if problem is not None:
            self._end(_kind_of(problem))
            return
        self._add("", final=True)
        self._end(self._ending or _end_of(answer.result()))

    def _end(self, ending: CompletionEnd | CompletionErrorKind) -> None:
        self._ending = ending
        self._news.set()


def _kind_of(problem: BaseException) -> CompletionErrorKind:
    if isinstance(problem, JsonRpcRequestCancelled):
        return CompletionErrorKind.CANCELLED
    if isinstance(problem, JsonRpcMethodNotFound):
        return CompletionErrorKind.ABSENT
    data = problem.data if isinstance(problem, JsonRpcException) else None
    kind = _field(data, "kind")
    return CompletionErrorKind(kind) if kind in KINDS else CompletionErrorKind.FAILED


def _end_of(result: Any) -> CompletionEnd:
    usage = _field(result, "usage")
    sent, received = _field(usage, "promptTokens"), _field(usage, "completionTokens")
    known = type(sent) is int and type(received) is int and sent >= 0 and received >= 0
    finish, model = _field(result, "finishReason"), _field(result, "model")
    return CompletionEnd(
        finish if isinstance(finish, str) else "",
        Usage(sent, received) if known else None,
        model if isinstance(model, str) else "",
    )


def _field(value: Any, name: str) -> Any:
    """A field of what a client sent; pygls makes objects of some and leaves others as they came."""
    return value.get(name) if isinstance(value, dict) else getattr(value, name, None)
