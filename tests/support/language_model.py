"""The editor's own language model by script: what a client does with ``docstring-ls/complete``."""

from __future__ import annotations

import asyncio
import copy
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from support.bank import SAID
from support.editor import PLAIN, Editor

OFFERING: dict[str, Any] = copy.deepcopy(PLAIN)
OFFERING["capabilities"]["experimental"] = {"docstringLs": {"languageModel": True}}
STREAMING: dict[str, Any] = {**OFFERING, "initializationOptions": {"stream": True}}
ENVIRONMENT = {"DOCSTRING_LS_PROVIDER": "editor"}
STOP = {"finishReason": "stop"}
SILENCE = object()


@dataclass(frozen=True)
class Raw:
    """A progress value as it is, whatever it is."""

    value: Any


# A text is a piece, a number a pause, a function is waited for until it is true, an error and a
# dictionary are answers; what follows an answer is sent all the same.
Step = str | Raw | float | dict[str, Any] | Exception | Callable[[], bool] | object


def pieces(text: str = "", size: int = 12) -> tuple[str, ...]:
    """An answer in pieces, by default the good one."""
    text = text or json.dumps(SAID)
    return tuple(text[at : at + size] for at in range(0, len(text), size))


GOOD: tuple[Step, ...] = (*pieces(), STOP)


def refused(kind: object) -> JsonRpcException:
    """An error answer whose words quote what nobody may see."""
    return JsonRpcException("def secret(): ...", code=-32803, data={"kind": kind})


class ScriptedModel:
    """Answers each request by the next script, the last one again and again.

    Attributes:
        requests: The parameters of each request.
        cancelled: How many the server cancelled.
    """

    def __init__(self, editor: Editor, *scripts: tuple[Step, ...]) -> None:
        self.play(*scripts)
        self._client = editor.client

        @editor.client.feature("docstring-ls/complete")
        async def complete(params: Any) -> Any:
            self.requests.append(params)
            script = self._scripts[min(len(self.requests), len(self._scripts)) - 1]
            try:
                return await self._answer(params.token, script)
            except asyncio.CancelledError:
                self.cancelled += 1
                raise

    def play(self, *scripts: tuple[Step, ...]) -> None:
        """Begin anew with other scripts."""
        self.requests: list[Any] = []
        self.cancelled = 0
        self._scripts = scripts

    async def _answer(self, token: str, script: tuple[Step, ...]) -> Any:
        for number, step in enumerate(script):
            if isinstance(step, Exception | dict):
                # Behind the answer, which is on its way as soon as this one returns.
                asyncio.get_running_loop().call_soon(self._send_rest, token, script[number + 1 :])
                if isinstance(step, Exception):
                    raise step
                return step
            await self._take(token, step)
        return None

    async def _take(self, token: str, step: Step) -> None:
        if step is SILENCE:
            await asyncio.Event().wait()
        elif isinstance(step, float):
            await asyncio.sleep(step)
        elif callable(step):
            while not step():  # noqa: ASYNC110
                await asyncio.sleep(0.005)
        else:
            self._send(token, step)

    def _send_rest(self, token: str, steps: tuple[Step, ...]) -> None:
        for step in steps:
            asyncio.get_running_loop().call_later(0.05, self._send, token, step)

    def _send(self, token: str, step: Step) -> None:
        value = step.value if isinstance(step, Raw) else {"kind": "text", "text": step}
        self._client.progress(types.ProgressParams(token, value))
