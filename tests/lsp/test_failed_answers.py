"""What a person sees of answers that are no docstring: one message, where no better one comes."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.azure import AzureServer, answer
from support.bank import DOCUMENTED, SERVICE, azure_environment, said
from support.editor import editing

BODY = 6
TITLE = "Generate docstring for `transfer`"
BLANK = answer(" \n ")
CUT = answer('Sure! Here is a docstring: {"summary": "Move mo')
SORRY = answer("I'm sorry, but I can't help with that.")


async def test_the_good_answer_behind_failed_ones_is_inserted(workspace: Path) -> None:
    with AzureServer([BLANK, CUT, said()]) as azure:
        environment = azure_environment(azure)
        async with editing(workspace, environment=environment, process=False) as editor:
            uri = editor.open("bank/service.py", SERVICE)
            await editor.choose(uri, BODY, TITLE)
            await editor.until(lambda: editor.applied, "the edit")
            assert DOCUMENTED in editor.texts[uri]
            assert not any("Sure" in shown for shown in editor.reports())
            assert editor.messages == []
        assert len(azure.requests) == 3


@pytest.mark.parametrize("failed", [BLANK, CUT, SORRY], ids=["blank", "cut", "refusal"])
async def test_answers_that_stay_failed_are_one_message_and_no_edit(
    workspace: Path, failed: object
) -> None:
    with AzureServer(failed) as azure:
        environment = azure_environment(azure)
        async with editing(workspace, environment=environment, process=False) as editor:
            uri = editor.open("bank/service.py", SERVICE)
            await editor.choose(uri, BODY, TITLE)
            await editor.until(lambda: editor.messages or editor.applied, "the message")
            await editor.until(lambda: editor.timeline[-1][0] == "end", "the end")
            assert editor.texts[uri] == SERVICE and not editor.applied
            (message,) = editor.messages
            assert "gave no docstring" in message or "an empty answer" in message
            assert "Sure" not in message and "sorry" not in message
        assert len(azure.requests) == 3
