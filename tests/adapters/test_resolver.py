"""The resolver with its real process: deadlines, kills, memory, unsaved text, no execution."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from docstring_ls.adapters.resolver.client import JediResolver, NoResolver
from docstring_ls.adapters.resolver.worker_process import WorkerProcess
from docstring_ls.core.analysis import Definition, Resolution
from docstring_ls.core.syntax import find, parse
from docstring_ls.core.text import Source
from docstring_ls.ports import Question

pytestmark = pytest.mark.real_time
Ask = Callable[..., Question]
# Seconds; a busy machine is no hung process.
PATIENT = 120


@pytest.fixture
async def resolver() -> AsyncIterator[JediResolver]:
    made = JediResolver(deadline=PATIENT)
    yield made
    await made.close()


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    files = {
        "shop/__init__.py": "from .store import Store\n",
        "shop/errors.py": "class Missing(KeyError):\n    '''No such key.'''\n",
        "shop/store.py": STORE,
        "shop/use.py": USE,
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return tmp_path


STORE = '''
from __future__ import annotations
from typing import TYPE_CHECKING
from .errors import Missing
if TYPE_CHECKING:
    from collections.abc import Mapping

LIMIT = 10

class Base:
    def get(self, key):
        """Get it."""
        raise NotImplementedError

class Store(Base):
    """Holds things."""
    def __init__(self, items: Mapping[str, int], limit=LIMIT):
        if not items:
            raise ValueError("items")
        self.items = items

    def get(self, key: str) -> int:
        if key not in self.items:
            raise Missing(key)
        return self.items[key]
'''
USE = """
from shop import Store
import json

def total(store: "Store", names, sep=","):
    found = json.loads(names)
    made = Store({})
    return [store.get(name) for name in found] + [made.get(sep)]

def quiet(store: Store):
    try:
        return store.get("a")
    except KeyError:
        return None
"""


def question(
    root: Path, name: str, qualname: str, text: str | None = None, *buffers: Source
) -> Question:
    path = root / name
    source = Source(path.as_uri(), path.read_text() if text is None else text)
    symbol = find(parse(source), qualname)[0]
    return Question(source, symbol, str(root), buffers)


def named(answer: Resolution, written: str) -> Definition:
    return next(item for item in answer.definitions if item.written == written)


async def test_names_are_followed_to_where_they_stand(
    resolver: JediResolver, workspace: Path
) -> None:
    answer = await resolver.resolve(question(workspace, "shop/use.py", "total"))
    assert answer.complete and not answer.note
    store = named(answer, "Store")
    assert (store.kind, store.role, store.full_name) == ("class", "signature", "shop.store.Store")
    assert store.path == str(workspace / "shop/store.py") and store.line == 15
    assert store.in_workspace and store.text.startswith("class Store(Base):")
    assert (store.signature, store.summary) == (
        "Store(items: Mapping[str, int], limit=LIMIT)",
        "Holds things.",
    )
    get = named(answer, "store.get")
    assert (get.kind, get.role, get.signature) == ("method", "call", "get(self, key: str) -> int")
    assert [(e.exception, e.bases[0], e.condition) for e in get.exceptions] == [
        ("Missing", "KeyError", "key not in self.items")
    ]
    loads = named(answer, "json.loads")
    assert not loads.in_workspace and not loads.text and loads.path.endswith("__init__.py")
    assert [item.name for item in answer.inferred] == ["sep", "return"]
    assert answer.inferred[0].type == "str"


async def test_what_a_method_overrides(resolver: JediResolver, workspace: Path) -> None:
    answer = await resolver.resolve(question(workspace, "shop/store.py", "Store.get"))
    assert [(item.name, item.summary, item.line) for item in answer.overrides] == [
        ("get", "Get it.", 11)
    ]


async def test_unsaved_text_wins_over_the_disk(resolver: JediResolver, workspace: Path) -> None:
    await resolver.resolve(question(workspace, "shop/use.py", "total"))
    changed = USE.replace("import json", "import json\nfrom shop.errors import Missing").replace(
        "found = json", "raise Missing(names)\n    found = json"
    )
    answer = await resolver.resolve(question(workspace, "shop/use.py", "total", changed))
    assert named(answer, "Missing").full_name == "shop.errors.Missing"


async def test_unsaved_text_of_another_open_file(resolver: JediResolver, workspace: Path) -> None:
    asked = question(workspace, "shop/use.py", "total")
    before = named(await resolver.resolve(asked), "store.get")
    text = STORE.replace(
        "def get(self, key: str) -> int:\n        if",
        "def get(self, key, new=1):\n        '''Now.'''\n        if",
    )
    other = Source((workspace / "shop/store.py").as_uri(), text)
    after = named(
        await resolver.resolve(question(workspace, "shop/use.py", "total", None, other)),
        "store.get",
    )
    assert (before.signature, after.signature) == (
        "get(self, key: str) -> int",
        "get(self, key, new=1)",
    )
    assert after.summary == "Now."
    again = named(await resolver.resolve(asked), "store.get")
    assert again.signature == before.signature, "a closed buffer leaves nothing behind"


async def test_a_file_that_was_never_saved(resolver: JediResolver, workspace: Path) -> None:
    text = "from shop.fresh import Fresh\n\ndef f(a: Fresh): ...\n"
    fresh = Source((workspace / "shop/fresh.py").as_uri(), "class Fresh:\n    '''New.'''\n")
    source = Source("untitled:Untitled-1", text)
    asked = Question(source, find(parse(source), "f")[0], str(workspace), (fresh,))
    assert named(await resolver.resolve(asked), "Fresh").summary == "New."


async def test_a_changed_file_is_read_again(resolver: JediResolver, workspace: Path) -> None:
    asked = question(workspace, "shop/use.py", "total")
    await resolver.resolve(asked)
    store = workspace / "shop/store.py"
    store.write_text(STORE.replace("Holds things.", "Holds other things."))
    os.utime(store, (time.time() + 5, time.time() + 5))
    await asyncio.sleep(1.1)
    assert named(await resolver.resolve(asked), "Store").summary == "Holds other things."


async def test_new_syntax_under_an_old_interpreter(resolver: JediResolver, workspace: Path) -> None:
    text = "class Box[T]:\n    def get[K](self, key: K) -> T: ...\n\n"
    text += "def f[T](box: Box[T]):\n    return box.get(1)\n"
    (workspace / "new.py").write_text(text)
    answer = await resolver.resolve(question(workspace, "new.py", "f"))
    assert named(answer, "box.get").signature == "get(self, key: K) -> T"


async def test_the_deadline_holds_and_what_was_found_is_kept(workspace: Path) -> None:
    resolver = JediResolver(deadline=0.001)
    answer = await resolver.resolve(question(workspace, "shop/use.py", "total"))
    assert not answer.complete and "ran out of time" in answer.note
    assert answer.elapsed_ms < 30_000
    await resolver.close()
    off = await JediResolver(deadline=0).resolve(question(workspace, "shop/use.py", "total"))
    assert not off.complete and off.note


async def test_a_kill_during_a_question_goes_unnoticed(
    resolver: JediResolver, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_first(resolver, monkeypatch, 1)
    asked = asyncio.create_task(resolver.resolve(question(workspace, "shop/use.py", "total")))
    await kill_when_asked(resolver, 1)
    assert (await asked).complete and resolver.starts == 2


async def test_killed_again_and_again(
    resolver: JediResolver, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_first(resolver, monkeypatch, 2)
    asked = asyncio.create_task(resolver.resolve(question(workspace, "shop/use.py", "total")))
    for start in (1, 2):
        await kill_when_asked(resolver, start)
    lost = await asked
    assert not lost.complete and "process ended" in lost.note
    assert (await resolver.resolve(question(workspace, "shop/use.py", "total"))).complete


def stop_first(resolver: JediResolver, monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    """Stop so many processes as soon as they run, so that they never answer."""
    start = resolver._start

    async def stopped() -> WorkerProcess:
        child = await start()
        if resolver.starts <= count:
            os.kill(child.pid or 0, signal.SIGSTOP)
        return child

    monkeypatch.setattr(resolver, "_start", stopped)


async def kill_when_asked(resolver: JediResolver, start: int) -> None:
    """Kill the process of a start once the question is on its way to it."""
    while resolver.starts < start or not (resolver._worker and resolver._worker.current):  # noqa: ASYNC110
        await asyncio.sleep(0)
    os.kill(resolver.pid or 0, signal.SIGKILL)


async def test_a_process_that_hangs_is_replaced(workspace: Path, resolver: JediResolver) -> None:
    await resolver.resolve(question(workspace, "shop/use.py", "total"))
    assert resolver.pid is not None
    os.kill(resolver.pid, signal.SIGSTOP)
    stopped, resolver._deadline = resolver.pid, 0.2
    asked = question(workspace, "shop/use.py", "quiet")
    assert not (await resolver.resolve(asked)).complete
    resolver._deadline = PATIENT
    assert (await resolver.resolve(asked)).complete
    assert resolver.pid != stopped


async def test_a_process_of_another_version_is_no_accident(
    workspace: Path, resolver: JediResolver, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stranger(parts: object) -> None:
        raise TypeError("unexpected keyword argument")

    monkeypatch.setattr("docstring_ls.adapters.resolver.worker_process.parts_from", stranger)
    answer = await resolver.resolve(question(workspace, "shop/use.py", "total"))
    assert not answer.complete and answer.note


async def test_a_newer_question_does_not_wait_for_an_older_one(
    resolver: JediResolver, workspace: Path
) -> None:
    older = asyncio.create_task(resolver.resolve(question(workspace, "shop/use.py", "total")))
    while not (resolver._worker and resolver._worker.current):  # noqa: ASYNC110
        await asyncio.sleep(0)
    older.cancel()
    answer = await resolver.resolve(question(workspace, "shop/use.py", "quiet"))
    assert answer.complete and older.cancelled()


async def test_a_process_that_grows_is_replaced(workspace: Path) -> None:
    resolver = JediResolver(deadline=PATIENT, memory=60_000_000)
    asked = question(workspace, "shop/use.py", "total")
    for _ in range(3):
        resolver.forget()
        answer = await resolver.resolve(asked)
        assert answer.complete or answer.note
    assert resolver.starts > 1
    await resolver.close()


async def test_close_leaves_no_process(workspace: Path) -> None:
    resolver = JediResolver(deadline=PATIENT)
    await resolver.resolve(question(workspace, "shop/use.py", "total"))
    pid = resolver.pid
    assert pid is not None
    await resolver.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert not (await resolver.resolve(question(workspace, "shop/use.py", "total"))).complete


MALICE = "from pathlib import Path\nPath(__file__).with_suffix('.ran').write_text('x')\n"
VICTIM = """
import evil, json, typing, shop.compiled, gi
from evil import a

def f(x: typing.Any):
    json.loads(a)
    evil.b()
    gi.c()
    shop.compiled.d()
    x.e()
"""


@pytest.fixture
def trap(workspace: Path) -> Path:
    """A workspace in which everything that runs leaves a file behind."""
    shadows = "sitecustomize usercustomize jedi parso typing tree_sitter docstring_ls json gi"
    packages = workspace / ".venv/lib/python3.11/site-packages"
    packages.mkdir(parents=True)
    for path in (*(workspace / f"{name}.py" for name in shadows.split()), packages / "evil.py"):
        path.write_text(MALICE)
    (packages / "evil.pth").write_text(f"import os; open({str(workspace / 'pth.ran')!r}, 'w')\n")
    (workspace / "shop/compiled.pyc").write_bytes(b"\0" * 16)
    binary = workspace / ".venv/bin/python"
    binary.parent.mkdir()
    binary.write_text(f"#!/bin/sh\ntouch {workspace / 'python.ran'}\n")
    binary.chmod(0o755)
    (workspace / "victim.py").write_text(VICTIM)
    return workspace


async def test_nothing_of_the_workspace_is_run(trap: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIRTUAL_ENV", str(trap / ".venv"))
    monkeypatch.setenv("PYTHONPATH", str(trap))
    monkeypatch.chdir(trap)
    resolver = JediResolver(deadline=PATIENT)
    answer = await resolver.resolve(question(trap, "victim.py", "f"))
    await resolver.close()
    assert answer.complete
    assert [path.name for path in trap.rglob("*.ran")] == []  # noqa: ASYNC240


async def test_a_chosen_interpreter_shows_its_packages(workspace: Path) -> None:
    text = "import pytest\n\ndef f():\n    pytest.fixture()\n"
    (workspace / "use.py").write_text(text)
    resolver = JediResolver(interpreter=sys.executable, deadline=PATIENT)
    answer = await resolver.resolve(question(workspace, "use.py", "f"))
    assert named(answer, "pytest.fixture").kind == "function"
    await resolver.close()
    broken = JediResolver(interpreter=f"{workspace}/none", deadline=PATIENT)
    assert (await broken.resolve(question(workspace, "shop/use.py", "total"))).complete
    await broken.close()


async def test_no_resolver_says_so(workspace: Path) -> None:
    answer = await NoResolver().resolve(question(workspace, "shop/use.py", "total"))
    assert not answer.complete and answer.note


@pytest.mark.skipif(os.name != "posix", reason="the platform can't stop a process")
async def test_one_that_is_waited_for_is_ended_when_it_gives_no_sign_of_life(workspace):
    resolver = JediResolver(deadline=0.001, silence=PATIENT)
    whole = await resolver.resolve(question(workspace, "shop/use.py", "total"))
    assert whole.complete and whole.definitions
    os.kill(resolver.pid, signal.SIGSTOP)
    resolver.forget()
    assert resolver._worker is not None
    resolver._worker._silence = 0.5
    found = await resolver.resolve(question(workspace, "shop/use.py", "total"))
    assert not found.complete and "no sign of life" in found.note
    again = await resolver.resolve(question(workspace, "shop/use.py", "total"))
    assert again.complete and resolver.starts == 2
    await resolver.close()
