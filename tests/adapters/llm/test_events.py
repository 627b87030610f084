"""Events of an answer, whatever their form, however they are cut; those together that came so."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from dataclasses import replace

import httpx2
import pytest

from docstring_ls.adapters.llm.openai.events import EventReader
from docstring_ls.adapters.llm.stream_failures import Oversized
from docstring_ls.ports import Answer, TextDelta
from support.azure import DONE, AzureServer, Step, delta, event, raw
from support.model import request

WRITTEN = {
    "line feeds": b'data: {"a": 1}\n\ndata: \xc3\xa4\n\n',
    "both": b'data: {"a": 1}\r\n\r\ndata: \xc3\xa4\r\n\r\n',
    "carriage returns": b'data: {"a": 1}\r\rdata: \xc3\xa4\r\r',
    "comments and names": b': a\n\nevent: x\ndata: {"a": 1}\nid: 7\n\n: b\ndata: \xc3\xa4\n\n',
    "no blank line at the end": b'data: {"a": 1}\n\ndata: \xc3\xa4\n\n: bye',
    "no blank between the field and its value": b'data:{"a": 1}\n\ndata:\xc3\xa4\n\n',
    "data of two lines": b'data: {"a":\ndata:  1}\n\ndata: \xc3\xa4\n\n',
}


class Parts(httpx2.AsyncByteStream):
    def __init__(self, parts: list[bytes]) -> None:
        self.parts = parts

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for part in self.parts:
            await asyncio.sleep(0)
            yield part


def reader(parts: list[bytes], event_bytes: int = 1000) -> EventReader:
    asked = httpx2.Request("POST", "http://127.0.0.1")
    headers = {"content-type": "text/event-stream"}
    response = httpx2.Response(200, headers=headers, stream=Parts(parts), request=asked)
    return EventReader(response, event_bytes, 10_000)


async def everything(events: EventReader) -> list[str]:
    found: list[str] = []
    while some := await events.next():
        found += some
    await events.close()
    return found


@pytest.mark.parametrize("written", WRITTEN.values(), ids=WRITTEN)
@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
async def test_events_are_the_same_wherever_they_are_cut(written: bytes, size: int) -> None:
    parts = [written[at : at + size] for at in range(0, len(written), size)]
    found = [data.replace("\n", "") for data in await everything(reader(parts))]
    assert found == ['{"a": 1}', "ä"]


async def test_an_event_without_end_is_refused() -> None:
    with pytest.raises(Oversized):
        await everything(reader([b"data: "] + [b"x" * 100] * 50))


@pytest.mark.parametrize("watched", [True, False])
async def test_the_first_text_is_passed_on_at_once_and_what_comes_together_is_one(
    opened, watched: bool
) -> None:
    shown = threading.Event()
    first, rest = event(delta({"content": "a"})), [event(delta({"content": "b"}))] * 200
    end: list[Step] = [event(delta({}, finish="stop")), DONE]
    async with AzureServer(raw(first, shown.is_set, b"".join([*rest, *end]))) as server:
        steps = []
        async for step in opened(server).answer(replace(request(), watched=watched)):
            steps.append(step)
            shown.set()
    assert steps[0] == TextDelta("a")
    assert len(steps) < 20
    assert isinstance(steps[-1], Answer) and steps[-1].text == "a" + "b" * 200


async def test_a_connection_whose_last_word_was_waited_for_is_used_again(opened) -> None:
    shown = threading.Event()
    end = event(delta({}, finish="stop")) + DONE
    async with AzureServer(raw(event(delta({"content": "a"})), shown.is_set, end)) as server:
        provider = opened(server, idle_timeout=10, timeout=60)
        for _ in range(3):
            shown.clear()
            async for _ in provider.answer(request()):
                shown.set()
        assert server.connections == 1


async def test_text_before_a_failure_in_the_same_write_was_received(opened) -> None:
    broken = event(delta({"content": "half"})) + b"data: {no json\n\n"
    async with AzureServer(
        [raw(broken), raw(event(delta({"content": "whole"}, finish="stop")), DONE)]
    ) as server:
        steps = [step async for step in opened(server).answer(request())]
    assert [type(step).__name__ for step in steps] == [
        "TextDelta",
        "Restarted",
        "TextDelta",
        "Answer",
    ]
