"""aimock, a third party's test server, in a process of its own."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parents[1] / "wire"
COMMAND = HOME / "node_modules" / "@copilotkit" / "aimock" / "dist" / "cli.js"
KEY = "good"


@contextlib.contextmanager
def aimock(fixtures: list[dict[str, Any]]) -> Iterator[str]:
    """Run it with these fixtures; its address."""
    if not COMMAND.exists():
        raise FileNotFoundError("aimock is not installed: npm ci --prefix tests/wire")
    port = _free_port()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fixtures.json"
        path.write_text(json.dumps({"fixtures": fixtures}))
        arguments = ["-p", str(port), "-h", "127.0.0.1", "-f", str(path), "--validate-on-load"]
        process = subprocess.Popen(
            ["node", str(COMMAND), *arguments, "--log-level", "silent"],
            env=os.environ | {"AIMOCK_API_KEYS": KEY},
            stdout=subprocess.DEVNULL,
        )
        try:
            _wait(f"http://127.0.0.1:{port}/health", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(10)


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=20):
            return
        time.sleep(0.05)
    raise TimeoutError(f"aimock did not start (exit code {process.poll()})")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
