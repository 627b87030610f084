"""A provider around another: counts and prices what it spends, and writes the ledger."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Protocol

from ..errors import BudgetSpent, Filtered
from ..ports import Answer, Counter, Provider, Request, Restarted, TextDelta, Usage
from .usage_budget import SpendingBudget

log = logging.getLogger(__name__)


class Pricing(Protocol):
    """Knows what tokens cost."""

    def cost(self, model: str, usage: Usage) -> float | None:
        """US dollars, None where no price is known."""
        ...


class UsageSink(Protocol):
    """Where usage is written down."""

    def add(self, deployment: str, model: str, usage: Usage) -> None:
        """Add one request."""
        ...

    def close(self) -> None:
        """Release what is open."""
        ...


class Metered:
    """A provider around another that counts, prices and limits what it spends.

    Args:
        inner: The provider that spends.
        session: What may be spent.
        prices: Knows prices.
        counter: Sizes what broke off before the service told.
        model: The model, or deployment, as configured.
        answer_tokens: The most that one answer may have.
        sink: The ledger, where one is kept.
    """

    def __init__(
        self,
        inner: Provider,
        session: SpendingBudget,
        prices: Pricing,
        counter: Counter,
        *,
        deployment: str = "",
        model: str = "",
        answer_tokens: int = 1200,
        sink: UsageSink | None = None,
    ) -> None:
        self.name = inner.name
        self.session = session
        self._inner = inner
        self._prices = prices
        self._counter = counter
        self._deployment = deployment
        self._model = model or deployment
        self._answer_tokens = answer_tokens
        self._sink = sink
        self._pending: set[asyncio.Future[Usage]] = set()

    async def answer(self, request: Request) -> AsyncIterator[TextDelta | Restarted | Answer]:
        """Yield what the inner provider yields, the answer with its cost.

        Raises:
            BudgetSpent: Before anything is sent.
            ProviderError: When there is no usable answer.
        """
        upper_bound = await self._upper_bound(request)
        try:
            self.session.reserve(upper_bound)
        except BudgetSpent as error:
            error.correlation = request.correlation
            raise
        try:
            async for step in self._counted(request):
                yield step
        finally:
            self.session.settle(upper_bound)

    async def close(self) -> None:
        """Wait until the ledger is written, then release everything."""
        if self._pending:
            await asyncio.wait(self._pending)
        if self._sink:
            await asyncio.to_thread(self._sink.close)
        await self._inner.close()

    async def _counted(self, request: Request) -> AsyncIterator[TextDelta | Restarted | Answer]:
        text, withdrawn = "", False
        try:
            async for step in self._inner.answer(request):
                withdrawn = isinstance(step, Restarted)
                if isinstance(step, Answer):
                    text = ""
                    yield await self._priced(step, request.correlation)
                    continue
                text += step.text if isinstance(step, TextDelta) else ""
                if withdrawn:
                    self._count_unfinished(request, text)
                    text = ""
                yield step
        except Filtered:
            # A prompt that the filter stops is billed although nothing came back; an answer that
            # it stops late was counted when it was withdrawn.
            if not withdrawn:
                self._count_unfinished(request, text)
            raise
        except BaseException:
            if text:
                self._count_unfinished(request, text)
            raise

    async def _priced(self, answer: Answer, correlation: str) -> Answer:
        if answer.usage is None:
            return answer
        deployment = answer.deployment or self._deployment
        spent = self._account(correlation, deployment, answer.model, answer.usage)
        return replace(answer, usage=await asyncio.shield(spent))

    def _count_unfinished(self, request: Request, text: str) -> None:
        """Count what was billed for an answer that never came to its end."""
        usage = Usage(_prompt_tokens(request), self._counter.count(text), estimated=True)
        self._account(request.correlation, self._deployment, self._model, usage)

    def _account(
        self, correlation: str, deployment: str, model: str, usage: Usage
    ) -> asyncio.Future[Usage]:
        """Price, count and write down in a thread: it must happen even while we are cancelled."""
        loop = asyncio.get_running_loop()
        future = loop.run_in_executor(None, self._write, correlation, deployment, model, usage)
        self._pending.add(future)
        future.add_done_callback(self._pending.discard)
        return future

    def _write(self, correlation: str, deployment: str, model: str, usage: Usage) -> Usage:
        cost = self._prices.cost(model, usage)
        if cost is None and model != self._model:
            cost = self._prices.cost(self._model, usage)
        priced = replace(usage, cost=cost)
        self.session.spend(priced)
        _log(priced, model, correlation)
        if self._sink:
            self._sink.add(deployment, model, priced)
        return priced

    async def _upper_bound(self, request: Request) -> Usage:
        most = Usage(_prompt_tokens(request), self._answer_tokens)
        if not self.session.max_cost:
            return most
        return replace(most, cost=await asyncio.to_thread(self._prices.cost, self._model, most))


def _log(usage: Usage, model: str, correlation: str) -> None:
    price = "price not known" if usage.cost is None else f"${usage.cost:.6f}"
    log.info(
        "%s tokens sent (%s cached), %s received (%s reasoning), %s",
        usage.prompt_tokens,
        usage.cached_tokens,
        usage.completion_tokens,
        usage.reasoning_tokens,
        price,
        extra={"correlation": correlation, "model": model, "cost": usage.cost},
    )


def _prompt_tokens(request: Request) -> int:
    return request.prompt.prompt_tokens + request.prompt.schema_tokens
