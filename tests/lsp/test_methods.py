"""What the server can do is what its table says: announced to clients, and asked for in a test."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docstring_ls.lsp.methods import METHODS
from support.editor import editing

TESTS = Path(__file__).parent.parent
# textDocument/inlineCompletion: inline_completion
FEATURES = {
    re.sub(r"(?<=[a-z])(?=[A-Z])", "_", method.split("/")[1]).lower()
    for method in METHODS
    if method.startswith("textDocument/")
}


async def test_every_feature_is_announced(tmp_path: Path) -> None:
    async with editing(tmp_path, process=False) as editor:
        announced = {
            name for name in FEATURES if getattr(editor.capabilities, f"{name}_provider", None)
        }
        assert announced == FEATURES


@pytest.mark.parametrize("feature", sorted(FEATURES))
def test_every_feature_is_asked_for_in_a_test(feature: str) -> None:
    sources = (path.read_text(encoding="utf-8") for path in TESTS.rglob("*.py"))
    assert any(f"text_document_{feature}_async(" in source for source in sources)
