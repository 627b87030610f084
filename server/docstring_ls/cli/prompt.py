"""``docstring-ls prompt``: exactly what would be sent for a symbol; nothing is."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import click

from ..core.prompt import Prompt
from ..core.syntax import Symbol, Syntax
from ..errors import UsageError
from .discovery import root_of
from .prompt_service import Priced, PromptService, absolute, answer_lines
from .targets import Target, choose, read_target
from .terminal import echo


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
    flags = {"model": model}
    if form == "jsonl":
        if target:
            raise UsageError("--jsonl reads its targets from standard input.", "Leave FILE out.")
        asyncio.run(answer_lines(flags, root, budget, as_json))
        return
    if not target:
        raise UsageError("No symbol was named.", "Name one as FILE:LINE or FILE::QUALNAME.")
    priced = asyncio.run(_one(target, flags, root, budget))
    echo(json.dumps(as_json(priced), ensure_ascii=False) if form else as_text(priced))


async def _one(target: str, flags: dict[str, Any], root: str | None, budget: int | None) -> Priced:
    place = read_target(target)
    folder = absolute(root) if root else root_of([place.path])
    service = PromptService(flags)
    try:
        return await service.prompt(place.path, folder, budget, lambda text: _symbol(text, place))
    finally:
        await service.close()


def _symbol(syntax: Syntax, target: Target) -> Symbol:
    symbol = choose(syntax, target)
    if symbol is None:
        raise UsageError("A whole file was named.", "Name a symbol: FILE:LINE or FILE::QUALNAME.")
    return symbol


def as_json(priced: Priced) -> dict[str, Any]:
    """The contract of ``--json``."""
    prompt: Prompt = priced.prompt
    return {
        "messages": [{"role": item.role, "content": item.content} for item in prompt.messages],
        "prompt_tokens": prompt.prompt_tokens,
        "schema_tokens": prompt.schema_tokens,
        "cost": priced.cost,
        "partial": priced.partial,
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


def as_text(priced: Priced) -> str:
    """Messages and receipt for a person."""
    prompt = priced.prompt
    parts = [f"--- {item.role}\n{item.content}" for item in prompt.messages]
    receipt = [
        f"{item.kept:8}{item.tokens:6}  {item.kind} {item.name}  {item.path}:{item.line}"
        + (f"  ({item.reason})" if item.reason else "")
        for item in prompt.fragments
    ]
    total = f"{prompt.prompt_tokens} tokens, and {prompt.schema_tokens} of the answer's schema"
    if priced.cost is not None:
        total += f", ${priced.cost:.6f} to send"
    partial = [f"Partial: {priced.partial}."] if priced.partial else []
    return "\n".join([*parts, "--- receipt", *receipt, *partial, total])
