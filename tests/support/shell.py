"""Runs one command of the command line in this process, in an environment of its own."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from support.editor import clean_environment


class Shell:
    """``shell(command, "--json", NAME="value")``.

    Attributes:
        cache: The folder of its cache.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        self.cache = folder / "cache"
        self.workspace = folder / "workspace"
        self.workspace.mkdir()
        self._base = clean_environment({"DOCSTRING_LS_CACHE_DIR": str(self.cache)})
        self._base |= {"DOCSTRING_LS_CACHE": "yes", "COLUMNS": "200", "NO_COLOR": "1"}
        for name in set(os.environ) - set(self._base):
            monkeypatch.delenv(name)
        monkeypatch.chdir(self.workspace)

    def __call__(self, command: Any, *arguments: str, **environ: str) -> Result:
        runner = CliRunner(env=self._base | environ)
        done = runner.invoke(command, arguments)
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done
