"""An answer held against the facts: whether it is a docstring, and whether to ask again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

from .core.docstrings import Docstring, Mode, parse
from .core.prompt import read
from .core.rules import Verification, verify
from .core.summaries import complete, trim
from .core.syntax import docstring_of
from .off_loop import off_loop
from .ports import Answer
from .providers import ProviderKind
from .tasks import PreparedRequest, Task

# Times that an answer which is no docstring, or has gaps, is asked for again; each costs a request.
REPAIRS = 2


class JudgedAnswer(NamedTuple):
    """An answer, what the facts leave of it, and whether it is a docstring at all."""

    answer: Answer
    verdict: Verification
    is_usable: bool


async def judge_answer(task: Task, prepared: PreparedRequest, answer: Answer) -> JudgedAnswer:
    """Hold an answer against the facts, off the event loop."""
    docstring, noted = read(answer.text)
    size, keeps = len(task.syntax.data), _keeps_summary(task)
    judged = partial(verify, needs_summary=not keeps, shown=prepared.shown)
    verdict = await off_loop(size, judged, docstring, prepared.facts, prepared.style)
    # What the draft says may be nothing at all: a skeleton.
    usable = bool(verdict.docstring.summary) or answer.provider == ProviderKind.DRAFT
    if not usable and keeps and docstring != Docstring(""):
        # The summary stays the person's, so one that is lacking is no problem.
        usable, noted = True, ()
    return JudgedAnswer(answer, replace(verdict, problems=(*noted, *verdict.problems)), usable)


def is_settled(judged: JudgedAnswer, attempt: int) -> bool:
    """Whether nothing would be gained by asking again; for proof a model is asked once."""
    if attempt == REPAIRS:
        return True
    doubtful = judged.verdict.unproven and not attempt
    return judged.is_usable and not judged.verdict.missing and not doubtful


@dataclass
class Attempts:
    """The answers to one question so far.

    Attributes:
        last: The latest of them.
        usable: The best of them that is a docstring.
    """

    last: JudgedAnswer | None = None
    usable: JudgedAnswer | None = None
    _unproven: JudgedAnswer | None = None

    def take(self, judged: JudgedAnswer) -> None:
        """Count one more; a later answer is better, unless it is none or leaves more out."""
        self.last, usable = judged, self.usable
        if judged.verdict.unproven:
            self._unproven = judged
        if usable is None or len(judged.verdict.missing) <= len(usable.verdict.missing):
            self.usable = judged if judged.is_usable else usable

    @property
    def doubtful(self) -> JudgedAnswer | None:
        """The answer that says what can't be proven: the best one, else the latest that does."""
        usable = self.usable
        return usable if usable is not None and usable.verdict.unproven else self._unproven


def insisted(judged: JudgedAnswer, prepared: PreparedRequest) -> Verification:
    """The same answer judged for a person who keeps what can't be proven."""
    docstring, _ = read(judged.answer.text)
    facts, style, shown = prepared.facts, prepared.style, prepared.shown
    return verify(docstring, facts, style, shown=shown, keeps_unproven=True)


def completed(docstring: Docstring, prepared: PreparedRequest) -> Docstring:
    """The docstring with what the code shows beside it, and without what says nothing."""
    whole = complete(docstring, prepared.facts, prepared.style)
    return trim(whole, prepared.facts, prepared.style)


def _keeps_summary(task: Task) -> bool:
    """Whether the docstring that stands there keeps a summary of its own.

    Everywhere else an answer without one has failed, however good its entries are: the summary
    would have to come from the draft, under the model's name.
    """
    existing = docstring_of(task.syntax, task.symbol) if task.mode.keeps else None
    if existing is None or task.mode is Mode.UPDATE:
        return existing is not None
    return parse(existing).has_summary
