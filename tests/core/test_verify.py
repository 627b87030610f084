"""Claims that are judged one by one."""

from __future__ import annotations

import json

import pytest

from docstring_ls.core.analysis import Definition, PropagatedException, Resolution
from docstring_ls.core.docstrings import Detail, Docstring, Entry, Style
from docstring_ls.core.problems import Location, Severity
from docstring_ls.core.prompt import SCHEMA, read, read_partial, write
from docstring_ls.core.rules import repair_message, verify
from docstring_ls.core.summaries import complete, trim
from support.code import facts_in

STYLE = Style()
FACTS = facts_in(
    "def f(path, /, mode: str = 'r', *names: str, size: int | None = None, **more) -> int:\n"
    "    if not path:\n        raise ValueError(path)\n"
    "    return open(path, mode).read(size)\n"
)


def described(name: str, text: str) -> str:
    """What is left of a parameter's description."""
    verdict = verify(Docstring("Read it.", parameters=(Entry(name, text),)), FACTS, STYLE)
    return verdict.docstring.parameters[0].description


@pytest.mark.parametrize(
    ("written", "name"),
    [("`mode`", "mode"), ("mode (str)", "mode"), ("**more", "**more"), ("names", "*names"),
     ("\\*names", "*names"), ("mode: str", "mode")],
)  # fmt: skip
def test_names_are_found_as_models_write_them(written: str, name: str) -> None:
    verdict = verify(Docstring("Read.", parameters=(Entry(written, "Said."),)), FACTS, STYLE)
    assert [item.name for item in verdict.docstring.parameters] == [name]


def test_entries_stand_in_signature_order_once_with_the_codes_types() -> None:
    entries = (Entry("size", "A."), Entry("mode", "B."), Entry("mode", "C."), Entry("self", "D."))
    verdict = verify(Docstring("Read.", parameters=entries), FACTS, STYLE)
    assert verdict.docstring.parameters == (
        Entry("mode", "B.", "str", True, "'r'"),
        Entry("size", "A.", "int | None", True, "None"),
    )
    assert [item.code for item in verdict.problems] == ["repeated-parameter"]


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        ("mode", "How to open. Defaults to 'r'.", "How to open. Defaults to 'r'."),
        ("mode", "How to open. Defaults to 'w'.", "How to open. Defaults to 'r'."),
        ("mode", "How to open (default: `r`).", "How to open (default: `r`)."),
        ("mode", "How to open, by default it is 'w'.", "How to open, by default it is 'r'."),
        ("path", "Where it is. Defaults to None.", "Where it is."),
        ("mode", "An integer that tells how.", ""),
        ("mode", "A string that tells how.", "A string that tells how."),
        ("mode", "str: How to open.", "How to open."),
        ("size", "An integer, or all without.", "An integer, or all without."),
        ("mode", "The string length matters.", "The string length matters."),
        ("mode", "Passed to `open`. See `frobnicate`.", "Passed to `open`."),
        ("mode", "Like `ValueError` and `os.path.join`.", "Like `ValueError` and `os.path.join`."),
    ],
)
def test_defaults_types_and_names_in_prose(name: str, text: str, left: str) -> None:
    assert described(name, text) == left


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("None, since there is nothing to report.", []),
        ("Nothing.", []),
        ("`None`, upon success as otherwise.", []),
        ("Always ``None``.", []),
        ("This function has no return value.", []),
        ("The number of bytes.", ["returns-nothing"]),
    ],
)
def test_an_entry_that_says_that_nothing_comes_out_is_no_lie(text: str, codes: list[str]) -> None:
    facts = facts_in("def f(log):\n    log.append(1)\n")
    verdict = verify(Docstring("Add one.", returns=Entry("", text)), facts, STYLE)
    assert [item.code for item in verdict.problems] == codes
    assert verdict.docstring.returns is None


def test_exceptions_need_evidence_and_broader_ones_become_the_real_one() -> None:
    code = "def f(order):\n    return order.total()\n"
    place = Location("/w/o.py", 3)
    exceptions = (
        PropagatedException("KeyError", place, bases=("LookupError", "Exception")),
        PropagatedException("OSError", place, certain=False),
    )
    uses = (code.index("total"),)
    found = Definition("order.total", "total", uses=uses, exceptions=exceptions)
    facts = facts_in(code, Resolution(definitions=(found,)))
    said = tuple(Entry(name, "Said.") for name in ("TypeError", "LookupError", "OSError"))
    verdict = verify(Docstring("Add up.", raises=said), facts, STYLE)
    assert [item.name for item in verdict.docstring.raises] == ["KeyError", "OSError"]
    assert [(item.code, item.severity) for item in verdict.problems] == [
        ("unfounded-exception", Severity.WARNING),
        ("undecided-exception", Severity.INFO),
    ]
    assert verdict.problems[1].evidence == place
    left_out = complete(Docstring("Add up."), facts, STYLE)
    assert left_out.raises == (Entry("KeyError", "From ``order.total``."),)


def test_what_is_missing_is_named_then_filled_from_the_code() -> None:
    verdict = verify(
        Docstring("Read it.", parameters=(Entry("path", "Where it is."),), returns=Entry("", "")),
        FACTS,
        STYLE,
    )
    assert verdict.missing == (
        *("parameter mode", "parameter names", "parameter size", "parameter more"),
        *("what is returned", "exception ValueError"),
    )
    message = repair_message(verdict, "{}")
    assert all(item in message for item in verdict.missing)
    final = trim(complete(verdict.docstring, FACTS, STYLE), FACTS, STYLE)
    assert [item.description for item in final.parameters][1:] == [
        "``str``, defaults to ``'r'``.",
        "``str``.",
        "``int | None``, defaults to ``None``.",
        "Further keyword arguments.",
    ]
    assert final.raises == (Entry("ValueError", "If ``not path``."),)


def test_one_line_misses_only_exceptions() -> None:
    assert verify(Docstring("Read it."), FACTS, STYLE).missing == ("exception ValueError",)
    assert verify(Docstring(""), FACTS, Style(detail=Detail.BRIEF)).missing == ("the summary",)


@pytest.mark.parametrize(
    ("language", "text", "accepted"),
    [
        ("English", "Return the sum of all lines before any discount.", True),
        ("English", "Gibt die Summe der Zeilen zurück und ist nicht mit einem Rabatt.", False),
        ("German", "Gibt die Summe der Zeilen zurück und ist nicht mit einem Rabatt.", True),
        ("German", "Return the sum of the lines and that is with the discount.", False),
        ("English", "Возвращает сумму всех строк.", False),
        ("ru", "Возвращает сумму всех строк `f`.", True),
        ("Japanese", "割引前のすべての行の合計を返す。", True),
        ("Klingon", "tlhIngan Hol Dajatlh'a'", True),
    ],
)
def test_the_language_that_was_asked_for(language: str, text: str, accepted: bool) -> None:
    verdict = verify(Docstring(text), facts_in("def f(): pass\n"), Style(language=language))
    assert bool(verdict.docstring.summary) == accepted


def test_every_prefix_of_an_answer_can_be_read_and_verified() -> None:
    whole = Docstring(
        "Read it.",
        "More.",
        (Entry("path", "Where it is."), Entry("mode", "How.")),
        returns=Entry("", "What was read."),
        raises=(Entry("ValueError", "If empty."),),
    )
    text = write(whole)
    assert read(text) == (whole, ())
    seen = [read_partial(text[:end]) for end in range(len(text) + 1)]
    assert seen[-1] == (whole, False)
    for partial in seen:
        if partial is not None:
            verify(partial.docstring, FACTS, STYLE, summary_grows=partial.summary_grows)


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", "[1, 2]", "{}", '{"summary": 3}', '{"parameters": [1, {"name": 2}]}', "{{{",
     '{"summary": null, "raises": {"ValueError": "If so."}}', "\x00", "Just words", "Args:\n",
     "[" * 5000],
)  # fmt: skip
def test_odd_answers_never_fail(text: str) -> None:
    docstring, problems = read(text)
    verify(docstring, FACTS, STYLE)
    read_partial(text)
    assert docstring.summary or problems or text.startswith(("{", "Args"))


def test_the_schema_is_strict() -> None:
    def check(node: dict[str, object]) -> None:
        if node.get("type") == "object":
            properties = node["properties"]
            assert isinstance(properties, dict)
            assert node["additionalProperties"] is False
            assert node["required"] == list(properties)
            for item in properties.values():
                check(item)
        elif node.get("type") == "array":
            items = node["items"]
            assert isinstance(items, dict)
            check(items)

    check(SCHEMA)
    assert set(json.loads(write(Docstring("A.")))) == set(SCHEMA["properties"])
