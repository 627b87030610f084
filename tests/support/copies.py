"""A person's model of a document full of identical functions: which copy is which, line by line."""

from __future__ import annotations

from dataclasses import dataclass, field

SIGNATURE, BODY = "def f(a):\n", "    return a\n"


@dataclass(eq=False)
class Copy:
    """One function; told from its like by the object alone."""

    body: str = BODY
    docstring: str = ""
    wishes: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return f"{SIGNATURE}{self.docstring}{self.body}\n\n"


class Copies:
    """The document as a list of copies and of comments between them."""

    def __init__(self, count: int) -> None:
        self.pieces: list[Copy | str] = [Copy() for _ in range(count)]

    @property
    def text(self) -> str:
        return "".join(_text(piece) for piece in self.pieces)

    def copies(self) -> list[Copy]:
        return [piece for piece in self.pieces if isinstance(piece, Copy)]

    def line_of(self, wanted: Copy | int) -> int:
        """The first line of a copy, or of what stands at an index."""
        index = wanted if isinstance(wanted, int) else self.pieces.index(wanted)
        return sum(_text(piece).count("\n") for piece in self.pieces[:index])

    def copy_at(self, line: int) -> Copy | None:
        for piece in self.pieces:
            line -= _text(piece).count("\n")
            if line < 0:
                return piece if isinstance(piece, Copy) else None
        return None


def _text(piece: Copy | str) -> str:
    return piece if isinstance(piece, str) else piece.text
