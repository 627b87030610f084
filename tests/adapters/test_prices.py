"""Prices: the user's own first, then the package's, else none."""

from __future__ import annotations

import socket

import pytest

from docstring_ls.adapters.prices import Prices, open_prices
from docstring_ls.config import Layer, build
from docstring_ls.ports import Usage

USAGE = Usage(prompt_tokens=1_000_000, completion_tokens=100_000, cached_tokens=400_000)


def configured(*models, **options):
    config, problems = build((Layer("test", {"models": list(models), **options}),))
    assert not problems
    return open_prices(config)


def test_own_prices_win():
    found = configured("gpt-4o;price-in=1;price-cached=0.5;price-out=2", provider="azure")
    assert found.cost("gpt-4o-2024-11-20", USAGE) == pytest.approx(0.6 + 0.2 + 0.2)


def test_cached_tokens_cost_the_full_price_where_nothing_is_said():
    found = configured("gpt-4o;price-in=1;price-out=0", provider="azure")
    assert found.cost("gpt-4o", USAGE) == pytest.approx(1.0)


def test_override_without_price_leaves_the_packages():
    found = configured("gpt-4o;window=1000", provider="azure")
    assert found.cost("gpt-4o", USAGE) == Prices().cost("gpt-4o", USAGE) is not None


@pytest.mark.parametrize("model", ["gpt-4o-2024-11-20", "gpt4o-prod", "gpt-5-mini", "gpt-35-turbo"])
def test_package_knows_azures_models_and_names_made_of_them(model):
    assert Prices().cost(model, USAGE) > 0


def test_known_price_is_calculated_with_cached_tokens():
    dollars = Prices().cost("gpt-4o", USAGE)
    assert dollars == pytest.approx(0.6 * 2.5 + 0.4 * 1.25 + 0.1 * 10)


@pytest.mark.parametrize("model", ["", "unheard-of", "llama3"])
def test_unknown_model_has_no_price(model):
    assert Prices().cost(model, USAGE) is None


def test_compatible_service_has_no_price_of_openais():
    assert Prices((), "openai", "http://localhost:11434/v1").cost("gpt-4o", USAGE) is None
    assert Prices((), "openai", "https://api.openai.com/v1").cost("gpt-4o", USAGE) > 0


def test_no_socket_is_opened(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert Prices().cost("gpt-4o", USAGE)
