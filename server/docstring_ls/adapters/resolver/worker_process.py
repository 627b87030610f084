"""The resolver's process as seen from outside: started, asked, withdrawn from, killed."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tree_sitter

from ...core.syntax import Symbol
from .wire import HEADER, Parts, frame, parts_from, plain_symbol

# Isolated mode leaves out the working directory, PYTHONPATH and the user's packages; what we
# were started with is put back behind Python's own places, so that nothing shadows those. Our own
# package is taken from exactly where it runs now, for both sides must be of one version.
_BOOT = """
import importlib.util, json, sys
settings = json.loads(sys.argv[1])
sys.path += settings["path"]
place = settings["package"]
spec = importlib.util.spec_from_file_location(
    "docstring_ls", place + "/__init__.py", submodule_search_locations=[place])
sys.modules["docstring_ls"] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(sys.modules["docstring_ls"])
from docstring_ls.adapters.resolver.worker.main import main
main(settings["interpreter"], settings["memory"], settings["cache"], settings["patient"])
"""
_PACKAGE = Path(__file__).parents[2]
_OWN = [str(_PACKAGE.parent), str(Path(tree_sitter.__file__).parents[1])]
# Seconds past its deadline for which a question may go on, so that the next finds more warm.
_LINGER = 6.0
GONE = "the resolver's process ended"
SILENT = "the resolver gave no sign of life"


@dataclass(frozen=True)
class Place:
    """Where a question is asked.

    Attributes:
        root: The workspace folder.
        path: The file that holds the symbol.
        excluded: Globs of files that are not looked into.
    """

    root: str
    path: str
    excluded: tuple[str, ...] = ()


@dataclass
class PendingCall:
    """One question under way.

    Attributes:
        parts: What came so far.
        note: Why it is not everything; empty where it is.
        memory: Bytes that the process held at the end.
        files: The workspace's files behind the answer, with the times of their last change.
        done: Set when the answer is whole or nothing more will come.
    """

    parts: Parts = field(default_factory=dict)
    note: str = GONE
    memory: int = 0
    files: dict[str, float] = field(default_factory=dict)
    done: asyncio.Future[None] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )

    def end(self) -> None:
        """Nothing more will come."""
        if not self.done.done():
            self.done.set_result(None)


class WorkerProcess:
    """One running process; it answers one question at a time."""

    def __init__(self, process: asyncio.subprocess.Process, silence: float = 0.0) -> None:
        """Take a started process and begin to listen to it.

        Args:
            process: The process.
            silence: Seconds without a sign of life after which it is ended; 0 where only the
                time that a question is given counts.
        """
        self._process = process
        self._silence = silence
        self._calls: dict[int, PendingCall] = {}
        self._numbers = 0
        self._sent: dict[str, str] = {}
        self._kill_timer: asyncio.TimerHandle | None = None
        self._listening = asyncio.create_task(self._listen(), name="resolver-process")

    @classmethod
    async def start(
        cls, interpreter: str, memory: int, cache: str, silence: float = 0.0
    ) -> WorkerProcess:
        """Start a process that can see nothing of the workspace but its files' text.

        Args:
            interpreter: The Python whose packages are looked into, or empty.
            memory: Bytes of memory that it may hold.
            cache: The folder for parsed files, or empty.
            silence: Seconds of silence that end it; it then does not yield to other work.

        Raises:
            OSError: When it can't be started.
        """
        settings = json.dumps(
            {
                "package": str(_PACKAGE),
                "path": _OWN,
                "interpreter": interpreter,
                "memory": memory,
                "cache": cache,
                "patient": silence > 0,
            }
        )
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-I", "-c", _BOOT, settings),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            cwd=Path(sys.executable).parent,
            env=_environment(),
            creationflags=0x08000000 if os.name == "nt" else 0,
        )
        return cls(process, silence)

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether it can be asked."""
        return self._process.returncode is None and not self._listening.done()

    @property
    def current(self) -> PendingCall | None:
        """The question that it is busy with."""
        return next(iter(self._calls.values()), None)

    def ask(
        self, place: Place, symbol: Symbol, texts: dict[str, tuple[str, str]], seconds: float
    ) -> PendingCall:
        """Send a question; the answer arrives in the PendingCall that comes back.

        Args:
            place: Where it is asked.
            symbol: The symbol.
            texts: Texts by path, each with its digest.
            seconds: How long somebody will wait; it goes on a little longer, to be warm next time.

        Nothing waits for the pipe: a process that no longer reads must not hold the deadline up.
        """
        self._numbers += 1
        call = self._calls[self._numbers] = PendingCall()
        stdin = self._process.stdin
        assert stdin is not None
        stdin.write(frame(self._question(place, symbol, texts, seconds + _LINGER / 2)))
        self._allow(self._silence or seconds + _LINGER)
        return call

    def _allow(self, seconds: float) -> None:
        """End the process when so much time has gone by from now on."""
        self._stop_timer()
        loop = asyncio.get_running_loop()
        self._kill_timer = loop.call_later(seconds, self._give_up)

    def _give_up(self) -> None:
        for call in self._calls.values():
            call.note = SILENT if self._silence else call.note
        self.kill()

    def _question(
        self, place: Place, symbol: Symbol, texts: dict[str, tuple[str, str]], seconds: float
    ) -> dict[str, Any]:
        digests = {file: digest for file, (digest, _) in texts.items()}
        new = {
            file: text for file, (digest, text) in texts.items() if self._sent.get(file) != digest
        }
        self._sent = digests
        return {
            "id": self._numbers,
            "root": place.root,
            "path": place.path,
            "excluded": place.excluded,
            "symbol": plain_symbol(symbol),
            "texts": digests,
            "new": new,
            "seconds": seconds,
        }

    def withdraw(self, call: PendingCall) -> None:
        """Tell the process that nobody waits for this answer any longer."""
        stdin = self._process.stdin
        for number, known in self._calls.items():
            if known is call and stdin is not None and not stdin.is_closing():
                stdin.write(frame({"cancel": number}))

    def kill(self) -> None:
        """End the process now; whoever waits gets what came so far."""
        self._stop_timer()
        # Signalling a process that ended by itself would take its exit status from asyncio.
        if self.is_alive:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()

    async def close(self) -> None:
        """End the process and wait until it is gone."""
        self.kill()
        await asyncio.wait({self._listening})
        await self._process.wait()

    def _stop_timer(self) -> None:
        if self._kill_timer is not None:
            self._kill_timer.cancel()
            self._kill_timer = None

    async def _listen(self) -> None:
        stdout = self._process.stdout
        assert stdout is not None
        try:
            while True:
                size = HEADER.unpack(await stdout.readexactly(HEADER.size))[0]
                self._take(json.loads(await stdout.readexactly(size)))
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        except (ValueError, TypeError, KeyError):
            # Another version of us may have been installed since we started.
            self.kill()
        finally:
            self._stop_timer()
            for call in self._calls.values():
                call.end()
            self._calls.clear()
            if self._process.stdin is not None:
                self._process.stdin.close()

    def _take(self, message: dict[str, Any]) -> None:
        call = self._calls.get(message["id"])
        if self._silence and self._calls:
            self._allow(self._silence)
        if call is None:
            return
        for name, values in parts_from(message.get("parts", {})).items():
            call.parts.setdefault(name, []).extend(values)
        if "done" in message:
            del self._calls[message["id"]]
            self._stop_timer()
            call.note, call.memory, call.files = message["note"], message["rss"], message["files"]
            call.end()


def _environment() -> dict[str, str]:
    """Our environment without what steers Python or points at an interpreter."""
    steering = ("PYTHON", "VIRTUAL_ENV", "CONDA_")
    return {name: value for name, value in os.environ.items() if not name.startswith(steering)}
