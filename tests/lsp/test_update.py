"""*Update* and *Complete docstring*: what an editor had open, and what git keeps, is evidence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from support import repository
from support.editor import PLAIN, editing

FETCH = '''\
def fetch(url, timeout=3):
    """Fetch a page.

    Args:
        url: Where.
        timeout: Seconds to wait.
    """
    return connect(url, wait=timeout).read()
'''
RENAMED = FETCH.replace("def fetch(url, timeout=3)", "def fetch(url, patience=3)").replace(
    "wait=timeout", "wait=patience"
)
REPLACED = FETCH.replace("def fetch(url, timeout=3)", "def fetch(url, retries=3)").replace(
    "    return connect(url, wait=timeout).read()",
    "    for _ in range(retries):\n        page = connect(url).read()\n    return page",
)


def entry(text: str) -> str:
    """What stands in place of the entry of ``timeout``."""
    lines = text.split("\n")
    return lines[lines.index("        url: Where.") + 1].strip()


async def update(editor: Any, uri: str, verb: str = "Update") -> str:
    before = len(editor.applied)
    await editor.choose(uri, 0, f"{verb} docstring of `fetch`", 5)
    await editor.until(lambda: len(editor.applied) > before, "the edit")
    await editor.until(lambda: editor.messages, "what became of the words")
    return entry(editor.texts[uri])


async def test_a_rename_since_the_document_was_opened_is_followed(tmp_path: Path) -> None:
    async with editing(tmp_path, process=False) as editor:
        uri = editor.open("net.py", FETCH)
        editor.replace(uri, RENAMED)
        assert await update(editor, uri) == "patience: Seconds to wait."
        assert "an earlier text of this document" in editor.messages[-1]


async def test_words_about_another_parameter_go_into_a_message(tmp_path: Path) -> None:
    async with editing(tmp_path, process=False) as editor:
        uri = editor.open("net.py", FETCH)
        editor.replace(uri, REPLACED)
        assert await update(editor, uri) == "retries: Defaults to ``3``."
        assert "timeout: Seconds to wait." in editor.messages[-1]


async def test_a_text_that_was_saved_is_evidence_too(tmp_path: Path) -> None:
    async with editing(tmp_path, process=False) as editor:
        uri = editor.open("net.py", "def fetch(url):\n    return connect(url).read()\n")
        editor.replace(uri, FETCH)
        editor.save(uri)
        editor.replace(uri, RENAMED)
        assert await update(editor, uri) == "patience: Seconds to wait."


@pytest.mark.parametrize("restricted", [False, True])
async def test_git_is_asked_unless_the_workspace_is_not_trusted(
    tmp_path: Path, restricted: bool
) -> None:
    repository.init(tmp_path)
    name = repository.commit(tmp_path, FETCH, "net.py")
    repository.commit(tmp_path, RENAMED, "net.py")
    announced = {**PLAIN, "initializationOptions": {"restricted": restricted}}
    async with editing(tmp_path, announced, process=False) as editor:
        uri = editor.open("net.py", RENAMED)
        found = await update(editor, uri)
        if restricted:
            assert found == "patience: Defaults to ``3``."
            assert "timeout: Seconds to wait." in editor.messages[-1]
        else:
            assert found == "patience: Seconds to wait."
            assert f"commit {name[:10]}" in editor.messages[-1]


async def test_complete_adds_what_update_leaves_alone(tmp_path: Path) -> None:
    text = FETCH.replace("        timeout: Seconds to wait.\n", "")
    async with editing(tmp_path, process=False) as editor:
        uri = editor.open("net.py", text)
        await editor.choose(uri, 0, "Update docstring of `fetch`", 5)
        await editor.until(lambda: editor.messages, "a message")
        assert "nothing to change" in editor.messages[-1] and editor.texts[uri] == text
        await editor.choose(uri, 0, "Complete docstring of `fetch`", 5)
        await editor.until(lambda: editor.applied, "the edit")
        assert entry(editor.texts[uri]) == "timeout: Defaults to ``3``."


async def test_what_can_not_be_mended_is_told(tmp_path: Path) -> None:
    text = 'def fetch(url):\n    """\n    :return: The page, as text.\n    """\n    print(url)\n'
    async with editing(tmp_path, process=False) as editor:
        uri = editor.open("net.py", text)
        await editor.choose(uri, 0, "Update docstring of `fetch`", 5)
        await editor.until(lambda: editor.messages, "a message")
        assert "returns nothing" in editor.messages[-1] and editor.texts[uri] == text
