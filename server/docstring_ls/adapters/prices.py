"""What tokens cost: the user's own prices first, then the package genai-prices."""

from __future__ import annotations

import functools

from ..config import Config
from ..core.prompt import Model, model_named
from ..ports import Usage
from ..providers import PROVIDERS, ProviderKind

# Tokens for which the services publish their prices.
MILLION = 1_000_000


class Prices:
    """Knows prices; asks nobody.

    Args:
        overrides: Models as the option ``models`` gives them.
        provider: Whose prices count.
        base_url: Of a compatible service: its own prices count, never those of another.
    """

    def __init__(
        self,
        overrides: tuple[Model, ...] = (),
        provider: str = ProviderKind.AZURE,
        base_url: str = "",
    ) -> None:
        self._overrides = overrides
        self._price_id = PROVIDERS[ProviderKind(provider)].price_id
        self._base_url = base_url

    def cost(self, model: str, usage: Usage) -> float | None:
        """US dollars, None where no price is known.

        The first call reads the package's table, about 0.2 s: call it in a thread.

        Args:
            model: The model that answered; a deployment's name will do where it tells the model.
            usage: What was used.
        """
        own = self._own(model)
        return _by_model(own, usage) if own else self._by_package(model, usage)

    def _own(self, model: str) -> Model | None:
        found = model_named(model, self._overrides) if self._overrides else None
        return found if found and found.price_in is not None else None

    def _by_package(self, model: str, usage: Usage) -> float | None:
        if not model:
            return None
        from genai_prices import Usage as Tokens
        from genai_prices import calc_price

        tokens = Tokens(
            input_tokens=usage.prompt_tokens,
            cache_read_tokens=usage.cached_tokens or None,
            output_tokens=usage.completion_tokens,
        )
        by_id = self._price_id
        calculate = (
            functools.partial(calc_price, provider_id=by_id)
            if by_id
            else functools.partial(calc_price, provider_api_url=self._base_url)
        )
        for name in _names(model) if by_id else (model,):
            try:
                return float(calculate(tokens, name).total_price)
            except (LookupError, ValueError, TypeError):
                continue
        return None


def open_prices(config: Config) -> Prices:
    """The prices for a configuration."""
    return Prices(config.options.models, config.provider, config.address)


def _names(model: str) -> tuple[str, ...]:
    """A deployment may be called gpt4o-prod where the model is gpt-4o."""
    known = model_named(model)
    return (model, known.name) if known else (model,)


def _by_model(model: Model, usage: Usage) -> float:
    full = model.price_in or 0.0
    cached = model.price_cached if model.price_cached is not None else full
    fresh = usage.prompt_tokens - usage.cached_tokens
    dollars = fresh * full + usage.cached_tokens * cached
    return (dollars + usage.completion_tokens * (model.price_out or 0.0)) / MILLION
