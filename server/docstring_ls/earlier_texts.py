"""How a symbol was before: the texts that an editor had open, and those that git keeps."""

from __future__ import annotations

from .core.analysis import Facts
from .core.rules import NO_EVIDENCE, Evidence, earlier_version, wants_evidence
from .core.syntax import parse
from .core.text import Source
from .off_loop import off_loop
from .tasks import Engine, Task

# Versions of a file: further back, a body is seldom still the same.
_MOST = 20


async def evidence_for(engine: Engine, task: Task, facts: Facts) -> Evidence:
    """The earlier versions of a symbol; looked for only where its docstring raises the question."""
    if not task.mode.keeps or not wants_evidence(facts):
        return NO_EVIDENCE
    texts = opened(task)
    if engine.history is not None:
        versions = await engine.history.versions(task.syntax.source.path, _MOST)
        texts += [(each.text, f"commit {each.commit[:10]}") for each in versions]
    size = sum(len(text) for text, _ in texts)
    return await off_loop(size, evidence_of, task, texts)


def opened(task: Task) -> list[tuple[str, str]]:
    """The texts that an editor had open, each with what users call it."""
    return [(source.text, "an earlier text of this document") for source in task.earlier]


def evidence_of(task: Task, texts: list[tuple[str, str]]) -> Evidence:
    """What texts of before, the newest first, tell of the task's symbol."""
    uri, qualname = task.syntax.source.uri, task.symbol.qualname
    found = [
        earlier_version(parse(Source(uri, text)), qualname, origin)
        for text, origin in dict(texts).items()
    ]
    return Evidence(tuple(version for version in found if version is not None))
