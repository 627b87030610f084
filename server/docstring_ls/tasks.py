"""What a generation is asked for, with which effects, and what it stands on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from .core.analysis import Facts, Resolution
from .core.docstrings import Mode, Style
from .core.problems import Problem
from .core.prompt import MessageRole, Prompt
from .core.rules import NO_EVIDENCE, Evidence
from .core.syntax import Symbol, Syntax
from .core.text import Source
from .ports import Corpus, Counter, History, Project, Provider, Resolver


@dataclass(frozen=True)
class Engine:
    """The effects behind one configuration.

    Attributes:
        provider: Writes the prose.
        resolver: Knows the names of other modules.
        project: Knows the project's conventions.
        corpus: Knows the workspace's text.
        counter: Counts tokens.
        budget: Tokens that all messages of one prompt may have.
        excluded: Globs of files that are no context.
        history: Knows earlier versions of a file; None where nobody may look at them.
    """

    provider: Provider
    resolver: Resolver
    project: Project
    corpus: Corpus
    counter: Counter
    budget: int
    excluded: tuple[str, ...] = ()
    history: History | None = None


@dataclass(frozen=True)
class Task:
    """What is wanted.

    Attributes:
        syntax: The parsed snapshot.
        symbol: A symbol of it.
        root: Absolute path of the workspace folder.
        mode: What is wanted of its docstring.
        buffers: Other open documents.
        fresh: Whether a kept answer does not count.
        alone: Whether the edit passes the gate by itself. Else it may go nowhere but to
            :func:`together`, for which all docstrings of a file are one parse and one gate.
        watched: Whether somebody is shown the docstring while it grows.
        earlier: The document's texts of before, the newest first.
        keeps_unproven: Whether the docstring says what the code can't prove, if an answer does.
    """

    syntax: Syntax
    symbol: Symbol
    root: str
    mode: Mode = Mode.GENERATE
    buffers: tuple[Source, ...] = ()
    fresh: bool = False
    alone: bool = True
    watched: bool = False
    earlier: tuple[Source, ...] = ()
    keeps_unproven: bool = False


@dataclass(frozen=True)
class PreparedRequest:
    """Everything that is settled before anybody is asked for prose."""

    facts: Facts
    style: Style
    prompt: Prompt
    resolution: Resolution
    problems: tuple[Problem, ...]
    evidence: Evidence = NO_EVIDENCE

    @cached_property
    def shown(self) -> str:
        """What a writer is shown of the code."""
        return "\n".join(
            message.content for message in self.prompt.messages if message.role is MessageRole.USER
        )
