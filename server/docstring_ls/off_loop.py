"""Work on code, which may be long, kept off the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from .errors import SourceError

P = ParamSpec("P")
T = TypeVar("T")

# Bytes of code that are read in a few milliseconds; handing less to a thread takes longer than it.
LITTLE = 10_000
TOO_DEEP = "The code is nested too deeply to be read."


async def off_loop(size: int, work: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
    """Run what reads ``size`` bytes of code, in a thread where that would hold the loop up.

    Raises:
        SourceError: When the code is nested deeper than Python can follow.
    """
    try:
        if size <= LITTLE:
            return work(*args, **named)
        return await asyncio.to_thread(work, *args, **named)
    except RecursionError:
        raise SourceError(TOO_DEEP, "Write its docstring by hand.", code="too-deep") from None
