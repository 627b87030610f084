"""Findings about existing docstrings: what is certain is told, everything else is silence."""

from __future__ import annotations

import pytest

from docstring_ls.core.analysis import Facts, facts_of
from docstring_ls.core.docstrings import Style
from docstring_ls.core.rules import Finding, contradictions, update
from docstring_ls.core.syntax import parse, symbols
from docstring_ls.core.text import Source


def facts(code: str) -> Facts:
    """The facts of the last symbol that has a docstring."""
    syntax = parse(Source("file:///w/shop.py", code))
    found = [facts_of(syntax, symbol) for symbol in symbols(syntax)]
    return [item for item in found if item.docstring][-1]


def findings(code: str) -> tuple[Finding, ...]:
    known = facts(code)
    return contradictions(known.docstring or "", known, Style())


def false_claims(code: str) -> list[tuple[str, str, int]]:
    return [(item.code, item.name, item.line) for item in findings(code) if item.contradiction]


def function(header: str, docstring: str, body: str = "return print(1)") -> str:
    lines = "\n".join(f"    {line}".rstrip() for line in docstring.strip("\n").split("\n"))
    return f'{header}\n    """Sum.\n\n{lines}\n    """\n    {body}\n'


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (function("def f(a):", "Args:\n    a: A.\n    b: B."), [("unknown-parameter", "b", 4)]),
        (function("def f(size):", "Args:\n    sise: A."), [("renamed-parameter", "sise", 3)]),
        (function("def f(a: int):", "Args:\n    a (str): A."), [("wrong-type", "a", 3)]),
        (function("def f(a=1):", "Args:\n    a: A. Defaults to 2."), [("wrong-default", "a", 3)]),
        (function("def f(a=1):", "Args:\n    a (int, default 2): A."), [("wrong-default", "a", 3)]),
        (function("def f():", "Returns:\n    A thing.", "print(1)"), [("returns-nothing", "", 2)]),
        (function("def f() -> int:", "Returns:\n    str: A thing."), [("wrong-type", "", 3)]),
        (function("def f(a):", ":param b: B.\n:type b: int"), [("renamed-parameter", "b", 2)]),
        (
            "class C:\n" + function("", "Attributes:\n    gone: X.", "here = 1").lstrip("\n"),
            [("unknown-attribute", "gone", 3)],
        ),
    ],
)
def test_what_the_code_disproves_is_told(code: str, expected: list[tuple[str, str, int]]) -> None:
    assert false_claims(code) == expected


@pytest.mark.parametrize(
    "code",
    [
        function("def f(a, **kw):", "Args:\n    a: A.\n    key: Of kw."),
        function("def f(*parts):", "Args:\n    first: Of parts.\n    second: Of parts."),
        function("@click.option('--b')\ndef f(a):", "Args:\n    a: A.\n    b: B."),
        function("def f(a=None):", "Args:\n    a: A. Defaults to 10."),
        function("def f(a='deprecated'):", "Args:\n    a (int): A. Defaults to 10."),
        function("def f(a=3600):", "Args:\n    a: A. Defaults to 1 hour."),
        function("def f(a=7):", "Args:\n    a: If ``None``, defaults to 3."),
        function("def f(a='mean'):", "Args:\n    a: The default is 'x' only where b is set."),
        function("def f(a: Optional[int] = None):", "Args:\n    a (int, optional): A."),
        function("def f(a: ArrayLike):", "Args:\n    a (list of float): A."),
        function("def f(a: list[int]):", "Args:\n    a (list): A."),
        function("def f(a: str | Path):", "Args:\n    a (string): A."),
        function("def f():", "Returns:\n    None.", "print(1)"),
        function("def f():", "Returns:\n    What overriders give.", "raise NotImplementedError"),
        function("def f():", "Returns:\n    What overriders give.", "pass"),
        function("def f() -> Thing:", "Returns:\n    A thing.", "raise Error"),
        function("@contextmanager\ndef f():", "Returns:\n    A manager.", "yield"),
        function("def f():", "Returns:\n    A generator.", "yield 1"),
        function("def f():", "%(shared)s\n\nArgs:\n    b: B."),
        function("def f(a):", r":param \*\*options: See :func:`g`.").replace("(a)", "(**options)"),
        function("def f(class_):", r":param class\_: Escaped."),
        "class C(Base):\n" + function("", "Attributes:\n    inherited: X.", "pass").lstrip("\n"),
        "class C(Base):\n" + function("", "Args:\n    inherited: X.", "pass").lstrip("\n"),
        "class C:\n    @property\n"
        + function("    def f(self):", "Args:\n    key: Of what is returned.").replace(
            "\n", "\n    "
        ),
        "@overload\ndef f(a: int): ...\n@overload\ndef f(b: str): ...\n"
        + function("def f(x):", "Args:\n    a: A.\n    b: B."),
    ],
)
def test_what_can_not_be_disproved_is_not_told(code: str) -> None:
    assert false_claims(code) == []


@pytest.mark.parametrize(
    ("decorator", "told"),
    [
        ("staticmethod", True),
        ("functools.lru_cache(maxsize=3)", True),
        ("contextlib.contextmanager", True),
        ("app.route('/')", True),
        ("torch.no_grad()", True),
        ("pytest.fixture", False),
        ("click.option('--b')", False),
        ("click.command()", False),
        ("functools.wraps(g)", False),
        ("mock.patch('x.y')", False),
        ("deprecate_kwarg('b', 'a')", False),
        ("Appender(text)", False),
        ("nobody.knows", False),
    ],
)
def test_a_decorator_counts_for_what_it_does(decorator: str, told: bool) -> None:
    code = function(f"@{decorator}\ndef f(a):", "Args:\n    a: A.\n    gone: B.", "yield a")
    assert bool(false_claims(code)) == told


@pytest.mark.parametrize(
    ("header", "entries", "old", "new"),
    [
        ("def f(name, tag, **kw):", "path: A.\n    tag: B.\n    depth: Of kw.", "path", "name"),
        ("def f(source, **context):", "template: A.\n    context: B.", "template", "source"),
        ("def f(a, skip, **kw):", "a: A.\n    skipp: B.\n    kw: C.", "skipp", "skip"),
        ("def f(a, **kwargs):", "a: A.\n    kwrags: B.", "kwrags", "kwargs"),
        ("def f(a, **header):", "a: A.\n    headers: B.", "headers", "header"),
        ("@nobody.knows\ndef f(image):", "container: A.", "container", "image"),
        ("@nobody.knows\ndef f(a, params=()):", "a: A.\n    parmas: B.", "parmas", "params"),
        ("def f(folder, *names):", "folder: A.\n    file: B.", "file", "names"),
    ],
)  # fmt: skip
def test_a_rename_is_seen_where_more_may_be_passed(
    header: str, entries: str, old: str, new: str
) -> None:
    [found] = [item for item in findings(function(header, f"Args:\n    {entries}")) if item.rule]
    assert (found.code, found.name, found.rule) == ("renamed-parameter", old, "DLS106")
    assert f"`{new}`" in found.message


@pytest.mark.parametrize(
    "code",
    [
        function("def f(a, b, **kw):", "Args:\n    a: A.\n    key: Of kw."),
        function("def f(a, b, **kw):", "Args:\n    a: A.\n    c: Of kw.", "return kw['c']"),
        function("def f(a, line_width, **kw):", "Args:\n    a: A.\n    width: Of kw."),
        function("@renamed('old', 'new')\ndef f(new):", "Args:\n    old: A."),
        function("@pytest.fixture\ndef f(new):", "Args:\n    old: A."),
        function("@nobody.knows\ndef f(a, b):", "Args:\n    a: A.\n    b: B.\n    extra: C."),
        function("@nobody.knows\ndef f(a):", "Args:\n    a: A. Defaults to 3."),
        function("def f(*samples):", "Parameters\n----------\nsample1, sample2, ... : int"),
        function("def f(*samples):", "Args:\n    sample1: The first."),
        "@dataclass\nclass C(Result):\n"
        + function("", "Args:\n    power: Of the base.\n    n: B.", "n: int = 1").lstrip("\n"),
        function("def f(kind='low'):", "Args:\n    kind: A. Default is 'lowpass'."),
        "class C:\n"
        + function("", "Args:\n    a: A.\n    b: B.", "def __init__(self, a): g(a)").lstrip("\n")
        + "    def __call__(self, c, b=2):\n        return b\n",
        function("def f(*args, **changes):", "Args:\n    inst: Of args.\n    changes: C."),
        function("def f(a) -> None:", "Returns:\n    What a gives.", "return a()"),
        function("async def f(a) -> None:", "Returns:\n    A coroutine.", "print(a)"),
        function("def f(a):", "# Arguments\na : int\n\n## History\n- v1: Better."),
        function("def f(a):", "# Arguments\na : int\n```\n# Returns\nb : int\nC(a)\n```"),
        function("def f(options):", "Args:\n    options: Of keys.\n        * size: Default is 3."),
        "class C(Base):\n"
        + function("", "Attributes:\n    MAX_LENGTH: X.", "length = 1").lstrip("\n"),
    ],
)  # fmt: skip
def test_without_evidence_nothing_is_said_where_more_may_be_passed(code: str) -> None:
    assert false_claims(code) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Args:\ngone: A.\na: B.\n\nReturns:\n    X.", ["gone"]),
        ("Arguments:\n\ngone: A.\n   More.\na: B.", ["gone"]),
        ("Args:\n    gone :math:`(B, 2)`\n    a: B.", ["gone"]),
        ("Args:\n    - **gone** (int): A.\n    - **a** (int): B.", ["gone"]),
        ("Args:\n    gone=3: A.\n    a: B.", ["gone"]),
        ("Args:\n    a: One of\n    - fast: quickly.\n    - slow: slowly.", []),
        ("Optional arguments:\n    gone: A.", ["gone"]),
        ("Parameters\n----------\ngone (int): A.\na : int", ["gone"]),
        ("Parameters\n----------\n**gone** : int\n    A.\na : int", ["gone"]),
        ("# Parameters\n\ngone : `int`\n    A.\na : `int`", ["gone"]),
        (":param `gone`: A.\n:param a: B.", ["gone"]),
        (":param odd-name: A.\n:param a: B.", []),
        ("Usage:\n    gone: A.", []),
        ("Args: a lot.\ngone: A.", []),
    ],
)
def test_entries_are_read_in_the_layouts_of_people(text: str, names: list[str]) -> None:
    code = function("def f(a):", text)
    assert [name for rule, name, _ in false_claims(code) if "parameter" in rule] == names


ERRORS = "class TaskLost(Exception): ...\nclass TaskFailed(Exception): ...\n"
ENTRY = "Raises:\n    TaskError: If the task raised one."
RAISES = "raise TaskFailed('the task raised one')"


@pytest.mark.parametrize(
    ("docstring", "body", "told"),
    [
        (ENTRY, RAISES, True),
        (":raises TaskError: if the task raised one", RAISES, True),
        ("Raise the `HttpError` if odd.", "raise HTTPError(a)", True),
        ("Raises:\n    TASKLOST: If odd.", "raise TaskLost(a)", True),
        ("Raises:\n    TypeError: If size is uneven.", "raise ValueError('size is uneven')", True),
        ("Raises:\n    TypeError: If size is odd.", "raise ValueError('odd')", False),
        ("Raises:\n    LostError: If size is uneven.", "raise Known('size is uneven')", False),
        ("Raises:\n    ValueError: If odd.", "raise TaskLost(a)", False),
        (ENTRY, "raise TaskFailed('no time left')", False),
        (ENTRY.replace("TaskError", "Exception"), RAISES, False),
        (ENTRY, f"g(TaskError)\n    {RAISES}", False),
        (f"{ENTRY}\n    TaskFailed: Else.", RAISES, False),
    ],
)  # fmt: skip
def test_an_exception_is_another_only_by_its_letters_or_words(
    docstring: str, body: str, told: bool
) -> None:
    found = false_claims(ERRORS + function("def f(a):", docstring, body))
    assert [code for code, *_ in found] == ["renamed-exception"] * told


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("class C:", True),
        ("@dataclass\nclass C:", True),
        ("class Base:\n    other = 1\nclass C(Base):", True),
        ("class Base:\n    gone = 1\nclass C(Base):", False),
        ("class Base(Other): ...\nclass C(Base):", False),
        ("class Base:\n    def f(self, n): setattr(self, n, 1)\nclass C(Base):", False),
        ("@nobody.knows\nclass C:", False),
    ],
)
def test_an_attribute_is_unknown_where_all_its_classes_are_known(head: str, told: bool) -> None:
    code = f"{head}\n" + function("", "Attributes:\n    gone: X.", "here = 1").lstrip("\n")
    assert bool(false_claims(code)) == told


def test_an_inherited_attribute_is_not_taken_for_the_one_that_is_missing() -> None:
    docstring = "Attributes:\n    a: A.\n    b: B.\n    inherited: C."
    code = "class C(Base):\n" + function("", docstring, "a = b = dtype = 1").lstrip("\n")
    assert false_claims(code) == []
    assert false_claims(code.replace("(Base)", "")) == [("unknown-attribute", "inherited", 5)]


def test_fields_are_judged_where_no_base_brings_more() -> None:
    code = "class C(NamedTuple):\n" + function("", "Args:\n    gone: A.", "n: int = 1").lstrip("\n")
    assert [name for _, name, _ in false_claims(code)] == ["gone"]


def test_an_overload_may_have_the_name() -> None:
    stubs = "@overload\ndef f(a: int): ...\n@overload\ndef f(b: str): ...\n"
    assert not false_claims(stubs + function("def f(x):", "Args:\n    b: A."))
    assert false_claims(stubs + function("def f(length):", "Args:\n    lenght: A."))


def test_an_attribute_that_is_misspelt_is_seen_whatever_the_bases() -> None:
    code = "class C(Base):\n" + function("", "Attributes:\n    heigth: X.", "height = 1").lstrip(
        "\n"
    )
    assert false_claims(code) == [("unknown-attribute", "heigth", 3)]


def test_omissions_are_marked_as_such() -> None:
    found = findings(function("def f(a, b):", "Args:\n    a: A."))
    assert [(item.code, item.name, item.contradiction) for item in found] == [
        ("missing-parameter", "b", False)
    ]


def test_evidence_is_the_line_of_the_parameter() -> None:
    code = function(
        "def f(\n    a: int = 1,\n    b: int = 2,\n):", "Args:\n    b: B. Defaults to 3."
    )
    [wrong] = [item for item in findings(code) if item.contradiction]
    assert (wrong.evidence.path, wrong.evidence.line) == ("/w/shop.py", 3)


@pytest.mark.parametrize("style", ["google", "sphinx"])
def test_the_update_silences_every_finding(style: str) -> None:
    docstring = {
        "google": "Args:\n    old (str): A.\n    gone: G.\n    n: Defaults to 9.\n\nReturns:\n    X.",  # noqa: E501
        "sphinx": ":param str old: A.\n:param gone: G.\n:param n: Defaults to 9.\n:returns: X.",
    }[style]
    known = facts(function("def f(new: int, n=1):", docstring, "print(new)"))
    text = known.docstring or ""
    assert contradictions(text, known, Style())
    mended, _ = update(text, known, Style())
    assert [f for f in contradictions(mended, known, Style()) if f.contradiction] == []
