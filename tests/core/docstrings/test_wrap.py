"""What must not be broken when prose is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from docstring_ls.core.docstrings import columns, sentences, wrap


def test_inline_code_stays_whole() -> None:
    lines = wrap("See ``a long piece of code`` and `other code here` for more of it.", 24)
    assert any("``a long piece of code``" in line for line in lines)
    assert any("`other code here`" in line for line in lines)


def test_urls_stay_whole_and_hyphens_too() -> None:
    url = "https://example.org/a-very-long-path/that-goes-on-and-on/index.html"
    assert url in wrap(f"Read {url} before well-known use.", 20)


def test_doctests_lists_and_code_keep_their_lines() -> None:
    text = (
        "Words " * 12
        + "\n\n>>> f(1,   2)\n3\n\n- one two three four\n- five\n\n    x  =  1\n\n| a | b |"
    )
    lines = wrap(text, 20)
    assert ">>> f(1,   2)" in lines
    assert "    x  =  1" in lines
    assert "| a | b |" in lines
    assert lines[lines.index("- one two three four") + 1] == "- five"


def test_list_items_continue_under_their_text() -> None:
    assert wrap("1. one two three four five", 14) == ["1. one two", "   three four", "   five"]


def test_fenced_code_keeps_its_blank_lines() -> None:
    text = "Use:\n\n```python\na = 1\n\n\nb = 2\n```"
    assert "\n".join(wrap(text, 20)) == text


def test_wide_characters_count_two_columns_and_break_anywhere() -> None:
    lines = wrap("計算結果を返します。" * 6, 24)
    assert len(lines) > 1
    assert all(columns(line) <= 24 for line in lines)
    assert not any(line.startswith("。") for line in lines)


def test_abbreviations_do_not_end_a_sentence() -> None:
    assert sentences("Use a value, e.g. The one. Then stop.") == [
        "Use a value, e.g. The one.",
        "Then stop.",
    ]


@given(st.lists(st.text("abc`*-.:xyz", min_size=1, max_size=12), max_size=30), st.integers(20, 60))
def test_wrapping_changes_blanks_only(words: list[str], width: int) -> None:
    text = "w " + " ".join(words)
    assert "".join("\n".join(wrap(text, width)).split()) == "".join(text.split())
