"""Every problem of a docstring is shown with the line of code that proves it."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from support.azure import AzureServer
from support.bank import SERVICE, azure_environment, said
from support.editor import PLAIN, editing

BODY = 6
FALSE = said(description="It never raises an exception.")
RAISED = 'raise ValueError("amount must be positive")'
STREAMING: dict[str, Any] = {**copy.deepcopy(PLAIN), "initializationOptions": {"stream": True}}
PLAIN_HOVER: dict[str, Any] = copy.deepcopy(PLAIN)
PLAIN_HOVER["capabilities"]["textDocument"]["hover"] = {"contentFormat": ["plaintext"]}


async def test_what_is_left_out_of_a_docstring_is_told_with_its_line_as_it_stands(
    workspace: Path,
) -> None:
    with AzureServer(FALSE) as azure:
        environment = azure_environment(azure)
        async with editing(workspace, environment=environment, process=False) as editor:
            uri = editor.open("bank/service.py", SERVICE)
            await editor.choose(uri, BODY, "Generate docstring")
            await editor.until(lambda: editor.messages, "the message")
            (message,) = editor.messages
            assert message.startswith("Docstring for transfer: ") and "never raises" in message
            lines = editor.texts[uri].splitlines()
            at = next(row for row, line in enumerate(lines, 1) if RAISED in line)
            assert message.endswith(f"left out. (line {at}: {RAISED})")


async def test_a_whole_file_tells_it_of_every_symbol(workspace: Path) -> None:
    with AzureServer(lambda _: FALSE) as azure:
        environment = azure_environment(azure)
        async with editing(workspace, environment=environment, process=False) as editor:
            uri = editor.open("bank/service.py", SERVICE + "\n\n" + SERVICE.split("\n\n\n")[1])
            (action,) = await editor.actions(uri, 0, only=["source.docstring"])
            await editor.take(action)
            await editor.until(lambda: editor.messages, "the message")
            lines = editor.texts[uri].splitlines()
            rows = [row for row, line in enumerate(lines, 1) if RAISED in line]
            assert len(rows) == 2
            for row in rows:
                assert f"(line {row}: {RAISED})" in editor.messages[0]


async def test_the_hover_links_to_the_line_where_it_stands_now(workspace: Path) -> None:
    with AzureServer(FALSE) as azure:
        environment = azure_environment(azure)
        async with editing(workspace, environment=environment, process=False) as editor:
            uri = editor.open("bank/service.py", SERVICE)
            await editor.choose(uri, BODY, "Preview docstring")
            await editor.until(lambda: editor.messages, "the message")
            assert f"([line 8]({uri}#L8): `{RAISED}`)" in await editor.hover(uri, BODY)
            editor.replace(uri, "import os\n" + SERVICE)
            assert f"([line 9]({uri}#L9): `{RAISED}`)" in await editor.hover(uri, BODY + 1)


async def test_a_hover_of_plain_text_names_the_line(workspace: Path) -> None:
    with AzureServer(FALSE) as azure:
        environment = azure_environment(azure)
        async with editing(
            workspace, PLAIN_HOVER, environment=environment, process=False
        ) as editor:
            uri = editor.open("bank/service.py", SERVICE)
            await editor.choose(uri, BODY, "Preview docstring")
            await editor.until(lambda: editor.messages, "the message")
            assert f"left out. (line 8: {RAISED})" in await editor.hover(uri, BODY)


async def test_a_client_that_shows_the_docstring_gets_the_line_with_each_problem(
    workspace: Path,
) -> None:
    with AzureServer(FALSE) as azure:
        environment = azure_environment(azure)
        async with editing(workspace, STREAMING, environment=environment, process=False) as editor:
            uri = editor.open("bank/service.py", SERVICE)
            await editor.choose(uri, BODY, "Preview docstring")
            await editor.until(
                lambda: editor.streamed and editor.streamed[-1].state == "done", "done"
            )
            (problem,) = editor.streamed[-1].problems
            proof = problem.evidence
            assert (proof.uri, proof.line, proof.name, proof.code) == (uri, 7, "line 8", RAISED)
