"""Docstrings that became false are reported while one types, with the update as quick fix."""

from __future__ import annotations

import copy
from pathlib import Path

from lsprotocol import types

from support.editor import PLAIN, Editor, editing

TRUE = '''def send(host, port):
    """Send a thing.

    Args:
        host: Where to.
        port: On which door.
    """
    print(host, port)
'''
STALE = TRUE.replace("def send(host, port)", "def send(host, door)").replace(
    "print(host, port)", "print(host, door)"
)
PULLING = copy.deepcopy(PLAIN)
PULLING["capabilities"]["textDocument"]["diagnostic"] = {}


async def test_pushed_after_typing_and_cleared_when_mended(tmp_path: Path) -> None:
    async with editing(tmp_path, process=False) as editor:
        uri = editor.open("mail.py", TRUE)
        editor.replace(uri, STALE)
        await editor.until(lambda: editor.client.diagnostics.get(uri), "diagnostics")
        (diagnostic,) = editor.client.diagnostics[uri]
        assert diagnostic.source == "docstring-ls"
        assert "port" in diagnostic.message
        assert diagnostic.severity == types.DiagnosticSeverity.Hint
        assert diagnostic.range.start.line == 5
        assert diagnostic.related_information[0].location.range.start.line == 0
        (fix,) = await fixes(editor, uri, diagnostic)
        assert fix.title.startswith("Update docstring of `send`")
        await editor.take(fix)
        await editor.until(lambda: editor.applied, "the edit")
        assert editor.texts[uri] == STALE.replace("port: On which", "door: On which")
        await editor.until(lambda: not editor.client.diagnostics[uri], "no diagnostics")


BASED = '''class Base:
    gone = 1


class Shop(Base):
    """A shop.

    Attributes:
        gone: What it was.
    """

    here = 2
'''


async def test_what_another_class_proves_is_found_anew(tmp_path: Path) -> None:
    async with editing(tmp_path, PULLING, process=False) as editor:
        uri = editor.open("shop.py", BASED.replace("gone = 1", "other = 1"))
        params = types.DocumentDiagnosticParams(types.TextDocumentIdentifier(uri))
        (item,) = (await editor.client.text_document_diagnostic_async(params)).items
        assert item.code == "unknown-attribute"
        editor.replace(uri, BASED)
        assert list((await editor.client.text_document_diagnostic_async(params)).items) == []


async def test_changed_settings_are_published_at_once(tmp_path: Path) -> None:
    async with editing(tmp_path, process=False) as editor:
        uri = editor.open("mail.py", STALE)
        await editor.until(lambda: editor.client.diagnostics.get(uri), "diagnostics")
        for level in ("off", "contradictions"):
            settings = {"docstring-ls": {"diagnostics": level}}
            editor.client.workspace_did_change_configuration(
                types.DidChangeConfigurationParams(settings)
            )
            told = level != "off"
            await editor.until(
                lambda told=told: bool(editor.client.diagnostics[uri]) is told, level
            )


async def test_pulled_by_clients_that_ask(tmp_path: Path) -> None:
    async with editing(tmp_path, PULLING, process=False) as editor:
        uri = editor.open("mail.py", STALE)
        params = types.DocumentDiagnosticParams(types.TextDocumentIdentifier(uri))
        report = await editor.client.text_document_diagnostic_async(params)
        assert [item.range.start.line for item in report.items] == [5]
        editor.replace(uri, TRUE)
        report = await editor.client.text_document_diagnostic_async(params)
        assert list(report.items) == []
        assert editor.client.diagnostics == {}


async def test_levels_and_rules_are_the_projects_choice(tmp_path: Path) -> None:
    settings = {"diagnosticSeverity": "warning", "diagnosticRules": []}
    announcement = {**PULLING, "initializationOptions": settings}
    async with editing(tmp_path, announcement, process=False) as editor:
        uri = editor.open("mail.py", STALE)
        params = types.DocumentDiagnosticParams(types.TextDocumentIdentifier(uri))
        (item,) = (await editor.client.text_document_diagnostic_async(params)).items
        assert item.severity == types.DiagnosticSeverity.Warning
    settings["diagnosticRules"] = [f"{item.code}=off"]
    async with editing(tmp_path, announcement, process=False) as editor:
        uri = editor.open("mail.py", STALE)
        assert list((await editor.client.text_document_diagnostic_async(params)).items) == []


EGLOT = copy.deepcopy(PULLING)
VSCODE = copy.deepcopy(PULLING)
VSCODE["capabilities"]["textDocument"]["publishDiagnostics"] = {"relatedInformation": True}


async def pulled(editor: Editor, uri: str) -> list[types.Diagnostic]:
    params = types.DocumentDiagnosticParams(types.TextDocumentIdentifier(uri))
    return list((await editor.client.text_document_diagnostic_async(params)).items)


async def test_the_line_that_proves_it_is_a_link_in_its_own_words(tmp_path: Path) -> None:
    async with editing(tmp_path, VSCODE, process=False) as editor:
        uri = editor.open("mail.py", STALE)
        (item,) = await pulled(editor, uri)
        (proof,) = item.related_information
        assert proof.message == "def send(host, door):"
        assert proof.location.uri == uri
        start, end = proof.location.range.start, proof.location.range.end
        assert (start.line, start.character, end.line, end.character) == (0, 0, 0, 21)
        assert "line 1" not in item.message


async def test_the_link_follows_a_symbol_that_moves(tmp_path: Path) -> None:
    async with editing(tmp_path, VSCODE, process=False) as editor:
        uri = editor.open("mail.py", STALE)
        await pulled(editor, uri)
        editor.replace(uri, "import os\n\n\n" + STALE)
        # The same function in another file, judged already.
        twin = editor.open("post.py", STALE)
        for place, line in ((uri, 3), (twin, 0)):
            (item,) = await pulled(editor, place)
            (proof,) = item.related_information
            assert (proof.location.uri, proof.location.range.start.line) == (place, line)
            assert proof.message == "def send(host, door):"


async def test_where_no_related_information_is_shown_the_message_holds_the_line(
    tmp_path: Path,
) -> None:
    async with editing(tmp_path, EGLOT, process=False) as editor:
        uri = editor.open("mail.py", STALE)
        (item,) = await pulled(editor, uri)
        assert item.message.endswith("(line 1: def send(host, door):)")


async def test_a_line_of_code_is_literal(tmp_path: Path) -> None:
    hostile = STALE.replace("(host, door)", "(host, door, x='\u202e[a](command:b)\x07')")
    async with editing(tmp_path, EGLOT, process=False) as editor:
        uri = editor.open("mail.py", hostile)
        for item in await pulled(editor, uri):
            shown = [item.message, item.related_information[0].message]
            assert not any("\u202e" in text or "\x07" in text or "](" in text for text in shown)


async def fixes(editor: Editor, uri: str, diagnostic: types.Diagnostic) -> list[types.CodeAction]:
    context = types.CodeActionContext([diagnostic], only=[types.CodeActionKind.QuickFix])
    params = types.CodeActionParams(types.TextDocumentIdentifier(uri), diagnostic.range, context)
    return list(await editor.client.text_document_code_action_async(params))
