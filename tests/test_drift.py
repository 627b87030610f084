"""The drift benchmark's own reading: which changes of a docstring are taken for corrections."""

from __future__ import annotations

import pytest
from drift import judge, peers
from drift.corrections import corrections
from drift.index import read, splits
from drift.pairs import docstring_changes


def file(
    docstring: str, header: str = "def f(size, *, limit=3):", body: str = "return size"
) -> str:
    lines = "\n".join(f"    {line}".rstrip() for line in docstring.split("\n"))
    return f'{header}\n    """Sum.\n\n{lines}\n    """\n    {body}\n'


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Args:\n    sise: A.", "Args:\n    size: A.", [("rename", "sise", "size")]),
        (":param sise: A.\n:type sise: int", ":param size: A.", [("rename", "sise", "size")]),
        ("@param sise: A.", "@param size: A.", [("rename", "sise", "size")]),
        (
            "Parameters\n----------\nsise : int\n    A.",
            "Parameters\n----------\nsize : int\n    A.",
            [("rename", "sise", "size")],
        ),
        ("Args:\n    size: A.\n    gone: B.", "Args:\n    size: A.", [("removed", "gone", "")]),
        ("It is 2 by default 2.", "It is 3, default 3.", [("default", "2.", "3.")]),
        ("limit: Default is 2", "limit: Default is 3", [("default", "2", "3")]),
        ("Raises:\n    KeyError: A.", "Raises:\n    OSError: A.",
         [("exception", "KeyError", "OSError")]),
        (":returns: A.", "", [("outcome", "return", "")]),
        ("Args:\n    size: A.", "Args:\n    size: The size: of all.", []),
        ("Returns:\n    sise: A.", "Returns:\n    size: A.", []),
        ("See http://a.example", "See https://a.example", []),
        ("Raises:\n    KeyError: A.", "Raises:\n    `KeyError`: B.", []),
    ],
)  # fmt: skip
def test_what_was_put_right(before: str, after: str, expected: list[tuple[str, str, str]]) -> None:
    (pair,) = docstring_changes(file(before), file(after))
    assert [(item.kind, item.old, item.new) for item in corrections(pair)] == expected


def test_an_annotation_decides_whether_a_type_was_wrong() -> None:
    header = "def f(size: int, name: str):"
    before = "Args:\n    size (str): A.\n    name (string): B."
    after = "Args:\n    size (int): A.\n    name (str): B."
    (pair,) = docstring_changes(file(before, header), file(after, header))
    assert [item.old for item in corrections(pair)] == ["size: str"]


@pytest.mark.parametrize(
    "after",
    [
        file("New.", body="return 2"),
        file("New.", header="def f(size, *, limit=4):"),
        file("New.") + "\nx = 1\n",
        "def f(:",
        file("Old."),
    ],
)
def test_where_the_code_changed_too_nothing_was_corrected(after: str) -> None:
    assert docstring_changes(file("Old."), after) == ()


def test_a_name_that_the_stars_may_take_is_no_correction() -> None:
    header = "def f(size, **options):"
    before, after = "Args:\n    size: A.\n    gone: B.", "Args:\n    size: A."
    (pair,) = docstring_changes(file(before, header), file(after, header))
    assert corrections(pair) == ()


def test_our_complaints_are_those_about_the_corrected_thing() -> None:
    text = "class C:\n" + "".join(f"    {line}\n" for line in file(
        "Args:\n    sise: A.\n    limit: B. Defaults to 4.", "def f(self, size, limit=3):"
    ).split("\n"))  # fmt: skip
    found = judge.complaints(text, "C.f")
    assert any(item.means("rename", ("sise",), judge.KINDS) for item in found)
    assert any(item.means("default", ("limit",), judge.KINDS) for item in found)
    assert not any(item.means("rename", ("limit",), judge.KINDS) for item in found)
    assert judge.complaints(text, "f") == []


@pytest.mark.parametrize(
    ("code", "message", "expected"),
    [
        ("DOC102", "Documented parameter `a` is not in the function's signature", ("a",)),
        ("DOC103", "Arguments in the function signature but not in the docstring: [b: int]. "
         "Arguments in the docstring but not in the function signature: [a: , *c: int].",
         ("a", "*c")),
        ("DOC103", "Arguments in the function signature but not in the docstring: [b: int].", ()),
        ("DOC503", "Raised exceptions in the docstring: ['A', 'B']. Raised exceptions in the body: "
         "['B', 'C'].", ("A",)),
        ("extra-param-in-docstring", "Function 'f' documents parameters not in signature: a, c",
         ("a", "c")),
        ("DOC202", "Docstring should not have a returns section", ()),
    ],
)  # fmt: skip
def test_whom_a_peer_means(code: str, message: str, expected: tuple[str, ...]) -> None:
    assert peers.subjects(code, message) == expected


def test_the_index_is_whole() -> None:
    entries = read()
    keys = [(item.commit, item.path, item.name, item.kind, item.old) for item in entries]
    assert len(set(keys)) == len(keys)
    assert {item.kind for item in entries} <= set(judge.KINDS)
    assert {item.repository for item in entries} == set(splits())
    assert all(item.about and item.old for item in entries)
