"""Standard input as a client leaves it: all at once, cut off, or closed."""

from __future__ import annotations

import json
import subprocess

import pytest

from support.editor import SERVER

URI = {"textDocument": {"uri": "file:///a.py"}, "position": {"line": 0, "character": 0}}


def message(**content: object) -> bytes:
    body = json.dumps({"jsonrpc": "2.0", **content}).encode()
    return b"Content-Length: %d\r\n\r\n" % len(body) + body


BEGIN = message(id=0, method="initialize", params={"capabilities": {}})
HOVERS = b"".join(
    message(id=number, method="textDocument/hover", params=URI) for number in range(1, 40)
)
END = message(id=40, method="shutdown") + message(method="exit")


@pytest.mark.parametrize(
    ("sent", "answered"),
    [
        (BEGIN + HOVERS + END, 41),
        (BEGIN + HOVERS[:-9], 39),
        (BEGIN + b"Content-Len", 1),
        (BEGIN + message(method="exit"), 1),
        (b"", 0),
    ],
    ids=["all in one write", "half a body", "half a header", "no shutdown", "nothing"],
)
def test_every_whole_request_is_answered_and_the_process_ends(sent: bytes, answered: int) -> None:
    ended = subprocess.run(SERVER, input=sent, capture_output=True, timeout=60, check=False)
    found = [
        json.loads(part.partition(b"\r\n\r\n")[2].partition(b"Content-Length")[0])
        for part in ended.stdout.split(b"Content-Length: ")[1:]
    ]
    answers = [item["id"] for item in found if "id" in item and "method" not in item]
    assert answers == list(range(answered))
    assert b"Traceback" not in ended.stderr
