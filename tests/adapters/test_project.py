# ruff: noqa: E501 - a table reads best with one case a line
"""The project's own conventions: settings, then configuration files, then existing docstrings."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from docstring_ls import config
from docstring_ls.adapters.project import FileProject, project_options
from docstring_ls.adapters.project_sample import top_package
from docstring_ls.core.analysis import RaisesScope
from docstring_ls.core.docstrings import Style
from docstring_ls.core.text import Source
from docstring_ls.options import Options

NUMPY = '''
def f{0}(x):
    """
    Sum.

    Parameters
    ----------
    x : int
        It.
    """
    return x
'''
SPHINX = """
def f{0}(x):
    \'\'\'Sum.

    :param x: It.

    \'\'\'

    return x
"""


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def style(
    root: Path, options: Options | None = None, file: str = "pkg/mod.py", text: str = ""
) -> Style:
    found, problems = FileProject(options or Options()).style(
        Source((root / file).as_uri(), text), str(root)
    )
    assert problems == ()
    return found


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        ("pyproject.toml", '[tool.ruff.lint.pydocstyle]\nconvention = "numpy"', {"name": "numpy", "types": True}),
        ("pyproject.toml", '[tool.ruff]\nline-length = 120', {"line_length": 120}),
        ("pyproject.toml", "[tool.ruff]\nline-length = 120\n[tool.ruff.lint.pycodestyle]\nmax-doc-length = 72", {"line_length": 72}),
        ("ruff.toml", 'line-length = 99\n[lint.pydocstyle]\nconvention = "google"', {"name": "google", "line_length": 99}),
        (".ruff.toml", '[lint]\nselect = ["D213"]', {"summary_line": 2}),
        ("ruff.toml", '[lint]\nselect = ["D", "DOC"]\n[lint.pydocstyle]\nconvention = "google"',
         {"raises": "direct", "demanded": frozenset({"parameters", "returns", "yields", "raises"}), "summary_line": 1, "blank_after": False, "init_in": "method"}),
        ("ruff.toml", '[lint]\nselect = ["D", "DOC"]\nignore = ["DOC502", "D107"]\n[lint.pydocstyle]\nconvention = "google"', {"raises": "escaping", "init_in": "class"}),
        ("pyproject.toml", '[tool.pydoclint]\nstyle = "sphinx"\narg-type-hints-in-docstring = false', {"name": "sphinx", "types": False, "raises": "direct"}),
        ("pyproject.toml", "[tool.pydoclint]\nskip-checking-raises = true", {"name": "numpy", "types": True, "raises": "escaping"}),
        ("pyproject.toml", '[tool.pydoclint]\nstyle = "google"\narg-type-hints-in-docstring = false\ncheck-return-types = true', {"types": False, "return_types": True}),
        ("setup.cfg", "[pydocstyle]\nconvention = numpy\n[flake8]\nmax-line-length = 110", {"name": "numpy", "line_length": 110}),
        ("tox.ini", "[flake8]\ndocstring-convention = google\nmax_doc_length = 79", {"name": "google", "line_length": 79}),
        (".flake8", "[flake8]\nstyle = numpy\nskip-checking-raises = True", {"name": "numpy", "raises": "escaping"}),
        (".pydocstyle", "[pydocstyle]\nconvention = google", {"name": "google"}),
        ("pyproject.toml", '[tool.numpydoc_validation]\nchecks = ["all", "RT01"]', {"name": "numpy", "demanded": frozenset({"parameters", "yields"})}),
        ("setup.cfg", "[darglint]\ndocstring_style = sphinx", {"name": "sphinx", "raises": "direct"}),
        ("pyproject.toml", '[tool.docformatter]\nstyle = "epytext"\npre-summary-newline = true\nblank = true', {"name": "epytext", "summary_line": 2, "closing_blank": True}),
        ("pyproject.toml", '[tool.pylint.format]\nmax-line-length = 95', {"line_length": 95}),
        ("mkdocs.yml", "plugins:\n  - mkdocstrings:\n      docstring_style: numpy\n", {"name": "numpy"}),
        (".editorconfig", "root = true\n[*]\nmax_line_length = 100\n", {"line_length": 100}),
        ("pyproject.toml", '[tool.black]\nline-length = 77', {"line_length": 77}),
    ],
)  # fmt: skip
def test_configuration_files(
    tmp_path: Path, file: str, text: str, expected: dict[str, Any]
) -> None:
    write(tmp_path, {file: text})
    found = style(tmp_path)
    assert {name: getattr(found, name) for name in expected} == expected
    assert all(file in found.origin[name] or "style" in found.origin[name] or found.origin[name] == "default"
               for name in expected)  # fmt: skip


def test_a_setting_outranks_the_files_and_says_so(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": '[tool.ruff.lint.pydocstyle]\nconvention = "numpy"'})
    options = replace(
        Options(), style="google", line_length=66, types=True, raises=RaisesScope.DIRECT
    )
    found = style(tmp_path, options)
    assert (found.name, found.line_length, found.types, found.raises) == (
        "google",
        66,
        True,
        "direct",
    )
    assert {found.origin[name] for name in ("name", "line_length", "types", "raises")} == {
        "setting"
    }


def test_the_nearest_file_wins(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "pyproject.toml": "[tool.ruff]\nline-length = 100\n[tool.black]\nline-length = 70",
            "pkg/ruff.toml": 'extend = "../pyproject.toml"\n[lint.pydocstyle]\nconvention = "google"',
        },
    )
    found = style(tmp_path)
    assert (found.name, found.line_length) == ("google", 100)


def test_nothing_outside_the_workspace_is_read(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "pyproject.toml": "[tool.ruff]\nline-length = 111",
            "work/ruff.toml": 'extend = "../pyproject.toml"',
        },
    )
    assert style(tmp_path / "work", file="mod.py").line_length == 88


def test_existing_docstrings_decide_where_no_file_does(tmp_path: Path) -> None:
    files = {f"pkg/m{i}.py": NUMPY.format(i) for i in range(4)} | {"pkg/__init__.py": ""}
    write(tmp_path, files | {"pyproject.toml": ""})
    found = style(tmp_path)
    assert (found.name, found.types, found.summary_line, found.quotes) == ("numpy", True, 2, '"""')
    assert found.blank_after is False
    assert found.origin["name"] == "docstrings"


def test_the_file_itself_counts_more_than_its_package(tmp_path: Path) -> None:
    write(tmp_path, {f"pkg/m{i}.py": NUMPY.format(i) for i in range(4)} | {"pkg/__init__.py": ""})
    text = "".join(SPHINX.format(i) for i in range(3))
    found = style(tmp_path, text=text)
    assert (found.name, found.closing_blank) == ("sphinx", True)
    assert found.blank_after is True
    assert not found.types


def test_google_where_nothing_tells(tmp_path: Path) -> None:
    found = style(tmp_path)
    assert (found.name, found.types, found.line_length) == ("google", False, 88)
    assert found.origin["name"] == "default"


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("pyproject.toml", "[tool.ruff\n"),
        ("setup.cfg", "no section = 1\n"),
        ("ruff.toml", "line-length = [1\n"),
        ("tox.ini", "[flake8\n"),
    ],
)
def test_a_broken_file_is_one_problem(tmp_path: Path, file: str, text: str) -> None:
    write(tmp_path, {file: text})
    source = Source((tmp_path / "m.py").as_uri(), "")
    found, problems = FileProject(Options()).style(source, str(tmp_path))
    assert found.name == "google"
    assert [problem.code for problem in problems] == ["project-file"]
    assert file in problems[0].message


@pytest.mark.parametrize(
    "text",
    [
        '[tool.ruff]\nlint = 3\nline-length = "long"',
        '[tool.ruff.lint]\npydocstyle = "google"\nselect = "D"',
        "[tool]\nruff = 1\npydoclint = []",
        "[tool.pydoclint]\nstyle = 5",
        "[tool.docformatter]\nstyle = ['google', 'x']",
    ],
)
def test_values_of_a_wrong_kind_have_no_effect(tmp_path: Path, text: str) -> None:
    write(tmp_path, {"pyproject.toml": text})
    assert style(tmp_path).line_length == 88


def test_a_changed_file_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("docstring_ls.adapters.project._FRESH_SECONDS", -1.0)
    write(tmp_path, {"ruff.toml": "line-length = 90"})
    project = FileProject(Options())
    source = Source((tmp_path / "m.py").as_uri(), "")
    assert project.style(source, str(tmp_path))[0].line_length == 90
    write(tmp_path, {"ruff.toml": "line-length = 91"})
    os.utime(tmp_path / "ruff.toml", (time.time() + 5, time.time() + 5))
    assert project.style(source, str(tmp_path))[0].line_length == 91


def test_documents_without_a_file(tmp_path: Path) -> None:
    found, _ = FileProject(Options()).style(Source("untitled:Untitled-1", NUMPY * 3), str(tmp_path))
    assert found.name == "numpy"


def test_top_package(tmp_path: Path) -> None:
    write(tmp_path, {"src/a/__init__.py": "", "src/a/b/__init__.py": "", "src/a/b/m.py": ""})
    assert top_package(tmp_path / "src/a/b", tmp_path) == tmp_path / "src/a"


def test_own_options_come_from_the_nearest_pyproject(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "pyproject.toml": '[tool.docstring-ls]\nstyle = "numpy"\nendpoint = "https://evil.example"',
            "deep/er/m.py": "",
        },
    )
    table, problems, path = project_options(str(tmp_path / "deep" / "er"))
    assert (table["style"], problems, path) == ("numpy", (), str(tmp_path / "pyproject.toml"))
    built, warned = config.build((config.pyproject(table, path),))
    assert built.options.style == "numpy"
    assert built.options.endpoint == ""
    assert [problem.code for problem in warned] == ["option-scope"]


@pytest.mark.parametrize("text", ["[tool", "[tool]\ndocstring-ls = 3"])
def test_own_options_of_a_broken_pyproject(tmp_path: Path, text: str) -> None:
    write(tmp_path, {"pyproject.toml": text})
    table, problems, _ = project_options(str(tmp_path))
    assert table == {}
    assert [problem.code for problem in problems] == ["project-file"]


FIELDS = """def f{0}(a):
    '''Do it.

    :param a: What.
    '''
"""


def test_the_files_own_docstrings_come_before_those_beside_it(tmp_path: Path) -> None:
    own = "\n\n".join(FIELDS.format(number) for number in range(4)).replace("'''", '"""')
    write(tmp_path, {"pyproject.toml": "", "bottle.py": own})
    write(tmp_path, {f"pkg{i}/__init__.py": NUMPY.format(i) * 20 for i in range(6)})
    source = Source((tmp_path / "bottle.py").as_uri(), own)
    assert FileProject(Options()).style(source, str(tmp_path))[0].name == "sphinx"


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        ("", "google"),
        ("pyproject.toml", "numpy"),
        ("setup.py", "numpy"),
        (".git/HEAD", "numpy"),
        ("pkg/__init__.py", "numpy"),
    ],
)
def test_a_folder_that_is_neither_project_nor_package_says_nothing(
    tmp_path: Path, mark: str, name: str
) -> None:
    write(tmp_path, {mark: ""} if mark else {})
    write(tmp_path, {f"pkg/m{i}.py": NUMPY.format(i) for i in range(4)})
    text = "def f():\n    pass\n"
    source = Source((tmp_path / "pkg" / "new.py").as_uri(), text)
    for root in (str(tmp_path), str(tmp_path / "pkg"), ""):
        assert FileProject(Options()).style(source, root)[0].name == name, root
