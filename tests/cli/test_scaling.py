"""A run reads and gates a file once, however many docstrings it gets."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from docstring_ls.cli.run import Plan, Run
from docstring_ls.core.docstrings import Mode
from docstring_ls.package_run import RunWatcher
from support.work import calls_of

FUNCTION = "def f{0}(a):\n    return a\n\n\n"
DOCUMENTED = 'def f{0}(a):\n    """Do it.\n\n    Args:\n        b: It.\n    """\n    return a\n\n\n'


def parses(folder: Path, mode: Mode, text: str, docstrings: int) -> int:
    path = folder / "sample.py"
    path.write_text(text)
    flags = {"provider": "draft", "resolver_deadline": 0.0}

    def work() -> None:
        run = Run(Plan((str(path),), flags, mode))
        report = asyncio.run(run.files(RunWatcher()))[0]
        assert (report.failures, len(report.proposals)) == ({}, docstrings)

    return calls_of(work, "Parser.parse")


@pytest.mark.parametrize(("mode", "unit"), [(Mode.GENERATE, FUNCTION), (Mode.UPDATE, DOCUMENTED)])
def test_a_file_is_parsed_as_often_for_many_docstrings_as_for_few(
    tmp_path: Path, mode: Mode, unit: str
) -> None:
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'sample'\n")
    few, many = (
        parses(tmp_path, mode, "".join(unit.format(i) for i in range(count)), count + 1)
        for count in (3, 30)
    )
    assert few == many
