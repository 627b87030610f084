"""From a checked docstring to a proposal: its text, its literal, its edit."""

from __future__ import annotations

from .core.docstrings import Docstring, Mode, Style, render
from .core.edit import amend, literal, place, sketch
from .core.problems import Problem
from .core.rules import complete, update
from .core.syntax import docstring_of
from .core.text import Edit
from .errors import SourceError
from .placing import UNCERTAIN, first_error, is_refused, needed
from .ports import Answer, Proposal
from .tasks import PreparedRequest, Task


def build_proposal(
    task: Task,
    prepared: PreparedRequest,
    docstring: Docstring,
    problems: tuple[Problem, ...],
    answer: Answer,
) -> Proposal:
    """The proposal for a docstring.

    Raises:
        SourceError: When it can't be placed with certainty.
    """
    text, mended = text_of(task, prepared, docstring)
    edit, refusals = _placed(task, text, prepared.style)
    if edit is None and is_refused(refusals):
        raise SourceError(first_error(refusals, UNCERTAIN))
    return Proposal(
        symbol=task.symbol,
        source=task.syntax.source,
        text=text,
        literal=literal(task.syntax, task.symbol, text, prepared.style),
        edit=needed(edit, task.syntax.source),
        docstring=docstring,
        problems=(*problems, *mended, *refusals),
        answer=answer,
        style=prepared.style,
        mode=task.mode,
        context_note="" if prepared.resolution.complete else prepared.resolution.note,
        mended=mended,
    )


def text_of(
    task: Task, prepared: PreparedRequest, docstring: Docstring
) -> tuple[str, tuple[Problem, ...]]:
    """The cleaned text that a docstring, whole or growing, is written as, and what was mended."""
    existing = _updated(task)
    if existing:
        mend = complete if task.mode is Mode.COMPLETE else update
        return mend(existing, prepared.facts, prepared.style, docstring, prepared.evidence)
    return render(docstring, prepared.style, prepared.facts.indentation), ()


def _updated(task: Task) -> str:
    """The docstring that is kept and mended, or empty where a new one is written."""
    existing = docstring_of(task.syntax, task.symbol) if task.mode.keeps else None
    return existing if existing and existing.strip() else ""


def _placed(task: Task, text: str, style: Style) -> tuple[Edit | None, tuple[Problem, ...]]:
    keeping = bool(_updated(task))
    if task.alone:
        return (amend if keeping else place)(task.syntax, task.symbol, text, style)
    change, problems = sketch(task.syntax, task.symbol, text, style, keeping=keeping)
    return (None if change is None else change.edit), problems
