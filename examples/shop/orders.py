"""Orders and what can go wrong with them."""

from dataclasses import dataclass, field
from decimal import Decimal


class EmptyOrderError(ValueError):
    """An order without lines can't be priced."""


@dataclass(frozen=True)
class Line:
    """One article of an order."""

    article: str
    unit_price: Decimal
    quantity: int = 1


@dataclass
class Order:
    """What a customer wants to buy."""

    customer: str
    lines: list[Line] = field(default_factory=list)

    def subtotal(self) -> Decimal:
        """Return the sum of all lines before any discount.

        Raises:
            EmptyOrderError: If the order has no lines.
        """
        if not self.lines:
            raise EmptyOrderError(f"order of {self.customer} is empty")
        return sum((line.unit_price * line.quantity for line in self.lines), Decimal(0))
