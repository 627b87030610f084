"""Code-action latency: idle, while typing, and while the resolver works; beside an empty server.

    python benchmarks/latency.py [LINES]

The peer is a pygls server whose code action answers nothing: the floor of this stack. Read the
ratios; milliseconds depend on the machine.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from queue import Queue

ROUNDS = 200
KINDS = {"codeActionKind": {"valueSet": []}}
EMPTY = """
from lsprotocol import types
from pygls.lsp.server import LanguageServer
server = LanguageServer("empty", "1")
@server.feature(types.TEXT_DOCUMENT_CODE_ACTION)
def actions(params: types.CodeActionParams):
    return []
server.start_io()
"""
BLOCK = '''
def step_{0}(first: int, second: str = "x", *rest: int) -> list[int]:
    """Do step {0}."""
    found = [first, len(second), *rest]
    for number in range({0}):
        if number % 3 == 0:
            found.append(os.path.getsize(str(number)))
    return found
'''


class Client:
    """The smallest client that can measure."""

    def __init__(self, command: list[str], folder: Path) -> None:
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("AZURE", "OPENAI"))}
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
        )
        self._replies: Queue[dict] = Queue()
        self._id = 0
        threading.Thread(target=self._read, daemon=True).start()
        capabilities = {"textDocument": {"codeAction": {"codeActionLiteralSupport": KINDS}}}
        capabilities["workspace"] = {"applyEdit": True}
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


def measure(client: Client, uri: str, lines: int, typing: bool, rest: float) -> list[float]:
    """Milliseconds of each request, the cursor somewhere else every time."""
    times, version = [], 1
    for round_number in range(ROUNDS):
        row = (round_number * 7919) % lines
        if typing:
            version += 1
            here = {"line": row, "character": 0}
            change = {"range": {"start": here, "end": here}, "text": ""}
            document = {"uri": uri, "version": version}
            params = {"textDocument": document, "contentChanges": [change]}
            client.tell("textDocument/didChange", params)
        begun = time.perf_counter()
        here = {"line": row, "character": 4}
        client.ask(
            "textDocument/codeAction",
            {
                "textDocument": {"uri": uri},
                "range": {"start": here, "end": here},
                "context": {"diagnostics": []},
            },
        )
        times.append(1000 * (time.perf_counter() - begun))
        time.sleep(rest)
    return times


def main() -> None:
    """Print a table of p50 and p95 with the ratio to the empty server."""
    blocks = int(sys.argv[1]) // 8 if len(sys.argv) > 1 else 350
    text = '"""A module."""\n\nimport os\n' + "".join(BLOCK.format(n) for n in range(blocks))
    lines = text.count("\n")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "big.py"
        path.write_text(text)
        rows: dict[str, dict[str, list[float]]] = {}
        commands = {
            "empty pygls": [sys.executable, "-c", EMPTY],
            "docstring-ls": [sys.executable, "-m", "docstring_ls", "serve"],
        }
        for name, command in commands.items():
            client = Client(command, Path(folder))
            item = {"uri": path.as_uri(), "languageId": "python", "version": 1, "text": text}
            client.tell("textDocument/didOpen", {"textDocument": item})
            rows[name] = {
                "idle": measure(client, path.as_uri(), lines, typing=False, rest=0.01),
                "typing": measure(client, path.as_uri(), lines, typing=True, rest=0.03),
                # The cursor rests long enough for the resolver to begin at every request.
                "resolving": measure(client, path.as_uri(), lines, typing=False, rest=0.31),
            }
            client.close()
    print(f"code action, {lines} lines, ms: p50 (p95), ratio of p50 to the empty server")
    floor = rows["empty pygls"]
    for name, found in rows.items():
        for state, times in found.items():
            middle, high = statistics.median(times), statistics.quantiles(times, n=20)[18]
            ratio = middle / statistics.median(floor[state])
            print(f"{name:14} {state:10} {middle:7.2f} ({high:7.2f})  x{ratio:.1f}")


if __name__ == "__main__":
    main()
