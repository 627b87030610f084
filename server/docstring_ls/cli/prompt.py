"""``docstring-ls prompt``: exactly what would be sent for a symbol; nothing is."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from .. import app, pipeline
from ..adapters.files import read_file
from ..core.prompt import Prompt
from ..core.source import Encoding
from ..core.symbols import Symbol, symbol_at
from ..core.syntax import Syntax, parse
from ..errors import DocstringLsError, UsageError
from .run import root_of
from .targets import choose, read_target

Find = Callable[[Syntax], Symbol]


@click.command("prompt")
@click.argument("target", required=False, metavar="FILE:LINE")
@click.option("--budget", type=click.IntRange(min=1), help="Tokens of all messages together.")
@click.option("--model", help="Model whose tokens are counted.")
@click.option("--root", type=click.Path(exists=True, file_okay=False), help="Workspace folder.")
@click.option("--json", "form", flag_value="json", help="Print one JSON object.")
@click.option("--jsonl", "form", flag_value="jsonl", help="Answer JSON requests line by line.")
def prompt_command(
    target: str | None, budget: int | None, model: str | None, root: str | None, form: str | None
) -> None:
    """Print what would be sent for the symbol at FILE:LINE, and send nothing."""
    flags = {"context_budget": budget, "model": model}
    if form == "jsonl":
        if target:
            raise UsageError("--jsonl reads its targets from standard input.", "Leave FILE out.")
        asyncio.run(_answer_lines(flags, root))
        return
    if not target:
        raise UsageError("No symbol was named.", "Name one as FILE:LINE or FILE::QUALNAME.")
    prompt = asyncio.run(_one(target, flags, root))
    click.echo(json.dumps(as_json(prompt, model), ensure_ascii=False) if form else as_text(prompt))


def as_json(prompt: Prompt, model: str | None) -> dict[str, Any]:
    """The contract of ``--json``."""
    return {
        "messages": [{"role": item.role, "content": item.content} for item in prompt.messages],
        "prompt_tokens": prompt.prompt_tokens,
        "schema_tokens": prompt.schema_tokens,
        "cost": cost_of(prompt, model),
        "fragments": [
            {
                "kind": item.kind,
                "name": item.name,
                "path": item.path,
                "line": item.line,
                "tokens": item.tokens,
                "kept": item.kept,
                "reason": item.reason,
            }
            for item in prompt.fragments
        ],
    }


def cost_of(prompt: Prompt, model: str | None) -> float | None:
    """US dollars for sending the prompt, or None where no price is known."""
    return None


def as_text(prompt: Prompt) -> str:
    """Messages and receipt for a person."""
    parts = [f"--- {item.role}\n{item.content}" for item in prompt.messages]
    receipt = [
        f"{item.kept:8}{item.tokens:6}  {item.kind} {item.name}  {item.path}:{item.line}"
        + (f"  ({item.reason})" if item.reason else "")
        for item in prompt.fragments
    ]
    total = f"{prompt.prompt_tokens} tokens, and {prompt.schema_tokens} of the answer's schema"
    return "\n".join([*parts, "--- receipt", *receipt, total])


@dataclass
class Desk:
    """Engines by workspace folder; one resolver and one counter for all."""

    flags: dict[str, Any]
    parts: app.Parts | None = None

    def __post_init__(self) -> None:
        self._engines: dict[str, pipeline.Engine] = {}
        self._model: str | None = None

    async def prompt(self, path: Path, root: str, budget: int | None, find: Find) -> Prompt:
        """The prompt for one symbol.

        Raises:
            DocstringLsError: When there is no such symbol or the budget is too small.
        """
        engine = self._engine(root)
        if budget is not None:
            engine = replace(engine, budget=budget)
        syntax = parse(read_file(path).source)
        ground = await pipeline.prepare(engine, pipeline.Task(syntax, find(syntax), root))
        return ground.prompt

    async def close(self) -> None:
        """End the resolver."""
        if self.parts is not None:
            await self.parts.close()

    def _engine(self, root: str) -> pipeline.Engine:
        if root not in self._engines:
            config, problems = app.load_config(root, self.flags)
            for problem in problems:
                click.echo(f"docstring-ls: {problem.message}", err=True)
            self.parts = self.parts or _parts(config)
            self._engines[root] = app.open_engine(config, self.parts)
        return self._engines[root]


def _parts(config: Any) -> app.Parts:
    """What composing needs; no connection, whatever the configuration says."""
    from ..adapters.draft import DraftProvider
    from ..adapters.jedi_resolver import JediResolver

    options = config.options
    counter = app.open_counter(config)
    load = getattr(counter, "load", None)
    if load is not None:
        load(10.0)
    resolver = JediResolver(options.jedi_interpreter, options.resolver_deadline)
    return app.Parts(DraftProvider(), resolver, counter)


async def _one(target: str, flags: dict[str, Any], root: str | None) -> Prompt:
    named = read_target(target)
    folder = str(Path(root).absolute()) if root else root_of([named.path])
    desk = Desk(flags)
    try:
        return await desk.prompt(named.path, folder, None, lambda syntax: choose(syntax, named)[0])
    finally:
        await desk.close()


async def _answer_lines(flags: dict[str, Any], root: str | None) -> None:
    desk = Desk(flags)
    try:
        for line in sys.stdin:
            if line.strip():
                answer = await _answer(desk, line, root, flags["model"])
                click.echo(json.dumps(answer, ensure_ascii=False))
                sys.stdout.flush()
    finally:
        await desk.close()


async def _answer(desk: Desk, line: str, root: str | None, model: str | None) -> dict[str, Any]:
    start = time.process_time()
    request: dict[str, Any] = {}
    try:
        request = _request(line)
        folder = str(Path(request.get("root") or root or root_of([Path(request["file"])])).absolute())
        prompt = await desk.prompt(
            Path(folder, request["file"]), folder, request.get("budget"), _finder(request)
        )
    except DocstringLsError as error:
        request = getattr(error, "request", request)
        message = f"{error.message} {error.advice}".strip()
        return {"id": request.get("id"), "error": {"code": error.code, "message": message}}
    spent = round((time.process_time() - start) * 1000, 2)
    return {"id": request.get("id"), **as_json(prompt, model), "cpu_ms": spent}


def _request(line: str) -> dict[str, Any]:
    try:
        request = json.loads(line)
    except ValueError as error:
        raise UsageError(f"A line of standard input is not JSON: {error}.") from error
    if not isinstance(request, dict):
        raise UsageError("A line of standard input is no JSON object.")
    wanted: tuple[tuple[str, type, bool], ...] = (
        ("file", str, True),
        ("line", int, True),
        ("root", str, False),
        ("character", int, False),
        ("budget", int, False),
    )
    wrong = [
        name
        for name, kind, needed in wanted
        if (name in request or needed) and not isinstance(request.get(name), kind)
    ]
    if wrong:
        names = ", ".join(wrong)
        raise _Wrong(request, f"The request lacks {names}, or has it in the wrong type.")
    return request


class _Wrong(UsageError):
    """A request that makes no sense, with the id under which it is answered."""

    def __init__(self, request: dict[str, Any], message: str) -> None:
        super().__init__(message)
        self.request = request


def _finder(request: dict[str, Any]) -> Find:
    def find(syntax: Syntax) -> Symbol:
        source, line = syntax.source, request["line"] - 1
        if not 0 <= line < len(source.line_starts):
            raise UsageError(f"{request['file']} has {len(source.line_starts)} lines, not {line + 1}.")
        offset = source.offset_at(line, request.get("character", 0), Encoding.UTF32)
        found = symbol_at(syntax, offset)
        if not found:
            raise UsageError(f"{request['file']}:{line + 1} is in no function, class or file head.")
        return found[0]

    return find

