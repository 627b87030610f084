"""The user's own .env file gives the connection; no other file does."""

from __future__ import annotations

import pytest

from docstring_ls.adapters.env_file import env_file
from docstring_ls.app import load_config

TEXT = """
# Azure
export AZURE_OPENAI_ENDPOINT="https://r.openai.azure.com"
AZURE_OPENAI_API_KEY='k$ey'
AZURE_OPENAI_DEPLOYMENT=d
UNRELATED=1
"""


@pytest.fixture
def named(tmp_path):
    path = tmp_path / "own.env"
    path.write_text(TEXT)
    return path


def test_values_of_the_file_make_a_connection(named):
    layer, problems = env_file(str(named))
    assert not problems and layer.origin == str(named)
    assert layer.values == {
        "endpoint": "https://r.openai.azure.com",
        "api_key": "k$ey",
        "deployment": "d",
    }


@pytest.mark.parametrize("path", [".env", "../.env", "/nowhere/at/all.env"])
def test_file_that_cannot_count_is_told(path):
    layer, problems = env_file(path)
    assert not layer.values and "env-file" in problems[0].message


def test_binary_file_is_told(tmp_path):
    path = tmp_path / "x.env"
    path.write_bytes(b"\xff\xfe\x00A=1")
    layer, problems = env_file(str(path))
    assert not layer.values and problems


def test_real_environment_is_stronger_than_the_file(named):
    environ = {"DOCSTRING_LS_ENV_FILE": str(named), "AZURE_OPENAI_DEPLOYMENT": "other"}
    config, problems = load_config("", environ=environ)
    assert not problems
    assert (config.provider, config.options.deployment) == ("azure", "other")
    assert config.origins["api_key"] == str(named)
    assert config.origins["deployment"] == "environment"


def test_workspace_can_not_name_a_file(tmp_path, named):
    (tmp_path / "pyproject.toml").write_text(f'[tool.docstring-ls]\nenv-file = "{named}"\n')
    config, problems = load_config(str(tmp_path), environ={})
    assert config.provider == "draft" and not config.options.api_key
    assert "env-file" in problems[0].message


def test_env_file_of_the_workspace_is_not_read(tmp_path, monkeypatch):
    (tmp_path / ".env").write_text(TEXT)
    monkeypatch.chdir(tmp_path)
    config, _ = load_config(str(tmp_path), environ={})
    assert config.provider == "draft" and not config.options.api_key
