"""A module's docstring depends on the file's head alone, and is offered there."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from lsprotocol import types

from support.azure import AzureServer
from support.bank import azure_environment, said
from support.editor import Editor, editing

TEXT = "import os\n\n\ndef f(a):\n    return os.path.join(a)\n\n\ndef g(b):\n    return b\n"
WORDS = {"summary": "Join paths.", "parameters": [], "returns": "", "raises": []}


@pytest.mark.parametrize(
    "text", [TEXT, "def f(a):\n    return a\n", "@dec\nclass A:\n    x = 1\n", "\ufeffimport os\n"]
)
async def test_a_file_that_begins_with_code_offers_it_on_the_first_line(
    workspace: Path, text: str
) -> None:
    async with editing(workspace, process=False) as editor:
        uri = editor.open("bank/paths.py", text)
        titles = [action.title for action in await editor.actions(uri, 0, 3)]
        assert any(title.startswith("Generate docstring for module") for title in titles)
        later = [action.title for action in await editor.actions(uri, 1, 3)]
        assert not any("module" in title for title in later)


@pytest.mark.parametrize("where", ["below", "first statement"])
async def test_typing_elsewhere_meanwhile_is_kept(workspace: Path, where: str) -> None:
    with AzureServer([said(seconds=0.8, **WORDS)]) as azure:
        environment = azure_environment(azure)
        async with editing(workspace, environment=environment, process=False) as editor:
            uri = editor.open("bank/paths.py", "# Licence.\n" + TEXT)
            await editor.choose(uri, 0, "Generate docstring for module")
            await editor.until(lambda: editor.reports(), "a report")
            if where == "below":
                editor.type(uri, 5, 4, "x = 1\n    ")
            else:
                editor.type(uri, 1, 7, "sys, ")
            typed = editor.texts[uri]
            await editor.until(lambda: editor.applied or editor.messages, "an end")
            assert editor.messages == []
            assert (ast.get_docstring(ast.parse(editor.texts[uri])) or "").startswith("Join paths.")
            assert typed.removeprefix("# Licence.\n") in editor.texts[uri]


async def test_typing_in_the_head_meanwhile_is_refused(workspace: Path) -> None:
    with AzureServer([said(seconds=0.8, **WORDS)]) as azure:
        environment = azure_environment(azure)
        async with editing(workspace, environment=environment, process=False) as editor:
            uri = editor.open("bank/paths.py", "# Licence.\n" + TEXT)
            await editor.choose(uri, 0, "Generate docstring for module")
            await editor.until(lambda: editor.reports(), "a report")
            editor.type(uri, 0, 0, '"""Mine."""\n')
            await editor.until(lambda: editor.messages, "the message")
            assert "head of the file was changed" in editor.messages[0]
            assert editor.applied == []


async def test_the_missing_ones_that_still_fit_are_written_and_the_others_named(
    workspace: Path,
) -> None:
    with AzureServer([said(seconds=0.8, **WORDS)] * 3) as azure:
        environment = azure_environment(azure)
        async with editing(workspace, environment=environment, process=False) as editor:
            uri = await _everything(editor, azure)
            editor.type(uri, 4, 4, "a = a\n    ")
            await editor.until(lambda: _ended(editor), "the end")
            await editor.until(lambda: editor.messages, "the message")
            tree = ast.parse(editor.texts[uri])
            f, g = (node for node in tree.body if isinstance(node, ast.FunctionDef))
            assert [bool(ast.get_docstring(node)) for node in (tree, f, g)] == [True, False, True]
            assert len(editor.applied) == 1 and len(editor.messages) == 1
            assert "f was changed" in editor.messages[0]
            assert "1 of 3" in editor.messages[0]


async def test_one_versioned_edit_for_all(workspace: Path) -> None:
    with AzureServer([said(seconds=0.5, **WORDS)] * 3) as azure:
        environment = azure_environment(azure)
        async with editing(workspace, environment=environment, process=False) as editor:
            uri = await _everything(editor, azure)
            for line in (9, 1, 0):
                editor.type(uri, line, 0, "# typed\n" if line else "\n")
            await editor.until(lambda: editor.applied or editor.messages, "the edit")
            assert len(editor.applied) == 1 and editor.messages == []
            assert editor.texts[uri].count('"""Join paths.') == 3


async def _everything(editor: Editor, azure: AzureServer) -> str:
    uri = editor.open("bank/paths.py", TEXT)
    await editor.execute("docstring-ls.generateMissing", [{"uri": uri, "version": 1}])
    await editor.until(lambda: len(azure.requests) == 3, "the questions")
    return uri


def _ended(editor: Editor) -> bool:
    return bool(editor.timeline) and "end" in [kind for kind, _ in editor.timeline]


async def test_an_insertion_of_what_was_previewed_survives_typing_below(workspace: Path) -> None:
    with AzureServer([said(**WORDS)]) as azure:
        environment = azure_environment(azure)
        async with editing(workspace, environment=environment, process=False) as editor:
            uri = editor.open("bank/paths.py", TEXT)
            await editor.choose(uri, 0, "Preview docstring for module")
            await editor.until(lambda: editor.messages, "the message")
            editor.type(uri, 4, 4, "x = 1\n    ")
            action = await editor.choose(uri, 0, "Insert proposed docstring for module")
            assert isinstance(action, types.CodeAction)
            assert editor.texts[uri].startswith('"""Join paths.')
        assert len(azure.requests) == 1
