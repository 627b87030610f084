"""Which actions stand in the list, and that listing never asks anybody."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest

from support.azure import AzureServer
from support.bank import DOCUMENTED, SERVICE, azure_environment, said
from support.editor import PLAIN, editing

NESTED = '''"""Shapes."""

LIMIT = 3


class Shape:
    def area(self):
        def square(side):
            return side * side

        return square(2)

    @property
    def name(self):
        """The name."""
        return "shape"
'''

LISTED = {
    (8, 12): ["Generate docstring for `square`", "Preview docstring for `square`",
              "Generate docstring for `area`", "Generate docstring for `Shape`"],
    (10, 0): ["Generate docstring for `area`", "Preview docstring for `area`",
              "Generate docstring for `Shape`"],
    (12, 5): ["Update docstring of `name`", "Complete docstring of `name`",
              "Rewrite docstring of `name`", "Preview docstring for `name`",
              "Generate docstring for `Shape`"],
    (0, 3): ["Update docstring of module `shapes.py`",
             "Complete docstring of module `shapes.py`",
             "Rewrite docstring of module `shapes.py`", "Preview docstring for module `shapes.py`"],
    (2, 3): [],
}  # fmt: skip


async def test_innermost_first_and_nothing_elsewhere(tmp_path: Path) -> None:
    with AzureServer([]) as azure:
        environment = azure_environment(azure)
        async with editing(tmp_path, environment=environment, process=False) as editor:
            uri = editor.open("shapes.py", NESTED)
            for (line, character), titles in LISTED.items():
                found = [item.title for item in await editor.actions(uri, line, character)]
                assert found == titles, (line, character)
        assert azure.requests == []


@pytest.mark.parametrize(
    ("only", "begins"),
    [
        (["refactor"], "Generate docstring"),
        (["refactor.rewrite.docstring"], "Generate docstring"),
        (["source"], "Generate missing docstrings in"),
        (["quickfix"], ""),
        (["refactor.extract"], ""),
    ],
)
async def test_only_the_kinds_that_were_asked_for(
    workspace: Path, only: list[str], begins: str
) -> None:
    async with editing(workspace, process=False) as editor:
        uri = editor.open("bank/service.py", SERVICE)
        found = await editor.actions(uri, 6, only=only)
        if begins:
            assert found[0].title.startswith(begins)
        else:
            assert found == []


async def test_missing_docstrings_come_in_one_edit(tmp_path: Path) -> None:
    async with editing(tmp_path, process=False) as editor:
        uri = editor.open("shapes.py", NESTED)
        (action,) = await editor.actions(uri, 0, only=["source.docstring"])
        await editor.take(action)
        await editor.until(lambda: editor.applied, "the edit")
        assert len(editor.applied) == 1
        assert editor.texts[uri].count('"""') == 2 * 5
        assert '"""The name."""' in editor.texts[uri]


async def test_a_client_that_takes_only_commands_can_insert(workspace: Path) -> None:
    announcement = copy.deepcopy(PLAIN)
    del announcement["capabilities"]["textDocument"]["codeAction"]
    with AzureServer([said()]) as azure:
        environment = azure_environment(azure)
        async with editing(
            workspace, announcement, environment=environment, process=False
        ) as editor:
            uri = editor.open("bank/service.py", SERVICE)
            commands = {item.command: item for item in await editor.actions(uri, 6)}
            preview = commands["docstring-ls.preview"]
            await editor.execute(preview.command, preview.arguments)
            await editor.until(lambda: azure.requests, "the question")
            await editor.until(
                lambda: editor.timeline and editor.timeline[-1][0] == "end", "its end"
            )
            commands = {item.command: item for item in await editor.actions(uri, 6)}
            insert = commands["docstring-ls.insert"]
            await editor.execute(insert.command, insert.arguments)
            await editor.until(lambda: DOCUMENTED in editor.texts[uri], "the docstring")


async def test_a_wrong_setting_is_one_message_and_the_default(workspace: Path) -> None:
    announcement = {
        "capabilities": {},
        "initializationOptions": {"style": "fancy", "endpoint": 3, "nonsense": 1},
    }
    async with editing(workspace, announcement, process=False) as editor:
        await editor.until(lambda: len(editor.messages) >= 3, "messages")
        told = "\n".join(editor.messages)
        assert "style must be one of" in told and "'nonsense'" in told and "endpoint" in told
        uri = editor.open("bank/service.py", SERVICE)
        assert await editor.actions(uri, 6) != []


async def test_a_workspace_file_cannot_choose_the_endpoint(workspace: Path) -> None:
    (workspace / "pyproject.toml").write_text(
        '[tool.docstring-ls]\nstyle = "numpy"\nprovider = "azure"\n'
        'endpoint = "https://evil.example"\n'
    )
    async with editing(workspace, process=False) as editor:
        uri = editor.open("bank/service.py", SERVICE)
        await editor.until(lambda: len(editor.messages) >= 2, "messages")
        assert all("can't be set by a file of the workspace" in item for item in editor.messages)
        await editor.choose(uri, 6, "Generate docstring")
        await editor.until(lambda: editor.applied, "the edit")
        assert "Raises\n    ------" in editor.texts[uri]
