"""Code action and hover while somebody types, beside an empty server and ruff's.

    python benchmarks/latency.py [--lines N]... [--seconds S] [--encoding utf-8] [--newline crlf]

The same client puts the same load on each server in turn, in short rounds: 30 edits a second, half
of which leave the code broken, and requests at random moments and right behind an edit. The empty
server is pygls with features that answer nothing: the floor of this stack. Read the ratios;
milliseconds depend on the machine.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from queue import Queue

EDITS_PER_SECOND = 30
# Long enough for ratios of percentiles, short enough that all servers see the same machine.
ROUND_SECONDS = 2.0
# Servers look at a file that was opened; the measuring begins when they have.
QUIET_SECONDS = 3.0
KINDS = {"codeActionKind": {"valueSet": []}}
ASKED = ("codeAction", "hover")
EMPTY = """
from lsprotocol import types
from pygls.lsp.server import LanguageServer
server = LanguageServer("empty", "1")
@server.feature(types.TEXT_DOCUMENT_CODE_ACTION)
def actions(params: types.CodeActionParams):
    return []
@server.feature(types.TEXT_DOCUMENT_HOVER)
def hover(params: types.HoverParams):
    return None
server.start_io()
"""
SERVERS = {
    "empty pygls": [sys.executable, "-c", EMPTY],
    "docstring-ls": [sys.executable, "-m", "docstring_ls", "serve"],
    "ruff": [sys.executable, "-m", "ruff", "server"],
}
BLOCK = '''
def step_{0}(first: int, second: str = "x", *rest: int) -> list[int]:
    """Do step {0}."""
    found = [first, len(second), *rest]
    for number in range({0}):
        if number % 3 == 0:
            found.append(os.path.getsize(str(number)))
    return found
'''
# Where the body of a block begins, and what is typed there, key by key.
LINES_OF_BLOCK, BODY = BLOCK.count("\n"), 4
TYPED = '    total = compute(first, "a \N{SNOWMAN} word", [second])  # see below\n'


class Client:
    """The smallest client that can measure."""

    def __init__(self, command: list[str], folder: Path, encoding: str) -> None:
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("AZURE", "OPENAI"))}
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        self._replies: Queue[dict] = Queue()
        self._id = 0
        self._lock = threading.Lock()
        threading.Thread(target=self._read, daemon=True).start()
        capabilities = {"textDocument": {"codeAction": {"codeActionLiteralSupport": KINDS}}}
        capabilities["workspace"] = {"applyEdit": True}
        capabilities["general"] = {"positionEncodings": [encoding]}
        root = {"processId": os.getpid(), "rootUri": folder.as_uri(), "capabilities": capabilities}
        self.ask("initialize", root)
        self.tell("initialized", {})

    def ask(self, method: str, params: dict) -> dict:
        self._id += 1
        self._send({"jsonrpc": "2.0", "id": self._id, "method": method, "params": params})
        while True:
            reply = self._replies.get(timeout=60)
            if reply.get("id") == self._id:
                return reply

    def tell(self, method: str, params: dict) -> None:
        self._send({"jsonrpc": "2.0", "method": method, "params": params})

    def close(self) -> None:
        self.ask("shutdown", {})
        self.tell("exit", {})
        self._process.wait(10)

    def _send(self, message: dict) -> None:
        body = json.dumps(message).encode()
        with self._lock:
            self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
            self._process.stdin.flush()

    def _read(self) -> None:
        stream = self._process.stdout
        while line := stream.readline():
            length = 0
            while line.strip():
                name, _, value = line.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
                line = stream.readline()
            message = json.loads(stream.read(length))
            if "method" in message and "id" in message:
                self._send({"jsonrpc": "2.0", "id": message["id"], "result": None})
            elif "id" in message:
                self._replies.put(message)


class Typist:
    """Types a line key by key into one function after the other, and deletes it again."""

    def __init__(self, client: Client, uri: str, lines: int) -> None:
        self.row = 0
        self._client, self._uri, self._lines = client, uri, lines
        self._version = 1
        self._chance = random.Random(lines)
        self._keys = self._strokes()

    def press(self) -> None:
        """Send the next key."""
        start, end, text = next(self._keys)
        self._version += 1
        change = {"range": {"start": start, "end": end}, "text": text}
        document = {"uri": self._uri, "version": self._version}
        params = {"textDocument": document, "contentChanges": [change]}
        self._client.tell("textDocument/didChange", params)

    def _strokes(self) -> Iterator[tuple[dict, dict, str]]:
        while True:
            block = self._chance.randrange((self._lines - 3) // LINES_OF_BLOCK)
            self.row = 3 + block * LINES_OF_BLOCK + BODY - 1
            for column, key in enumerate(TYPED):
                here = {"line": self.row, "character": column}
                yield here, here, key
            start = {"line": self.row, "character": 0}
            yield start, {"line": self.row + 1, "character": 0}, ""


class Session:
    """One server with the file open, and what was measured of it."""

    def __init__(self, name: str, path: Path, text: str, encoding: str) -> None:
        self.times: dict[tuple[str, str], list[float]] = defaultdict(list)
        self.late = 0
        self._lines = text.count("\n")
        self._uri = path.as_uri()
        self._client = Client(SERVERS[name], path.parent, encoding)
        item = {"uri": self._uri, "languageId": "python", "version": 1, "text": text}
        self._client.tell("textDocument/didOpen", {"textDocument": item})
        self._typist = Typist(self._client, self._uri, self._lines)
        self._chance = random.Random(1)
        self.close = self._client.close

    def settle(self) -> None:
        """Wait until the server has done what it does of its own accord."""
        quiet = time.perf_counter()
        while time.perf_counter() - quiet < QUIET_SECONDS:
            begun = time.perf_counter()
            self._client.ask("textDocument/hover", self._params("hover", 1))
            if time.perf_counter() - begun > 0.02:
                quiet = time.perf_counter()
            time.sleep(0.05)

    def idle(self) -> None:
        """Ask while nothing changes."""
        for _ in self._ticks():
            self._ask("idle")

    def typing(self) -> None:
        """Ask at random moments while another thread types."""
        done = threading.Event()
        thread = threading.Thread(target=self._type_until, args=(done,))
        thread.start()
        end = time.perf_counter() + ROUND_SECONDS
        while time.perf_counter() < end:
            time.sleep(self._chance.uniform(0, 2 / EDITS_PER_SECOND))
            self._ask("typing")
        done.set()
        thread.join()

    def behind(self) -> None:
        """Ask right behind each edit."""
        for _ in self._ticks():
            self._typist.press()
            self._ask("behind an edit")

    def _ticks(self) -> Iterator[int]:
        """The moments of the keys; one that is late comes at once."""
        begun = time.perf_counter()
        for tick in range(int(ROUND_SECONDS * EDITS_PER_SECOND)):
            wait = begun + tick / EDITS_PER_SECOND - time.perf_counter()
            self.late += wait < -1 / EDITS_PER_SECOND
            time.sleep(max(wait, 0))
            yield tick

    def _type_until(self, done: threading.Event) -> None:
        while not done.is_set():
            for _ in self._ticks():
                self._typist.press()
                if done.is_set():
                    return

    def _ask(self, state: str) -> None:
        """Code action or hover, at the cursor or somewhere else."""
        kind = self._chance.choice(ASKED)
        elsewhere = self._chance.randrange(self._lines)
        row = self._chance.choice((self._typist.row, elsewhere))
        begun = time.perf_counter()
        self._client.ask(f"textDocument/{kind}", self._params(kind, row))
        self.times[kind, state].append(1000 * (time.perf_counter() - begun))

    def _params(self, kind: str, row: int) -> dict:
        here = {"line": row, "character": 4}
        params: dict = {"textDocument": {"uri": self._uri}}
        if kind == "hover":
            return params | {"position": here}
        return params | {"range": {"start": here, "end": here}, "context": {"diagnostics": []}}


def compare(lines: int, options: argparse.Namespace) -> None:
    """Measure all servers on one file in turn and print the table."""
    blocks = lines // LINES_OF_BLOCK
    text = '"""A module."""\n\nimport os\n' + "".join(BLOCK.format(n) for n in range(blocks))
    if options.newline == "crlf":
        text = text.replace("\n", "\r\n")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "big.py"
        path.write_text(text, newline="")
        sessions = {name: Session(name, path, text, options.encoding) for name in options.server}
        for session in sessions.values():
            session.settle()
        for number in range(max(1, round(options.seconds / ROUND_SECONDS))):
            for state in ("typing", "behind") if number % 4 else ("idle", "typing", "behind"):
                for session in sessions.values():
                    getattr(session, state)()
        for session in sessions.values():
            session.close()
    report(text.count("\n"), sessions)


def report(lines: int, sessions: dict[str, Session]) -> None:
    """Print p50 and p95, each with its ratio to the empty server's."""
    floor = sessions["empty pygls"]
    print(f"\n{lines} lines, {EDITS_PER_SECOND} edits a second, ms (ratio to the empty server)")
    print(f"{'':14}{'':12}{'':16}{'n':>5}{'p50':>9}{'':8}{'p95':>9}")
    for name, session in sessions.items():
        for (kind, state), times in sorted(session.times.items()):
            (middle, high), (low, top) = _spread(times), _spread(floor.times[kind, state])
            ratios = f"{middle:9.2f} x{middle / low:<6.1f}{high:9.2f} x{high / top:.1f}"
            print(f"{name:14}{kind:12}{state:16}{len(times):5}{ratios}")
        if session.late:
            print(f"{name:14}fell behind the typing at {session.late} keys")


def _spread(times: list[float]) -> tuple[float, float]:
    return statistics.median(times), statistics.quantiles(times, n=20)[18]


def main() -> None:
    """Read the options and measure each size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lines", type=int, action="append", help="default: 2800 and 20000")
    parser.add_argument("--seconds", type=float, default=16, help="of typing per server and way")
    parser.add_argument("--encoding", default="utf-16", help="of positions")
    parser.add_argument("--newline", choices=("lf", "crlf"), default="lf")
    parser.add_argument("--server", action="append", choices=list(SERVERS), help="default: all")
    options = parser.parse_args()
    options.server = list(dict.fromkeys(["empty pygls", *(options.server or SERVERS)]))
    for lines in options.lines or (2_800, 20_000):
        compare(lines, options)


if __name__ == "__main__":
    main()
