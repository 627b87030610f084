"""A docstring while its answer comes: built when somebody shows it, not for each piece."""

from __future__ import annotations

from .build_proposal import text_of
from .core.prompt import read_partial
from .core.rules import verify
from .core.summaries import trim_growing
from .off_loop import off_loop
from .ports import DocstringSoFar
from .tasks import PreparedRequest, Task


class GrowingDocstring:
    """What has come of one answer; implements ``ports.Growing``.

    What it shows was checked, is written as it will stand in the file, and never becomes shorter:
    a sentence that turns out false while it grows stays as far as it was true until there is more.
    """

    def __init__(self, task: Task, prepared: PreparedRequest) -> None:
        self._task = task
        self._prepared = prepared
        self._parts: list[str] = []
        self._built: int = 0
        self._shown: DocstringSoFar | None = None

    def add(self, text: str) -> None:
        """Take a piece; nothing is read yet."""
        self._parts.append(text)

    async def so_far(self) -> DocstringSoFar | None:
        """The docstring as far as it has come, None as long as there is nothing to show.

        Raises:
            SourceError: When the code is nested deeper than Python can follow.
        """
        if self._built < len(self._parts):
            self._built = len(self._parts)
            size, text = len(self._task.syntax.data), "".join(self._parts)
            self._shown = _longer(self._shown, await off_loop(size, self._build, text))
        return self._shown

    def _build(self, text: str) -> DocstringSoFar | None:
        partial = read_partial(text)
        if partial is None:
            return None
        facts, style = self._prepared.facts, self._prepared.style
        grows = partial.summary_grows
        shown = self._prepared.shown
        checked = verify(
            partial.docstring, facts, style, summary_grows=grows, shown=shown
        ).docstring
        if not checked.summary.strip():
            return None
        docstring = trim_growing(checked, facts, style)
        written, _ = text_of(self._task, self._prepared, docstring)
        return DocstringSoFar(docstring, written, style)


def _longer(shown: DocstringSoFar | None, new: DocstringSoFar | None) -> DocstringSoFar | None:
    if shown is None or new is None:
        return shown or new
    return new if len(new.text) >= len(shown.text) else shown
