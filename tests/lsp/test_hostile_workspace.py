"""A workspace made by an attacker: whatever stands where we look, every question is answered."""

from __future__ import annotations

import asyncio
import copy
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from docstring_ls.core.text import path_of
from support import editor as support_editor
from support.editor import PLAIN, Editor, clean_environment, editing
from support.hostile import ASKED, KINDS, hostile, limited, limited_each

LINE = 7
SECONDS = 5.0
SHOWING: dict[str, Any] = copy.deepcopy(PLAIN)
SHOWING["capabilities"]["window"]["showDocument"] = {"support": True}
GENERATE, PREVIEW = "Generate docstring for", "Show what would be sent"


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str


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
    subprocess.run(
        limited("generate", str(plain)), env=clean_environment(), check=True, capture_output=True
    )
    return SECONDS * max(1.0, time.monotonic() - start)


def commands(folder: Path) -> dict[str, list[str]]:
    """What is asked of a workspace, by what must stand in the answer."""
    return {
        '"provider": "draft"': ["config", "--root", str(folder), "--json"],
        "Return the entry": ["generate", str(folder), "--format", "json"],
        "def entry": ["prompt", f"{folder}/app.py:{LINE}"],
    }


@pytest.fixture(scope="module")
def answers(
    workspaces: dict[str, Path], patience: float, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Ended]:
    """How every command ended, with its standard input open."""
    jobs = [job for folder in workspaces.values() for job in commands(folder).values()]
    results = tmp_path_factory.mktemp("results")
    command = limited_each(patience, results, jobs)
    with subprocess.Popen(command, stdin=subprocess.PIPE, env=clean_environment()) as process:
        assert process.wait() == 0
    return {str(job): _ended(results / str(number)) for number, job in enumerate(jobs)}


def _ended(path: Path) -> Ended:
    code, out, err = (path.with_suffix(f".{name}").read_text() for name in ("code", "out", "err"))
    return Ended(int(code), out, err)


@pytest.mark.parametrize("kind", KINDS)
def test_generate_and_config_answer(
    workspaces: dict[str, Path], answers: dict[str, Ended], kind: str
) -> None:
    for shown, job in commands(workspaces[kind]).items():
        done = answers[str(job)]
        assert done.code != -signal.SIGALRM, f"{job[0]}: no answer in time"
        assert "Traceback" not in done.err
        assert done.code == 0, f"{job[0]}: {done.err[-600:]}"
        assert shown in done.out


async def test_the_server_answers(
    workspaces: dict[str, Path], patience: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One server has them all for its folders, as an editor with many projects open."""
    seconds = int(3 * patience * len(KINDS))
    monkeypatch.setattr(support_editor, "SERVER", limited("serve", seconds=seconds))
    (parent,) = {folder.parent for folder in workspaces.values()}
    async with editing(parent, SHOWING) as editor:
        added = [types.WorkspaceFolder(each.as_uri(), kind) for kind, each in workspaces.items()]
        event = types.WorkspaceFoldersChangeEvent(added=added, removed=[])
        editor.client.workspace_did_change_workspace_folders(
            types.DidChangeWorkspaceFoldersParams(event)
        )
        for kind, folder in workspaces.items():
            await answered(editor, f"{folder.name}/app.py", kind, patience)


async def answered(editor: Editor, name: str, kind: str, patience: float) -> None:
    uri = editor.open(name, ASKED)
    for work, what in (
        (editor.actions(uri, LINE - 1), "code action"),
        (generated(editor, uri), "generate"),
        (shown(editor, uri), "what would be sent"),
    ):
        try:
            await asyncio.wait_for(work, patience)
        except TimeoutError:
            pytest.fail(f"{kind}, {what}: no answer in time; {editor.messages}")
    editor.close(uri)


async def generated(editor: Editor, uri: str) -> None:
    await editor.choose(uri, LINE - 1, GENERATE)
    await editor.until(lambda: '"""' in editor.texts[uri], "the docstring")


async def shown(editor: Editor, uri: str) -> None:
    count = len(editor.client.shown_documents)
    await editor.choose(uri, LINE - 1, PREVIEW)
    await editor.until(lambda: len(editor.client.shown_documents) > count, "the prompt")
    path = path_of(editor.client.shown_documents[-1].uri)
    assert "def entry" in await asyncio.to_thread(Path(path).read_text)
