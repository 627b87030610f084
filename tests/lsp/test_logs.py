"""Nothing secret and nothing of the code reaches a log at the default level."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.azure import AzureServer, error
from support.bank import SERVICE, azure_environment, said
from support.editor import editing

SECRETS = ("sk-test-5ecret", "account.balance_in_cents", "Add an amount to the balance")


@pytest.mark.parametrize("script", ["answer", "denied", "filtered", "broken"])
async def test_the_log_is_silent_about_them(
    workspace: Path, capfd: pytest.CaptureFixture[str], script: str
) -> None:
    replies = {
        "answer": [said()],
        "denied": [error(401, "401", "Access denied due to invalid subscription key.")] * 9,
        "filtered": [error(400, "content_filter", "The response was filtered.")] * 9,
        "broken": [error(500, None, body="<html>sk-test-5ecret</html>")] * 9,
    }[script]
    with AzureServer(replies) as azure:
        environment = azure_environment(azure, DOCSTRING_LS_RETRIES="0")
        async with editing(workspace, environment=environment) as editor:
            uri = editor.open("bank/service.py", SERVICE)
            await editor.choose(uri, 6, "Generate docstring")
            await editor.until(lambda: editor.applied or editor.messages, "an end")
            shown = " ".join(editor.messages)
    written = capfd.readouterr()
    for secret in SECRETS:
        assert secret not in written.err and secret not in written.out
        assert secret not in shown
