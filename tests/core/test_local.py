"""Who the names of a symbol are, as far as one file and its imports tell by syntax."""

from __future__ import annotations

from pathlib import Path

from docstring_ls.core.analysis import (
    Definition,
    NameResolver,
    Resolution,
    local_resolution,
    references,
)
from docstring_ls.core.syntax import Syntax, find, parse
from docstring_ls.core.text import Source

CODE = '''
import os
from typing import Self

LIMIT = 3

class Missing(KeyError):
    """Nope."""
    def __init__(self, key): super().__init__(key)

class Base:
    def f(self): """Old."""

class Store(Base):
    size: int = LIMIT

    def __init__(self, path, *, mode="r"):
        self.path = path

    def f(self, key: "Missing | str", n: int = LIMIT) -> Self:
        data = load(key)
        for path in data.items():
            os.path.join(path, self.path)
        raise Missing(key)

async def load(path) -> bytes:
    """Read it.

    More.
    """
    if not path:
        raise ValueError("path")
'''


def resolved(code: str, qualname: str) -> Resolution:
    syntax = parse(Source("file:///case.py", code))
    return local_resolution(syntax, find(syntax, qualname)[0])


def named(answer: Resolution, written: str) -> Definition:
    return next(item for item in answer.definitions if item.written == written)


def test_definitions_of_the_same_file() -> None:
    answer = resolved(CODE, "Store.f")
    assert not answer.complete and "syntax" in answer.note
    assert {item.written: item.kind for item in answer.definitions} == {
        "Missing": "class",
        "LIMIT": "constant",
        "load": "function",
        "self.path": "attribute",
    }
    missing = named(answer, "Missing")
    assert (missing.role, missing.signature, missing.summary) == (
        "signature",
        "Missing(key)",
        "Nope.",
    )
    assert missing.bases[:2] == ("KeyError", "LookupError")
    load = named(answer, "load")
    assert (load.signature, load.line) == ("async load(path) -> bytes", 26)
    assert [(item.exception, item.deferred) for item in load.exceptions] == [
        ("ValueError", "await")
    ]
    assert named(answer, "self.path").text == "self.path = path"


def test_what_a_method_overrides_in_its_file() -> None:
    assert [item.summary for item in resolved(CODE, "Store.f").overrides] == ["Old."]


def test_mentions_leave_out_what_is_local() -> None:
    syntax = parse(Source("file:///case.py", CODE))
    found = {item.written: item.role for item in references(syntax, find(syntax, "Store.f")[0])}
    assert found == {
        "Missing": "signature",
        "str": "signature",
        "int": "signature",
        "LIMIT": "signature",
        "Self": "signature",
        "load": "call",
        "data.items": "call",
        "os.path.join": "call",
        "os.path": "name",
        "os": "name",
        "self.path": "name",
    }


def test_uses_are_offsets_of_the_last_identifier() -> None:
    code = "import a\n\ndef f():\n    a.b.c()\n    é = 'é'; a.b.c(é)\n"
    syntax = parse(Source("file:///case.py", code))
    call = next(
        item for item in references(syntax, find(syntax, "f")[0]) if item.written == "a.b.c"
    )
    assert [syntax.source.data[at : at + 2] for at in call.uses] == [b"c(", b"c("]


def test_a_call_graph_without_end_ends() -> None:
    code = "".join(f"def f{n}():\n    f{n + 1}()\n    f{(n * 7) % 300}()\n" for n in range(300))
    resolved(code + "def f300():\n    raise ValueError\n", "f0")


class Disk:
    """Files that are only thought of."""

    def __init__(self, **files: str) -> None:
        self._files = {f"/ws/{name}.py": text for name, text in files.items()}

    def syntax(self, path: str) -> Syntax:
        if path not in self._files:
            raise OSError(path)
        return parse(Source(Path(path).as_uri(), self._files[path]))

    def module(self, dotted: str, importer: str) -> str:
        path = f"/ws/{dotted.lstrip('.').replace('.', '/')}.py"
        return path if path in self._files else ""


FILES = {
    "api": "from .core import Client as Public\nfrom .extra import *\n",
    "core": "from base import Base\nclass Client(Base):\n    def send(self): ...\n",
    "base": "class Base:\n    def close(self): ...\n    session = None\n",
    "extra": "def helper() -> 'Public': ...\nfrom core import Client as Public\n",
}


def target(code: str, at: str) -> str:
    """Where the last identifier before ``at`` leads: file and line."""
    disk = Disk(**FILES, use=code)
    names = NameResolver(disk)
    root = disk.syntax("/ws/use.py").tree.root_node
    offset = code.encode().rindex(at.encode()) + len(at.rpartition(".")[0].encode())
    offset += 1 if "." in at else 0
    name = root.descendant_for_byte_range(offset, offset)
    assert name is not None
    found = names.at("/ws/use.py", name)
    return f"{Path(found.path).stem}:{found.node.start_point.row + 1}" if found else ""


def test_re_exports_aliases_and_star_imports() -> None:
    assert target("from api import Public\nPublic()", "Public") == "core:2"
    assert target("import api\napi.Public()", "api.Public") == "core:2"
    assert target("from api import helper\nhelper()", "helper") == "extra:1"
    assert target("def f():\n    from core import Client\n    Client()", "Client") == "core:2"


def test_methods_by_annotation_assignment_and_base() -> None:
    head = "from core import Client\nfrom extra import helper\n"
    assert target(head + "def f(c: Client):\n    c.send()", "c.send") == "core:3"
    assert target(head + "def f(c: 'Client | None'):\n    c.close()", "c.close") == "base:2"
    assert target(head + "def f():\n    c = Client()\n    c.send()", "c.send") == "core:3"
    assert target(head + "def f():\n    helper().send()", "helper().send") == "core:3"
    own = "class A(Client):\n    def __init__(self):\n        self.c = Client()\n"
    assert target(head + own + "    def f(self):\n        self.c.send()", "self.c.send") == "core:3"
    assert (
        target(head + own + "    def f(self):\n        super().send()", "super().send") == "core:3"
    )
    assert target(head + own + "    def f(self):\n        self.close()", "self.close") == "base:2"


def test_what_syntax_can_not_know_stays_unsaid() -> None:
    assert target("def f(c):\n    c.send()", "c.send") == ""
    assert target("from nowhere import g\ng()", "g") == ""
    assert target("a = b\nb = a\na()", "a") == ""
    assert target("class A(A): ...\nA().x()", "A().x") == ""
