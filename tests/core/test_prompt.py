"""Prompts: never above the budget, counted as the service counts, without the docstring."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docstring_ls.adapters.tokens import Tiktoken
from docstring_ls.adapters.workspace_secrets.lines import mask
from docstring_ls.core.analysis import SYNTAX_ONLY, facts_of
from docstring_ls.core.context import Index, Tables, index_file
from docstring_ls.core.docstrings import Style
from docstring_ls.core.prompt import Prompt, compose
from docstring_ls.core.syntax import find, parse
from docstring_ls.core.text import Source

ROOT = "/work space"
STYLE = Style()
SHOP = '''
"""Sells things."""
from .stock import Warehouse, OutOfStock, RESERVE

LIMIT = 10


class Shop:
    """Sells from a warehouse.

    Args:
        warehouse: Where the goods lie.
    """

    def __init__(self, warehouse: Warehouse):
        self.warehouse = warehouse

    def sell(self, item: str, count: int = 1) -> int:
        """Take sixteen words that stand nowhere else in this workspace and sell them."""
        if count > LIMIT:
            raise ValueError(count)
        for _ in range(count):
            if item not in self.warehouse:
                raise OutOfStock(item)
            self.warehouse.take(item, RESERVE)
        return count
'''
STOCK = '''
RESERVE = 3


class OutOfStock(Exception):
    """Nothing is left of an item."""


class Warehouse:
    """Keeps goods."""

    def take(self, item, reserve):
        """Remove one item.

        Args:
            item: Name of the goods.
            reserve: How many stay.

        Raises:
            OutOfStock: When too few are left.
        """
        password = "hunter2andmore"
        raise OutOfStock(item)
'''


@cache
def counter() -> Tiktoken:
    return Tiktoken()


def workspace(**files: str) -> Index:
    tables, indexed = Tables(), {}
    for name, text in files.items():
        path = f"shop/{name}.py"
        indexed[path] = index_file(path, text)
        tables.add(indexed[path])
    return Index(indexed, tables, {}, mask)


def prompt(text: str, qualname: str, budget: int, index: Index, style: Style = STYLE) -> Prompt:
    made, problems = ask(text, qualname, budget, index, style)
    assert made is not None, problems
    return made


def ask(text: str, qualname: str, budget: int, index: Index, style: Style = STYLE):
    syntax = parse(Source(f"file://{ROOT.replace(' ', '%20')}/shop/shop.py", text))
    symbol = find(syntax, qualname)[0]
    facts = facts_of(syntax, symbol)
    return compose(syntax, symbol, facts, SYNTAX_ONLY, style, index, budget, counter(), ROOT)


def text_of(made: Prompt) -> str:
    return "\n".join(message.content for message in made.messages)


def recount(made: Prompt) -> int:
    count = counter().count
    return 3 + sum(3 + count(item.role) + count(item.content) for item in made.messages)


def test_the_symbol_is_shown_without_its_docstring() -> None:
    made = text_of(prompt(SHOP, "Shop.sell", 2000, workspace(shop=SHOP, stock=STOCK)))
    assert "def sell(self, item: str, count: int = 1) -> int:" in made
    assert "self.warehouse.take(item, RESERVE)" in made
    assert "sixteen words" not in made


def test_what_the_symbol_uses_is_shown() -> None:
    made = text_of(prompt(SHOP, "Shop.sell", 2000, workspace(shop=SHOP, stock=STOCK)))
    assert "def take(self, item, reserve)" in made
    assert "class OutOfStock(Exception)" in made
    assert "RESERVE = 3" in made
    assert "LIMIT = 10" in made


def test_the_buffer_wins_over_the_index() -> None:
    index = workspace(shop=SHOP, stock=STOCK)
    made = text_of(prompt(SHOP.replace("LIMIT = 10", "LIMIT = 99"), "Shop.sell", 2000, index))
    assert "LIMIT = 99" in made
    assert "LIMIT = 10" not in made


def test_other_newer_text_wins_over_the_index() -> None:
    index = workspace(shop=SHOP, stock=STOCK)
    newer = index_file("shop/stock.py", STOCK.replace("RESERVE = 3", "RESERVE = 7"))
    made = text_of(prompt(SHOP, "Shop.sell", 2000, index.with_file(newer)))
    assert "RESERVE = 7" in made
    assert "RESERVE = 3" not in made


def test_a_copy_elsewhere_does_not_give_the_docstring_back() -> None:
    index = workspace(shop=SHOP, stock=STOCK, copy=SHOP)
    assert "sixteen words" not in text_of(prompt(SHOP, "Shop.sell", 4000, index))


def test_secrets_are_masked_in_the_symbol_and_around_it() -> None:
    key = "AKIA" + "ABCDEFGHIJKLMNOP"
    text = SHOP.replace("return count", f'key = "{key}"; return count')
    made = text_of(prompt(text, "Shop.sell", 4000, workspace(shop=text, stock=STOCK)))
    assert key not in made
    assert "hunter2andmore" not in made


def test_no_path_of_the_machine_is_sent() -> None:
    made = text_of(prompt(SHOP, "Shop.sell", 2000, workspace(shop=SHOP, stock=STOCK)))
    assert ROOT not in made
    assert "shop/stock.py" in made


def test_language_and_the_projects_words_are_in_the_instructions() -> None:
    style = Style(language="German", instructions="Say who pays.")
    system = prompt(SHOP, "Shop.sell", 2000, workspace(shop=SHOP), style).messages[0]
    assert system.role == "system"
    assert "German" in system.content
    assert "Say who pays." in system.content


def test_instructions_come_first_and_are_the_same_for_all_symbols() -> None:
    index = workspace(shop=SHOP, stock=STOCK)
    systems = {prompt(SHOP, name, 2000, index).messages[0] for name in ("Shop", "Shop.sell")}
    assert len(systems) == 1


def test_a_budget_too_small_for_the_header_is_refused_with_a_message() -> None:
    made, problems = ask(SHOP, "Shop.sell", 60, workspace(shop=SHOP))
    assert made is None
    assert problems[0].code == "budget-too-small"
    assert "60" in problems[0].message


def test_a_large_function_is_folded_by_branches() -> None:
    body = "\n".join(
        f"    if x == {n}:\n        y = '{n}' * {n}\n        print(y, {n})" for n in range(400)
    )
    text = f"def big(x):\n{body}\n    return x\n"
    made = prompt(text, "big", 1500, workspace(shop=text))
    shown = text_of(made)
    assert made.prompt_tokens <= 1500
    assert "def big(x):" in shown
    own = made.fragments[0]
    assert own.kept == "short"
    lines = {line.strip() for line in text.splitlines()} | {"..."}
    assert all(line.strip() in lines for line in own.text.splitlines())


def test_the_receipt_says_what_was_kept_and_why() -> None:
    made = prompt(SHOP, "Shop.sell", 420, workspace(shop=SHOP, stock=STOCK))
    kinds = {item.kept for item in made.fragments}
    assert made.fragments[0].kind == "own"
    assert kinds <= {"whole", "short", "dropped"}
    assert all(item.reason and item.line > 0 for item in made.fragments)


def test_the_same_question_gives_the_same_prompt() -> None:
    index = workspace(shop=SHOP, stock=STOCK)
    assert prompt(SHOP, "Shop", 900, index) == prompt(SHOP, "Shop", 900, index)


@pytest.mark.parametrize("qualname", ["", "Shop", "Shop.sell", "Shop.__init__"])
@settings(max_examples=25, deadline=None)
@given(budget=st.integers(100, 3000) | st.integers(500, 100_000))
def test_budgets_hold_and_counts_are_true(qualname: str, budget: int) -> None:
    index = workspace(shop=SHOP, stock=STOCK)
    syntax = parse(Source(f"file://{ROOT}/shop/shop.py", SHOP))
    symbol = find(syntax, qualname)[0]
    made, problems = compose(
        syntax,
        symbol,
        facts_of(syntax, symbol),
        SYNTAX_ONLY,
        Style(),
        index,
        budget,
        counter(),
        ROOT,
    )
    if made is None:
        assert budget < 250
        assert problems
        return
    assert made.prompt_tokens == recount(made) <= budget


@settings(max_examples=30, deadline=None)
@given(
    text=st.text(st.sampled_from("abc \n\t'\"#():=.\\é😀"), max_size=300),
    budget=st.integers(400, 900),
)
def test_counts_are_true_for_any_neighbourhood(text: str, budget: int) -> None:
    index = workspace(shop=SHOP, other=text)
    made = prompt(SHOP + "\n" + "x = 1\n", "Shop.sell", budget, index)
    assert made.prompt_tokens == recount(made) <= budget
