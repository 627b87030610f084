"""The answer store: hits, one request in flight, cancellation, failures."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docstring_ls.adapters.cache.caching_provider import CachingProvider, identity
from docstring_ls.adapters.cache.memory import MemoryStore
from docstring_ls.config import Layer, build
from docstring_ls.errors import Incomplete
from docstring_ls.ports import Answer, Restarted, TextDelta
from support.provider import Scripted, answer, collect, request


async def test_second_request_is_answered_from_the_store():
    inner = Scripted()
    store = CachingProvider(inner, MemoryStore())
    first = await collect(store, request())
    second = await collect(store, request())
    assert len(inner.calls) == 1
    assert first[-1].usage and not first[-1].cached
    assert second == [TextDelta("{}"), Answer("{}", "azure", "gpt-4o-2024-11-20", cached=True)]


async def test_same_function_elsewhere_hits_and_another_text_does_not():
    inner = Scripted()
    store = CachingProvider(inner, MemoryStore())
    await collect(store, request(qualname="f"))
    assert (await collect(store, request(qualname="other.f")))[-1].cached
    assert not (await collect(store, request("def g(): ...")))[-1].cached


async def test_fresh_request_passes_over_the_store_and_renews_it():
    inner = Scripted(answer("old"))
    store = CachingProvider(inner, MemoryStore())
    await collect(store, request())
    inner.steps = (answer("new"),)
    assert (await collect(store, request(fresh=True)))[-1].text == "new"
    assert (await collect(store, request()))[-1].text == "new"
    assert len(inner.calls) == 2


def test_key_tells_deployments_models_and_parameters_apart():
    def key(**options):
        config, _ = build((Layer("test", options),))
        return CachingProvider(Scripted(), MemoryStore(), identity(config)).key(request())

    keys = [
        key(deployment="a"),
        key(deployment="b"),
        key(deployment="a", model="gpt-5"),
        key(deployment="a", temperature=1),
        key(deployments=["a@https://x.example"]),
    ]
    assert len(set(keys)) == len(keys)
    assert key(deployment="a", timeout=5, api_key="k") == keys[0]
    assert key(deployments=["a@https://y.example;rpm=60"]) == keys[4]


def test_key_takes_lone_surrogates():
    assert CachingProvider(Scripted(), MemoryStore()).key(request("\ud800"))


async def test_later_callers_get_the_pieces_so_far_and_those_to_come():
    inner = Scripted(TextDelta("a"), 0.05, TextDelta("b"), answer("ab"))
    store = CachingProvider(inner, MemoryStore())
    first = asyncio.create_task(collect(store, request()))
    await asyncio.sleep(0.02)
    second = await collect(store, request(qualname="elsewhere"))
    assert [step for step in second if isinstance(step, TextDelta)] == [
        TextDelta("a"),
        TextDelta("b"),
    ]
    assert second[-1].text == "ab"
    assert len(inner.calls) == 1
    paid = [steps[-1].usage for steps in (await first, second) if steps[-1].usage]
    assert len(paid) == 1


async def test_withdrawn_is_passed_on_and_late_callers_do_not_see_what_went_before():
    inner = Scripted(TextDelta("lie"), Restarted("retry"), TextDelta("a"), 0.05, answer("a"))
    store = CachingProvider(inner, MemoryStore())
    first = asyncio.create_task(collect(store, request()))
    await asyncio.sleep(0.02)
    second = await collect(store, request())
    assert (await first)[:3] == [TextDelta("lie"), Restarted("retry"), TextDelta("a")]
    assert second[:-1] == [TextDelta("a")]


async def test_cancelling_one_caller_leaves_the_others():
    inner = Scripted(TextDelta("a"), 0.05, answer("a"))
    store = CachingProvider(inner, MemoryStore())
    tasks = [asyncio.create_task(collect(store, request())) for _ in range(3)]
    await asyncio.sleep(0.02)
    tasks[0].cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert isinstance(results[0], asyncio.CancelledError)
    assert results[1][-1].text == results[2][-1].text == "a"
    assert inner.cancelled == 0


async def test_cancelling_the_last_caller_cancels_the_request_at_once():
    inner = Scripted(TextDelta("a"), 30.0, answer("a"))
    store = CachingProvider(inner, MemoryStore())
    tasks = [asyncio.create_task(collect(store, request())) for _ in range(2)]
    await asyncio.sleep(0.02)
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks, timeout=1)
    assert inner.cancelled == 1
    inner.steps = (answer("b"),)
    assert (await collect(store, request()))[-1].text == "b"


async def test_leaving_in_the_middle_cancels_the_request():
    inner = Scripted(TextDelta("a"), 30.0, answer("a"))
    store = CachingProvider(inner, MemoryStore())
    steps = store.answer(request())
    assert await anext(steps) == TextDelta("a")
    await steps.aclose()
    assert inner.cancelled == 1


async def test_failure_reaches_every_caller_and_is_not_kept():
    inner = Scripted(TextDelta("a"), 0.02, Incomplete("The stream broke off."))
    store = CachingProvider(inner, MemoryStore())
    tasks = [asyncio.create_task(collect(store, request())) for _ in range(3)]
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(result) for result in results] == [Incomplete] * 3
    inner.steps = (answer("a"),)
    assert not (await collect(store, request()))[-1].cached


async def test_draft_is_not_kept():
    inner = Scripted(answer("{}"))
    inner.name = "draft"
    store = CachingProvider(inner, MemoryStore())
    await collect(store, request())
    await collect(store, request())
    assert len(inner.calls) == 2
    assert (await store.store.stats()).entries == 0


class SlowStore(MemoryStore):
    async def put(self, key, entry):
        await asyncio.sleep(0.05)
        await super().put(key, entry)


async def test_answer_does_not_wait_for_the_store_but_closing_does():
    store = CachingProvider(Scripted(answer("a")), SlowStore())
    await collect(store, request())
    assert (await store.store.stats()).entries == 0
    await store.close()
    assert (await store.store.stats()).entries == 1


async def test_closing_cancels_what_is_under_way_and_closes_the_provider():
    inner = Scripted(TextDelta("a"), 30.0, answer("a"))
    store = CachingProvider(inner, MemoryStore())
    task = asyncio.create_task(collect(store, request()))
    await asyncio.sleep(0.02)
    await asyncio.wait_for(store.close(), 1)
    assert inner.cancelled == 1 and inner.closed
    with pytest.raises(Incomplete, match="connection was closed"):
        await task


@pytest.mark.parametrize("callers", [50])
async def test_many_callers_one_request(callers):
    inner = Scripted(*[TextDelta("x")] * 20, answer("x" * 20))
    store = CachingProvider(inner, MemoryStore())
    results = await asyncio.gather(*(collect(store, request()) for _ in range(callers)))
    assert len(inner.calls) == 1
    assert {steps[-1].text for steps in results} == {"x" * 20}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 12), st.none() | st.integers(0, 12)),
        min_size=1,
        max_size=12,
    )
)
def test_any_coming_and_going_leaves_whole_answers_and_no_task(callers):
    """Each caller asks for a text, some ticks later, and perhaps leaves again."""

    async def caller(store, text, wait):
        for _ in range(wait):
            await asyncio.sleep(0)
        steps = await collect(store, request(str(text), fresh=True))
        assert "".join(step.text for step in steps[:-1]) == steps[-1].text == "abc"

    async def play():
        inner = Scripted(TextDelta("a"), TextDelta("b"), TextDelta("c"), answer("abc"))
        store = CachingProvider(inner, MemoryStore())
        tasks = [asyncio.create_task(caller(store, text, wait)) for text, wait, _ in callers]
        for task, (_, wait, leaves) in zip(tasks, callers, strict=True):
            if leaves is not None:
                asyncio.get_running_loop().call_later((wait + leaves) * 1e-5, task.cancel)
        ends = await asyncio.gather(*tasks, return_exceptions=True)
        assert {type(end) for end in ends} <= {type(None), asyncio.CancelledError}
        assert all(end is None for end, each in zip(ends, callers, strict=True) if each[2] is None)
        await store.close()
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(play())


async def test_memory_is_bounded_and_forgets_the_least_recently_used():
    memory = MemoryStore(limit=2)
    store = CachingProvider(Scripted(answer("a")), memory)
    for text in ("1", "2", "1", "3"):
        await collect(store, request(text))
    assert (await memory.stats()).entries == 2
    assert (await collect(store, request("1")))[-1].cached
    assert not (await collect(store, request("2")))[-1].cached
