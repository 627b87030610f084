"""What the code can't prove stays where a person insists on it; what is false never does."""

from __future__ import annotations

import dataclasses

import pytest

from docstring_ls.core.docstrings import Docstring, Entry, Style
from docstring_ls.core.rules import Verification, verify, with_unproven
from support.code import facts_in

STYLE = Style()
FACTS = facts_in(
    "def f(path, mode='r'):\n"
    "    if not path:\n        raise ValueError(path)\n"
    "    return open(path, mode)\n"
)


def both(docstring: Docstring) -> tuple[Verification, Verification]:
    """Without and with what can't be proven."""
    proven = verify(docstring, FACTS, STYLE)
    return proven, verify(docstring, FACTS, STYLE, keeps_unproven=True)


DOUBTFUL = (
    "It is thread-safe.",
    "Waits up to 45 seconds.",
    "It is new in version 57.2.",
    "See https://example.org/guide for more.",
    "Raises KeyError for odd values.",
    "Like CoffeeGrinder does.",
)


@pytest.mark.parametrize("sentence", DOUBTFUL)
def test_a_sentence_stays_where_the_model_put_it(sentence: str) -> None:
    text = f"Opens a file. {sentence} That is all."
    proven, kept = both(Docstring("Open it.", text))
    assert proven.docstring.description == "Opens a file. That is all."
    assert kept.docstring.description == text
    (left_out,), (stays,) = proven.unproven, kept.unproven
    assert left_out.message.endswith("; left out.") and stays.message.endswith("; kept.")
    assert sentence.rstrip(".") in left_out.message and "can't be proven" in left_out.message
    assert (left_out.code, left_out.evidence) == (stays.code, stays.evidence)
    assert stays.evidence is not None


@pytest.mark.parametrize(
    "text",
    [
        "It never raises.",
        "It is thread-safe and raises no ValueError.",
        "It is a coroutine.",
        ".. include:: /etc/passwd",
        "See `the guide <https://example.org>`_ for more.",
        "See [the guide](https://example.org) for more.",
        "<img src=https://example.org/x.png>",
        "Thread-safe, says :doc:`guide`.",
    ],
)
def test_what_is_false_or_markup_never_comes_back(text: str) -> None:
    proven, kept = both(Docstring("Open it.", f"{text} It opens a file."))
    assert kept.docstring == proven.docstring and text not in kept.docstring.description
    assert kept.unproven == ()


@pytest.mark.parametrize(
    "text", ["Thread-safe.\n\nArgs:\n    gone: It.", "Thread-safe.\n\n:param gone: It.\n>>> f(1)"]
)
def test_a_smuggled_section_never_comes_back(text: str) -> None:
    _, kept = both(Docstring("Open it.", text))
    assert kept.docstring.description == "Thread-safe."
    assert "smuggled-section" in {problem.code for problem in kept.problems}


def test_a_wrong_value_is_put_right_beside_what_is_kept() -> None:
    entry = Entry("mode", "How, thread-safe. Defaults to 'w'.")
    proven, kept = both(Docstring("Open it.", parameters=(entry,)))
    assert [item.description for item in proven.docstring.parameters] == ["Defaults to 'r'."]
    assert [item.description for item in kept.docstring.parameters] == [
        "How, thread-safe. Defaults to 'r'."
    ]


def test_a_sentence_that_is_wrong_and_unproven_leaves_whole_unless_it_is_kept() -> None:
    entry = Entry("mode", "Thread-safe, and defaults to 'w'.")
    proven, kept = both(Docstring("Open it.", parameters=(entry,)))
    assert [item.description for item in proven.docstring.parameters] == [""]
    assert [item.description for item in kept.docstring.parameters] == [
        "Thread-safe, and defaults to 'r'."
    ]


def test_an_exception_that_nothing_raises_is_kept_behind_those_of_the_code() -> None:
    said = (Entry("KeyError", "If it rains."), Entry("ValueError", "If it is empty."))
    proven, kept = both(Docstring("Open it.", raises=said))
    assert [item.name for item in proven.docstring.raises] == ["ValueError"]
    assert [item.name for item in kept.docstring.raises] == ["ValueError", "KeyError"]
    assert len(proven.unproven) == 1 and "`KeyError`" in proven.unproven[0].message


@pytest.mark.parametrize("name", ["None", "nothing", "a..b", "x", ":param x", "`", "1"])
def test_what_is_no_exceptions_name_is_not_kept(name: str) -> None:
    proven, kept = both(Docstring("Open it.", raises=(Entry(name, "Never."),)))
    assert kept.docstring == proven.docstring


def test_passages_of_an_earlier_answer_go_into_a_later_one_whole() -> None:
    earlier = Docstring(
        "Open it, thread-safe.",
        "Opens a file. It is thread-safe.",
        parameters=(Entry("path", "Where."),),
        returns=Entry("", "The file, open for 45 seconds."),
    )
    later = Docstring("Open a file.", "It opens.", parameters=(Entry("path", "What to open."),))
    proven, kept = both(earlier)
    both_said = with_unproven(
        verify(later, FACTS, STYLE).docstring, proven.docstring, kept.docstring
    )
    assert both_said.summary == "Open it, thread-safe."
    assert both_said.description == "Opens a file. It is thread-safe."
    assert [item.description for item in both_said.parameters] == ["What to open."]
    assert both_said.returns is not None
    assert both_said.returns.description == "The file, open for 45 seconds."


def test_nothing_unproven_is_no_difference() -> None:
    docstring = Docstring("Open a file.", "It opens.", parameters=(Entry("path", "What to open."),))
    proven, kept = both(docstring)
    assert dataclasses.asdict(proven) == dataclasses.asdict(kept)
    assert with_unproven(proven.docstring, proven.docstring, kept.docstring) == proven.docstring
