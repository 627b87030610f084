"""What is asked for, and the symbol that is meant."""

from __future__ import annotations

from dataclasses import dataclass

from ...core.syntax import Symbol, Syntax
from ...proposals import Key
from ..workspace import Snapshot
from .action_data import ActionData, locate


@dataclass(frozen=True)
class GenerationRequest:
    """A docstring for a symbol, and what becomes of the proposal.

    Attributes:
        action: For which symbol, and in which mode.
        insert: Whether the proposal goes into the document, or is only kept.
        force: Whether a model is asked again although there is a proposal.
        any_stored: Whether any stored proposal that fits will do, as for the one that was shown.
        anyway: Whether what the code can't prove goes into the document too.
    """

    action: ActionData
    insert: bool = True
    force: bool = False
    any_stored: bool = False
    anyway: bool = False

    def asks_the_same(self, other: GenerationRequest) -> bool:
        """Whether the same is asked for, whichever symbol is meant."""
        ours = (self.action.mode, self.insert, self.force, self.anyway)
        return ours == (other.action.mode, other.insert, other.force, other.anyway)


@dataclass(frozen=True)
class TargetSymbol:
    """The symbol that is meant, in the text of the moment.

    Attributes:
        syntax: The text.
        symbol: A symbol of it.
        key: What a proposal for it is kept under.
        root: The workspace folder.
    """

    syntax: Syntax
    symbol: Symbol
    key: Key
    root: str

    @property
    def name(self) -> str:
        """What messages call it."""
        return self.symbol.qualname or "module"


def target_of(snapshot: Snapshot, action: ActionData) -> TargetSymbol:
    """The symbol that an action names.

    Raises:
        SourceError: When it is no longer there, or can't be told from its namesakes.
    """
    symbol = locate(snapshot, action)
    key = snapshot.key(snapshot.source, symbol)
    return TargetSymbol(snapshot.syntax, symbol, key, snapshot.root)
