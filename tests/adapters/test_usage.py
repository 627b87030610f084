"""What is spent: counted, priced, limited before sending, written down by several processes."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
from dataclasses import replace

import pytest

from docstring_ls.adapters.cache.ledger import FILE, Ledger, caller_kind
from docstring_ls.adapters.prices import Prices
from docstring_ls.adapters.tokens import ByteBound
from docstring_ls.adapters.usage import Metered
from docstring_ls.adapters.usage_budget import SpendingBudget
from docstring_ls.errors import BudgetSpent, Filtered, Incomplete, Unreachable
from docstring_ls.option_values import read_model
from docstring_ls.ports import Restarted, TextDelta, Usage
from support.provider import Scripted, answer, collect, request

PRICED = Prices((read_model("gpt-4o;price-in=2.5;price-cached=1.25;price-out=10"),))
# 56 fresh tokens, 64 cached ones and 30 of the answer, at these prices.
COST = (56 * 2.5 + 64 * 1.25 + 30 * 10) / 1_000_000


def metered(inner, session=None, prices=PRICED, **more):
    more = {"deployment": "prod", "model": "gpt-4o", "answer_tokens": 100} | more
    return Metered(inner, session or SpendingBudget(), prices, ByteBound(), **more)


async def test_answer_carries_its_cost_and_the_session_adds_up():
    provider = metered(Scripted(answer("{}")))
    steps = await collect(provider, request())
    await collect(provider, request())
    totals = provider.session.totals
    assert steps[-1].usage.cost == pytest.approx(COST)
    assert (totals.requests, totals.prompt_tokens, totals.cached_tokens) == (2, 240, 128)
    assert totals.cost == pytest.approx(2 * COST)
    assert totals.unpriced == totals.estimated == 0


async def test_model_of_the_answer_sets_the_price_else_the_configured_one():
    own = tuple(map(read_model, ("gpt-4o;price-in=1;price-out=1", "tiny;price-in=2;price-out=2")))
    for model, cost in (("tiny-2026", 300e-6), ("something-else", 150e-6)):
        provider = metered(Scripted(answer("{}", model)), prices=Prices(own))
        steps = await collect(provider, request())
        assert steps[-1].usage.cost == pytest.approx(cost)


async def test_token_budget_is_refused_before_sending():
    inner = Scripted(answer("{}"))
    provider = metered(inner, SpendingBudget(max_tokens=450))
    await collect(provider, request())
    with pytest.raises(
        BudgetSpent, match=r"150 of its 450 tokens.*320.*Nothing was sent"
    ) as caught:
        await collect(provider, wide())
    assert len(inner.calls) == 1
    assert "max-tokens" in caught.value.advice and caught.value.fault == "user"
    assert caught.value.correlation == "c0ffee"
    provider.session.max_tokens = 500
    await collect(provider, request())
    assert len(inner.calls) == 2


def wide():
    asked = request()
    return replace(asked, prompt=replace(asked.prompt, prompt_tokens=120))


async def test_money_budget_is_refused_before_sending():
    inner = Scripted(answer("{}"))
    provider = metered(inner, SpendingBudget(max_cost=0.0015))
    await collect(provider, request())
    with pytest.raises(BudgetSpent, match=r"\$0.0005 of its \$0.0015"):
        await collect(provider, request())
    assert len(inner.calls) == 1


async def test_money_budget_without_a_price_is_refused_with_the_remedy():
    inner = Scripted(answer("{}"))
    provider = metered(
        inner, SpendingBudget(max_cost=1), Prices(), deployment="x", model="unheard-of"
    )
    with pytest.raises(BudgetSpent, match="no price is known") as caught:
        await collect(provider, request())
    assert not inner.calls and "price-in" in caught.value.advice


async def test_requests_at_once_do_not_exceed_the_budget_together():
    inner = Scripted(TextDelta("{"), 0.02, answer("{}"))
    provider = metered(inner, SpendingBudget(max_tokens=700))
    tasks = [collect(provider, request(str(number))) for number in range(10)]
    results = await asyncio.gather(*tasks, return_exceptions=True)
    refused = [each for each in results if isinstance(each, BudgetSpent)]
    assert len(inner.calls) == 3 and len(refused) == 7
    assert provider.session.totals.tokens <= 700
    await collect(provider, request())


@pytest.mark.parametrize(
    ("steps", "requests"),
    [
        ((TextDelta("half"), Incomplete("cut")), 1),
        ((TextDelta("lie"), Restarted("again"), TextDelta("{}"), answer("{}")), 2),
        ((Filtered("the prompt was stopped"),), 1),
        ((TextDelta("shown"), Restarted("stopped"), Filtered("the answer was stopped")), 1),
        ((Unreachable("no route"),), 0),
    ],
)
async def test_what_is_billed_without_figures_is_estimated(steps, requests):
    provider = metered(Scripted(*steps))
    await asyncio.gather(collect(provider, request()), return_exceptions=True)
    await provider.close()
    assert provider.session.totals.requests == requests


async def test_cancelled_answer_is_estimated():
    provider = metered(Scripted(TextDelta("12345"), 30.0))
    task = asyncio.create_task(collect(provider, request()))
    await asyncio.sleep(0.02)
    task.cancel()
    await asyncio.wait({task})
    await provider.close()
    totals = provider.session.totals
    assert (totals.prompt_tokens, totals.completion_tokens, totals.estimated) == (120, 5, 1)


async def test_log_tells_figures_and_never_texts(caplog):
    provider = metered(Scripted(TextDelta("secret answer"), answer("secret answer")))
    with caplog.at_level(logging.INFO, "docstring_ls"):
        await collect(provider, request("secret source"))
    assert "120 tokens sent (64 cached), 30 received" in caplog.text
    assert caplog.records[0].correlation == "c0ffee"
    assert "secret" not in caplog.text


async def test_ledger_keeps_days_deployments_and_callers_apart(tmp_path):
    for caller, deployment in (("editor", "a"), ("cli", "a"), ("cli", "b"), ("cli", "b")):
        book = Ledger(tmp_path, caller)
        provider = metered(Scripted(answer("{}")), deployment=deployment, sink=book)
        await collect(provider, request())
        await provider.close()
    ledger = Ledger(tmp_path)
    lines = ledger.lines()
    ledger.close()
    assert [(line.deployment, line.caller, line.spent.requests) for line in lines] == [
        ("a", "cli", 1),
        ("a", "editor", 1),
        ("b", "cli", 2),
    ]
    assert lines[2].spent.cost == pytest.approx(2 * COST)


async def test_deployment_that_answered_is_written_down(tmp_path):
    book = Ledger(tmp_path)
    provider = metered(Scripted(answer("{}", deployment="second")), sink=book)
    await collect(provider, request())
    await provider.close()
    reread = Ledger(tmp_path)
    assert reread.lines()[0].deployment == "second"
    reread.close()


def test_days_can_be_left_out(tmp_path):
    ledger = Ledger(tmp_path)
    ledger.add("d", "m", Usage(1, 1))
    assert ledger.lines("2000-01-01") and not ledger.lines("2999-01-01")
    ledger.close()


def test_damaged_ledger_is_set_aside_and_begun_anew(tmp_path):
    (tmp_path / FILE).write_bytes(b"no database at all" * 400)
    ledger = Ledger(tmp_path)
    ledger.add("d", "m", Usage(1, 1))
    assert ledger.lines()[0].spent.requests == 1
    ledger.close()
    assert (tmp_path / FILE).with_suffix(".damaged").exists()


SPENDER = """
import sys
from pathlib import Path
from docstring_ls.adapters.cache.ledger import Ledger
from docstring_ls.ports import Usage

ledger = Ledger(Path(sys.argv[1]))
for _ in range(50):
    ledger.add("d", "m", Usage(10, 1, cost=0.5))
ledger.close()
"""


def test_several_processes_lose_nothing(tmp_path):
    command = [sys.executable, "-c", SPENDER, str(tmp_path)]
    spenders = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(4)]
    ends = [(each.communicate(timeout=300)[1], each.returncode) for each in spenders]
    assert ends == [(b"", 0)] * 4
    ledger = Ledger(tmp_path)
    (line,) = ledger.lines()
    ledger.close()
    assert (line.spent.requests, line.spent.prompt_tokens, line.spent.cost) == (200, 2000, 100.0)


@pytest.mark.parametrize(
    ("shell", "environ", "kind"),
    [
        ("cli", {}, "cli"),
        ("cli", {"CI": "true"}, "ci"),
        ("cli", {"CI": "false"}, "cli"),
        ("cli", {"TF_BUILD": "True"}, "ci"),
        ("editor", {"CI": "1"}, "editor"),
    ],
)
def test_kind_of_caller(shell, environ, kind):
    assert caller_kind(shell, environ) == kind
