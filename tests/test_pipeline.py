"""The stages strung together: repairs, failures on the way, and what the proposal carries."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path
from typing import Any

import pytest

from docstring_ls import pipeline
from docstring_ls.adapters.project import FileProject
from docstring_ls.adapters.resolver.client import NoResolver
from docstring_ls.adapters.tokens import ByteBound
from docstring_ls.adapters.workspace import WorkspaceFiles
from docstring_ls.core.docstrings import Mode
from docstring_ls.core.syntax import find, parse
from docstring_ls.core.text import Source
from docstring_ls.errors import Incomplete, RateLimited, TooLarge
from docstring_ls.options import Options
from docstring_ls.ports import (
    Answer,
    Checked,
    Delta,
    DocstringSoFar,
    Finished,
    Request,
    Restarted,
    TextDelta,
)
from support.bank import SAID, SERVICE
from support.work import counted

WHOLE = json.dumps(SAID)
LACKING = json.dumps({**SAID, "parameters": SAID["parameters"][:1]})


class Turns:
    """Answers each request by its next turn: steps of an answer, or an error."""

    name = "azure"

    def __init__(self, *turns: list[Any]) -> None:
        self.turns = list(turns)
        self.requests: list[Request] = []

    async def answer(self, request: Request) -> AsyncIterator[Any]:
        self.requests.append(request)
        for step in self.turns.pop(0):
            if callable(step):
                step = step(request)
            if isinstance(step, Exception):
                raise step
            yield Answer(step, "azure", "gpt") if isinstance(step, str) else step

    async def close(self) -> None:
        """Nothing is held."""


async def run(
    tmp_path: Path,
    provider: Turns,
    text: str = SERVICE,
    mode: Mode = Mode.GENERATE,
    **more: Any,
) -> list[Any]:
    options = Options()
    project, corpus = FileProject(options), WorkspaceFiles(options)
    engine = pipeline.Engine(provider, NoResolver(), project, corpus, ByteBound(), 20_000)
    syntax = parse(Source((tmp_path / "service.py").as_uri(), text))
    task = pipeline.Task(syntax, find(syntax, "transfer")[0], str(tmp_path), mode=mode, **more)
    async with aclosing(pipeline.generate(engine, task)) as events:
        return [await as_shown(event) async for event in events]


async def as_shown(event: Any) -> Any:
    """What somebody sees of it who looks after every piece."""
    return await event.growing.so_far() if isinstance(event, Delta) else event


async def test_events_come_in_order_and_end_with_the_proposal(tmp_path: Path) -> None:
    pieces = [TextDelta(WHOLE[at : at + 20]) for at in range(0, len(WHOLE), 20)]
    events = await run(tmp_path, Turns([*pieces, WHOLE]))
    names = [type(event).__name__ for event in events]
    assert names[:3] == ["Located", "Resolved", "Prompted"]
    assert names[-2:] == ["Checked", "Finished"] and set(names[3:-2]) == {"DocstringSoFar"}
    assert events[-1].proposal.edit is not None
    assert events[-3].text == events[-1].proposal.text


async def test_what_is_missing_is_asked_for_again_with_the_previous_answer(tmp_path: Path) -> None:
    provider = Turns([LACKING], [WHOLE])
    events = await run(tmp_path, provider)
    first, second = (request.prompt.messages for request in provider.requests)
    assert second[: len(first)] == first
    assert second[len(first)].content == LACKING
    assert "amount" in second[-1].content
    assert "What is added, in cents." in events[-1].proposal.text


async def test_after_two_repairs_the_facts_fill_the_gap(tmp_path: Path) -> None:
    provider = Turns([LACKING], [LACKING], [LACKING])
    proposal = (await run(tmp_path, provider))[-1].proposal
    assert len(provider.requests) == 3
    assert "amount:" in proposal.text


async def test_a_repair_that_fails_does_not_lose_the_first_answer(tmp_path: Path) -> None:
    events = await run(tmp_path, Turns([LACKING], [RateLimited("Too busy.")]))
    proposal = events[-1].proposal
    assert "The account that receives the money." in proposal.text
    assert "amount:" in proposal.text
    assert "repair-failed" in {problem.code for problem in proposal.problems}


async def test_a_first_answer_that_fails_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(RateLimited):
        await run(tmp_path, Turns([RateLimited("Too busy.")]))
    with pytest.raises(Incomplete):
        await run(tmp_path, Turns([TextDelta(WHOLE)]))


async def test_a_prompt_that_is_too_large_is_composed_again_once(tmp_path: Path) -> None:
    (tmp_path / "other.py").write_text("from service import transfer\n\ntransfer(account, 3)\n" * 9)

    def refuse(request: Request) -> TooLarge:
        error = TooLarge("Too many tokens.")
        error.prompt_budget = request.prompt.prompt_tokens - 1
        return error

    provider = Turns([refuse], [WHOLE])
    assert isinstance((await run(tmp_path, provider))[-1], Finished)
    first, second = (request.prompt.prompt_tokens for request in provider.requests)
    assert second < first


async def test_what_was_withdrawn_is_not_shown_again(tmp_path: Path) -> None:
    half = WHOLE[: len(WHOLE) // 2]
    events = await run(tmp_path, Turns([TextDelta(half), Restarted("other deployment"), WHOLE]))
    kinds = [type(event) for event in events]
    assert kinds.index(DocstringSoFar) < kinds.index(Restarted) < kinds.index(Checked)


async def test_no_lie_is_shown_while_the_answer_comes(tmp_path: Path) -> None:
    lie = json.dumps({**SAID, "raises": [{"name": "OSError", "description": "If it rains."}]})
    events = await run(tmp_path, Turns([TextDelta(lie), lie], [lie], [lie]))
    shown = [event.text for event in events if isinstance(event, DocstringSoFar)]
    assert shown and not any("OSError" in text for text in shown)
    assert "OSError" not in events[-1].proposal.text


DOUBTFUL = json.dumps({**SAID, "description": "It is thread-safe."})


async def test_what_cannot_be_proven_is_asked_for_once_and_then_left_out(tmp_path: Path) -> None:
    provider = Turns([DOUBTFUL], [DOUBTFUL])
    proposal = (await run(tmp_path, provider))[-1].proposal
    assert len(provider.requests) == 2
    assert "can't be proven" in provider.requests[1].prompt.messages[-1].content
    assert "thread" not in proposal.text
    assert SAID["summary"] in proposal.text


async def test_what_was_left_out_as_unproven_is_kept_in_a_variant(tmp_path: Path) -> None:
    proposal = (await run(tmp_path, Turns([DOUBTFUL], [DOUBTFUL])))[-1].proposal
    variant = proposal.with_unproven
    assert "It is thread-safe." not in proposal.literal
    assert "It is thread-safe." in variant.literal and variant.edit is not None
    assert variant.with_unproven is None
    told = [problem.message for problem in variant.problems]
    assert any("can't be proven" in message and message.endswith("kept.") for message in told)
    assert not any(message.endswith("left out.") for message in told)


async def test_what_a_model_takes_back_for_want_of_proof_is_kept_in_the_variant(
    tmp_path: Path,
) -> None:
    reworded = json.dumps({**SAID, "summary": "Add money.", "raises": []})
    settled = json.dumps({**SAID, "summary": "Add money."})
    proposal = (await run(tmp_path, Turns([DOUBTFUL], [reworded], [settled])))[-1].proposal
    assert any("thread-safe" in problem.message for problem in proposal.problems)
    variant = proposal.with_unproven
    assert variant.text.startswith("Add money.\n\nIt is thread-safe.\n\nArgs:")
    assert "ValueError: If the amount is not positive." in variant.text


ONLY_FALSE = json.dumps({**SAID, "description": "It never raises an exception."})


@pytest.mark.parametrize("answer", [WHOLE, ONLY_FALSE])
async def test_without_anything_unproven_there_is_no_variant(tmp_path: Path, answer: str) -> None:
    proposal = (await run(tmp_path, Turns([answer], [answer])))[-1].proposal
    assert proposal.with_unproven is None


async def test_a_docstring_that_is_kept_has_no_variant(tmp_path: Path) -> None:
    provider = Turns([DOUBTFUL], [DOUBTFUL])
    text = BEGUN.replace("Whose.", "Whose.\n        amount: In cents.")
    proposal = (await run(tmp_path, provider, text, Mode.UPDATE))[-1].proposal
    assert proposal.with_unproven is None


async def test_who_keeps_what_is_unproven_gets_the_variant_and_asks_no_more(tmp_path: Path) -> None:
    provider = Turns([DOUBTFUL], [DOUBTFUL])
    usual = (await run(tmp_path, Turns([DOUBTFUL], [DOUBTFUL])))[-1].proposal
    proposal = (await run(tmp_path, provider, keeps_unproven=True))[-1].proposal
    assert proposal == usual.with_unproven
    assert len(provider.requests) == 2


ALL_DOUBTFUL = json.dumps({**SAID, "summary": "Add money in version 57.2 only."})


async def test_a_summary_that_cannot_be_proven_is_kept_where_that_is_wanted(tmp_path: Path) -> None:
    with pytest.raises(Incomplete, match=r"can't be proven.*\(line 6: def transfer"):
        await run(tmp_path, Turns([ALL_DOUBTFUL], [ALL_DOUBTFUL], [ALL_DOUBTFUL]))
    provider = Turns([ALL_DOUBTFUL], [ALL_DOUBTFUL], [ALL_DOUBTFUL])
    proposal = (await run(tmp_path, provider, keeps_unproven=True))[-1].proposal
    assert proposal.text.startswith("Add money in version 57.2 only.\n")
    assert any(problem.message.endswith("kept.") for problem in proposal.problems)


async def test_asking_for_proof_never_makes_an_answer_poorer(tmp_path: Path) -> None:
    proposal = (await run(tmp_path, Turns([DOUBTFUL], [LACKING], [LACKING])))[-1].proposal
    assert "What is added, in cents." in proposal.text
    assert "thread" not in proposal.text


@pytest.mark.parametrize("failed", ["", "  ", "{}", '{"summary": ""}', "Sure! It is {"])
async def test_a_failed_answer_is_asked_for_again(tmp_path: Path, failed: str) -> None:
    provider = Turns([failed], [WHOLE])
    proposal = (await run(tmp_path, provider))[-1].proposal
    assert len(provider.requests) == 2
    assert proposal.docstring.summary == SAID["summary"]


@pytest.mark.parametrize("failed", ["", "  ", '{"summary": ""}', "I'm sorry, I can't do that."])
async def test_an_answer_that_stays_failed_is_one_failure(tmp_path: Path, failed: str) -> None:
    provider = Turns([failed], [failed], [failed])
    with pytest.raises(Incomplete, match="gave no docstring, asked 3 times"):
        await run(tmp_path, provider)


async def test_a_failed_repair_does_not_replace_a_usable_answer(tmp_path: Path) -> None:
    proposal = (await run(tmp_path, Turns([LACKING], [""], ["Sorry."])))[-1].proposal
    assert proposal.docstring.summary == SAID["summary"]


NO_SUMMARY = json.dumps({**SAID, "summary": ""})
BEGUN = SERVICE.replace(
    "int:\n", 'int:\n    """Move money.\n\n    Args:\n        account: Whose.\n    """\n'
)


async def test_completing_needs_no_summary_where_a_person_wrote_one(tmp_path: Path) -> None:
    provider = Turns([NO_SUMMARY])
    proposal = (await run(tmp_path, provider, BEGUN, Mode.COMPLETE))[-1].proposal
    assert proposal.text.startswith("Move money.\n\nArgs:\n    account: Whose.\n")
    assert "What is added, in cents." in proposal.text
    assert not any("no summary" in problem.message for problem in proposal.problems)


async def test_completing_entries_alone_asks_for_a_summary(tmp_path: Path) -> None:
    provider = Turns([NO_SUMMARY], [WHOLE])
    bare = BEGUN.replace("Move money.\n\n", "\n")
    proposal = (await run(tmp_path, provider, bare, Mode.COMPLETE))[-1].proposal
    assert "the summary" in provider.requests[1].prompt.messages[-1].content
    assert proposal.text.startswith(f"{SAID['summary']}\n\nArgs:\n    account: Whose.")


async def test_an_update_asks_nobody_where_nothing_has_to_be_described(tmp_path: Path) -> None:
    provider = Turns()
    entries = "account: Whose.\n        amount: How much.\n        cents: Gone."
    false = BEGUN.replace("account: Whose.", entries)
    proposal = (await run(tmp_path, provider, false, Mode.UPDATE))[-1].proposal
    assert provider.requests == [] and "cents" not in proposal.text
    assert any("Gone." in problem.message for problem in proposal.mended)


@pytest.mark.parametrize(
    ("text", "mode"), [(SERVICE, Mode.GENERATE), (BEGUN, Mode.REWRITE), (BEGUN, Mode.COMPLETE)]
)
async def test_no_draft_stands_in_for_a_summary(tmp_path: Path, text: str, mode: Mode) -> None:
    answer = NO_SUMMARY if mode is not Mode.COMPLETE else '{"summary": "", "parameters": []}'
    provider = Turns([answer], [answer], [answer])
    with pytest.raises(Incomplete, match="asked 3 times: The answer has no summary"):
        await run(tmp_path, provider, text, mode)


async def test_a_run_that_shows_nothing_checks_an_answer_once(tmp_path: Path) -> None:
    options = Options()
    provider = Turns([*(TextDelta(char) for char in WHOLE), WHOLE])
    project, corpus = FileProject(options), WorkspaceFiles(options)
    engine = pipeline.Engine(provider, NoResolver(), project, corpus, ByteBound(), 20_000)
    syntax = parse(Source((tmp_path / "service.py").as_uri(), SERVICE))
    task = pipeline.Task(syntax, find(syntax, "transfer")[0], str(tmp_path))
    with counted("verify") as calls:
        await pipeline.propose(engine, task)
    assert calls() == 1
