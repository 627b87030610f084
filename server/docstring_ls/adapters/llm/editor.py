"""The editor's own language model as a wire: no key, no address, and no way to ask for a form."""

from __future__ import annotations

import asyncio
import functools
import math
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import aclosing, asynccontextmanager

from ...config import Config
from ...core.prompt import UNKNOWN, Prompt, chat_tokens, model_named
from ...errors import (
    AuthenticationFailed,
    ConfigurationError,
    DeploymentMissing,
    Filtered,
    Incomplete,
    ProviderError,
    RateLimited,
)
from ...ports import CompletionEnd, CompletionError, CompletionErrorKind, Counter, LanguageModel
from ...providers import command_line_kinds
from .deadlines import DeadlineExceeded, StreamTimeouts
from .failure import Failure, code_of
from .limits import Need, Size, check_characters, size_of
from .messages import counted, mappings, with_schema, without_system
from .model_limits import ModelLimits
from .rate_limiter import Quota
from .stream_failures import failure_of_stream, malformed, oversized
from .wire import AnswerStream, Opened, StreamResult, WireRequest

LABEL = "the editor's language model"
# With which word an answer is complete, or is known not to be; any other says neither.
FINISH = ("stop", "length", "content_filter")


def open_wires(
    config: Config, counter: Counter, model: LanguageModel | None
) -> tuple[EditorWire, ...]:
    """The one wire to the editor.

    Raises:
        ConfigurationError: When the editor offers no language model.
    """
    if model is None:
        raise ConfigurationError(
            f"provider is editor ({config.origins['provider']}), but this editor does not offer "
            "its language model to servers (experimental.docstringLs.languageModel).",
            f"Choose another provider: {', '.join(command_line_kinds())}.",
        )
    return (EditorWire(config, counter, model),)


class EditorWire:
    """Asks the editor, which asks its model.

    Attributes:
        limits: Those of the option ``model``, else what nearly every model takes.
    """

    name = "editor"
    label = LABEL

    def __init__(self, config: Config, counter: Counter, model: LanguageModel) -> None:
        options = config.options
        known = model_named(options.model, options.models)
        self.limits = ModelLimits(known or UNKNOWN)
        self.quota = Quota(options.requests_per_minute, options.tokens_per_minute)
        self._answer_tokens = options.answer_tokens
        self._counter = counter
        self._model = model

    async def warm(self) -> None:
        """Nothing is imported, and the editor is not asked before a person asks."""

    async def prepare(self, prompt: Prompt, *, room: int, tpm: int) -> WireRequest:
        """What takes the role of the system, and of the schema, are words to the user."""
        return await counted(prompt, functools.partial(self._sized, prompt, room, tpm))

    def _sized(self, prompt: Prompt, room: int, tpm: int) -> WireRequest:
        messages = without_system(with_schema(mappings(prompt.messages)))
        wanted = self._answer_tokens + self.limits.reserve + room
        need = Need(chat_tokens(self._counter, messages), 0, wanted)
        check_characters(messages, need, self.limits, tpm, self.label)
        return WireRequest(messages, size_of(need, self.limits, tpm, self.label))

    async def open(
        self, prepared: WireRequest, timeouts: StreamTimeouts, sent: Callable[[], None]
    ) -> AnswerStream:
        """Send, and take the pieces as they come."""
        async with aclosing(self._model.complete(prepared.body, prepared.size.answer)) as pieces:
            sent()
            yield Opened()
            async with _patience(timeouts):
                piece = await anext(pieces)
            while isinstance(piece, str):
                if piece:
                    yield piece
                # What comes meanwhile is taken together, which costs less than piece by piece.
                await asyncio.sleep(timeouts.look)
                async with timeouts.limit():
                    piece = await anext(pieces)
            yield _result(piece)

    def classify(self, problem: Exception) -> Failure:
        """What the editor told, or what happens to any stream."""
        if isinstance(problem, CompletionError):
            return COMPLETION_ERRORS[problem.kind]()
        failure = failure_of_stream(problem, self.label)
        if failure is None:
            raise problem
        return failure

    def adapt(self, failure: Failure, size: Size) -> bool:
        """An editor can be asked in one form only."""
        return False

    async def close(self) -> None:
        """Nothing is held; who stops reading an answer ends its request."""


def _result(end: CompletionEnd) -> StreamResult:
    finish = end.finish if end.finish in FINISH else ""
    return StreamResult(finish, usage=end.usage, model=code_of(end.model))


@asynccontextmanager
async def _patience(timeouts: StreamTimeouts) -> AsyncIterator[None]:
    """Wait for the first piece as long as for the whole answer: a person may be asked first."""
    try:
        async with timeouts.limit(math.inf):
            yield
    except DeadlineExceeded:
        error = Incomplete(
            "The editor's language model has not begun to answer in time.",
            "See whether the editor asks you to allow it, or raise timeout.",
            code="overdue",
        )
        # Whoever does not answer that question now would be waited for at every symbol.
        error.ends_run = True
        raise Failure(error) from None


def _failing(
    kind: type[ProviderError],
    message: str,
    advice: str,
    code: str = "",
    *,
    ends_run: bool = False,
    is_outage: bool = False,
) -> Callable[[], Failure]:
    """Makes a failure that is not tried again: the editor has done that where it helps."""

    def make() -> Failure:
        error = kind(message, advice, code=code)
        error.ends_run, error.is_outage = error.ends_run or ends_run, is_outage
        return Failure(error)

    return make


COMPLETION_ERRORS: Mapping[CompletionErrorKind, Callable[[], Failure]] = {
    CompletionErrorKind.NO_PERMISSION: _failing(
        AuthenticationFailed,
        "The editor does not let docstring-ls use its language model.",
        "Allow it when the editor asks, or in its settings; or choose another provider.",
        "no-permission",
    ),
    CompletionErrorKind.BLOCKED: _failing(
        Filtered,
        "The content filter of the editor's language model stopped the request.",
        "Use exclude-from-context for the file that triggers it, or write this docstring by hand.",
    ),
    CompletionErrorKind.NOT_FOUND: _failing(
        DeploymentMissing,
        "The editor has no language model to ask.",
        "Sign in to one in the editor, or choose another provider.",
    ),
    CompletionErrorKind.QUOTA: _failing(
        RateLimited,
        "The quota of the editor's language model is used up.",
        "Wait until it is renewed, or choose another provider.",
        "quota",
        ends_run=True,
    ),
    CompletionErrorKind.CANCELLED: _failing(
        Incomplete,
        "The editor cancelled the request to its language model.",
        "Ask again when you want the docstring.",
        "cancelled",
        ends_run=True,
    ),
    CompletionErrorKind.ABSENT: _failing(
        DeploymentMissing,
        "The editor announces a language model, but does not answer docstring-ls/complete.",
        "Update its docstring-ls extension, or choose another provider.",
    ),
    CompletionErrorKind.FAILED: _failing(
        ProviderError,
        "The editor's language model failed.",
        "Try again; the editor's own log may say why.",
        "service-failed",
        is_outage=True,
    ),
    CompletionErrorKind.MALFORMED: lambda: malformed(LABEL),
    CompletionErrorKind.OVERSIZED: lambda: oversized(LABEL),
}
