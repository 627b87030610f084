"""What of a workspace may be shown, and how fresh it is."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from docstring_ls.adapters import workspace
from docstring_ls.adapters.workspace import WorkspaceFiles
from docstring_ls.adapters.workspace_secrets.lines import mask, mask_blocks
from docstring_ls.core.text import Source
from docstring_ls.options import Options


@pytest.fixture(autouse=True)
def always_fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workspace, "REST", -1000.0)


def write(root: Path, *paths: str, text: str = "x = 1\n") -> None:
    for path in paths:
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)


def test_only_the_projects_own_files_are_read(tmp_path: Path) -> None:
    write(tmp_path, "a.py", "pkg/b.py", "pkg/c.pyi", "pkg/build/__init__.py")
    write(tmp_path, "notes.txt", ".venv/lib/x.py", "venv/x.py", "node_modules/x.py", ".git/x.py")
    write(tmp_path, "lib/site-packages/x.py", "build/lib/a.py", "dist/a.py", "secret/k.py")
    write(tmp_path, "generated/g.py", "pkg/ignored.py", "myenv/pyvenv.cfg", "myenv/x.py")
    (tmp_path / ".gitignore").write_text("generated/\n")
    (tmp_path / "pkg" / ".gitignore").write_text("ignored.py\n")
    files = WorkspaceFiles(Options(exclude_from_context=("secret/",))).index(str(tmp_path)).files
    assert sorted(files) == ["a.py", "pkg/b.py", "pkg/build/__init__.py", "pkg/c.pyi"]


def test_links_out_of_the_workspace_are_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "outside/o.py", "root/a.py")
    (tmp_path / "root" / "link").symlink_to(tmp_path / "outside", target_is_directory=True)
    (tmp_path / "root" / "o.py").symlink_to(tmp_path / "outside" / "o.py")
    files = WorkspaceFiles(Options()).index(str(tmp_path / "root")).files
    assert sorted(files) == ["a.py"]


def test_changed_new_and_deleted_files_are_noticed(tmp_path: Path) -> None:
    write(tmp_path, "a.py", "b.py")
    files = WorkspaceFiles(Options())
    assert files.index(str(tmp_path)).bound("x")
    write(tmp_path, "a.py", text="def fresh(): pass\n")
    os.utime(tmp_path / "a.py", (1, 1))
    (tmp_path / "b.py").unlink()
    # A folder that was slow to read is looked at again the later.
    for _ in range(1_000):
        if not (index := files.index(str(tmp_path))).bound("x"):
            break
        time.sleep(0.02)
    assert [unit.name for unit in index.defined("fresh")] == ["fresh"]
    assert index.bound("x") == []
    assert sorted(index.files) == ["a.py"]


def test_an_unchanged_file_is_not_read_again(tmp_path: Path) -> None:
    write(tmp_path, "a.py")
    files = WorkspaceFiles(Options())
    first = files.index(str(tmp_path)).files["a.py"]
    assert files.index(str(tmp_path)).files["a.py"] is first


def test_a_call_without_patience_goes_on_at_the_next(tmp_path: Path) -> None:
    write(tmp_path, "a.py", "b.py")
    files = WorkspaceFiles(Options(), patience=0.0)
    files.index(str(tmp_path))
    files._patience = 60.0
    assert sorted(files.index(str(tmp_path)).files) == ["a.py", "b.py"]


def test_a_huge_workspace_is_read_in_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, *(f"{name}.py" for name in "abcdef"))
    monkeypatch.setattr(workspace, "MAX_TOTAL", 20)
    assert sorted(WorkspaceFiles(Options()).index(str(tmp_path)).files) == ["a.py", "b.py", "c.py"]


def test_open_documents_win_over_the_disk(tmp_path: Path) -> None:
    write(tmp_path, "a.py", text="def old(): pass\n")
    buffer = Source((tmp_path / "a.py").as_uri(), "def new(): pass\n", 2)
    index = WorkspaceFiles(Options()).index(str(tmp_path), (buffer,))
    assert index.defined("old") == []
    assert index.defined("new")


def test_open_documents_that_may_not_be_shown_are_not(tmp_path: Path) -> None:
    write(tmp_path, "a.py")
    paths = ("/elsewhere/o.py", f"{tmp_path}/.venv/o.py", f"{tmp_path}/secret/o.py")
    buffers = tuple(Source(Path(path).as_uri(), "def hidden(): pass\n", 1) for path in paths)
    files = WorkspaceFiles(Options(exclude_from_context=("secret",)))
    assert files.index(str(tmp_path), buffers).defined("hidden") == []


def test_huge_files_and_no_folder_at_all(tmp_path: Path) -> None:
    write(tmp_path, "big.py", text="x = 1\n" * 300_000)
    assert WorkspaceFiles(Options()).index(str(tmp_path)).files["big.py"].text == ""
    assert WorkspaceFiles(Options()).index("").files == {}
    assert WorkspaceFiles(Options()).index(str(tmp_path / "missing")).files == {}


SECRETS = {
    "aws": ('key = "AKIA' + 'ABCDEFGHIJKLMNOP"', "ABCDEFGHIJKLMNOP"),
    "password": ('password = "correct horse battery"', "correct horse battery"),
    "url": ('db = "postgres://admin:s3cretpw@host/db"', "s3cretpw"),
    "github": ('t = "ghp_' + "a1B2" * 9 + '"', "a1B2a1B2"),
    "two": ('a(password="firstone"); b(secret="another1")', "another1"),
}


@pytest.mark.parametrize("name", SECRETS)
def test_secrets_are_masked(name: str) -> None:
    line, secret = SECRETS[name]
    masked = mask(f"def f():\n    {line}\n    return 1")
    assert secret not in masked
    assert masked.startswith("def f():\n") and masked.endswith("\n    return 1")


def test_private_keys_over_lines_are_masked_before_pieces_are_cut() -> None:
    body = "\n".join("QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo" for _ in range(4))
    text = f'K = """-----BEGIN RSA PRIVATE KEY-----\n{body}\n-----END RSA PRIVATE KEY-----"""\n'
    masked = mask_blocks(text)
    assert "QUJD" not in masked
    assert masked.count("\n") == text.count("\n")


def test_ordinary_code_is_left_as_it_is() -> None:
    code = Path(__file__).read_text().split("SECRETS = {")[0]
    assert mask(code) == code
