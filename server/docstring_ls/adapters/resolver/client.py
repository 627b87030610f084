"""Asks the resolver's process who the names in a symbol are, and never waits past its deadline."""

from __future__ import annotations

import asyncio
import contextlib
import math
import time
from collections import OrderedDict
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from ...core.analysis import SYNTAX_ONLY, Resolution
from ...core.text import Source
from .worker.readable import modified
from .worker_process import GONE, PendingCall, Place, WorkerProcess

if TYPE_CHECKING:
    from ...ports import Question

# Answers kept on this side, so that listing again and generating ask nobody.
_REMEMBERED = 256
# Seconds for which the files behind an answer are taken to be as they were.
_FRESH = 1.0
# Seconds after which an answer is asked for anew: files that are new would change it unseen.
_OLD = 120.0
# Seconds that a withdrawn question has to end before its process is replaced.
_PATIENCE = 0.3
# From this share of its memory on, a process is replaced before it has to end itself.
_FULL = 0.8


class NoResolver:
    """Answers that it knows nothing; for those who switched resolving off."""

    async def resolve(self, question: Question) -> Resolution:
        """The empty answer, at once."""
        return SYNTAX_ONLY

    async def close(self) -> None:
        """Nothing is held."""


class JediResolver:
    """Resolves with jedi in a process of its own, started on the first question and kept warm."""

    def __init__(
        self,
        interpreter: str = "",
        deadline: float = 4.0,
        memory: int = 400_000_000,
        cache: str = "",
        silence: float = 0.0,
    ) -> None:
        """Start nothing yet.

        Args:
            interpreter: The Python whose packages are looked into; only the user may choose it,
                for it is run once. Empty: no interpreter is run.
            deadline: Seconds after which an answer is given with what is known by then.
            memory: Bytes of memory that the process may hold.
            cache: A folder that is made ours alone, for trees of files that were parsed; empty
                for none.
            silence: Seconds without a sign of life after which the process is ended. Where they
                are given there is no deadline; a deadline of 0 still switches resolving off.
        """
        self._interpreter = interpreter
        self._deadline = deadline
        self._memory = memory
        self._silence = silence
        self._cache = cache
        self._worker: WorkerProcess | None = None
        self._turn = asyncio.Lock()
        self._answers: OrderedDict[bytes, _Kept] = OrderedDict()
        self._closed = False
        self.starts = 0

    async def resolve(self, question: Question) -> Resolution:
        """What is known within the deadline; a failure is an incomplete answer with a note."""
        if self._deadline <= 0 or self._closed:
            return SYNTAX_ONLY
        began = time.monotonic()
        key = _key(question)
        if (known := self._remembered(key)) is not None:
            return replace(known, elapsed_ms=(time.monotonic() - began) * 1000)
        async with self._turn:
            answer = await self._answer(question, key)
        return replace(answer, elapsed_ms=(time.monotonic() - began) * 1000)

    async def close(self) -> None:
        """End the process."""
        self._closed = True
        if self._worker is not None:
            await self._worker.close()
            self._worker = None

    def forget(self) -> None:
        """Drop the answers kept on this side; the process keeps what it knows."""
        self._answers.clear()

    @property
    def pid(self) -> int | None:
        """The process's number while it runs."""
        return self._worker.pid if self._worker is not None and self._worker.is_alive else None

    @property
    def _seconds(self) -> float:
        """How long an answer is waited for."""
        return math.inf if self._silence else self._deadline

    async def _answer(self, question: Question, key: bytes) -> Resolution:
        until = time.monotonic() + self._seconds
        call = await self._ask(question, key, self._seconds)
        if call.note == GONE and time.monotonic() < until:
            # Whoever ended the process, the question deserves a second one.
            call = await self._ask(question, key, until - time.monotonic())
        return _incomplete(call, call.note) if call.note else _complete(call)

    async def _ask(self, question: Question, key: bytes, seconds: float) -> PendingCall:
        path = _file(question.source, question.root)
        root = question.root or str(Path(path).parent)
        texts = _texts(question, path)
        call = PendingCall(note="the resolver's process could not be started")
        try:
            worker = await self._ready()
            place = Place(root, path, question.excluded)
            call = worker.ask(place, question.symbol, texts, seconds)
        except (OSError, ValueError):
            return call
        call.done.add_done_callback(lambda _: self._remember(key, call))
        try:
            async with asyncio.timeout(seconds):
                await asyncio.shield(call.done)
        except TimeoutError:
            # It goes on for a while, so that the next question finds more of it warm.
            return PendingCall(dict(call.parts), "the resolver ran out of time")
        except asyncio.CancelledError:
            worker.withdraw(call)
            raise
        if call.memory > self._memory * _FULL:
            await self._renew(worker)
        return call

    async def _renew(self, worker: WorkerProcess) -> None:
        """Let a new process import what it needs before the next question comes."""
        await worker.close()
        with contextlib.suppress(OSError):
            await self._start()

    async def _ready(self) -> WorkerProcess:
        """A process that has nothing else to do."""
        worker = self._worker
        if worker is None:
            return await self._start()
        if worker.current is not None:
            worker.withdraw(worker.current)
            await asyncio.wait({worker.current.done}, timeout=_PATIENCE)
        if worker.is_alive and worker.current is None:
            return worker
        await worker.close()
        return await self._start()

    async def _start(self) -> WorkerProcess:
        self.starts += 1
        self._worker = await WorkerProcess.start(
            self._interpreter, self._memory, self._cache, self._silence
        )
        return self._worker

    def _remembered(self, key: bytes) -> Resolution | None:
        kept = self._answers.get(key)
        if kept is None:
            return None
        if not kept.holds():
            del self._answers[key]
            return None
        self._answers.move_to_end(key)
        return kept.resolution

    def _remember(self, key: bytes, call: PendingCall) -> None:
        if call.note:
            return
        self._answers[key] = _Kept(_complete(call), call.files)
        while len(self._answers) > _REMEMBERED:
            self._answers.popitem(last=False)


class _Kept:
    """An answer and what has to stay as it was for it to hold."""

    def __init__(self, resolution: Resolution, files: dict[str, float]) -> None:
        self.resolution = resolution
        self._files = files
        self._born = self._looked = time.monotonic()

    def holds(self) -> bool:
        now = time.monotonic()
        if now - self._born > _OLD:
            return False
        if now - self._looked > _FRESH:
            self._looked = now
            return all(modified(path) == seen for path, seen in self._files.items())
        return True


def _file(source: Source, root: str) -> str:
    """The path under which a text is known to the process; a new one is given a place."""
    if Path(source.path).is_absolute():
        return source.path
    return str(Path(root or Path.cwd(), f"untitled_{_digest(source.uri)[:8]}.py"))


def _texts(question: Question, path: str) -> dict[str, tuple[str, str]]:
    sources = {_file(source, question.root): source for source in question.buffers}
    sources[path] = question.source
    return {place: (source.digest, source.text) for place, source in sources.items()}


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _complete(call: PendingCall) -> Resolution:
    return Resolution(
        tuple(call.parts.get("definitions", ())),
        tuple(call.parts.get("inferred", ())),
        tuple(call.parts.get("overrides", ())),
    )


def _incomplete(call: PendingCall, note: str) -> Resolution:
    what = "context is what was found until then" if call.parts else "context is from syntax alone"
    return replace(_complete(call), complete=False, note=f"{note}: {what}")


def _key(question: Question) -> bytes:
    digest = blake2b(digest_size=16)
    for source in (question.source, *question.buffers):
        digest.update(source.uri.encode("utf-8", "surrogatepass"))
        digest.update(source.digest.encode())
    symbol = question.symbol
    rest = (question.root, question.excluded, symbol.kind, symbol.name_span)
    digest.update(repr(rest).encode("utf-8", "surrogatepass"))
    return digest.digest()
