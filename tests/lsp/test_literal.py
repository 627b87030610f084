"""What a model or a workspace wrote is shown as it is written, and does nothing else."""

from __future__ import annotations

import copy
import unicodedata
from typing import Any

import pytest
from markdown_it import MarkdownIt

from docstring_ls.core.text import path_of
from support.azure import AzureServer, answer
from support.bank import azure_environment
from support.editor import PLAIN, editing

CODE = "def add(first, second):\n    return first + second\n"
HOSTILE = [
    "zz\n\n![](https://evil.example/x.png)",
    "zz`\n\n[click](command:workbench.action.quit)",
    "``` \n# big\n[a](https://evil.example)",
    "<img src=https://evil.example/x onerror=alert(1)>",
    "zz\u202egnp.exe\u2066",
    "zz\x1b]0;title\x07\x1b[2J\x9b31m",
    "a\u200bb\u200d\u2028\u2029\x00\U000e0041",
    "[click](command:docstring-ls.insert)",
    "www.evil.example https://evil.example a@evil.example",
    "`" * 40 + " ~~~ </code>",
    "x" * 5_000,
]
PLAIN_HOVER: dict[str, Any] = copy.deepcopy(PLAIN)
PLAIN_HOVER["capabilities"]["textDocument"]["hover"] = {"contentFormat": ["plaintext"]}
HARMLESS = {
    *("paragraph", "inline", "text", "strong", "fence", "code_inline", "softbreak"),
    *("bullet_list", "list_item", "root", "link"),
}


def said(name: str) -> dict[str, Any]:
    """An answer that speaks of a parameter of this name, everywhere."""
    return {
        "summary": f"Add {name}.",
        "description": f"Adds {name}.",
        "parameters": [
            {"name": "first", "description": f"The {name}."},
            {"name": "second", "description": "The second."},
            {"name": name, "description": "Another."},
        ],
        "returns": f"The {name}.",
        "yields": None,
        "raises": [{"exception": name, "description": "Never."}],
        "attributes": [{"name": name, "description": "None."}],
        "examples": None,
    }


def unseen(text: str) -> list[str]:
    """Characters that a reader does not see, or that change what is seen."""
    kinds = ("Cc", "Cf", "Zl", "Zp")
    return [char for char in text if char not in "\n\t" and unicodedata.category(char) in kinds]


def tokens(markdown: str) -> list[Any]:
    """What a Markdown reader makes of a text that follows every kind of link."""
    reader = MarkdownIt("gfm-like", {"html": True, "linkify": False})
    reader.validateLink = lambda _: True  # type: ignore[method-assign]
    found: list[Any] = []

    def walk(tokens: Any) -> None:
        for token in tokens:
            found.append(token)
            walk(token.children or ())

    walk(reader.parse(markdown))
    return found


def constructs(markdown: str) -> set[str]:
    """The kinds of what a Markdown reader makes of a text."""
    return {item.type.removesuffix("_open").removesuffix("_close") for item in tokens(markdown)}


def targets(markdown: str) -> set[str]:
    """Where the links of a text lead."""
    return {item.attrs["href"] for item in tokens(markdown) if item.type == "link_open"}


@pytest.mark.parametrize("form", [PLAIN, PLAIN_HOVER], ids=["markdown", "plain text"])
async def test_names_of_an_answer_are_literal_at_every_exit(form, tmp_path):
    names = iter(HOSTILE)
    with AzureServer(lambda asked: answer(said(next(names, "zz")))) as server:
        environment = azure_environment(server)
        async with editing(tmp_path, form, environment=environment) as editor:
            for number, name in enumerate(HOSTILE):
                uri = editor.open(f"a{number}.py", CODE)
                before = len(editor.messages)
                await editor.choose(uri, 0, "Preview", 5)
                await editor.until(lambda: len(editor.messages) > before, "a message")  # noqa: B023
                shown = await editor.hover(uri, 0, 5)
                told = [*editor.messages, *editor.reports()]
                assert not unseen(shown), repr(name)
                assert not any(unseen(each) or "](" in each for each in told), repr(name)
                assert all(len(each) < 8_000 for each in told)
                if form is PLAIN:
                    assert constructs(shown) <= HARMLESS, shown
                    assert targets(shown) <= {f"{uri}#L1"}, shown
                editor.close(uri)


async def test_the_line_that_proves_it_is_a_link_and_literal(tmp_path):
    code = "def add(first, second='`[x](command:y)\u202e'):\n    return first + second\n"
    name = "a (1) [x] é.py"
    with AzureServer(answer(said("zz"))) as server:
        async with editing(tmp_path, environment=azure_environment(server)) as editor:
            uri = editor.open(name, code)
            await editor.choose(uri, 0, "Preview", 5)
            await editor.until(lambda: editor.messages, "a message")
            editor.replace(uri, "import os\n\n" + code)
            shown = await editor.hover(uri, 2, 5)
            assert {item.rpartition("#")[2] for item in targets(shown)} == {"L3"}, shown
            (target,) = {item.rpartition("#")[0] for item in targets(shown)}
            assert path_of(target) == str(tmp_path / name)
            assert constructs(shown) <= HARMLESS and not unseen(shown), shown
            assert "def add(first, second='`[x](command:y)\\u202e'):" in shown


async def test_names_of_a_workspace_are_literal_in_titles_and_reports(tmp_path):
    code = "def zz\u200c\u200d(a):\n    return a\n"
    async with editing(tmp_path) as editor:
        uri = editor.open("a\x1b[31m\u202e[x](command:y).py", code)
        for only in (["source.docstring"], None):
            titles = [action.title for action in await editor.actions(uri, 0, 4, only)]
            assert titles
            assert not any(unseen(title) or "](" in title for title in titles)


async def test_a_configuration_error_does_not_quote_the_file(tmp_path):
    (tmp_path / "setup.cfg").write_text("machine example.org login me password hunter2\n")
    (tmp_path / "pyproject.toml").write_text('[tool\npassword = "hunter2"\n')
    (tmp_path / "ruff.toml").write_text("password hunter2\n")
    (tmp_path / "tox.ini").write_text("[flake8]\nhunter2 = 1\n  x\nnonsense [\n[hunter2\n")
    async with editing(tmp_path) as editor:
        uri = editor.open("a.py", CODE)
        await editor.choose(uri, 0, "Generate", 5)
        await editor.until(lambda: editor.applied, "an edit")
        assert editor.messages
        assert "hunter2" not in str(editor.messages) and "login" not in str(editor.messages)
        assert any("pyproject.toml" in each and "line 1" in each for each in editor.messages)
