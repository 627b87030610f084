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


@dataclass(frozen=True, slots=True)
class PropagatedException:
    """An exception that leaves a function.

    Attributes:
        exception: Its name as a docstring would write it.
        place: Where it is raised.
        via: The chain of callees through which it comes; empty when raised in the function itself.
        bases: Names of its known base classes, nearest first, so that ``except`` can be judged.
        certain: False where it depends on a guess; then it never becomes a flat claim.
        condition: The source of the ``if`` that guards the raise, or empty.
        deferred: What sets it free; only on a Definition's exceptions.
        partial: Whether more than the condition must hold, as in a nested ``if`` or a handler.
    """

    exception: str
    place: Location
    via: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    certain: bool = True
    condition: str = ""
    deferred: Deferral = Deferral.NONE
    partial: bool = False


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
