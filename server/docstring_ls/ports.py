"""What crosses between rooms: Protocols of the effects, the events, the request."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, runtime_checkable

from .core.analysis import Facts, Resolution
from .core.context import Index
from .core.docstrings import Docstring, Mode, Style
from .core.problems import Problem
from .core.prompt import Prompt
from .core.syntax import Symbol
from .core.text import Edit, Source
from .providers import ProviderKind


@dataclass(frozen=True)
class Question:
    """What a resolver is asked.

    Attributes:
        source: The text that holds the symbol, newer than the disk or not.
        symbol: The symbol of that text.
        root: Absolute path of the workspace folder.
        buffers: Other open documents whose text may be newer than the disk.
        excluded: Globs of files that are no context; the resolver does not look into them either.
    """

    source: Source
    symbol: Symbol
    root: str
    buffers: tuple[Source, ...] = ()
    excluded: tuple[str, ...] = ()


class Resolver(Protocol):
    """Answers who the names in a symbol are."""

    async def resolve(self, question: Question) -> Resolution:
        """Answer within the deadline; never raises: a failure is an incomplete Resolution."""
        ...

    async def close(self) -> None:
        """Release what is held."""
        ...


class Counter(Protocol):
    """Counts tokens."""

    def count(self, text: str) -> int:
        """The number of tokens of ``text``, or an upper bound of it."""
        ...


@runtime_checkable
class Preparing(Protocol):
    """A counter that is exact only after some preparation."""

    async def ready(self) -> None:
        """Wait, off the event loop, until counts are exact or never will be."""
        ...


@dataclass(frozen=True, slots=True)
class Usage:
    """What an answer cost.

    Attributes:
        prompt_tokens: Tokens sent.
        completion_tokens: Tokens received, reasoning included.
        cached_tokens: Part of the prompt that the service had cached.
        reasoning_tokens: Part of the completion that is hidden reasoning.
        cost: US dollars, None where no price is known.
        estimated: Whether the service gave no figures.
    """

    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0
    reasoning_tokens: int = 0
    cost: float | None = None
    estimated: bool = False


@dataclass(frozen=True)
class Request:
    """What a provider is asked for.

    Attributes:
        prompt: The messages.
        facts: The facts behind them; all that the draft provider needs.
        style: The project's conventions.
        correlation: An id of our own from the first step on, for logs and errors.
        tags: What may be cleared from a cache by name, such as ``qualname``; never part of a key.
        fresh: Whether stored answers are passed over; the new one takes their place.
        watched: Whether somebody sees the answer grow; else it may come in larger pieces.
    """

    prompt: Prompt
    facts: Facts
    style: Style
    correlation: str = ""
    tags: dict[str, str] = field(default_factory=dict)
    fresh: bool = False
    watched: bool = False


@dataclass(frozen=True, slots=True)
class TextDelta:
    """A few more characters of the answer."""

    text: str


@dataclass(frozen=True, slots=True)
class Restarted:
    """What came so far must not be shown any longer; another attempt begins or an error follows."""

    reason: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole answer, complete by the service's own word.

    Attributes:
        text: The raw answer: JSON of ``core.schema`` or whatever the model said.
        provider: Who was asked.
        model: The model that answered, empty for the draft.
        usage: None for the draft and for cached answers.
        request_id: The service's id of the request.
        cached: Whether it came from a store.
        deployment: The deployment that answered, where there may be several.
    """

    text: str
    provider: ProviderKind
    model: str = ""
    usage: Usage | None = None
    request_id: str = ""
    cached: bool = False
    deployment: str = ""


class Provider(Protocol):
    """Writes answers: the draft, a model behind a wire, and the wrappers around them."""

    name: ProviderKind

    def answer(self, request: Request) -> AsyncIterator[TextDelta | Restarted | Answer]:
        """Yield pieces and last one Answer.

        Raises:
            ProviderError: When there is no usable answer.
        """
        ...

    async def close(self) -> None:
        """Release what is held."""
        ...


class CompletionErrorKind(StrEnum):
    """Why the editor's language model gives no answer; the first four are the editor's words."""

    NO_PERMISSION = "no-permission"
    BLOCKED = "blocked"
    NOT_FOUND = "not-found"
    QUOTA = "quota"
    CANCELLED = "cancelled"
    ABSENT = "absent"
    FAILED = "failed"
    MALFORMED = "malformed"
    OVERSIZED = "oversized"


class CompletionError(Exception):
    """The editor's language model gave no answer; ``kind`` says why."""

    def __init__(self, kind: CompletionErrorKind) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class CompletionEnd:
    """The end of an answer of the editor's language model.

    Attributes:
        finish: ``stop``, ``length`` or ``content_filter``; whatever else the editor said.
        usage: Its figures, None where it gives none.
        model: The model that answered, empty where it does not tell.
    """

    finish: str = ""
    usage: Usage | None = None
    model: str = ""


class LanguageModel(Protocol):
    """The editor's own language model."""

    def complete(
        self, messages: Sequence[Mapping[str, str]], max_tokens: int
    ) -> AsyncGenerator[str | CompletionEnd, None]:
        """Yield the answer piece by piece and last its end; closing it ends the request.

        Args:
            messages: Role (``user`` or ``assistant``) and content of each.
            max_tokens: Most tokens of the answer.

        Raises:
            CompletionError: When there is no answer.
        """
        ...


class Corpus(Protocol):
    """Knows the text of a workspace."""

    def index(self, root: str, buffers: tuple[Source, ...] = ()) -> Index:
        """The index of a workspace folder; open buffers win over the disk."""
        ...

    def is_withheld(self, source: Source) -> bool:
        """Whether a file is never sent, not even where somebody asks in it."""
        ...


@dataclass(frozen=True, slots=True)
class Version:
    """A file as one commit left it.

    Attributes:
        commit: The commit's name, 40 hexadecimal digits.
        text: The whole file; bytes that are no UTF-8 are replaced.
    """

    commit: str
    text: str


class History(Protocol):
    """Knows how a file was before."""

    async def versions(self, path: str, most: int) -> tuple[Version, ...]:
        """A file of an absolute path as the last commits left it, newest first, if git knows it."""
        ...


class Project(Protocol):
    """What a project's own files say about docstrings."""

    def style(self, source: Source, root: str) -> tuple[Style, tuple[Problem, ...]]:
        """The conventions for a file, from options, configuration and existing docstrings."""
        ...


@dataclass(frozen=True)
class Located:
    """The symbol was found."""

    symbol: Symbol
    facts: Facts


@dataclass(frozen=True)
class Resolved:
    """The resolver answered, or gave up."""

    resolution: Resolution
    facts: Facts


@dataclass(frozen=True)
class Prompted:
    """The prompt stands."""

    prompt: Prompt


@dataclass(frozen=True, slots=True)
class DocstringSoFar:
    """A docstring as far as it has come: checked, and written as it will stand.

    Attributes:
        docstring: What is understood so far.
        text: The cleaned docstring text so far, in the style.
        style: That style.
    """

    docstring: Docstring
    text: str
    style: Style


class Growing(Protocol):
    """An answer on its way; whoever shows it asks how far it is."""

    async def so_far(self) -> DocstringSoFar | None:
        """The docstring as far as it has come, None as long as there is nothing to show."""
        ...


@dataclass(frozen=True, slots=True)
class Delta:
    """More of the answer has come.

    Attributes:
        growing: The answer; the same one until it is begun again.
    """

    growing: Growing


@dataclass(frozen=True)
class Checked:
    """The answer was held against the facts."""

    docstring: Docstring
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Proposal:
    """A finished docstring for one symbol of one version of a document.

    Attributes:
        symbol: The symbol as located in ``source``.
        source: The snapshot that was read.
        text: The cleaned docstring text.
        literal: The literal as it would stand in the file, quotes and indentation included.
        edit: The gated edit for ``source``, None where nothing needs to change.
        docstring: The content behind the text.
        problems: What was dropped, filled in, or remains undecided.
        answer: The provider's answer.
        style: The conventions under which it was rendered.
        mode: What was wanted.
        context_note: Why the context is poorer than it could be, or empty.
        mended: The problems that tell what was false in the words that stood there.
        with_unproven: The same with what was left out since the code can't prove it; None where
            nothing was.
    """

    symbol: Symbol
    source: Source
    text: str
    literal: str
    edit: Edit | None
    docstring: Docstring
    problems: tuple[Problem, ...]
    answer: Answer
    style: Style
    mode: Mode = Mode.GENERATE
    context_note: str = ""
    mended: tuple[Problem, ...] = ()
    with_unproven: Proposal | None = None


@dataclass(frozen=True)
class Finished:
    """The proposal is ready and its edit passed the gate."""

    proposal: Proposal


Event = Located | Resolved | Prompted | Delta | Restarted | Checked | Finished
