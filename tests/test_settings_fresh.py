"""The extension and the README say the same about options as the options themselves."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from docstring_ls import settings_schema
from docstring_ls.options import OPTIONS, camel

ROOT = Path(__file__).parents[1]
CLIENT = ROOT / "vscode-client"
HINT = "run: python -m docstring_ls.settings_schema --write vscode-client/package.json README.md"


def manifest() -> dict:
    return json.loads((CLIENT / "package.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["vscode-client/package.json", "README.md"])
def test_generated_part_is_fresh(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert settings_schema.renew(name, text) == text, HINT


def test_an_option_changes_both():
    tables = {
        settings_schema.SERVICES: settings_schema.provider_table(),
        settings_schema.SETTINGS: settings_schema.table(),
    }
    old = "".join(f"x{begin}old{end}y" for begin, end in tables)
    new = "".join(f"x{begin}\n{table}\n{end}y" for (begin, end), table in tables.items())
    assert settings_schema.renew("a.md", old) == new


def test_file_without_a_place_is_refused():
    with pytest.raises(ValueError, match="no place"):
        settings_schema.renew("README.md", "text")


def test_secrets_are_no_settings_but_the_extension_keeps_each_of_them():
    secrets = {name for name, spec in OPTIONS.items() if spec.secret}
    properties = settings_schema.settings_block()["properties"]
    assert not {f"docstring-ls.{camel(name)}" for name in secrets} & set(properties)
    source = (CLIENT / "src" / "settings.ts").read_text(encoding="utf-8")
    kept = dict(re.findall(r'option: "(\w+)",.*?variable: "(\w+)"', source, re.DOTALL))
    assert kept == {name: f"DOCSTRING_LS_{name.upper()}" for name in secrets}


def test_only_project_options_can_be_set_by_a_workspace():
    properties = settings_schema.settings_block()["properties"]
    assert properties["docstring-ls.style"]["scope"] == "resource"
    assert properties["docstring-ls.endpoint"]["scope"] == "machine"
    assert {
        item["scope"]
        for block in manifest()["contributes"]["configuration"]
        for item in block["properties"].values()
    } == {"resource", "machine"}


def test_versions_agree():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert manifest()["version"] == project["version"]


def test_pinned_requirements_meet_the_dependencies():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    text = (CLIENT / "requirements.txt").read_text(encoding="utf-8")
    found = re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE)
    pinned = {canonicalize_name(name): version for name, version in found}
    for wanted in map(Requirement, project["dependencies"]):
        version = pinned.get(canonicalize_name(wanted.name))
        assert version, f"{wanted.name} is not in requirements.txt; see vscode-client/README.md"
        assert version in wanted.specifier, f"{wanted} is pinned as {version}"


def test_nothing_names_the_place_where_it_was_made():
    for name in ("package-lock.json", "requirements.txt", "package.json", ".npmrc"):
        text = (CLIENT / name).read_text(encoding="utf-8")
        assert '"resolved"' not in text, name
        assert "file:" not in text, name
        assert "index-url" not in text, name
