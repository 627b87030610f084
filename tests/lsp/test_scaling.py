"""A long document holds nobody up who works in another one."""

from __future__ import annotations

import asyncio
from pathlib import Path

from support.editor import PLAIN, editing

RAISES = "def check(x):\n" + "".join(
    f"    if x == {number}:\n        raise ValueError({number})\n" for number in range(800)
)
OTHER = "def f(x):\n    return x\n"
# Without a resolver nothing that is awaited lets others in.
ALONE = {**PLAIN, "initializationOptions": {"provider": "draft", "resolver-deadline": 0}}


async def test_other_documents_are_answered_while_a_long_function_is_documented(
    workspace: Path,
) -> None:
    async with editing(workspace, ALONE) as editor:
        other = editor.open("other.py", OTHER)
        long = editor.open("long.py", RAISES)
        await editor.actions(other, 0, 4)
        await editor.choose(long, 0, "Generate docstring for `check`", character=4)
        answered = 0
        while not editor.applied:
            assert [action.title for action in await editor.actions(other, 0, 4)]
            answered += 0 if editor.applied else 1
            await asyncio.sleep(0)
        assert '"""' in editor.texts[long]
    # Held up, it answers once before and once after; each stage of the work lets many through.
    assert answered >= 8
