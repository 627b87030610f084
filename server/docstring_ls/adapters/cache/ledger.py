"""What was spent, per day, deployment and kind of caller; several processes add to it at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from datetime import date
from pathlib import Path

from ...ports import Usage
from .database import Database

FILE = "usage-v1.sqlite"
SCHEMA = """
CREATE TABLE IF NOT EXISTS spent (
    day TEXT, deployment TEXT, model TEXT, caller TEXT, requests INTEGER, prompt_tokens INTEGER,
    cached_tokens INTEGER, completion_tokens INTEGER, reasoning_tokens INTEGER, cost REAL,
    unpriced INTEGER, PRIMARY KEY (day, deployment, model, caller)
) WITHOUT ROWID;
"""
ADD = """
INSERT INTO spent VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET
    requests = requests + excluded.requests,
    prompt_tokens = prompt_tokens + excluded.prompt_tokens,
    cached_tokens = cached_tokens + excluded.cached_tokens,
    completion_tokens = completion_tokens + excluded.completion_tokens,
    reasoning_tokens = reasoning_tokens + excluded.reasoning_tokens,
    cost = cost + excluded.cost,
    unpriced = unpriced + excluded.unpriced
"""


@dataclass(frozen=True, slots=True)
class Spent:
    """One line of the ledger.

    Attributes:
        day: ISO date, local time.
        deployment: Deployment or, where there is none, model as configured.
        model: The model that answered.
        caller: ``editor``, ``cli`` or ``ci``.
        requests: How many were answered.
        prompt_tokens: Tokens sent.
        cached_tokens: Part of them that the service had cached.
        completion_tokens: Tokens received, reasoning included.
        reasoning_tokens: Part of them that is hidden reasoning.
        cost: US dollars of the requests whose price is known.
        unpriced: Requests whose price is not known.
    """

    day: str
    deployment: str
    model: str
    caller: str
    requests: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    reasoning_tokens: int = 0
    cost: float = 0.0
    unpriced: int = 0


class Ledger:
    """Adds up usage in one SQLite file.

    Args:
        folder: Where the file lies.
        caller: ``editor``, ``cli`` or ``ci``.
    """

    def __init__(self, folder: Path, caller: str = "cli") -> None:
        self.database = Database(folder / FILE, SCHEMA, keep_damaged=True)
        self.caller = caller

    def add(self, deployment: str, model: str, usage: Usage) -> None:
        """Add one answered request to today's line."""
        line = Spent(
            day=date.today().isoformat(),
            deployment=deployment,
            model=model,
            caller=self.caller,
            requests=1,
            prompt_tokens=usage.prompt_tokens,
            cached_tokens=usage.cached_tokens,
            completion_tokens=usage.completion_tokens,
            reasoning_tokens=usage.reasoning_tokens,
            cost=usage.cost or 0.0,
            unpriced=int(usage.cost is None),
        )
        self.database.run(lambda it: it.execute(ADD, astuple(line)), None)

    def lines(self, since: str = "") -> tuple[Spent, ...]:
        """All lines from a day on, the newest first."""
        if not self.database.path.exists():
            return ()
        return self.database.run(lambda it: _lines(it, since), ())

    def close(self) -> None:
        """Close the file."""
        self.database.close()


def caller_kind(shell: str, environ: Mapping[str, str]) -> str:
    """The kind of caller: a command line that runs in a CI service is ``ci``.

    Args:
        shell: ``editor`` or ``cli``.
        environ: The environment.
    """
    in_ci = environ.get("CI", "").lower() not in ("", "0", "false") or "TF_BUILD" in environ
    return "ci" if shell == "cli" and in_ci else shell


def _lines(it: sqlite3.Connection, since: str) -> tuple[Spent, ...]:
    order = "ORDER BY day DESC, deployment, model, caller"
    return tuple(
        Spent(*row) for row in it.execute(f"SELECT * FROM spent WHERE day >= ? {order}", (since,))
    )
