"""A wire: one place that can answer, and all that is special about asking it.

What is the same for every place (retry, quota, failover, limits, deadlines) is in this folder and
goes through these few methods. A new wire is a module or folder beside this file.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from ...core.prompt import Prompt
from ...ports import Usage
from .deadlines import StreamTimeouts
from .failure import Failure
from .limits import Size
from .model_limits import ModelLimits
from .rate_limiter import Quota


@dataclass(frozen=True)
class WireRequest:
    """A request that is certain to be within every limit, and is not sent yet.

    Attributes:
        body: It, in the wire's own form; nobody else looks into it.
        size: How large it is.
    """

    body: Any
    size: Size


@dataclass(frozen=True, slots=True)
class Opened:
    """The place has taken the request; its answer follows.

    Attributes:
        quota: What the place says about the quota.
        request_id: Its own id of the request, or empty.
    """

    quota: Quota = field(default_factory=Quota)
    request_id: str = ""


@dataclass(slots=True)
class StreamResult:
    """How an answer ended.

    Attributes:
        finish: The last ``finish_reason``; without one the answer is not complete.
        refusal: What the model said instead of an answer.
        usage: The place's own figures, None where it gives none.
        model: The model that answered, empty where it is not told.
        filtered: Names of the content filters that struck.
    """

    finish: str = ""
    refusal: str = ""
    usage: Usage | None = None
    model: str = ""
    filtered: tuple[str, ...] = ()


AnswerStream = AsyncGenerator[Opened | str | StreamResult, None]
"""Opened, then the text piece by piece, last a StreamResult; closing it ends the request."""


class Wire(Protocol):
    """One place that can answer.

    Attributes:
        name: The deployment, or the model.
        label: How messages call it.
        limits: How much it takes, as far as it is known.
        quota: Its quota as configured.
    """

    @property
    def name(self) -> str: ...  # noqa: D102

    @property
    def label(self) -> str: ...  # noqa: D102

    @property
    def limits(self) -> ModelLimits: ...  # noqa: D102

    @property
    def quota(self) -> Quota: ...  # noqa: D102

    async def warm(self) -> None:
        """Import and build what the first answer needs, without any network."""
        ...

    async def prepare(self, prompt: Prompt, *, room: int, tpm: int) -> WireRequest:
        """Make ready all that needs no permission to send.

        Args:
            prompt: The messages.
            room: Tokens that the answer may have beyond ``answer-tokens``.
            tpm: Tokens per minute, 0 where not known.

        Raises:
            TooLarge: When it can't be made to fit; with the prompt size that would.
            ConfigurationError: When there is no credential.
        """
        ...

    def open(
        self, prepared: WireRequest, timeouts: StreamTimeouts, sent: Callable[[], None]
    ) -> AnswerStream:
        """Send a request and yield its answer.

        Args:
            prepared: What is sent.
            timeouts: How long the stream may be silent, and how long it may take.
            sent: Is called when the request is on its way.
        """
        ...

    def classify(self, problem: Exception) -> Failure:
        """What an exception of ``open`` means for the user, and whether to try again.

        Raises:
            Exception: The problem itself where it is a fault of ours.
        """
        ...

    def adapt(self, failure: Failure, size: Size) -> bool:
        """Learn from a rejection; whether asking differently makes sense."""
        ...

    async def close(self) -> None:
        """Release what is held."""
        ...
