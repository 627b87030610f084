"""What messages advise exists: flags, options, variables, extras and commands."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from docstring_ls.cli.main import COMMANDS, cli
from docstring_ls.options import OPTIONS, kebab
from docstring_ls.options import variables as option_variables

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

# What others define: the system, Azure, OpenTelemetry.
FOREIGN_VARIABLES = {
    "AZURE_CLIENT_ID",
    "AZURE_TENANT_ID",
    "AZURE_TOKEN_CREDENTIALS",
    "HTTPS_PROXY",
    "SSL_CERT_FILE",
}
# Compound words, and parts of a value of an option.
WORDS = {"a-z", "sign-in", "docstring-ls", "price-in", "price-cached", "price-out", "built-in"}

# The words of a grammar are looked for in docstrings and never said to anybody.
GRAMMAR = ROOT / "server/docstring_ls/core/rules/prose"


def told() -> Iterator[tuple[str, str]]:
    """Every sentence in the source that is no docstring: what can reach a user."""
    for path in sorted((ROOT / "server/docstring_ls").rglob("*.py")):
        if path.is_relative_to(GRAMMAR):
            continue
        tree = ast.parse(path.read_text("utf-8"))
        expressions = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
            if is_text and id(node) not in expressions and " " in node.value:
                yield f"{path.name}:{node.lineno}", node.value


def flags(command: click.Command) -> set[str]:
    inner = [flags(each) for each in getattr(command, "commands", {}).values()]
    own = {text for each in command.params for text in (*each.opts, *each.secondary_opts)}
    return own.union(*inner)


def every_flag() -> set[str]:
    commands = [cli.get_command(click.Context(cli), name) for name in COMMANDS]
    return set().union(*(flags(command) for command in commands if command)) | {"--write"}


def variables() -> set[str]:
    return {name for option in OPTIONS for name in option_variables(option)} | FOREIGN_VARIABLES


FOUND = {
    "flags": (r"(?<!\S)--[a-z][a-z-]*", every_flag),
    "variables": (r"\b[A-Z]{2,}(?:_[A-Z]+)+\b(?!…)", variables),
    "options": (
        r"(?<![\w/.'\[-])[a-z]++(?:-[a-z]++)++(?![\w/.\]-]\w)",
        lambda: {kebab(name) for name in OPTIONS} | WORDS,
    ),
    "extras": (r"docstring-ls\[(\w+)\]", lambda: set(PROJECT["optional-dependencies"])),
    "commands": (
        r"(?:[Rr]un|\() ?docstring-ls ([a-z]+)",
        lambda: set(COMMANDS),
    ),
}


@pytest.mark.parametrize("kind", FOUND)
def test_what_is_advised_exists(kind: str) -> None:
    pattern, known = FOUND[kind]
    sentences = [(where, text) for where, text in told() if re.search(r"[a-z] [a-z]", text)]
    named = [(where, name) for where, text in sentences for name in re.findall(pattern, text)]
    assert named
    assert [pair for pair in named if pair[1] not in known()] == []


def test_only_what_has_a_flag_is_advised_to_be_set_by_one() -> None:
    vague = r"by a flag|on the command line"
    assert [where for where, text in told() if re.search(vague, text)] == []


def test_prices_need_no_extra() -> None:
    required = [re.split(r"[<>=!~\[ ]", each)[0] for each in PROJECT["dependencies"]]
    assert "genai-prices" in required
    assert not [where for where, text in told() if "[prices]" in text]
