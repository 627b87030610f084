"""Prompts for one symbol after another: one resolver, one counter, an index a folder."""

from __future__ import annotations

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
from ..config import Config
from ..core.prompt import Prompt
from ..core.syntax import Symbol, Syntax, parse, symbol_at
from ..core.text import Encoding
from ..errors import DocstringLsError, UsageError
from ..ports import Usage
from .discovery import root_of
from .targets import python_file
from .terminal import echo_error

Find = Callable[[Syntax], Symbol]


@dataclass(frozen=True)
class Priced:
    """A prompt and what goes with it.

    Attributes:
        prompt: The prompt.
        cost: US dollars to send it, None where no price is known.
        partial: Why its context is poorer than it could be, or empty.
    """

    prompt: Prompt
    cost: float | None = None
    partial: str = ""


class PromptService:
    """Engines by workspace folder.

    Args:
        flags: Options of the command line by attribute name.
    """

    def __init__(self, flags: dict[str, Any]) -> None:
        self._flags = flags
        self._parts: app.Parts | None = None
        self._engines: dict[str, tuple[pipeline.Engine, Config]] = {}

    async def prompt(self, path: Path, root: str, budget: int | None, find: Find) -> Priced:
        """The prompt for one symbol.

        Raises:
            DocstringLsError: When there is no such symbol or the budget is too small.
        """
        engine, config = self._engine(root)
        if budget is not None:
            engine = replace(engine, budget=budget)
        syntax = parse(read_file(python_file(path)).source)
        prepared = await pipeline.prepare(engine, pipeline.Task(syntax, find(syntax), root))
        partial = "" if prepared.resolution.complete else prepared.resolution.note
        return Priced(prepared.prompt, _cost(prepared.prompt, config), partial)

    async def close(self) -> None:
        """End the resolver."""
        if self._parts is not None:
            await self._parts.close()

    def _engine(self, root: str) -> tuple[pipeline.Engine, Config]:
        if root not in self._engines:
            config, problems = app.load_config(root, self._flags)
            for problem in (*problems, *config.connection_problems):
                echo_error(f"docstring-ls: {problem.message}")
            self._parts = self._parts or _parts(config)
            self._engines[root] = app.open_engine(config, self._parts), config
        return self._engines[root]


def absolute(folder: str) -> str:
    """The folder's absolute path."""
    return str(Path(folder).absolute())


def _parts(config: Config) -> app.Parts:
    """What composing needs: no connection, whatever the configuration says, and exact counts."""
    from ..adapters.draft import DraftProvider
    from ..adapters.tokens import open_counter

    options = config.options
    counter = open_counter(options.model)
    if not counter.load():
        click.echo(f"docstring-ls: counting bytes instead of tokens: {counter.failure}", err=True)
    return app.Parts(DraftProvider(), app.open_resolver(config, patient=True), counter)


def _cost(prompt: Prompt, config: Config) -> float | None:
    from ..adapters.prices import open_prices

    model = config.model_name
    if not model:
        return None
    tokens = prompt.prompt_tokens + prompt.schema_tokens
    return open_prices(config).cost(model, Usage(prompt_tokens=tokens, estimated=True))


async def answer_lines(
    flags: dict[str, Any],
    root: str | None,
    budget: int | None,
    as_json: Callable[[Priced], dict[str, Any]],
) -> None:
    """Answer each line of standard input with one line, at once."""
    desk = PromptService(flags)
    try:
        for line in sys.stdin:
            if line.strip():
                answer = await _answer(desk, line, {"root": root, "budget": budget}, as_json)
                click.echo(json.dumps(answer, ensure_ascii=False))
                sys.stdout.flush()
    finally:
        await desk.close()


async def _answer(
    desk: PromptService,
    line: str,
    defaults: dict[str, Any],
    as_json: Callable[[Priced], dict[str, Any]],
) -> dict[str, Any]:
    start = time.process_time()
    identity: Any = None
    try:
        request = _object(line)
        identity = request.get("id")
        request = _checked({**{k: v for k, v in defaults.items() if v is not None}, **request})
        root = absolute(request.get("root") or root_of([Path(request["file"])]))
        path = Path(root, request["file"])
        priced = await desk.prompt(path, root, request.get("budget"), _finder(request))
    except DocstringLsError as error:
        message = f"{error.message} {error.advice}".strip()
        return {"id": identity, "error": {"code": error.code, "message": message}}
    spent = round((time.process_time() - start) * 1000, 2)
    return {"id": identity, **as_json(priced), "cpu_ms": spent}


def _object(line: str) -> dict[str, Any]:
    try:
        request = json.loads(line)
    except ValueError as error:
        raise UsageError(f"A line of standard input is not JSON: {error}.") from error
    if not isinstance(request, dict):
        raise UsageError("A line of standard input is no JSON object.")
    return request


def _checked(request: dict[str, Any]) -> dict[str, Any]:
    kinds = {"file": str, "line": int, "root": str, "character": int, "budget": int}
    wrong = [
        name
        for name, kind in kinds.items()
        if (name in request or name in ("file", "line"))
        and (not isinstance(request.get(name), kind) or isinstance(request.get(name), bool))
    ]
    if wrong:
        raise UsageError(
            f"The request lacks {', '.join(wrong)}, or has it in the wrong type.",
            "file and root are paths, line is 1-based, character 0-based, budget in tokens.",
        )
    return request


def _finder(request: dict[str, Any]) -> Find:
    def find(syntax: Syntax) -> Symbol:
        source, line = syntax.source, request["line"] - 1
        if not 0 <= line < len(source.line_starts):
            raise UsageError(
                f"{request['file']} has {len(source.line_starts)} lines; there is no {line + 1}."
            )
        text = source.slice(source.line_span(line))
        character = request.get("character", len(text) - len(text.lstrip()))
        found = symbol_at(syntax, source.offset_at(line, character, Encoding.UTF32))
        if not found:
            raise UsageError(f"{request['file']}:{line + 1} is in no function, class or file head.")
        return found[0]

    return find
