"""What moved is found again; what changed, was renamed or deleted is refused; never another."""

from __future__ import annotations

import random
from dataclasses import dataclass

import pytest

from docstring_ls.core.docstrings import Style
from docstring_ls.core.edit import place, rebase
from docstring_ls.core.syntax import Buffer, Symbol, docstring_of, find, parse, symbols
from docstring_ls.core.text import Source, apply

RACES = 5_000


def block(rng: random.Random, number: int) -> str:
    """A top-level definition; some look alike, and two may be the same."""
    name = rng.choice(("f", "g", f"h{number}"))
    mark = rng.choice((number, 1))
    return rng.choice(
        (
            f"def {name}(a):\n    return a + {mark}\n",
            f"@dec\ndef {name}(a):\n    # {mark}\n    return a\n",
            f"class {name.upper()}:\n    x = {mark}\n\n    def {name}(self): return {mark}\n",
            f"def {name}(a): return {mark}\n",
            f"def {name}():\n    '''Old {mark}.'''\n    def inner():\n        pass\n    return 1\n",
            f"x = {mark}\n",
            f"if x:\n    def {name}(): pass\nelse:\n    def {name}(): return {mark}\n",
        )
    )


@dataclass
class Race:
    """A document whose blocks are changed while an answer for one symbol is pending.

    Attributes:
        blocks: The text, block by block; ids say which block is which whatever happens to it.
        touched: Ids of the blocks whose own text was changed.
    """

    blocks: list[tuple[int, str]]
    touched: set[int]

    @property
    def text(self) -> str:
        return "\n\n".join(text for _, text in self.blocks)

    def holds(self, wanted: int) -> bool:
        return any(number == wanted for number, _ in self.blocks)

    def begins(self, wanted: int) -> int:
        order = [number for number, _ in self.blocks].index(wanted)
        return sum(len(text) + 2 for _, text in self.blocks[:order])


def change(rng: random.Random, race: Race) -> None:
    index = rng.randrange(len(race.blocks))
    number, text = race.blocks[index]
    match rng.choice(("move", "insert", "delete", "edit", "rename", "copy", "indent", "break")):
        case "move":
            del race.blocks[index]
            race.blocks.insert(rng.randrange(len(race.blocks) + 1), (number, text))
        case "insert":
            race.blocks.insert(index, (rng.randrange(10**9), block(rng, rng.randrange(99))))
        case "delete" if len(race.blocks) > 1:
            del race.blocks[index]
        case "edit":
            at = rng.randrange(len(text))
            race.blocks[index] = number, text[:at] + rng.choice("x (\n'#") + text[at:]
            race.touched.add(number)
        case "rename":
            race.blocks[index] = number, text.replace("f(", "k(").replace("g(", "m(")
            race.touched.add(number)
        case "copy":
            race.blocks.insert(index, (rng.randrange(10**9), text))
        case "indent":
            race.blocks[index] = number, "if y:\n    " + text.replace("\n", "\n    ").rstrip(" ")
            race.touched.add(number)
        case "break":
            at = rng.randrange(len(race.blocks) + 1)
            race.blocks.insert(at, (rng.randrange(10**9), rng.choice(("x = (1,", '"""', "'", ")"))))


def run(seed: int) -> str:
    """One race: ``right``, ``refused``, or what went wrong."""
    rng = random.Random(seed)
    race = Race([(number, block(rng, number)) for number in range(rng.randrange(2, 6))], set())
    before = Source("file:///m.py", race.text, 1)
    symbol = rng.choice(symbols(parse(before))[1:] or symbols(parse(before)))
    owner = [number for number, _ in race.blocks if race.begins(number) <= symbol.span.start][-1]
    within = symbol.span.start - race.begins(owner)
    buffer = Buffer("file:///m.py", 1, race.text)
    for version in range(2, 2 + rng.randrange(1, 4)):
        change(rng, race)
        buffer.change(None, race.text, version)
        if rng.random() < 0.5:
            assert buffer.syntax.source.version == version
    return verdict(before, symbol, buffer, race, owner, within)


def verdict(
    before: Source, symbol: Symbol, buffer: Buffer, race: Race, owner: int, within: int
) -> str:
    found, problems = rebase(before, symbol, buffer.syntax)
    if found is None:
        assert problems[0].message
        return "refused"
    if symbol.qualname:
        assert before.slice(symbol.span) == buffer.source.slice(found.span)
    if symbol.qualname and race.holds(owner) and owner not in race.touched:
        own = before.slice(symbol.span)
        # Of two that are the same to the byte nobody can say which was which.
        if before.text.count(own) == buffer.source.text.count(own) == 1:
            assert found.span.start == race.begins(owner) + within
    edit, problems = place(buffer.syntax, found, "New text.", Style())
    if edit is None:
        return "refused"
    after = parse(Source("file:///m.py", apply(buffer.source, [edit])))
    twins = [one for one in find(after, symbol.qualname) if docstring_of(after, one) == "New text."]
    assert len(twins) == 1
    return "right"


@pytest.mark.long
def test_random_races() -> None:
    verdicts = [run(seed) for seed in range(RACES)]
    assert set(verdicts) == {"right", "refused"}
    assert verdicts.count("right") > RACES / 5


BASE = "import os\n\n\ndef f(a):\n    return a\n\n\nclass A:\n    def f(self):\n        return 1\n"


def again(qualname: str, after: str, before: str = BASE) -> int | None:
    source = Source("file:///m.py", before)
    symbol = find(parse(source), qualname)[0]
    found, problems = rebase(source, symbol, parse(Source("file:///m.py", after)))
    assert (found is None) == bool(problems)
    return None if found is None else found.span.start


@pytest.mark.parametrize(
    ("qualname", "after", "found"),
    [
        ("f", "# new\n" + BASE, True),
        ("f", BASE.replace("return 1", "return 2"), True),
        ("A.f", BASE.replace("import os\n", ""), True),
        ("f", BASE + "\n\nx = (1,\n", True),
        ("f", BASE.replace("import os", "x = (1,"), True),
        ("f", BASE.replace("import os", 'x = """'), None),
        ("A", BASE.replace("return 1", "return 2"), False),
        ("f", BASE.replace("def f(a)", "def g(a)"), False),
        ("f", BASE.replace("return a", "return b"), False),
        ("f", BASE.replace("def f(a):", "@dec\ndef f(a):"), False),
        ("f", BASE.replace("return a\n", "return a\n    return b\n"), False),
        ("f", BASE.replace("def f(a):\n    return a\n", ""), False),
        ("f", BASE.replace("def f(a):", 'x = """\ndef f(a):'), None),
        ("f", 'x = """\n' + BASE + '"""\n', False),
        ("f", BASE.replace("def f", "class B:\n  pass\ndef f"), True),
        ("A.f", BASE.replace("class A", "class B"), False),
        ("f", BASE + "\n\n" + BASE, False),
        ("", BASE + "\n", True),
        ("", BASE, True),
        ("", BASE.replace("return a", "return b"), True),
        ("", BASE.replace("import os", "import sys"), True),
        ("", "# licence\n" + BASE, False),
        ("", '"""Mine."""\n' + BASE, False),
        ("", "#!/usr/bin/python\n" + BASE, False),
    ],
)
def test_change(qualname: str, after: str, found: bool | None) -> None:
    start = again(qualname, after)
    if found is not None:
        assert (start is not None) == found


def test_the_same_text_in_another_place_is_the_one_that_was_meant() -> None:
    twice = "if x:\n    def f(): pass\nelse:\n    def f(): pass\n"
    source = Source("file:///m.py", twice)
    first, second = find(parse(source), "f")
    for symbol in (first, second):
        found, _ = rebase(source, symbol, parse(Source("file:///m.py", twice + "y = 1\n")))
        assert found is not None
        assert found.span == symbol.span
        found, _ = rebase(source, symbol, parse(Source("file:///m.py", "y = 1\n" + twice)))
        assert found is not None
        assert found.span.start == symbol.span.start + 6
