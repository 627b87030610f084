"""What an index knows of a file."""

from __future__ import annotations

from docstring_ls.core.context import Index, Tables, index_file

CODE = '''\
"""Module about things."""
import os
LIMIT = 3


class A(Base, metaclass=M):
    """Holds a ``Widget``.

    Args:
        size: How big.
            Very big.
        color: Which.
    """

    kind: str = "x"

    def f(self, a, *, b=LIMIT) -> "Widget":
        self.total = a
        return make(a)


def broken(
'''


def test_units_are_found_with_their_names() -> None:
    file = index_file("pkg/a.py", CODE)
    units = {unit.qualname or unit.name: unit for unit in file.units}
    assert list(units) == ["a", "A", "A.f"]
    assert units["A"].bases == ("Base",)
    assert [name for name, _ in units["A"].fields] == ["kind"]
    assert [name for name, _ in units["A.f"].fields] == ["total"]
    assert [name for name, _ in units["a"].fields] == ["LIMIT"]
    assert "Widget" in units["A"].mentions
    assert {"f", "a", "b", "LIMIT"} <= set(units["A.f"].head_names)
    assert "make" in units["A.f"].names


def test_entries_reach_over_their_continuation_lines() -> None:
    unit = index_file("pkg/a.py", CODE).units[1]
    entries = {entry.name: entry.end - entry.start for entry in unit.entries}
    assert entries["size"] == 2
    assert entries["color"] == 1


def test_a_removed_file_leaves_nothing_behind() -> None:
    tables = Tables()
    file, other = index_file("a.py", CODE), index_file("b.py", "def f(): make()\n")
    tables.add(other)
    before = {name: list(table) for name, table in vars(tables).items() if isinstance(table, dict)}
    tables.add(file)
    tables.remove(file)
    after = {name: list(table) for name, table in vars(tables).items() if isinstance(table, dict)}
    assert before == after


def test_newer_text_hides_the_older() -> None:
    tables = Tables()
    old = index_file("a.py", "def gone(): pass\n")
    tables.add(old)
    index = Index({"a.py": old}, tables).with_file(index_file("a.py", "def new(): pass\n"))
    assert index.defined("gone") == []
    assert [unit.name for unit in index.defined("new")] == ["new"]


def test_no_text_breaks_the_index() -> None:
    broken = ("", "\x00", "def", "class A(:\n  def f(", '"""', "é = '\ud800'", "\r\rdef f(): 0\r")
    for text in broken:
        file = index_file("x.py", text)
        assert len(file.owners) == len(file.lines)
