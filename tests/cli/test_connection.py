"""A connection that is begun and incomplete, a lone key, and the draft that says it is one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.editor import editing

from .test_generate import run

ENDPOINT = "https://x.openai.azure.com"
TRUE = '"""Two."""\n\n\ndef f(a: int) -> int:\n    """Add one to a.\n\n    Args:\n'
TRUE += "        a: The number.\n\n    Returns:\n        The sum.\n    "
TRUE += '"""\n    return a + 1\n'

# What is set, the words that name what is missing, and the names by which it can be given.
INCOMPLETE = {
    "endpoint alone": ({"AZURE_OPENAI_ENDPOINT": ENDPOINT}, "deployment is not set"),
    "deployment alone": ({"AZURE_OPENAI_DEPLOYMENT": "d"}, "endpoint is not set"),
    "deployments without endpoint": (
        {"DOCSTRING_LS_DEPLOYMENTS": "one@https://x.example,two"},
        "endpoint is not set",
    ),
    "base URL alone": ({"OPENAI_BASE_URL": "http://127.0.0.1:9/v1"}, "model is not set"),
    "provider azure": ({"DOCSTRING_LS_PROVIDER": "azure"}, "endpoint and deployment are not set"),
    "provider openai": ({"DOCSTRING_LS_PROVIDER": "openai"}, "base-url and model are not set"),
}
NAMES = {
    "deployment": "AZURE_OPENAI_DEPLOYMENT",
    "endpoint": "AZURE_OPENAI_ENDPOINT",
    "base-url": "OPENAI_BASE_URL",
    "model": "DOCSTRING_LS_MODEL",
}


@pytest.mark.parametrize("case", INCOMPLETE)
def test_an_incomplete_connection_names_what_is_missing(workspace: Path, case: str) -> None:
    env, missing = INCOMPLETE[case]
    done = run("generate", "bank", "-q", cwd=workspace, env=env)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1), done.stderr
    assert missing in done.stderr and "--provider draft" in done.stderr
    for option in missing.partition(" is ")[0].partition(" are ")[0].split(" and "):
        assert NAMES[option] in done.stderr
    chosen = run("generate", "bank", "--provider", "draft", "-q", cwd=workspace, env=env)
    assert (chosen.returncode, chosen.stderr) == (0, "") and chosen.stdout


@pytest.mark.parametrize("case", INCOMPLETE)
def test_doctor_calls_it_wrong_and_prompt_and_config_say_it(workspace: Path, case: str) -> None:
    env, missing = INCOMPLETE[case]
    doctor = run("doctor", "--no-request", cwd=workspace, env=env)
    assert doctor.returncode == 2 and missing in " ".join(doctor.stdout.split())
    prompt = run("prompt", "bank/service.py:6", "--json", cwd=workspace, env=env)
    assert json.loads(prompt.stdout)["messages"] and missing in prompt.stderr
    config = run("config", "--json", cwd=workspace, env=env)
    assert missing in json.dumps(json.loads(config.stdout)["problems"])


def test_a_connection_that_is_written_wrongly_says_what_to_write(workspace: Path) -> None:
    env = {"DOCSTRING_LS_DEPLOYMENTS": "d;rpm=x", "AZURE_OPENAI_ENDPOINT": ENDPOINT}
    done = run("generate", "bank", cwd=workspace, env=env)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1), done.stderr
    assert "'d;rpm=x' is left out: rpm must be a whole number, not 'x'." in done.stderr
    assert "So deployment is not set. Set AZURE_OPENAI_DEPLOYMENT" in done.stderr


COMPLETE = {
    "an address that names the deployment": (
        {"AZURE_OPENAI_ENDPOINT": f"{ENDPOINT}/openai/deployments/d/chat/completions"},
        "azure",
    ),
    "the other one is complete": (
        {"AZURE_OPENAI_ENDPOINT": ENDPOINT, "OPENAI_BASE_URL": "http://h/v1"}
        | {"DOCSTRING_LS_MODEL": "m"},
        "openai",
    ),
    "nothing": ({}, "draft"),
    "a lone key": ({"OPENAI_API_KEY": "sk-1"}, "draft"),
}


@pytest.mark.parametrize("case", COMPLETE)
def test_the_provider_whose_connection_is_complete_is_taken(workspace: Path, case: str) -> None:
    env, provider = COMPLETE[case]
    found = json.loads(run("config", "--json", cwd=workspace, env=env).stdout)
    assert found["provider"] == provider


@pytest.mark.parametrize("name", ["AZURE_OPENAI_API_KEY", "OPENAI_API_KEY"])
def test_a_lone_key_adds_a_line_and_no_error(workspace: Path, name: str) -> None:
    env = {name: "sk-5ecret"}
    done = run("generate", "bank/service.py", cwd=workspace, env=env)
    assert done.returncode == 0 and done.stdout.startswith("---")
    lines = [line for line in done.stderr.splitlines() if name in line]
    assert len(lines) == 1 and "draft" in lines[0] and "5ecret" not in done.stderr
    quiet = run("generate", "bank/service.py", "-q", cwd=workspace, env=env)
    assert (quiet.returncode, quiet.stderr) == (0, "")


def test_the_summary_says_that_the_draft_wrote_for_nothing_is_configured(workspace: Path) -> None:
    done = run("generate", "bank/service.py", cwd=workspace)
    (summary,) = done.stderr.splitlines()
    assert summary.startswith("1 docstring proposed in 1 file")
    assert "draft" in summary and "no model is configured" in summary
    chosen = run("generate", "bank/service.py", "--provider", "draft", cwd=workspace)
    assert "draft" in chosen.stderr and "configured" not in chosen.stderr
    shown = run("generate", "bank/service.py", "--format", "json", cwd=workspace)
    assert json.loads(shown.stdout)["provider"] == "draft"


def test_check_with_update_lists_only_what_would_change(tmp_path: Path) -> None:
    (tmp_path / "true.py").write_text(TRUE)
    done = run("generate", "true.py", "--check", "--update", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout
    assert done.stderr.startswith("Nothing to change in 1 file.")
    (tmp_path / "false.py").write_text(TRUE.replace("a: The number", "b: The number"))
    done = run("generate", ".", "--check", "--update", cwd=tmp_path)
    assert done.returncode == 1 and done.stdout.count("\n") == 1
    assert done.stdout.startswith("false.py:4: f has a docstring to mend")
    told, _, summary = done.stderr.splitlines()[:3]
    assert told.startswith("false.py:4: f: There is no parameter `b`") and "The number" in told
    assert summary.startswith("1 docstring missing or stale in 1 file")


def test_counts_are_of_what_was_written(tmp_path: Path) -> None:
    (tmp_path / "true.py").write_text(TRUE)
    done = run("generate", "true.py", "--write", "--update", cwd=tmp_path)
    assert done.returncode == 0 and done.stderr.startswith("Nothing to change in 1 file.")
    (tmp_path / "two.py").write_text("def f(a):\n    return a\n\n\ndef g(b):\n    return b\n")
    done = run("generate", ".", "--write", cwd=tmp_path)
    assert done.stderr.startswith("3 docstrings written in 1 file"), done.stderr


def test_rewrite_wants_a_model(tmp_path: Path) -> None:
    (tmp_path / "true.py").write_text(TRUE)
    for more in ([], ["--provider", "draft"]):
        done = run("generate", "true.py", "--rewrite", "--write", *more, cwd=tmp_path)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
        assert "--rewrite" in done.stderr and "--provider azure" in done.stderr
        assert "--update" in done.stderr
    assert (tmp_path / "true.py").read_text() == TRUE


async def test_the_editor_offers_no_rewriting_by_the_draft_and_refuses_it(tmp_path: Path) -> None:
    async with editing(tmp_path, process=False) as editor:
        uri = editor.open("true.py", TRUE)
        found = await editor.actions(uri, 3)
        titles = [action.title for action in found]
        assert any(title.startswith("Update docstring of `f`") for title in titles)
        assert not [title for title in titles if title.startswith("Rewrite")]
        update = next(item for item in found if item.title.startswith("Update docstring of `f`"))
        asked = [dict(_plain(update.command.arguments[0])) | {"mode": "rewrite"}]
        await editor.execute("docstring-ls.generate", asked)
        await editor.until(lambda: editor.messages, "a refusal")
        assert "model" in editor.messages[-1] and editor.texts[uri] == TRUE


def _plain(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else value._asdict()


async def test_the_editor_names_what_is_missing_and_writes_nothing(workspace: Path) -> None:
    env = {"AZURE_OPENAI_ENDPOINT": ENDPOINT}
    async with editing(workspace, environment=env, process=False) as editor:
        text = (workspace / "bank/service.py").read_text()
        uri = editor.open("bank/service.py", text)
        await editor.choose(uri, 5, "Generate docstring for `transfer`")
        await editor.until(lambda: editor.messages, "an error")
        assert "deployment is not set" in editor.messages[-1] and editor.texts[uri] == text
