"""The repository's own rules: layers, sizes, names."""

from __future__ import annotations

import ast
import statistics
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "server" / "docstring_ls"
FILES = sorted(PACKAGE.rglob("*.py"))

# A room may import itself and what stands here; `pipeline` and `app` are single files.
MAY_IMPORT = {
    "core": set(),
    "errors": set(),
    "options": set(),
    "connection": {"core", "options"},
    "config": {"core", "options", "errors", "connection"},
    "ports": {"core", "errors"},
    "proposals": {"core", "ports"},
    "untrusted": set(),
    "placing": {"core", "errors", "ports"},
    "off_loop": {"errors"},
    "tasks": {"core", "ports"},
    "pipeline": {"core", "errors", "ports", "placing", "off_loop", "tasks"},
    "adapters": {"core", "errors", "options", "config", "ports", "untrusted", "off_loop"},
    "app": {"core", "errors", "options", "config", "ports", "pipeline", "adapters"},
    "doctor": {"core", "errors", "options", "config", "ports", "adapters", "untrusted"},
    "lsp": {
        "doctor",
        "off_loop",
        "core",
        "errors",
        "options",
        "config",
        "ports",
        "proposals",
        "pipeline",
        "app",
        "adapters",
        "untrusted",
        "",
    },
    "cli": {
        "doctor",
        "core",
        "errors",
        "options",
        "config",
        "ports",
        "proposals",
        "pipeline",
        "app",
        "adapters",
        "untrusted",
        "lsp",
        "",
    },
    "settings_schema": {"options", "config"},
    "": {"cli"},
}
ONE_ROOM = {
    "pygls": "lsp",
    "lsprotocol": "lsp",
    "jedi": "adapters",
    "parso": "adapters",
    "openai": "adapters/model",
    "click": "cli",
}
IMPURE = {
    "asyncio",
    "logging",
    "os",
    "socket",
    "subprocess",
    "time",
    "datetime",
    "random",
    "io",
}
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "handler", "misc"}


def room(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return "" if parts[0] in ("__init__", "__main__") else parts[0]


def imports(path: Path) -> list[tuple[str, str]]:
    """(room of our own, or '' ; top-level foreign module) for every import of a file."""
    here = path.relative_to(PACKAGE).parent.parts
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [("foreign", alias.name.split(".")[0]) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.append(("foreign", node.module.split(".")[0]))
        elif isinstance(node, ast.ImportFrom):
            base = here[: len(here) - node.level + 1]
            names = [*base, *(node.module.split(".") if node.module else ())]
            if names:
                found.append(("own", names[0]))
            else:
                found += [("own", _name_of(alias.name)) for alias in node.names]
    return found


def _name_of(name: str) -> str:
    return name if (PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").exists() else ""


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    here = room(path)
    allowed = MAY_IMPORT[here] | {here}
    for kind, name in imports(path):
        if kind == "own":
            assert name in allowed, f"{here or 'package'} must not import {name}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_foreign_worlds_have_one_room_each(path: Path) -> None:
    inside = path.relative_to(PACKAGE).as_posix()
    for kind, name in imports(path):
        if kind == "foreign" and name in ONE_ROOM:
            assert inside.startswith(ONE_ROOM[name] + "/"), f"{name} belongs to {ONE_ROOM[name]}"
        if kind == "foreign" and inside.startswith("core/"):
            assert name not in IMPURE, f"core is pure, but imports {name}"


def test_the_core_knows_paths_only_as_text() -> None:
    for path in (PACKAGE / "core").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "pathlib":
                assert {alias.name for alias in node.names} <= {"PurePath", "PurePosixPath"}, path


def test_jedi_is_imported_by_the_resolver_alone() -> None:
    users = {
        path.relative_to(PACKAGE).as_posix()
        for path in FILES
        if ("foreign", "jedi") in imports(path) or ("foreign", "parso") in imports(path)
    }
    assert users and all(user.startswith("adapters/jedi") for user in users), users


def test_adapters_do_not_import_each_other() -> None:
    for path in (PACKAGE / "adapters").rglob("*.py"):
        family = path.relative_to(PACKAGE / "adapters").parts[0].removesuffix(".py").split("_")[0]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.level == 1 and node.module:
                other = node.module.split(".")[0].split("_")[0]
                nested = len(path.relative_to(PACKAGE / "adapters").parts) > 1
                assert nested or other == family, f"{path.name} imports {node.module}"


def lengths(path: Path) -> list[tuple[str, int]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = []
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
            found.append((node.name, node.end_lineno - first.lineno + 1))
    return found


def test_files_and_functions_stay_short() -> None:
    sizes = {path: path.read_text(encoding="utf-8").count("\n") for path in FILES}
    assert {str(path): size for path, size in sizes.items() if size > 400} == {}
    assert statistics.median(sizes.values()) <= 150
    functions = [(f"{path.name}:{name}", size) for path in FILES for name, size in lengths(path)]
    assert [item for item in functions if item[1] > 60] == []
    assert statistics.median(size for _, size in functions) < 10


def test_names_say_what_a_room_is_for() -> None:
    names = {part for path in FILES for part in path.relative_to(PACKAGE).with_suffix("").parts}
    assert names & VAGUE == set()


def test_every_module_says_why_it_exists() -> None:
    silent = [
        str(path) for path in FILES if not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert silent == []


# Ways to read files and folders without a bound, or that raise where a question has an answer.
UNBOUNDED = {"read_text", "read_bytes", "iterdir", "glob", "rglob", "scandir", "listdir", "walk"}
UNBOUNDED |= {"exists", "is_file", "is_dir"}
OPENING = {"os.open", "io.open", "tomllib.load", "json.load", "pickle.load", "os.fdopen"}
# Who may all the same, and what: each is our own file or one that we write.
OWN_FILES = {
    "untrusted/files.py": {"os.open", "scandir", "is_dir", "is_file"},
    "adapters/atomic_write.py": {"os.fdopen"},
    "adapters/cache/database.py": {"os.open", "exists"},
    "adapters/cache/disk.py": {"exists"},
    "adapters/cache/ledger.py": {"exists"},
    "adapters/jedi_process.py": {"os.open", "os.fdopen", "read_text"},
    "adapters/tokens.py": {"read_bytes"},
    "settings_schema.py": {"read_text"},
}


def readings(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            last = called.rpartition(".")[2]
            found |= {called} & OPENING | ({"open"} if called == "open" else set())
            found |= {last} & UNBOUNDED if last != called else set()
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_what_others_wrote_is_read_through_one_door(path: Path) -> None:
    inside = path.relative_to(PACKAGE).as_posix()
    if not inside.startswith("core/"):
        assert readings(path) <= OWN_FILES.get(inside, set())
