"""Sections as people write them."""

from __future__ import annotations

import pytest

from docstring_ls.core.analysis import SectionKind
from docstring_ls.core.docstrings import parse, style_of

GOOGLE = """Sum.

Args:
  x (int, optional): The x
    goes on.

    - a: b
  *args: Things.
  y (dict[str, (int)]): The y.
  z:

Returns:
  dict[str, int]: The thing.

Raises:
  ValueError: Bad.

Example:
  >>> f(x: 1)
"""
NUMPY = """Sum.

Parameters
----------
x, y : int, optional
    The x.

    More.
**kwargs
    Others.
z: float

Other Parameters
----------------
w : {'a', 'b'}, default: 'a'

Returns
-------
out : ndarray
    It.

Notes
-----
Args:
    a: not a parameter
"""
SPHINX = r"""Sum.

:param int x: The x
    goes on.
:param y: The y
:type y: str
:type z: float
:param z: The z,
   over two lines.
:param \*args: Rest.
:param class\_: Escaped.
:param flag=False: With default.
:returns: Stuff
:rtype: dict
:raises ValueError: See
    :class:`x`.

:meta private:
"""


def names(text: str, kind: SectionKind = SectionKind.PARAMETERS) -> list[str]:
    return list(parse(text).names(kind))


FIELDS = ["x", "y", "z", "args", "class_", "flag"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (GOOGLE, ["x", "args", "y", "z"]),
        (NUMPY, ["x", "y", "kwargs", "z", "w"]),
        (SPHINX, FIELDS),
        (SPHINX.replace(":param", "@param").replace(":type", "@type"), FIELDS),
    ],
)  # fmt: skip
def test_parameter_names(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_entries_hold_their_continuation_lines_and_their_types() -> None:
    outline = parse(GOOGLE)
    first = outline.items(SectionKind.PARAMETERS)[0]
    assert (first.start, first.end) == (3, 7)
    assert first.type and first.type.text == "int, optional"
    assert parse(NUMPY).items(SectionKind.PARAMETERS)[0].end == 8


def test_type_fields_belong_to_their_claim_on_either_side() -> None:
    items = parse(SPHINX).items(SectionKind.PARAMETERS)
    types = {item.names[0].text: item.type.text for item in items if item.type}
    assert types == {"x": "int", "y": "str", "z": "float"}
    assert len(items) == 6


def test_epytext_types_of_attributes_are_no_parameters() -> None:
    text = "Sum.\n\n@ivar open: Whether open.\n@type open: L{bool}"
    assert names(text) == []
    assert names(text, SectionKind.ATTRIBUTES) == ["open"]


def test_text_that_only_looks_like_a_section() -> None:
    assert names("Do it.\n\nArgs: none at all.\n\nSee:\n    x: y") == []
    assert names("Sum.\n\n>>> Args:\n...     x: y") == []


def test_loose_text_in_a_section_is_no_entry() -> None:
    outline = parse("S.\n\nArgs:\n    x: The x.\n\n    These are optional\n\n    y: The y.")
    section = outline.of(SectionKind.PARAMETERS)[0]
    assert [item.start for item in section.items] == [3, 7]
    assert section.loose == (5,)


def test_mixed_styles_are_both_read() -> None:
    text = "S.\n\nArgs:\n    x: The x.\n\n:raises ValueError: If bad."
    assert names(text) == ["x"]
    assert names(text, SectionKind.RAISES) == ["ValueError"]


@pytest.mark.parametrize(
    ("text", "style"),
    [
        *((GOOGLE, "google"), (NUMPY, "numpy"), (SPHINX, "sphinx")),
        *(("Plain.", ""), ("Prose\n\nmore: of it.", "")),
        (f"{SPHINX}\n\nArgs:\n    a: A.", "sphinx"),
    ],
)
def test_the_style_is_that_of_most_claims(text: str, style: str) -> None:
    assert style_of(parse(text)) == style
