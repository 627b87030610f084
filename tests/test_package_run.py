"""A run over many symbols: what becomes of one is no matter of the others."""

from __future__ import annotations

from docstring_ls.core.docstrings import Style
from docstring_ls.core.syntax import parse, symbols
from docstring_ls.core.text import Source
from docstring_ls.package_run import PackageRun, RunWatcher
from docstring_ls.pipeline import draft
from docstring_ls.ports import Proposal
from docstring_ls.tasks import Task

CODE = "def one(a):\n    return a\n\n\ndef two(a):\n    return a\n\n\ndef three(a):\n    return a\n"


async def test_a_failure_of_ours_at_one_symbol_leaves_the_others() -> None:
    syntax = parse(Source("file:///three.py", CODE))
    tasks = [Task(syntax, symbol, root="") for symbol in symbols(syntax) if symbol.qualname]
    ended: list[str] = []

    async def propose(task: Task) -> Proposal:
        if task.symbol.name == "two":
            raise ValueError("secret words of the code")
        return draft(syntax, task.symbol, Style())

    watcher = RunWatcher(ended=lambda task: ended.append(task.symbol.name))
    run = PackageRun(propose, 2, watcher)
    outcome = await run.file(tasks)
    assert [symbol.name for symbol in outcome.proposals] == ["one", "three"]
    ((symbol, failure),) = outcome.failures.items()
    assert symbol.name == "two" and run.stopped_by is None
    assert "ValueError" in str(failure) and "secret" not in str(failure)
    assert sorted(ended) == ["one", "three", "two"]
