"""Prices of orders."""

from decimal import Decimal

from .orders import Order

VIP = frozenset({"ada", "grace"})


def discounted_total(order: Order, rate: Decimal = Decimal("0.1"), *, floor: Decimal | None = None) -> Decimal:
    if not 0 <= rate < 1:
        raise ValueError(f"rate must be in [0, 1), not {rate}")
    total = order.subtotal()  # an empty order can't be priced
    if order.customer in VIP:
        total *= 1 - rate
    return total if floor is None else max(total, floor)


class Basket:
    def __init__(self, limit: int = 20):
        self.limit = limit
        self._orders = []

    def add(self, order: Order) -> int:
        if len(self._orders) >= self.limit:
            raise OverflowError("the basket is full")
        self._orders.append(order)
        return len(self._orders)
