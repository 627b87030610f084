"""What was spent, per day, deployment and kind of caller; several processes add to it at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from datetime import date
from pathlib import Path

from ...ports import Usage
from ...spent import Spent
from .database import Database

FILE = "usage-v1.sqlite"
# Columns: the first figures of Spent, in its order; how many are estimated is not kept.
FIGURES = 7
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
class LedgerLine:
    """One line of the ledger.

    Attributes:
        day: ISO date, local time.
        deployment: Deployment or, where there is none, model as configured.
        model: The model that answered.
        caller: ``editor``, ``cli`` or ``ci``.
        spent: What its requests used.
    """

    day: str
    deployment: str
    model: str
    caller: str
    spent: Spent


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
        name = (date.today().isoformat(), deployment, model, self.caller)
        figures = astuple(Spent.of(usage))[:FIGURES]
        self.database.run(lambda db: db.execute(ADD, (*name, *figures)), None)

    def lines(self, since: str = "") -> tuple[LedgerLine, ...]:
        """All lines from a day on, the newest first."""
        if not self.database.path.exists():
            return ()
        return self.database.run(lambda db: _lines(db, since), ())

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


def _lines(db: sqlite3.Connection, since: str) -> tuple[LedgerLine, ...]:
    order = "ORDER BY day DESC, deployment, model, caller"
    rows = db.execute(f"SELECT * FROM spent WHERE day >= ? {order}", (since,))
    return tuple(
        LedgerLine(day, deployment, model, caller, Spent(*figures))
        for day, deployment, model, caller, *figures in rows
    )
