"""Other tools asked the same, each with its best configuration for a docstring's style.

What merely misses something is no complaint here, nor what prefers one spelling of a type.
"""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from drift.judge import Complaint

QUOTED = re.compile(r"`([\w.*]+)`")
ONLY_DOCUMENTED = re.compile(
    r"in the docstring but not in the (?:function signature|actual class attributes): \[([^\]]*)\]"
)
Answers = dict[str, dict[str, list[Complaint]]]  # by file, by name of symbol


@dataclass(frozen=True)
class Peer:
    """A tool, and which of its codes speak of which class of correction."""

    name: str
    codes: dict[str, tuple[str, ...]]
    styles: tuple[str, ...]


RUFF = Peer(
    "ruff",
    {"rename": ("DOC102",), "removed": ("DOC102",), "exception": ("DOC502",),
     "outcome": ("DOC202", "DOC403")},
    ("google", "numpy"),
)  # fmt: skip
PYDOCLINT = Peer(
    "pydoclint",
    {"rename": ("DOC103", "DOC603"), "removed": ("DOC103", "DOC603"), "attribute": ("DOC603",),
     "type": ("DOC105", "DOC203", "DOC404"), "exception": ("DOC502", "DOC503"),
     "outcome": ("DOC202", "DOC403")},
    ("google", "numpy", "sphinx"),
)  # fmt: skip
DOCVET = Peer(
    "docvet",
    {"rename": ("extra-param-in-docstring",), "removed": ("extra-param-in-docstring",),
     "exception": ("extra-raises-in-docstring",),
     "outcome": ("extra-returns-in-docstring", "extra-yields-in-docstring")},
    ("google", "sphinx"),
)  # fmt: skip
MAY_OMIT = ("DOC103", "DOC503", "DOC603")  # what names nothing is only missing
SPELLING = ("DOC105", "DOC203", "DOC404", "DOC605")  # compare types as texts


def style_of(docstring: str) -> str:
    """The style that a tool must be told."""
    if re.search(r"(?m)^\s*:(param|type|return|raise|rtype|arg|key)", docstring):
        return "sphinx"
    return "numpy" if re.search(r"(?m)^\s*---+\s*$", docstring) else "google"


def installed(folder: Path | None) -> dict[str, str]:
    """The programs of the peers that are there, by name."""
    where = str(folder) if folder else None
    beside = str(Path(sys.executable).parent)
    found = {
        peer: shutil.which(peer, path=where) or shutil.which(peer, path=beside) for peer in PEERS
    }
    return {peer: program for peer, program in found.items() if program}


def ask(peer: str, program: str, folder: Path, style: str) -> Answers:
    """What a tool calls false in the files of a folder, all of one style."""
    return PEERS[peer][1](program, folder, style)


def _ruff(program: str, folder: Path, style: str) -> Answers:
    out = _run(folder, program, "check", "--isolated", "--no-cache", "--preview", "--select",
               "D417,DOC", "--config", f'lint.pydocstyle.convention="{style}"',
               "--output-format", "json", ".")  # fmt: skip
    found = ((Path(item["filename"]).name, item["location"]["row"], item["code"], item["message"])
             for item in json.loads(out or "[]"))  # fmt: skip
    return _by_symbol(folder, (item for item in found if item[2] in _known(RUFF)))


def _pydoclint(program: str, folder: Path, style: str) -> Answers:
    out = _run(folder, program, "-q", "--style", style, "--check-arg-order", "False",
               "--allow-init-docstring", "True", "--should-document-star-arguments", "True",
               "--omit-stars-when-documenting-varargs", "True",
               "--show-filenames-in-every-violation-message", "True", ".",
               errors=subprocess.STDOUT)  # fmt: skip
    lines = (re.match(r"\s*(\S+?):(\d+): (DOC\d+): (.*)", line) for line in out.splitlines())
    found = ((Path(match[1]).name, int(match[2]), match[3], match[4]) for match in lines if match)
    return _by_symbol(folder, (item for item in found if item[2] in _known(PYDOCLINT)))


def _docvet(program: str, folder: Path, style: str) -> Answers:
    files = sorted(path.name for path in folder.glob("*.py"))
    config = f'[tool.docvet]\ndocstring-style = "{style}"\n'
    (folder / "pyproject.toml").write_text(config)
    out = _run(folder, program, "--format", "json", "--quiet", "enrichment", *files)
    found = ((Path(item["file"]).name, item["line"], item["rule"], item["message"])
             for item in json.loads(out or '{"findings": []}')["findings"])  # fmt: skip
    return _by_symbol(folder, (item for item in found if item[2] in _known(DOCVET)))


PEERS = {
    "ruff": (RUFF, _ruff),
    "pydoclint": (PYDOCLINT, _pydoclint),
    "docvet": (DOCVET, _docvet),
}


def _run(folder: Path, *command: str, errors: int = subprocess.DEVNULL) -> str:
    done = subprocess.run(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=errors, text=True, check=False
    )
    return done.stdout


def _known(peer: Peer) -> set[str]:
    return {code for codes in peer.codes.values() for code in codes}


def _by_symbol(folder: Path, found: Iterator[tuple[str, int, str, str]]) -> Answers:
    answers: Answers = defaultdict(lambda: defaultdict(list))
    spans: dict[str, list[tuple[int, int, str]]] = {}
    for file, line, code, message in found:
        if file not in spans:
            spans[file] = list(_spans(ast.parse((folder / file).read_text("utf-8"))))
        around = [span for span in spans[file] if span[0] <= line <= span[1]]
        complaint = Complaint(code, subjects(code, message), message)
        if around and (complaint.names or code not in MAY_OMIT):
            answers[file][max(around)[2]].append(complaint)
    return answers


def _spans(node: ast.AST, prefix: str = "") -> Iterator[tuple[int, int, str]]:
    for child in ast.iter_child_nodes(node):
        inside = prefix
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            first = min([child.lineno, *(item.lineno for item in child.decorator_list)])
            yield first, child.end_lineno or first, prefix + child.name
            inside = f"{prefix}{child.name}."
        yield from _spans(child, inside)


def subjects(code: str, message: str) -> tuple[str, ...]:
    """What a complaint names: documented parameters, exceptions; nothing where it means all."""
    if code in ("DOC103", "DOC603"):
        listed = ONLY_DOCUMENTED.search(message)
        parts = re.findall(r"([\w.*]+):", listed[1]) if listed else []
        return tuple(parts)
    if code == "DOC503":
        documented, raised = (
            re.findall(r"'([\w.]+)'", part) for part in re.findall(r"\[([^\]]*)\]", message)[:2]
        )
        return tuple(name for name in documented if name not in raised)
    if code in ("DOC102", "DOC502") and '"Raises" section' not in message:
        return tuple(QUOTED.findall(message))
    if code in ("extra-param-in-docstring", "extra-raises-in-docstring"):
        return tuple(re.findall(r"[\w.*]+", message.rpartition(":")[2]))
    return ()
