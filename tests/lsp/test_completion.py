"""Three quotes at a docstring's place bring the docstring at once, and nothing elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types

from support.azure import AzureServer
from support.bank import DOCUMENTED, SERVICE, azure_environment, said
from support.editor import Editor, apply_edits, editing

HEADER = "def transfer(account: Account, amount: int) -> int:\n"
QUOTED = SERVICE.replace(HEADER, f'{HEADER}    """\n')

ELSEWHERE = {
    "after a statement": ('def f():\n    x = 1\n    """\n', 2),
    "in an expression": ('x = """\n', 0),
    "second docstring": ('def f():\n    """Do it."""\n    """\n', 2),
    "other text before": ('def f():\n    a """\n', 1),
    "at a module's middle": ('x = 1\n"""\ny = 2\n', 1),
}


async def completions(editor: Editor, uri: str, line: int) -> list[types.CompletionItem]:
    end = len(editor.texts[uri].split("\n")[line])
    params = types.CompletionParams(types.TextDocumentIdentifier(uri), types.Position(line, end))
    return list(await editor.client.text_document_completion_async(params) or [])


async def test_the_draft_comes_at_once_and_no_model_is_asked(workspace: Path) -> None:
    with AzureServer([]) as azure:
        environment = azure_environment(azure)
        async with editing(workspace, environment=environment, process=False) as editor:
            uri = editor.open("bank/service.py", QUOTED)
            (item,) = await completions(editor, uri, 6)
            assert item.detail == "Docstring (draft)"
            text = apply_edits(QUOTED, [item.text_edit], editor.encoding)
            compile(text, "service.py", "exec")
            assert "ValueError" in text and text.endswith(SERVICE.split(HEADER)[1])
        assert azure.requests == []


async def test_the_stored_proposal_wins(workspace: Path) -> None:
    with AzureServer([said()]) as azure:
        environment = azure_environment(azure)
        async with editing(workspace, environment=environment, process=False) as editor:
            uri = editor.open("bank/service.py", SERVICE)
            await editor.choose(uri, 6, "Preview docstring")
            await editor.until(lambda: editor.messages, "the message")
            editor.replace(uri, QUOTED)
            (item,) = await completions(editor, uri, 6)
            assert DOCUMENTED in apply_edits(QUOTED, [item.text_edit], editor.encoding)


async def test_ghost_text_takes_the_closing_quotes_along(workspace: Path) -> None:
    text = 'def area(side):\n    """"""\n'
    async with editing(workspace, process=False) as editor:
        uri = editor.open("shapes.py", text)
        params = types.InlineCompletionParams(
            types.InlineCompletionContext(types.InlineCompletionTriggerKind.Automatic),
            types.TextDocumentIdentifier(uri),
            types.Position(1, 7),
        )
        (item,) = await editor.client.text_document_inline_completion_async(params)
        edit = types.TextEdit(item.range, item.insert_text)
        written = apply_edits(text, [edit], editor.encoding)
        assert written.startswith('def area(side):\n    """') and written.count('"""') == 2


@pytest.mark.parametrize("case", ELSEWHERE)
async def test_nothing_elsewhere(workspace: Path, case: str) -> None:
    text, line = ELSEWHERE[case]
    async with editing(workspace, process=False) as editor:
        uri = editor.open("shapes.py", text)
        assert await completions(editor, uri, line) == []
