"""*Generate missing docstrings in …*: what is answered is written, what ends all is told once."""

from __future__ import annotations

from pathlib import Path

from support.azure import AzureServer, Recorded, Reply, error
from support.bank import azure_environment, said
from support.editor import PLAIN, editing

SIX = '"""Six."""\n' + "".join(f"\n\ndef f{n}(a):\n    return a\n" for n in range(6))
ONE_AT_A_TIME = {"DOCSTRING_LS_CONCURRENCY": "1", "DOCSTRING_LS_RETRIES": "0"}
ONLY_SUMMARY = {"parameters": [], "returns": None, "raises": []}


async def generated(workspace: Path, replies: list[Reply]) -> tuple[str, list[str], int]:
    """The file, the messages and the number of requests after all of six were asked for."""

    def reply(request: Recorded) -> Reply:
        return replies.pop(0) if len(replies) > 1 else replies[0]

    with AzureServer(reply) as azure:
        environment = azure_environment(azure, **ONE_AT_A_TIME)
        async with editing(workspace, PLAIN, environment=environment, process=False) as editor:
            uri = editor.open("bank/six.py", SIX)
            await editor.execute("docstring-ls.generateMissing", [{"uri": uri, "version": 1}])
            await editor.until(lambda: editor.messages, "a message")
            return editor.texts[uri], editor.messages, len(azure.requests)


async def test_what_was_answered_before_the_key_was_refused_is_written(workspace: Path) -> None:
    good = said(summary="Give it back.", **ONLY_SUMMARY)
    text, messages, asked = await generated(workspace, [good, good, error(401, "401", "No.")])
    assert text.count('"""Give it back') == 2
    assert len(messages) == 1 and asked == 3, messages


async def test_one_that_fails_is_named_and_stops_no_other(workspace: Path) -> None:
    good = said(summary="Give it back.", **ONLY_SUMMARY)
    text, messages, _ = await generated(workspace, [good, error(400, "bad", "No."), good])
    assert text.count('"""Give it back') == 5
    assert len(messages) == 1 and "1 of 6 symbols got no docstring" in messages[0], messages
