"""A small workspace and a scripted Azure for the end-to-end tests."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from support.azure import AzureServer, Reply, answer

MODELS = '''"""Accounts."""

from dataclasses import dataclass


@dataclass
class Account:
    """A customer's account."""

    owner: str
    balance_in_cents: int = 0
'''

SERVICE = '''"""Moving money."""

from .models import Account


def transfer(account: Account, amount: int) -> int:
    if amount <= 0:
        raise ValueError("amount must be positive")
    account.balance_in_cents += amount
    return account.balance_in_cents
'''

SAID = {
    "summary": "Add an amount to the balance of an account.",
    "description": "",
    "parameters": [
        {"name": "account", "description": "The account that receives the money."},
        {"name": "amount", "description": "What is added, in cents."},
    ],
    "returns": "The new balance in cents.",
    "yields": None,
    "raises": [{"name": "ValueError", "description": "If the amount is not positive."}],
    "attributes": [],
    "examples": "",
}

DOCUMENTED = '''def transfer(account: Account, amount: int) -> int:
    """Add an amount to the balance of an account.

    Args:
        account: The account that receives the money.
        amount: What is added, in cents.

    Returns:
        The new balance in cents.

    Raises:
        ValueError: If the amount is not positive.
    """
    if amount <= 0:
'''


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    package = tmp_path / "bank"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "models.py").write_text(MODELS)
    (package / "service.py").write_text(SERVICE)
    return tmp_path


def azure_environment(server: AzureServer, **more: str) -> dict[str, str]:
    return {
        "AZURE_OPENAI_ENDPOINT": server.endpoint,
        "AZURE_OPENAI_API_KEY": "sk-test-5ecret",
        "AZURE_OPENAI_DEPLOYMENT": "writer",
        "AZURE_OPENAI_API_VERSION": "2024-10-21",
        "DOCSTRING_LS_CACHE": "off",
        **more,
    }


def said(
    seconds: float = 0.0,
    chunks: int = 40,
    hold: Callable[[int], bool] | None = None,
    **more: object,
) -> Reply:
    return answer({**SAID, **more}, seconds=seconds, chunks=chunks, hold=hold)


def half_until(released: threading.Event) -> Callable[[int], bool]:
    """For ``said``: hold the second half of an answer back until something has happened."""
    return lambda part: part < 20 or released.is_set()


def as_it_is_shown(count: Callable[[], int]) -> Callable[[int], bool]:
    """For ``said``: hold every fifth of an answer back until the ones before it were shown.

    Every part needs some time of its own: what comes too fast is shown together.
    """
    return lambda part: count() >= part // 8
