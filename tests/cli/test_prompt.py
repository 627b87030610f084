"""The command ``prompt``: what would be sent, for people and line by line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from docstring_ls.cli.prompt import prompt_command
from docstring_ls.errors import UsageError

CODE = '''\
LIMIT = 3


def first(count):
    """Old words of the first function."""
    return count < LIMIT


def second(count):
    return first(count)
'''


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "mod.py").write_text(CODE)
    return tmp_path


def run(*args: str, stdin: str = ""):
    result = CliRunner().invoke(prompt_command, args, input=stdin)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_json_holds_messages_counts_and_receipt(project: Path) -> None:
    result = run(f"{project}/mod.py:4", "--json", "--budget", "600", "--root", str(project))
    answer = json.loads(result.output)
    assert [item["role"] for item in answer["messages"]] == ["system", "user"]
    assert 0 < answer["prompt_tokens"] <= 600
    assert answer["schema_tokens"] > 0
    assert set(answer["fragments"][0]) >= {"kind", "name", "path", "line", "tokens", "kept"}
    assert "Old words" not in json.dumps(answer)
    assert str(project) not in json.dumps(answer)


def test_text_shows_the_messages_as_they_are(project: Path) -> None:
    output = run(f"{project}/mod.py::second").output
    assert "def second(count):" in output
    assert "receipt" in output


def test_lines_are_answered_one_by_one_in_one_process(project: Path) -> None:
    good = {"id": "a", "root": str(project), "file": str(project / "mod.py"), "line": 9}
    lines = [
        good | {"character": 4, "budget": 500},
        {"id": "b", "file": "mod.py"},
        good | {"id": "c", "line": 900},
        good | {"id": "d", "budget": 20},
        good | {"id": "e", "file": "none.py"},
        good | {"id": "f", "budget": "many"},
    ]
    stdin = "\n".join([json.dumps(line) for line in lines] + ["{not json", "[]", ""])
    answers = [json.loads(line) for line in run("--jsonl", stdin=stdin).output.splitlines()]
    assert [answer["id"] for answer in answers] == ["a", "b", "c", "d", "e", "f", None, None]
    assert answers[0]["prompt_tokens"] <= 500
    assert all(answer["error"]["code"] and answer["error"]["message"] for answer in answers[1:])


@pytest.mark.parametrize("args", [(), ("mod.py:1", "--jsonl"), ("missing.py:3",)])
def test_wrong_use_is_told(args: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        run(*args)


@pytest.mark.parametrize("name", [".env.py", ".ENV.local.py", "linked.py"])
def test_a_file_that_holds_secrets_by_its_name_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / ".env").write_text(CODE)
    if name == "linked.py":
        (tmp_path / name).symlink_to(".env")
    else:
        (tmp_path / name).write_text(CODE)
    done = CliRunner().invoke(prompt_command, [f"{tmp_path / name}::first"])
    assert "LIMIT" not in done.output
    assert "never sent" in str(done.exception)
