"""The resolver's process: one question at a time, answered in pieces, nothing executed."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from ..wire import frame, plain_parts, read_frame, symbol_from

if TYPE_CHECKING:
    from ....core.syntax import Symbol
    from .jedi_project import JediProject

# Frames, as jedi's own RECURSION_LIMIT: walks through deep code nest past Python's 1,000.
_RECURSION = 3000
# Seconds between two looks at our own memory.
_WATCH = 0.05
# Seconds between two signs of life.
_BEAT = 0.5


def main(
    interpreter: str = "", memory: int = 400_000_000, cache: str = "", patient: bool = False
) -> None:
    """Answer questions from standard input until it ends.

    Args:
        interpreter: The Python whose packages are looked into, or empty.
        memory: Resident bytes at which the process ends itself.
        cache: The folder for parsed files, or empty.
        patient: Whether somebody waits to the end; else others' work comes first.
    """
    out = _own_streams(patient)
    messages = MessageQueue(sys.stdin.buffer)
    threading.Thread(target=messages.listen, daemon=True).start()
    threading.Thread(target=_watch, args=(memory,), daemon=True).start()
    sys.setrecursionlimit(_RECURSION)
    worker = Worker(interpreter, cache, out, messages)
    while True:
        worker.serve(messages.next())


def _own_streams(patient: bool) -> BinaryIO:
    """Keep standard output for frames: whatever else prints goes nowhere."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice") and not patient:
        with contextlib.suppress(OSError):
            os.nice(5)
    out = os.fdopen(os.dup(1), "wb", buffering=0)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return out


class MessageQueue:
    """Questions as they come; a withdrawn one is known at once, also while another is answered."""

    def __init__(self, stream: BinaryIO) -> None:
        """Take the stream to read from."""
        self._stream = stream
        self._queue: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self.withdrawn: set[int] = set()

    def listen(self) -> None:
        """Read until the stream ends, then end the process: nobody is left to answer."""
        while (message := read_frame(self._stream)) is not None:
            if "cancel" in message:
                self.withdrawn.add(message["cancel"])
            else:
                self._queue.put(message)
        os._exit(0)

    def next(self) -> dict[str, Any]:
        """The next question."""
        return self._queue.get()


class Worker:
    """Answers one question after the other from warm projects."""

    def __init__(self, interpreter: str, cache: str, out: BinaryIO, messages: MessageQueue) -> None:
        """Import jedi, which takes most of the start."""
        from .jedi_project import JediProjects

        self._projects = JediProjects(interpreter, cache)
        self._texts: dict[str, tuple[str, str]] = {}
        self._out = out
        self._messages = messages
        self._last_sent = 0.0
        self.beat(0)

    def beat(self, number: int) -> None:
        """Give a sign of life, which tells work that goes on from work that hangs."""
        if time.monotonic() - self._last_sent > _BEAT:
            self._send({"id": number})

    def serve(self, asked: dict[str, Any]) -> None:
        """Answer one question, whatever happens."""
        number = asked["id"]
        last: dict[str, Any] = {"note": "the resolver stumbled over this file", "files": {}}
        try:
            last = self._answer(asked)
        except Exception:
            self._projects.clear()
        self._send({"id": number, "done": True, "rss": resident(), **last})
        self._messages.withdrawn.discard(number)

    def _send(self, message: dict[str, Any]) -> None:
        self._last_sent = time.monotonic()
        view = memoryview(frame(message))
        while view:
            view = view[self._out.write(view) :]

    def _answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Send the pieces; what comes back is why they are not all, and the files behind them."""
        number, path = asked["id"], asked["path"]
        excluded = tuple(asked["excluded"])
        project = self._projects.at(asked["root"], path, self._current_texts(asked), excluded)
        symbol = symbol_from(asked["symbol"])
        key = ("answer", path, symbol.kind, symbol.name_span)
        note, pieces = "", project.memo.get(key)
        if pieces is None:
            note, pieces = self._find(project, symbol, asked)
        else:
            for piece in pieces:
                self._send({"id": number, "parts": piece})
        if not note:
            project.memo[key] = pieces
        return {"note": note, "files": project.files() if not note else {}}

    def _find(
        self, project: JediProject, symbol: Symbol, asked: dict[str, Any]
    ) -> tuple[str, list[dict[str, Any]]]:
        from .guard import Stopped
        from .symbol_resolver import SymbolResolver

        number, until = asked["id"], time.monotonic() + asked["seconds"]
        pieces: list[dict[str, Any]] = []

        def emit(parts: dict[str, list[Any]]) -> None:
            pieces.append(plain_parts(parts))
            self._send({"id": number, "parts": pieces[-1]})

        def stop() -> bool:
            self.beat(number)
            return number in self._messages.withdrawn

        project.begin()
        try:
            SymbolResolver(project, asked["path"], symbol, until, stop).run(emit)
        except Stopped:
            return "the resolver ran out of time", pieces
        return "", pieces

    def _current_texts(self, asked: dict[str, Any]) -> dict[str, str]:
        """The texts of a question; those it only names by their digest came earlier."""
        for path, text in asked["new"].items():
            self._texts[path] = (asked["texts"][path], text)
        self._texts = {path: self._texts[path] for path in asked["texts"] if path in self._texts}
        return {path: text for path, (_, text) in self._texts.items()}


def resident() -> int:
    """The bytes of memory that this process holds; 0 where the system does not tell."""
    return resident_of("self") or _peak()


def resident_of(process: int | str) -> int:
    """The bytes of memory that a process holds; 0 where the system does not tell."""
    try:
        fields = Path(f"/proc/{process}/statm").read_text("ascii").split()
        return int(fields[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError, AttributeError):
        return 0


def _peak() -> int:
    try:
        import resource
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _watch(memory: int) -> None:
    """End the process before it grows too large; whoever asked gets what was sent so far."""
    while resident() < memory:
        time.sleep(_WATCH)
    os._exit(3)
