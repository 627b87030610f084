"""Each check of the gate stops a damage that no other check stops."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from docstring_ls.core.docstrings import Style
from docstring_ls.core.edit import CHECKS, DocstringChange, EditCandidate, place
from docstring_ls.core.syntax import find, parse
from docstring_ls.core.text import Edit, Source, Span, apply


@dataclass(frozen=True)
class Damage:
    """An edit that must not leave.

    Attributes:
        check: The only check that sees it.
        before: The text.
        qualname: Whose docstring it would be.
        old: What the edit takes away, and where: the first such text, or the place behind ``at``.
        new: What it puts there.
        wanted: What the docstring should say.
        after: Another text than the one that the edit gives, for damage outside of it.
    """

    check: str
    before: str
    new: str
    old: str = ""
    at: str = ""
    qualname: str = "f"
    wanted: str = "Do it."
    after: Callable[[str], str] = str


F = "def f(a):\n    return a\n\n\nx = 1\n"
DOC = '    """Do it."""\n'
DAMAGES = [
    # Blanks at the end of a line are no token, so no tree shows that they are gone.
    Damage(
        "outside",
        F + "y = 2  \n",
        DOC,
        at="def f(a):\n",
        after=lambda text: text.replace("y = 2  ", "y = 2"),
    ),
    # Blank lines and comments are in no tree either.
    Damage("removed", "def f(a):\n\n    return a\n", DOC, old="\n", at="def f(a):\n"),
    Damage("removed", "def f(a):\n    # why\n    return a\n", DOC, old="    # why\n"),
    Damage("added", F, DOC + "\n\n", at="def f(a):\n"),
    Damage("added", "def f():\n    'old'\n    return 1\n", '"""Do it."""\n', old="'old'"),
    # Python reads any newline as one.
    Damage("newlines", F.replace("\n", "\r\n"), DOC, at="def f(a):\r\n"),
    Damage("newlines", F, '    """Do it.\r\n\r\n    So.\r\n    """\n', at="def f(a):\n",
           wanted="Do it.\n\nSo."),
    # Cleaning takes the blanks of an empty line away.
    Damage("blanks", F, '    """Do it.\n    \n    So.\n    """\n', at="def f(a):\n",
           wanted="Do it.\n\nSo."),
    Damage("token", F, '    "Do it."\n', at="def f(a):\n"),
    Damage("token", F, '    ("""Do it.""")\n', at="def f(a):\n"),
    Damage("token", F, '    """Do """ """it."""\n', at="def f(a):\n"),
    # The class is whole, its tree is the old one but for a string: it is the wrong class's.
    Damage("place", "class f:\n  x = `1`\nclass g:\n  y = 1\n", '  """Do it."""\n',
           at="class g:\n"),
    Damage("value", "def f():\n    print 1\n", '    """Do that."""\n', at="def f():\n"),
    Damage("added", "def f(): print 1\n", '\n    """Do it."""\n      ', old=" ", at="def f():"),
    Damage("added", "def f():\n    print 1\n", DOC + "  ", at="def f():\n"),
    # The grammar minds no deeper body below; Python does, but can't read Python 2.
    Damage("margin", "def f():\n        print 1\n", DOC, at="def f():\n"),
    # Python 2, so only the grammar sees that the string takes the header's line.
    Damage("tree", "def f(): \\\n    print 1\n", DOC, at="\\\n"),
    # What the grammar takes for code is a string to Python: three quotes open above.
    Damage("lexical", "s = '''abc\ndef f(a):\n    return a\n", DOC, at="def f(a):\n"),
    # For the grammar a tab is eight blanks; Python refuses the mixture.
    Damage("witness", "class A:\n        def f(): return 1\n", '\n\t\t"""Do it."""\n\t\t',
           old=" ", at="def f():", qualname="A.f"),
]  # fmt: skip


def candidate(damage: Damage) -> EditCandidate:
    before = parse(Source("file:///m.py", damage.before))
    start = damage.before.index(damage.at) + len(damage.at)
    start = damage.before.index(damage.old, start)
    edit = Edit(Span(start, start + len(damage.old)), damage.new)
    symbol = find(before, damage.qualname)[0]
    text = damage.after(apply(before.source, [edit]))
    change = DocstringChange(symbol, edit, damage.wanted)
    return EditCandidate(before, (change,), parse(Source("file:///m.py", text)))


def objectors(damage: Damage) -> set[str]:
    case = candidate(damage)
    return {name for name, check in CHECKS.items() if check(case)}


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: f"{damage.check}: {damage.new!r}")
def test_only_one_check_sees_it(damage: Damage) -> None:
    assert objectors(damage) == {damage.check}


@pytest.mark.parametrize("check", CHECKS)
def test_no_check_can_be_left_out(check: str) -> None:
    left = CHECKS.keys() - {check}
    assert any(not objectors(damage) & left for damage in DAMAGES)


@pytest.mark.parametrize("check", CHECKS)
def test_leaving_a_check_out_lets_damage_through(
    check: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from docstring_ls.core.edit import verdict

    damage = next(damage for damage in DAMAGES if damage.check == check)
    assert verdict(candidate(damage))
    monkeypatch.delitem(CHECKS, check)
    assert not verdict(candidate(damage))


def test_place_asks_the_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    syntax = parse(Source("file:///m.py", F))
    symbol = find(syntax, "f")[0]
    for name in CHECKS:
        with monkeypatch.context() as patch:
            patch.setitem(CHECKS, name, lambda _: "No.")
            edit, problems = place(syntax, symbol, "Do it.", Style())
            assert edit is None
            assert "No." in problems[0].message
