"""What a resolver found out about the names in a symbol: frozen data, safe to send anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..problems import Location


class DefinitionKind(StrEnum):
    """What a definition is."""

    CLASS = "class"
    FUNCTION = "function"
    METHOD = "method"
    PROPERTY = "property"
    CONSTANT = "constant"
    ATTRIBUTE = "attribute"
    MODULE = "module"


class ReferenceRole(StrEnum):
    """What a symbol names something for; those worth asking about first stand first."""

    SIGNATURE = "signature"
    BASE = "base"
    DECORATOR = "decorator"
    RAISE = "raise"
    CALL = "call"
    NAME = "name"


class Deferral(StrEnum):
    """What sets a callee's exceptions free where its call alone does not."""

    NONE = ""
    AWAIT = "await"
    ITERATION = "iteration"
    ACCESS = "access"


class ConditionKind(StrEnum):
    """Why a line is not always reached."""

    TEST = "test"
    EXIT = "exit"
    HANDLER = "handler"
    CASE = "case"
    LOOP = "loop"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Condition:
    """One of the things that must hold where an exception is raised.

    Attributes:
        kind: TEST of an ``if``, ``while``, conditional expression, ``and`` or ``or``; EXIT that was
            not taken before; HANDLER that catches something; CASE that matches; LOOP that runs;
            BLOCK of a ``with``, or of a ``try`` that may be left for a handler.
        place: Where it stands, for an EXIT the exit.
        text: Python that holds, for a HANDLER what is caught; empty where that can't be written.
        is_rebound: Whether a name in it means different values in the function, so that the text
            is not about the argument.
        callee: The call through which it comes; empty where it holds in the function itself.
    """

    kind: ConditionKind
    place: Location
    text: str = ""
    is_rebound: bool = False
    callee: str = ""


@dataclass(frozen=True, slots=True)
class PropagatedException:
    """An exception that leaves a function.

    Attributes:
        exception: Its name as a docstring would write it.
        place: Where it is raised.
        via: The chain of callees through which it comes; empty when raised in the function itself.
        bases: Names of its known base classes, nearest first, so that ``except`` can be judged.
        certain: False where it depends on a guess; then it never becomes a flat claim.
        conditions: What must hold for it, in the order of the text, those of callees last; the
            nearest ones where there are many.
        deferred: What sets it free; only on a Definition's exceptions.
        raised_in: The dotted name of the function in which it is raised.
        is_implied: Whether no ``raise`` stands there, but an operation that may fail.
        call: Where the function itself makes the call through which it comes.
    """

    exception: str
    place: Location
    via: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    certain: bool = True
    conditions: tuple[Condition, ...] = ()
    deferred: Deferral = Deferral.NONE
    raised_in: str = ""
    is_implied: bool = False
    call: Location | None = None

    @property
    def condition(self) -> str:
        """The nearest test that guards the raise, or empty; a callee's where there is no other."""
        tests = [item for item in self.conditions if item.kind in _TESTS and item.text]
        own = [item for item in tests if not item.callee]
        return (own or tests)[-1].text if tests else ""

    @property
    def partial(self) -> bool:
        """Whether more than one thing must hold, or one that can't be said of the arguments."""
        plain = (ConditionKind.TEST, ConditionKind.HANDLER)
        return len(self.conditions) > 1 or any(
            item.is_rebound or item.kind not in plain for item in self.conditions
        )


_TESTS = (ConditionKind.TEST, ConditionKind.CASE)


@dataclass(frozen=True, slots=True)
class Definition:
    """Something that the symbol names and that stands elsewhere.

    Attributes:
        written: The name as the symbol's source writes it, such as ``client.send``.
        name: The defined name.
        full_name: Its dotted name, empty where unknown.
        kind: What it is.
        path: Absolute path of the file that defines it; empty for builtins.
        line: 1-based line of the definition.
        text: Its source text where it stands in the workspace, else empty.
        in_workspace: Whether ``path`` lies under a workspace folder and outside any environment.
        certain: Whether the resolver found exactly this one.
        uses: Byte offsets in the asking Source where it is named.
        role: What it is named for.
        signature: ``name(params) -> type`` for what can be called.
        summary: First line of its docstring.
        exceptions: Exceptions that leave it when it is called.
        bases: For a class, the names of its known ancestors, nearest first.
    """

    written: str
    name: str
    full_name: str = ""
    kind: DefinitionKind = DefinitionKind.CONSTANT
    path: str = ""
    line: int = 0
    text: str = ""
    in_workspace: bool = False
    certain: bool = True
    uses: tuple[int, ...] = ()
    role: ReferenceRole = ReferenceRole.NAME
    signature: str = ""
    summary: str = ""
    exceptions: tuple[PropagatedException, ...] = ()
    bases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inferred:
    """A type that the resolver inferred.

    Attributes:
        name: A parameter's name, or ``return``.
        type: The type as source.
        certain: Whether there was only one possibility.
    """

    name: str
    type: str
    certain: bool = False


@dataclass(frozen=True, slots=True)
class Resolution:
    """Everything that was found for one symbol.

    Attributes:
        definitions: What its source names, each once.
        inferred: Types of unannotated parameters and of the result.
        overrides: What it overrides, nearest first.
        complete: False when the resolver ran out of time or failed: context is then from syntax.
        note: Why it is incomplete, for the receipt.
        elapsed_ms: Time that the answer took, in milliseconds.
    """

    definitions: tuple[Definition, ...] = ()
    inferred: tuple[Inferred, ...] = ()
    overrides: tuple[Definition, ...] = ()
    complete: bool = True
    note: str = ""
    elapsed_ms: float = 0.0


SYNTAX_ONLY = Resolution(
    complete=False, note="no resolver: context is from this file's syntax alone"
)
