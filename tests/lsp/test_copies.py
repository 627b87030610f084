"""Two symbols of one name and text: a proposal belongs to the one that was asked about."""

from __future__ import annotations

import ast
import threading
from pathlib import Path

import pytest
from lsprotocol import types

from support.azure import AzureServer
from support.bank import azure_environment, half_until, said
from support.editor import Editor, editing

COPY = "def f(a):\n    return a\n"
BRANCHES = "if x:\n    def f(a):\n        return a\nelse:\n    def f(a):\n        return a\n"
DOCUMENTS = {
    "redefined": (f"{COPY}\n\n{COPY}", 0, 4),
    "branches": (BRANCHES, 1, 4),
    "in classes of one name": ("class C:\n    def f(self):\n        return 1\n" * 2, 1, 4),
}  # fmt: skip
PROPERTY = '''class Box:
    """A box."""

    @property
    def size(self):
        """Its size."""
        return self._size

    @size.setter
    def size(self, value):
        self._size = value
'''
ONLY_SUMMARY = {"parameters": [], "returns": "", "raises": []}


def words(seconds: float = 0.0) -> object:
    return said(seconds=seconds, summary="Give it back.", **ONLY_SUMMARY)


def documented(text: str) -> list[int]:
    """Which of the functions, by their order, have a docstring."""
    nodes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    nodes.sort(key=lambda node: node.lineno)
    return [number for number, node in enumerate(nodes) if ast.get_docstring(node)]


@pytest.mark.parametrize("document", DOCUMENTS)
async def test_generate_undo_generate_on_the_other(workspace: Path, document: str) -> None:
    text, first, second = DOCUMENTS[document]
    with AzureServer([words(), words()]) as azure:
        async with editing(
            workspace, environment=azure_environment(azure), process=False
        ) as editor:
            uri = editor.open("bank/copies.py", text)
            for number in (0, 1, 0):
                await generate(editor, uri, (first, second)[number])
                assert documented(editor.texts[uri]) == [number]
                editor.replace(uri, text)


@pytest.mark.parametrize("document", DOCUMENTS)
async def test_preview_on_one_and_generate_on_the_other(workspace: Path, document: str) -> None:
    text, first, second = DOCUMENTS[document]
    with AzureServer([words(), words()]) as azure:
        async with editing(
            workspace, environment=azure_environment(azure), process=False
        ) as editor:
            uri = editor.open("bank/copies.py", text)
            await editor.choose(uri, first, "Preview docstring", 8)
            await editor.until(lambda: editor.messages, "the message")
            titles = [action.title for action in await editor.actions(uri, second, 8)]
            assert not any(title.startswith("Insert") for title in titles)
            await generate(editor, uri, second)
            assert documented(editor.texts[uri]) == [1]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize("document", DOCUMENTS)
async def test_generate_on_both_one_after_the_other(
    workspace: Path, document: str, order: tuple[int, int]
) -> None:
    text, *lines = DOCUMENTS[document]
    with AzureServer([words(), words()]) as azure:
        async with editing(
            workspace, environment=azure_environment(azure), process=False
        ) as editor:
            uri = editor.open("bank/copies.py", text)
            shift = 0
            for which in order:
                await generate(editor, uri, lines[which] + (shift if which else 0))
                shift = editor.texts[uri].count("\n") - text.count("\n")
            assert documented(editor.texts[uri]) == [0, 1]
            assert editor.messages == []


@pytest.mark.parametrize("seconds", [(0.0, 0.0), (0.6, 0.1), (0.1, 0.6)])
@pytest.mark.parametrize("document", DOCUMENTS)
async def test_generate_on_both_at_once(
    workspace: Path, document: str, seconds: tuple[float, float]
) -> None:
    text, *lines = DOCUMENTS[document]
    with AzureServer([words(each) for each in seconds]) as azure:
        async with editing(
            workspace, environment=azure_environment(azure), process=False
        ) as editor:
            uri = editor.open("bank/copies.py", text)
            actions = [await action(editor, uri, line) for line in lines]
            for each in actions:
                await editor.take(each)
            await editor.until(
                lambda: documented(editor.texts[uri]) == [0, 1] or editor.messages, "both"
            )
            assert documented(editor.texts[uri]) == [0, 1]
            assert editor.messages == []


async def test_a_getter_and_a_setter_do_not_cancel_each_other(workspace: Path) -> None:
    text = PROPERTY.replace('        """Its size."""\n', "")
    with AzureServer([words(0.3), words(0.3)]) as azure:
        async with editing(
            workspace, environment=azure_environment(azure), process=False
        ) as editor:
            uri = editor.open("bank/box.py", text)
            for each in [await action(editor, uri, line) for line in (4, 8)]:
                await editor.take(each)
            await editor.until(lambda: len(editor.applied) == 2 or editor.messages, "both")
            assert editor.texts[uri].count('"""Give it back.') == 2, editor.texts[uri]


async def test_an_action_that_was_listed_before_the_typing_means_the_same_copy(
    workspace: Path,
) -> None:
    text, _, second = DOCUMENTS["redefined"]
    with AzureServer([words(), words()]) as azure:
        async with editing(
            workspace, environment=azure_environment(azure), process=False
        ) as editor:
            uri = editor.open("bank/copies.py", text)
            listed = await action(editor, uri, second)
            editor.type(uri, 0, 0, f"{COPY}\n\n")
            await editor.take(listed)
            await editor.until(lambda: editor.applied or editor.messages, "the edit")
            assert documented(editor.texts[uri]) == [2]


async def test_what_is_discarded_on_one_stays_on_the_other(workspace: Path) -> None:
    text, first, second = DOCUMENTS["redefined"]
    with AzureServer([words(), words()]) as azure:
        async with editing(
            workspace, environment=azure_environment(azure), process=False
        ) as editor:
            uri = editor.open("bank/copies.py", text)
            for count, line in enumerate((first, second)):
                await editor.choose(uri, line, "Preview docstring", 6)
                await editor.until(lambda count=count: len(editor.messages) > count, "a message")
            editor.type(uri, 3, 0, "# typed between them\n")
            data = (await action(editor, uri, first)).data
            await editor.execute("docstring-ls.discard", [data])
            assert await editor.hover(uri, first, 4) == ""
            assert "Give it back." in await editor.hover(uri, second + 1, 4)


async def test_what_was_cut_goes_into_no_other_copy_that_has_become_its_like(
    workspace: Path,
) -> None:
    docstring = '    """Other."""\n'
    text = COPY + "\n\n" + COPY.replace("\n", "\n" + docstring, 1)
    released = threading.Event()
    with AzureServer(
        [said(summary="Give it back.", hold=half_until(released), **ONLY_SUMMARY)]
    ) as azure:
        async with editing(
            workspace, environment=azure_environment(azure), process=False
        ) as editor:
            uri = editor.open("bank/copies.py", text)
            await editor.take(await action(editor, uri, 0))
            await editor.until(lambda: azure.requests, "the question")
            for line, count in ((5, 1), (0, 4)):
                remove_lines(editor, uri, line, count)
            assert editor.texts[uri] == COPY
            released.set()
            await editor.until(lambda: editor.applied or editor.messages, "an end")
            assert editor.applied == [] and "was changed, renamed or deleted" in editor.messages[0]


async def test_a_server_that_forgot_the_version_goes_by_place_and_name(workspace: Path) -> None:
    text, _, second = DOCUMENTS["redefined"]
    with AzureServer([words()]) as azure:
        async with editing(
            workspace, environment=azure_environment(azure), process=False
        ) as editor:
            uri = editor.open("bank/copies.py", text)
            data = {"uri": uri, "version": 900, "qualname": "f", "character": 4}
            await editor.execute("docstring-ls.generate", [{**data, "line": second + 1}])
            await editor.until(lambda: editor.messages, "a message")
            assert "not certain" in editor.messages[0]
            await editor.execute("docstring-ls.generate", [{**data, "line": second}])
            await editor.until(lambda: editor.applied, "the edit")
            assert documented(editor.texts[uri]) == [1]


def remove_lines(editor: Editor, uri: str, line: int, count: int) -> None:
    lines = editor.texts[uri].splitlines(keepends=True)
    del lines[line : line + count]
    editor.texts[uri] = "".join(lines)
    editor.versions[uri] += 1
    where = types.Range(types.Position(line, 0), types.Position(line + count, 0))
    document = types.VersionedTextDocumentIdentifier(editor.versions[uri], uri)
    change = types.TextDocumentContentChangePartial(where, "")
    editor.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))


async def action(editor: Editor, uri: str, line: int) -> types.CodeAction:
    found = await editor.actions(uri, line, 8)
    return next(item for item in found if item.title.startswith("Generate docstring for"))


async def generate(editor: Editor, uri: str, line: int) -> None:
    count = len(editor.applied)
    told = len(editor.messages)
    await editor.take(await action(editor, uri, line))
    await editor.until(lambda: len(editor.applied) > count or len(editor.messages) > told, "an end")
    assert len(editor.messages) == told, editor.messages
