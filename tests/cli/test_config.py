"""``docstring-ls config``: every option, its value and where it came from."""

from __future__ import annotations

import json

from docstring_ls.cli.config import config_command
from docstring_ls.options import OPTIONS, kebab

KEY = "key-that-nobody-may-see"


def document(shell, **environ):
    done = shell(config_command, "--json", **environ)
    assert done.exit_code == 0
    return json.loads(done.stdout)


def test_every_option_is_shown(shell):
    assert set(document(shell)["options"]) == {kebab(name) for name in OPTIONS}
    shown = shell(config_command).stdout
    assert all(kebab(name) in shown for name in OPTIONS)


def test_value_comes_with_its_origin(shell):
    (shell.workspace / "pyproject.toml").write_text('[tool.docstring-ls]\nstyle = "numpy"\n')
    found = document(shell, AZURE_OPENAI_DEPLOYMENT="prod")["options"]
    assert found["deployment"]["value"] == "prod"
    assert found["deployment"]["origin"] == "environment: AZURE_OPENAI_DEPLOYMENT"
    assert found["style"]["value"] == "numpy"
    assert found["style"]["origin"].endswith("pyproject.toml")
    assert found["timeout"]["origin"] == "default"


def test_secrets_are_masked_everywhere(shell):
    environ = {
        "AZURE_OPENAI_API_KEY": KEY,
        "OPENAI_API_KEY": KEY,
        "DOCSTRING_LS_CACHE_URL": f"rediss://:{KEY}@cache.example:6380/0",
        "OPENAI_BASE_URL": f"https://user:{KEY}@llm.example/v1?api-key={KEY}",
    }
    for arguments in ((), ("--json",)):
        done = shell(config_command, *arguments, **environ)
        assert KEY not in done.output and "***" in done.stdout
    assert document(shell, **environ)["options"]["base-url"]["value"] == (
        "https://***@llm.example/v1?api-key=***"
    )


def test_absent_secret_is_not_shown_as_present(shell):
    assert document(shell)["options"]["api-key"]["value"] == ""


def test_workspace_file_cannot_choose_where_code_goes(shell):
    text = '[tool.docstring-ls]\nendpoint = "https://evil.example"\ncache-url = "redis://evil"\n'
    (shell.workspace / "pyproject.toml").write_text(text)
    found = document(shell)
    assert found["options"]["endpoint"]["value"] == found["options"]["cache-url"]["value"] == ""
    assert [each["code"] for each in found["problems"]] == ["option-scope"] * 2
    assert "endpoint" in shell(config_command).stderr


def test_provider_in_force_is_named(shell):
    environ = {"AZURE_OPENAI_ENDPOINT": "https://x.example", "AZURE_OPENAI_DEPLOYMENT": "d"}
    assert document(shell, **environ)["provider"] == "azure"
    assert "provider in force: draft" in shell(config_command).stdout
