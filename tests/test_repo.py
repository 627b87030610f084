"""The repository's own rules: layers, doors, circles, names, sizes, papers."""

from __future__ import annotations

import ast
import re
import statistics
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import cache
from importlib.metadata import packages_distributions
from itertools import combinations
from pathlib import Path
from typing import TypeVar

import pytest

from docstring_ls.options import Options
from docstring_ls.providers import PROVIDERS

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "server" / "docstring_ls"
FILES = sorted(PACKAGE.rglob("*.py"))

# What a room may import beside itself.
MAY_IMPORT = {
    "core": set(),
    "loopback": set(),
    "errors": set(),
    "providers": set(),
    "option_spec": set(),
    "option_values": {"core", "option_spec"},
    "options": {"core", "option_spec", "option_values", "providers"},
    "connection": {"loopback", "core", "option_values", "options", "providers"},
    "config": {"loopback", "core", "option_spec", "options", "errors", "connection", "providers"},
    "ports": {"core", "errors", "providers"},
    "spent": {"ports"},
    "proposals": {"core", "ports"},
    "untrusted": set(),
    "placing": {"core", "errors", "ports"},
    "off_loop": {"errors"},
    "tasks": {"core", "ports"},
    "build_proposal": {"core", "errors", "ports", "placing", "tasks"},
    "growing_docstring": {"core", "ports", "off_loop", "tasks", "build_proposal"},
    "earlier_texts": {"core", "off_loop", "tasks"},
    "judge_answer": {"core", "ports", "off_loop", "tasks", "providers"},
    "pipeline": {
        "earlier_texts",
        "core",
        "errors",
        "ports",
        "placing",
        "off_loop",
        "tasks",
        "providers",
        "build_proposal",
        "growing_docstring",
        "judge_answer",
    },
    "package_run": {"core", "errors", "placing", "ports", "tasks"},
    "adapters": {
        "providers",
        "spent",
        "option_values",
        "loopback",
        "core",
        "errors",
        "options",
        "config",
        "ports",
        "untrusted",
        "off_loop",
    },
    "app": {
        "providers",
        "tasks",
        "placing",
        "loopback",
        "core",
        "errors",
        "options",
        "config",
        "ports",
        "pipeline",
        "adapters",
    },
    "doctor": {
        "providers",
        "option_spec",
        "connection",
        "loopback",
        "core",
        "errors",
        "options",
        "config",
        "ports",
        "adapters",
        "untrusted",
    },
    "lsp": {
        "providers",
        "option_values",
        "tasks",
        "placing",
        "package_run",
        "loopback",
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
        "providers",
        "spent",
        "tasks",
        "placing",
        "package_run",
        "loopback",
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
    "settings_schema": {"option_spec", "options", "connection", "providers"},
    "": {"cli"},
}
# Rooms from the ground up: each may use those before it, in annotations too.
CORE = ("problems", "text", "syntax", "analysis", "docstrings", "edit", "summaries", "rules",
        "context", "prompt")  # fmt: skip
LSP = ("stdio", "tcp", "client", "convert", "documents", "tasks", "workspace", "generation",
       "features", "session", "lifecycle", "commands", "methods", "server")  # fmt: skip
BUILT = {"core": CORE, "lsp": LSP}
# Folders without a door: each file in them is one.
OPEN_ROOMS = {("lsp", "features")}
ONE_ROOM = {
    "pygls": "lsp",
    "lsprotocol": "lsp",
    "jedi": "adapters/resolver/worker",
    "parso": "adapters/resolver/worker",
    "openai": "adapters/llm/openai",
    "click": "cli",
}
IMPURE = {"asyncio", "logging", "os", "socket", "subprocess", "time", "datetime", "random", "io"}
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "handler", "misc"}

Module = tuple[str, ...]
Node = TypeVar("Node")


def module_of(path: Path) -> Module:
    """Its dotted name below the package, as parts; a package is its ``__init__``."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return parts[:-1] if parts[-1] == "__init__" else parts


MODULES = {module_of(path): path for path in FILES}
PACKAGES = {module_of(path) for path in FILES if path.name == "__init__.py"}
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in FILES}


def own_imports(path: Path) -> set[Module]:
    """The modules of ours that a file imports, wherever in it."""
    here = module_of(path)
    base = here if here in PACKAGES else here[:-1]
    found = set()
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.ImportFrom) and node.level:
            source = (*base[: len(base) - node.level + 1], *(node.module or "").split("."))
            source = tuple(part for part in source if part)
            inner = {(*source, alias.name) for alias in node.names} & MODULES.keys()
            found |= inner
            if len(inner) < len(node.names):
                found.add(source)
    return found


def foreign_imports(path: Path) -> set[str]:
    """Top-level names of the packages of others."""
    found = set()
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            found.add(node.module.split(".")[0])
    return found


def room(module: Module) -> str:
    return "" if not module or module[0] == "__main__" else module[0]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    here = room(module_of(path))
    for module in own_imports(path):
        assert room(module) in MAY_IMPORT[here] | {here}, f"must not import {'.'.join(module)}"


@pytest.mark.parametrize("floor", BUILT)
def test_rooms_are_built_from_the_ground_up(floor: str) -> None:
    rooms = BUILT[floor]
    assert {module[1] for module in MODULES if module[0:1] == (floor,) and len(module) > 1} == set(
        rooms
    )
    for path in (PACKAGE / floor).rglob("*.py"):
        here = module_of(path)
        for module in own_imports(path):
            if len(here) > 1 and len(module) > 1 and (module[0], here[1]) != (floor, module[1]):
                above = f"{'.'.join(here)} imports {'.'.join(module)}"
                assert module[0] != floor or rooms.index(module[1]) < rooms.index(here[1]), above


def test_a_room_has_one_door() -> None:
    """What another room needs it takes from the package, never from a file behind its door."""
    for path in FILES:
        here = module_of(path)
        for module in own_imports(path):
            behind = module[0:1] and module[0] in BUILT and len(module) > 2
            inside = module[:2] == here[:2] or module[:2] in OPEN_ROOMS
            assert not behind or inside, f"{path}: {'.'.join(module)} has a door"


def test_every_feature_of_the_language_server_is_in_a_table() -> None:
    features = {module for module in MODULES if module[:2] == ("lsp", "features")} - PACKAGES
    tables = ("methods", "commands", "session")
    served = set().union(*(own_imports(MODULES["lsp", name]) for name in tables))
    assert features - served == set()


# Features that act in the background, on whatever is open then.
BACKGROUND = {"prefetch", "publish_diagnostics"}
MUTABLE = {"Buffer", "Documents", "Tasks", "Workspace"}


def test_a_feature_that_answers_reaches_nothing_but_its_snapshot() -> None:
    for path in (PACKAGE / "lsp" / "features").glob("*.py"):
        names = {name for node in ast.walk(TREES[path]) for name in imported_names(node)}
        assert path.stem in BACKGROUND or names & MUTABLE == set(), path.name
        for node in ast.walk(TREES[path]):
            hidden = isinstance(node, ast.Attribute) and node.attr.startswith("_")
            assert not hidden or ast.unparse(node.value) == "self", f"{path.name}: {node.attr}"


def imported_names(node: ast.AST) -> set[str]:
    return {alias.name for alias in node.names} if isinstance(node, ast.ImportFrom) else set()


def circle(graph: Mapping[Node, Iterable[Node]]) -> list[Node]:
    """A way that leads back to where it began; empty where there is none."""
    done: set[Node] = set()

    def visit(node: Node, way: tuple[Node, ...]) -> list[Node]:
        if node in way:
            return [*way[way.index(node) :], node]
        if node not in done:
            for other in graph[node]:
                if other != node and (found := visit(other, (*way, node))):
                    return found
            done.add(node)
        return []

    return next(filter(None, (visit(node, ()) for node in graph)), [])


def test_no_imports_run_in_circles() -> None:
    """Not for types, and not in a function either: what is only hidden is still a circle."""
    assert circle({module: own_imports(path) for module, path in MODULES.items()}) == []


EXTENSION = ROOT / "vscode-client" / "src"


def test_no_imports_of_the_extension_run_in_circles() -> None:
    """Types count, which its bundler leaves out."""
    shape = re.compile(r'(?:from|import) "\./([\w-]+)"')
    graph = {
        path.stem: shape.findall(path.read_text(encoding="utf-8"))
        for path in EXTENSION.glob("*.ts")
    }
    assert circle(graph) == []
    assert graph["extension"], "the extension's files were not read"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_foreign_worlds_have_one_room_each(path: Path) -> None:
    inside = path.relative_to(PACKAGE).as_posix()
    for name in foreign_imports(path):
        if name in ONE_ROOM:
            assert inside.startswith(ONE_ROOM[name] + "/"), f"{name} belongs to {ONE_ROOM[name]}"
        if inside.startswith("core/"):
            assert name not in IMPURE, f"core is pure, but imports {name}"


def test_the_core_knows_paths_only_as_text() -> None:
    for path in (PACKAGE / "core").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "pathlib":
                assert {alias.name for alias in node.names} <= {"PurePath", "PurePosixPath"}, path


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
    assert {str(path): size for path, size in sizes.items() if size > 375} == {}
    assert statistics.median(sizes.values()) <= 150
    functions = [(f"{path.name}:{name}", size) for path in FILES for name, size in lengths(path)]
    assert [item for item in functions if item[1] > 40] == []
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
    "adapters/resolver/worker/main.py": {"os.open", "os.fdopen", "read_text"},
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


def test_a_name_means_one_thing() -> None:
    """No two public classes of one name, and no two modules of one name on a floor."""
    classes = Counter(
        node.name
        for tree in TREES.values()
        for node in tree.body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert [name for name, count in classes.items() if count > 1] == []
    for floor, names in floors().items():
        assert [name for name, count in Counter(names).items() if count > 1] == [], floor


def floors() -> dict[str, list[str]]:
    """The modules that a reader sees beside each other: those of a folder, and all of the core."""
    found: dict[str, list[str]] = {}
    for module in MODULES:
        if module:
            floor = "core" if module[0] == "core" and len(module) > 1 else ".".join(module[:-1])
            found.setdefault(floor, []).append(module[-1])
    return found


def differ_by_a_letter(one: str, other: str) -> bool:
    """Whether one letter more, less or another makes them equal."""
    short, long = sorted((one, other), key=len)
    if len(short) == len(long):
        return sum(left != right for left, right in zip(short, long, strict=True)) == 1
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def test_no_two_names_beside_each_other_differ_by_a_letter() -> None:
    for floor, names in floors().items():
        pairs = combinations(sorted(names), 2)
        assert [pair for pair in pairs if differ_by_a_letter(*pair)] == [], floor


# What nobody of ours calls, and who does.
CALLED_BY_OTHERS = {
    "list_commands": "click",
    "get_command": "click",
    "get_grammar": "jedi",
    "get_inference_state_subprocess": "jedi",
    "iter_module_names": "jedi",
    "get_module_info": "jedi",
    "NoResolver": "tests and benchmarks, where no process shall start",
    "faster": "tests, which can't wait as long as people",
}
# Their decorator hands it to click or pygls.
REGISTERED = re.compile(r"\.command\(|^lsp_method\(")


def test_what_is_there_has_a_user() -> None:
    """Doors don't count: what only goes through one is not used."""
    used = set().union(*(mentioned(path) for path in FILES if path.name != "__init__.py"))
    idle = {
        node.name
        for tree in TREES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        if node.name not in used and not node.name.startswith("__")
        if not any(REGISTERED.search(ast.unparse(item)) for item in node.decorator_list)
    }
    assert idle == CALLED_BY_OTHERS.keys()


def test_what_only_its_own_file_uses_is_private() -> None:
    """In the core: a public function has a user in another file, or goes through a door."""
    users = Counter(name for path in FILES for name in mentioned(path))
    for path in (PACKAGE / "core").rglob("*.py"):
        public = {
            node.name
            for node in TREES[path].body
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        }
        assert {name for name in public if users[name] == (name in mentioned(path))} == set(), path


@cache
def mentioned(path: Path) -> set[str]:
    """Names and attributes that a file uses, also those that it asks for as text."""
    found = set()
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.Name | ast.Attribute):
            found.add(node.id if isinstance(node, ast.Name) else node.attr)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)
    return found


def test_a_door_of_the_core_offers_what_somebody_takes() -> None:
    """Another room, or a test that judges what no other room asks for by itself."""
    judges = [*(ROOT / "tests").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py")]
    taken = {room: set().union(*(taken_by(path, room) for path in judges)) for room in CORE}
    for path in FILES:
        here = module_of(path)
        for room in set(CORE) - set(here[1:2] if here[:1] == ("core",) else ()):
            taken[room] |= taken_by(path, room)
    for room in CORE[1:]:
        tree = TREES[PACKAGE / "core" / room / "__init__.py"]
        offered = next(node.value for node in tree.body if isinstance(node, ast.Assign))
        assert set(ast.literal_eval(offered)) - taken[room] == set(), room


def taken_by(path: Path, room: str) -> set[str]:
    """What a file imports from a room of the core."""
    return names_by_source(path).get(room, set())


@cache
def names_by_source(path: Path) -> dict[str, set[str]]:
    """The names that a file imports, by the last part of where they come from."""
    found: dict[str, set[str]] = {}
    for node in ast.walk(TREES.get(path) or ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = found.setdefault(node.module.rpartition(".")[2], set())
            names |= {alias.name for alias in node.names}
    return found


# What an expression for a number, or for a series of them, is made of.
SERIES = {"tuple", "range", "float"}
ARITHMETIC = (
    *(ast.Constant, ast.BinOp, ast.UnaryOp, ast.operator, ast.unaryop, ast.Tuple, ast.Name),
    *(ast.expr_context, ast.Call, ast.GeneratorExp, ast.comprehension),
)


def is_number(value: ast.expr) -> bool:
    """Whether an expression gives numbers: literals, arithmetic, a series of them."""
    parts = list(ast.walk(value))
    literals = {type(part.value) for part in parts if isinstance(part, ast.Constant)}
    calls = {ast.unparse(part.func) for part in parts if isinstance(part, ast.Call)}
    plain = all(isinstance(part, ARITHMETIC) for part in parts) and calls <= SERIES
    return plain and bool(literals) and literals <= {int, float}


def unexplained(path: Path) -> list[str]:
    """The numbers at module level with no comment in the line above nor behind them."""
    lines = path.read_text(encoding="utf-8").split("\n")
    found = []
    for node in TREES[path].body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value and is_number(node.value):
            above, own = lines[node.lineno - 2].lstrip(), lines[node.lineno - 1 : node.end_lineno]
            if not above.startswith("#") and not any("#" in line for line in own):
                found.append(f"{path.relative_to(PACKAGE)}: {own[0]}")
    return found


def test_numbers_have_their_unit_and_reason() -> None:
    assert [line for path in FILES for line in unexplained(path)] == []


ARCHITECTURE = ROOT / "server" / "ARCHITECTURE.md"
FACTS = ROOT / "server" / "FACTS.md"
PAPERS = [ARCHITECTURE, FACTS, ROOT / "README.md"]


def quoted(paper: Path) -> list[str]:
    """What stands in backticks in a paper's prose, its blocks of code left out."""
    text = re.sub(r"^```.*?^```", "", paper.read_text(encoding="utf-8"), flags=re.M | re.S)
    return re.findall(r"`([^`\n]+)`", text)


def is_there(path: str) -> bool:
    """Whether a file, or a folder with files in it, is in the repository or the package."""
    places = [base / path for base in (ROOT, PACKAGE) if (base / path).exists()]
    return any(place.is_file() or has_files(place) for place in places)


def has_files(folder: Path) -> bool:
    found = (path for path in folder.rglob("*") if "__pycache__" not in path.parts)
    return any(path.is_file() for path in found)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_papers_name_paths_that_are_there(paper: Path) -> None:
    shape = re.compile(r"[\w./-]+(?:/|\.(?:py|md|toml|json|ts))")
    named = [item.split("::")[0] for item in quoted(paper)]
    paths = [item for item in named if shape.fullmatch(item) and item not in OTHERS_FILES]
    assert [path for path in paths if not is_there(path)] == []


# Files of other programs that the papers speak of.
OTHERS_FILES = {"languages.toml", "ruff.toml"}


def test_every_invariant_names_the_tests_that_hold_it() -> None:
    text = ARCHITECTURE.read_text(encoding="utf-8")
    section = text.split("## Invariants")[1].split("\n## ")[0]
    invariants = re.split(r"^\d+\. ", section, flags=re.M)[1:]
    assert [item.split("\n")[0] for item in invariants if "::test_" not in item] == []


@pytest.mark.parametrize("paper", [ARCHITECTURE, FACTS], ids=lambda path: path.name)
def test_tests_that_papers_name_are_there(paper: Path) -> None:
    named = [item.split("::") for item in quoted(paper) if "::" in item]
    assert named
    for path, name in named:
        tests = ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8")))
        functions = (ast.FunctionDef, ast.AsyncFunctionDef)
        assert name in {test.name for test in tests if isinstance(test, functions)}, path


def test_every_fact_says_where_it_is_from_and_who_relies_on_it() -> None:
    lines = FACTS.read_text(encoding="utf-8").split("\n")
    rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("| ")]
    facts = [row for row in rows if row[0] != "fact"]
    assert [row[0] for row in facts if len(row) != 4 or not all(row)] == []
    assert [row[0] for row in facts if not re.fullmatch(r"(`[\w./-]+`(, )?)+", row[-1])] == []


def test_the_architecture_knows_every_room() -> None:
    """Each room of the package and of its core has a row in the table of its floor."""
    rows = re.findall(r"^\| (`.*?) \|", ARCHITECTURE.read_text(encoding="utf-8"), flags=re.M)
    rooms = {item.removesuffix(".py").rstrip("/") for row in rows for item in row.split("`")}
    floors = {module[0] for module in MODULES if module}
    floors |= {f"{floor}/{room}" for floor, rooms in BUILT.items() for room in rooms}
    assert floors <= rooms


PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_licence_that_is_declared_is_there() -> None:
    assert PROJECT["license"] == "MIT"
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("MIT License") and "docstring-ls contributors" in text


def declared() -> set[str]:
    """Names of the distributions that users get, extras included."""
    wanted = list(PROJECT["dependencies"])
    for extra in PROJECT["optional-dependencies"].values():
        wanted += extra
    return {re.split(r"[\[<>=!~; ]", item)[0].lower().replace("_", "-") for item in wanted}


def test_what_is_imported_is_declared() -> None:
    """Not what comes along with something else: that may change without a word."""
    providers = packages_distributions()
    for path in FILES:
        for name in foreign_imports(path) - sys.stdlib_module_names - {"docstring_ls"}:
            given_by = {item.lower().replace("_", "-") for item in providers[name]}
            assert given_by & declared(), f"{path} imports {name}, which is not declared"


OPTION_FILES = {"options.py", "settings_schema.py", "config.py"}


def options_read(path: Path) -> set[str]:
    """What a file reads of options: as an attribute, or by its name where it uses ``getattr``."""
    found, names, by_name = set(), set(), False
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value).endswith("options"):
            found.add(node.attr)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            names.add(node.value)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "getattr":
            by_name = by_name or ast.unparse(node.args[0]).endswith("options")
    return found | (names if by_name else set())


def test_every_option_is_read_by_somebody() -> None:
    readers = [path for path in FILES if str(path.relative_to(PACKAGE)) not in OPTION_FILES]
    read = set().union(*(options_read(path) for path in readers))
    # What a provider's row names is read by the row.
    read |= {name for row in PROVIDERS.values() for name in (*row.needs, *row.credentials)}
    assert {item.name for item in fields(Options)} - read == set()
