"""How much work something is, counted in calls: the same on every machine, however busy."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any


def calls_of(work: Callable[[], object], named: str = "") -> int:
    """Calls of Python and C functions in this thread, or of those with one name only."""
    with counted(named) as calls:
        work()
    return calls()


@contextmanager
def counted(named: str = "") -> Iterator[Callable[[], int]]:
    """Count while this is open; gives a function that says how many there were."""
    count = 0

    def look(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal count
        if event == "call" or event == "c_call":
            name = frame.f_code.co_name if event == "call" else argument.__qualname__
            count += not named or name == named

    sys.setprofile(look)
    try:
        yield lambda: count
    finally:
        sys.setprofile(None)
