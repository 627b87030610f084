"""At most so much in any stretch of so many seconds."""

from __future__ import annotations

from collections import deque


class SlidingWindow:
    """A sliding window.

    Attributes:
        most: What may be spent in any stretch.
        seconds: How long a stretch is.
    """

    def __init__(self, most: float = 0.0, seconds: float = 0.0) -> None:
        self.most = most
        self.seconds = seconds
        self._spent: deque[tuple[float, float]] = deque()
        self._sum = 0.0

    def wait(self, amount: float, now: float) -> float:
        """Seconds until ``amount`` fits."""
        while self._spent and self._spent[0][0] <= now - self.seconds:
            self._sum -= self._spent.popleft()[1]
        excess = self._sum + amount - self.most
        for at, spent in self._spent:
            if excess <= 0:
                break
            excess -= spent
            if excess <= 0:
                return at + self.seconds - now
        return 0.0

    def spend(self, amount: float, now: float) -> None:
        """Count ``amount`` from now on."""
        self._spent.append((now, amount))
        self._sum += amount

    def postpone(self, now: float) -> None:
        """What was spent last was really spent now."""
        if self._spent:
            self._spent[-1] = (now, self._spent[-1][1])
