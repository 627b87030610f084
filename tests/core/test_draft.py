"""What is written without a model: true, in the imperative, never a placeholder."""

from __future__ import annotations

import pytest

from docstring_ls.core.docstrings import Detail, Style, render
from docstring_ls.core.summaries import draft
from support.code import facts_in

GOOGLE = Style()


def drafted(code: str, style: Style = GOOGLE, path: str = "/w/shop.py") -> str:
    return render(draft(facts_in(code, path=path), style), style, 4)


@pytest.mark.parametrize(
    ("code", "summary"),
    [
        ("def discounted_total(order): return 1", "Return the discounted total."),
        ("def load_config(path): return 1", "Load the config."),
        ("def get_user_by_id(id): return 1", "Return the user by ID."),
        ("def get_rows():\n    yield 1", "Yield the rows."),
        ("def get_ready(): pass", "Get the ready."),
        ("def set_name(name): pass", "Set the name."),
        ("def to_json(x): return 1", "Convert to JSON."),
        ("def parseHTMLDocument(doc): return 1", "Parse the HTML document."),
        ("def html_to_text(h): return 1", "Convert HTML to text."),
        ("def get_or_create_user(): return 1", "Get or create the user."),
        ("def make_app(): return 1", "Make an app."),
        ("def is_number(text): return 1", "Return whether ``text`` is a number."),
        ("def is_valid(text): return 1", "Return whether ``text`` is valid."),
        ("def is_ready():\n    raise X", "Check whether it is ready."),
        ("def on_click(event): pass", "Handle click."),
        ("def before_save(x): pass", "Run before save."),
        ("def main(): pass", "Run the program."),
        ("def rebuild_index(): pass", "Rebuild the index."),
        ("def do_pending_work(): pass", "Perform pending work."),
        ("def items(): yield 1", "Yield the items."),
        ("def x(): return a.b", "Return ``a.b``."),
        ("def _(): return [1, 2]", "Return ``[1, 2]``."),
        ("def x(a):\n    if a: return a.b", "Return the x."),
        ("def test_empty_order_fails(): pass", "Test empty order fails."),
        ("@pytest.fixture\ndef $0client(): return 1", "Provide the client."),
        ("class A:\n    def is_empty(self): return 1", "Return whether the a is empty."),
        ("class HTTPClient:\n    def close(self): pass", "Close the HTTP client."),
        ("class Basket:\n    def add(self, order): pass", "Add ``order``."),
        ("class Basket:\n    def __init__(self): pass", "Initialize the basket."),
        ("class Basket:\n    def __len__(self): return 1", "Return the number of items."),
        ("class A:\n    def __getitem__(self, key): return 1", "Return the item at ``key``."),
        ("class A:\n    def __radd__(self, o): return 1", "Return the sum with ``o`` on the left."),
        ("class A:\n    @property\n    def $0unit_price(self): return 1", "The unit price."),
        ("class A:\n    @property\n    def $0is_open(self): return 1", "Whether it is open."),
        ("class A:\n    @cached\n    @property\n    def $0size(self): return 1", "The size."),
        ("class A:\n    @cached_property\n    def $0size(self): return 1", "Return the size."),
        ("class A:\n    @x.setter\n    def $0size(self, v): pass", "Set the size."),
        (
            "class A:\n    @classmethod\n    def $0from_row(cls, row): return 1",
            "Create an a from row.",
        ),
        ("class $0OrderError(ValueError):\n    pass", "Order error."),
        ("class $0Color(Enum):\n    RED = 1\n    BLUE = 2", "Color: ``RED`` or ``BLUE``."),
        ("@dataclass\nclass $0Line:\n    a: int\n    b: int", "Line with ``a`` and ``b``."),
        ("class $0BaseReader:\n    pass", "Base class of every reader."),
        ("class $0TestOrders(TestCase):\n    pass", "Tests for orders."),
        ("$0\ndef a(): pass\nclass B: pass\n", "Define ``a`` and ``B``."),
        ("$0\nlogger = 1\n__version__ = 1\ndef a(): pass\n", "Define ``a``."),
        (
            "$0\ndef a(): pass\ndef b(): pass\ndef c(): pass\ndef d(): pass\ndef e(): pass\n",
            "Define ``a``, ``b``, ``c`` and others.",
        ),
        ("class $0Basket(Store):\n    pass", "Basket that extends ``Store``."),
        ("class $0Basket:\n    pass", "Represent a basket."),
        ("class $0It:\n    pass", "Represent ``It``."),
        (
            "class $0Basket:\n    def __init__(self): self.items, self._n = [], 1",
            "Basket with ``items``.",
        ),
        ("class $0Empty(Exception):\n    pass", "Exception for empty."),
        (
            "@dataclass\nclass $0Line:\n    a: int\n    b: int\n    c: int\n    d: int\n    e: int",
            "Line with ``a``, ``b``, ``c`` and other fields.",
        ),
        ("def gen(n):\n    x = yield n", "Yield ``n``."),
        ("def gen(its):\n    yield from its", "Yield one item after another."),
        ("def iter_rows(t):\n    yield 1", "Iterate over the rows."),
        ("def iterate_states(t):\n    yield 1", "Iterate over the states."),
        ("def iterate():\n    yield 1", "Iterate."),
        ("def getvalue(): return x", "Return the value."),
        ("def settings(): return x", "Return the settings."),
        ("def exactly_n(a): return x", "Return exactly n."),
        ("def normalise_path(p): return x", "Normalise the path."),
        ("def _maybe_send_mail(to): pass", "Send the mail if needed."),
        ("def check_is_open(door): pass", "Check whether it is open."),
        ("def make_paths_absolute(ps): pass", "Make the paths absolute."),
        ("def done_callback(task): pass", "Serve as the done callback."),
        ("def fit(X, y): return 1", "Fit, given ``X`` and ``y``."),
        ("def validate(validator): return 1", "Validate, given ``validator``."),
        ("class EqualsIs:\n    def is_useful(self): return 1", "Return whether it is useful."),
        ("class Bag:\n    def has(self, key): return 1", "Return whether the bag has ``key``."),
        ("class Bag:\n    def copy(self): return 1", "Copy the bag."),
        ("@contextmanager\ndef $0locked(self): yield self", "Provide the locked context."),
        (
            "@contextmanager\ndef $0temp_dir(): yield d",
            "Provide the temp dir for a ``with`` block.",
        ),
        ("@contextmanager\ndef $0open_db(): yield d", "Open the DB for a ``with`` block."),
        (
            "@asynccontextmanager\nasync def $0get_db(): yield d",
            "Provide the DB for an ``async with`` block.",
        ),
    ],
)
def test_summaries(code: str, summary: str) -> None:
    assert drafted(f"{code}\n") == summary


def test_a_summary_fits_its_line_even_when_the_name_does_not() -> None:
    code = f"class A:\n    def get_{'very_' * 30}long_name(self): return 1\n"
    for length in (40, 72, 88):
        text = drafted(code, Style(line_length=length))
        assert len(text) + 8 + 6 <= length
        assert text.startswith("Return the very") and text.endswith(".")


def test_a_summary_fits_however_deep_its_block_stands() -> None:
    code = "if a:\n" + "".join(f"{'    ' * n}if b:\n" for n in range(1, 9))
    code += f"{'    ' * 9}def $0load_some_settings_from_the_registry(x): return x\n"
    text = draft(facts_in(code), Style(line_length=72)).summary
    assert len(text) + 40 + 6 <= 72
    assert text == "Load some settings."


@pytest.mark.parametrize(
    ("code", "raises"),
    [
        ("def f(x):\n    if x < 0:\n        raise ValueError('x')\n", "ValueError: If ``x < 0``."),
        (
            "def f(x):\n    for y in x:\n        if y < 0:\n            raise ValueError('x')\n",
            "ValueError: Only if ``y < 0``.",
        ),
        ("def f(x):\n    raise ValueError('x')\n", "ValueError:"),
        (
            "def f(x):\n    if not x:\n        return\n    if x < 0:\n        raise ValueError\n",
            "ValueError: Only if ``x < 0``.",
        ),
        (
            "def f(x):\n    try:\n        g(x)\n    except KeyError:\n        raise ValueError\n",
            "ValueError: If ``KeyError`` is caught.",
        ),
        (
            "def f(x):\n    x = x.strip()\n    if not x:\n        raise ValueError\n",
            "ValueError:",
        ),
        (
            "def f(x):\n    if x < 0:\n        raise ValueError\n    if x in self.seen:\n"
            "        raise ValueError\n",
            "ValueError: Only if ``x < 0`` or ``x in self.seen``.",
        ),
        (
            "def f(x, kind: type[ValueError]):\n    for y in x:\n        if y:\n"
            "            raise ValueError\n    raise kind\n",
            "ValueError:",
        ),
    ],
)
def test_an_exception_is_said_with_its_condition_as_far_as_it_holds(code: str, raises: str) -> None:
    assert drafted(code).split("Raises:\n    ")[1].strip() == raises


def test_nothing_beyond_the_signature_is_one_line() -> None:
    code = "def f_send(recipient: str, body: str = '') -> bool:\n    return transport(recipient)\n"
    assert "\n" not in drafted(code)
    assert "\n" in drafted(code, Style(detail=Detail.FULL))


def test_what_checkers_demand_follows_a_section_with_type_default_or_use() -> None:
    code = (
        "class $0Basket:\n    limit: int = 20\n\n"
        "    def __init__(self, owner, size: int, *rest, names, limit=20, **more):\n"
        "        self.owner = owner\n        for name in names:\n            pass\n"
        "        if size < 0:\n            raise ValueError\n"
    )
    demanded = frozenset({"parameters", "raises", "attributes"})
    assert drafted(code, Style(demanded=demanded)) == (
        "Basket with ``owner``.\n\n"
        "Args:\n"
        "    owner: Kept as ``owner``.\n"
        "    size: ``int``.\n"
        "    *rest: Further positional arguments.\n"
        "    names: Iterated over.\n"
        "    limit: Defaults to ``20``.\n"
        "    **more: Further keyword arguments.\n\n"
        "Attributes:\n"
        "    limit: ``int``.\n\n"
        "Raises:\n"
        "    ValueError: If ``size < 0``."
    )


@pytest.mark.parametrize(
    "code",
    [
        "def f(x):\n    try:\n        raise KeyError\n    except KeyError:\n        return 1\n",
        "def f(x):\n    if x:\n        return\n    raise ValueError\n",
        "def f(x):\n    yield 1\n    raise ValueError\n",
        "def f(errors):\n    raise errors[0]\n",
    ],
)
def test_where_a_checker_would_demand_untruth_one_line_is_written(code: str) -> None:
    demanded = frozenset({"parameters", "returns", "yields", "raises"})
    assert "\n" not in drafted(code, Style(demanded=demanded, detail=Detail.FULL))


def test_brief_is_one_line_always() -> None:
    code = "def f(x):\n    if x < 0:\n        raise ValueError('x')\n"
    assert "\n" not in drafted(code, Style(detail=Detail.BRIEF))


def test_comments_on_attributes_are_said() -> None:
    code = "class $0Basket:\n    #: How many fit\n    limit = 20\n    other = 1\n"
    assert drafted(code) == "Represent a basket.\n\nAttributes:\n    limit: How many fit."


def test_a_deprecation_is_said_in_its_own_words() -> None:
    code = "@deprecated('Use `g` instead')\ndef $0load_it(): pass\n"
    assert drafted(code) == "Load it.\n\nDeprecated: Use `g` instead."


def test_no_draft_holds_a_placeholder() -> None:
    code = "def f(a, b=None, *c, d: int, **e):\n    if a: return g\n    raise ValueError\n"
    for name in ("google", "numpy", "sphinx", "epytext", "plain"):
        text = drafted(code, Style(name=name, detail=Detail.FULL)).lower()
        assert not any(word in text for word in ("todo", "_description_", "_summary_", "describe"))
