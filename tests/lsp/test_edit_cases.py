"""The golden cases of editing through ``textDocument/codeAction``, in every position encoding."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest

from support.azure import AzureServer, Recorded, Reply, answer
from support.bank import azure_environment
from support.edit_cases import EditCase, edit_cases
from support.editor import PLAIN, Editor, editing

CASES = [case for case in edit_cases() if case.plain and not case.amend]
# A style without sections shows the summary alone, so that only placing decides the result.
STYLE = {"DOCSTRING_LS_STYLE": "plain", "DOCSTRING_LS_DETAIL": "brief"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
async def test_every_case_comes_out_as_written(tmp_path: Path, encoding: str) -> None:
    announcement = copy.deepcopy(PLAIN)
    announcement["capabilities"]["general"] = {"positionEncodings": [encoding]}
    failures = []
    current = CASES[0]

    def reply(request: Recorded) -> Reply:
        return answer({"summary": current.wanted})

    with AzureServer(reply) as azure:
        environment = azure_environment(azure, **STYLE, DOCSTRING_LS_RESOLVER_DEADLINE="0")
        async with editing(tmp_path, announcement, environment=environment) as editor:
            assert editor.encoding == encoding
            for number, case in enumerate(CASES):
                current = case
                found = await outcome(editor, f"case_{number}.py", case)
                if found != expected(case):
                    failures.append((case.name, expected(case), found))
    assert failures == []
    assert len(CASES) >= 150


def expected(case: EditCase) -> str:
    return case.source if case.outcome in ("refused", "nothing") else case.result


async def outcome(editor: Editor, name: str, case: EditCase) -> str:
    """The document's text after the innermost writing action, or as it was."""
    uri = editor.open(name, case.source)
    line, character = position(case.source, case.cursor, editor.encoding)
    actions = await editor.actions(uri, line, character)
    writing = [item for item in actions if item.title.startswith(("Generate d", "Rewrite d"))]
    if case.outcome == "nothing" and writing:
        return f"offered: {[item.title for item in writing]}"
    if writing:
        told, ends = len(editor.messages), len(editor.timeline)
        await editor.take(writing[0])
        await editor.until(
            lambda: (
                len(editor.messages) > told
                or any(kind == "end" for kind, _ in editor.timeline[ends:])
            ),
            case.name,
        )
    text = editor.texts[uri]
    editor.close(uri)
    return text


def position(text: str, index: int, encoding: str) -> tuple[int, int]:
    before = text[:index].replace("\r\n", "\n").replace("\r", "\n")
    line = before.count("\n")
    head = before.rpartition("\n")[2]
    if encoding == "utf-8":
        return line, len(head.encode("utf-8", "surrogatepass"))
    if encoding == "utf-16":
        return line, len(head.encode("utf-16-le", "surrogatepass")) // 2
    return line, len(head)
