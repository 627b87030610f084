"""A workspace made by an attacker: whatever stands where we look, every question is answered."""

from __future__ import annotations

import asyncio
import copy
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from docstring_ls.core.text import path_of
from support import editor as support_editor
from support.editor import PLAIN, Editor, clean_environment, editing
from support.hostile import ASKED, KINDS, hostile, limited

LINE = 7
SECONDS = 5.0
SHOWING: dict[str, Any] = copy.deepcopy(PLAIN)
SHOWING["capabilities"]["window"]["showDocument"] = {"support": True}
GENERATE, PREVIEW = "Generate docstring for", "Show what would be sent"


@pytest.fixture(scope="module")
def workspaces(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    with hostile(tmp_path_factory.mktemp("hostile")) as found:
        yield found


@pytest.fixture(scope="module")
def patience(tmp_path_factory: pytest.TempPathFactory) -> float:
    """Seconds for one answer: five, and more where a harmless workspace takes long too."""
    plain = tmp_path_factory.mktemp("plain")
    (plain / "app.py").write_text(ASKED)
    start = time.monotonic()
    assert run("generate", str(plain), seconds=300.0) is not None
    return SECONDS * max(1.0, time.monotonic() - start)


def start(*arguments: str) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    command, environment = limited(*arguments), clean_environment()
    return subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, env=environment
    )


def run(*arguments: str, seconds: float) -> subprocess.CompletedProcess[str] | None:
    """One command with its standard input open; None where it does not end in time."""
    with start(*arguments) as process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            return None
        return subprocess.CompletedProcess(arguments, process.returncode, *process.communicate())


@pytest.mark.parametrize("kind", KINDS)
def test_generate_and_config_answer(
    workspaces: dict[str, Path], patience: float, kind: str
) -> None:
    folder = str(workspaces[kind])
    for arguments, shown in (
        (("config", "--root", folder, "--json"), '"provider": "draft"'),
        (("generate", folder, "--format", "json"), "Return the entry"),
        (("prompt", f"{folder}/app.py:{LINE}"), "def entry"),
    ):
        done = run(*arguments, seconds=patience)
        assert done is not None, f"{arguments[0]}: no answer in time"
        assert "Traceback" not in done.stderr
        assert done.returncode == 0, f"{arguments[0]}: {done.stderr[-600:]}"
        assert shown in done.stdout


@pytest.mark.parametrize("kind", KINDS)
async def test_the_server_answers(
    workspaces: dict[str, Path], patience: float, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(support_editor, "SERVER", limited("serve"))
    async with editing(workspaces[kind], SHOWING) as editor:
        uri = editor.open("app.py", ASKED)
        for work, what in (
            (editor.actions(uri, LINE - 1), "code action"),
            (generated(editor, uri), "generate"),
            (shown(editor, uri), "what would be sent"),
        ):
            try:
                await asyncio.wait_for(work, patience)
            except TimeoutError:
                pytest.fail(f"{what}: no answer in time; {editor.messages}")


async def generated(editor: Editor, uri: str) -> None:
    await editor.choose(uri, LINE - 1, GENERATE)
    await editor.until(lambda: '"""' in editor.texts[uri], "the docstring")


async def shown(editor: Editor, uri: str) -> None:
    await editor.choose(uri, LINE - 1, PREVIEW)
    await editor.until(lambda: editor.client.shown_documents, "the prompt")
    path = path_of(editor.client.shown_documents[0].uri)
    assert "def entry" in await asyncio.to_thread(Path(path).read_text)
