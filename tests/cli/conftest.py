"""The workspace and the shell of the command line's tests."""

from __future__ import annotations

import pytest

from support.bank import workspace
from support.shell import Shell

__all__ = ["workspace"]


@pytest.fixture
def shell(monkeypatch, tmp_path):
    return Shell(monkeypatch, tmp_path)
