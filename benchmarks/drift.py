"""Human corrections of docstrings: are they seen before, and is there silence after?

    python benchmarks/drift.py --mirror ~/mirror                     # beside the peers found here
    python benchmarks/drift.py --mirror ~/mirror --peers ~/venv/bin  # pydoclint, docvet from there
    python benchmarks/drift.py --mirror ~/mirror --misses --split tuned
    python benchmarks/drift.py --mirror ~/mirror --constraints       # the second table

``benchmarks/drift/index.jsonl`` names the corrections; a mirror is a folder with a git directory
``OWNER+NAME/repo`` or ``OWNER/NAME`` for each repository of ``benchmarks/drift/repositories.toml``.
*Seen* is a complaint about the corrected thing in the file before the correction; *silent* is no
complaint about the symbol after it, but for what the person left false (``left`` in the index).
``benchmarks/drift/mine.py`` finds candidates for the index.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from drift import constraints, judge, peers
from drift.index import Case, cases, read
from drift.pairs import docstring_changes

KINDS = ("rename", "removed", "attribute", "default", "type", "outcome", "exception")


@dataclass(frozen=True)
class Verdict:
    """What one tool says of one case.

    Attributes:
        seen: It complains about the corrected thing before.
        after: What it complains about after.
    """

    tool: str
    case: Case
    seen: bool
    after: tuple[judge.Complaint, ...]


def ours(known: list[Case]) -> list[Verdict]:
    """Our diagnostics."""
    return [
        verdict(
            "ours",
            case,
            judge.complaints(case.before, case.entry.name),
            judge.complaints(case.after, case.entry.name),
            judge.KINDS,
        )
        for case in known
    ]


def verdict(
    tool: str,
    case: Case,
    before: list[judge.Complaint],
    after: list[judge.Complaint],
    codes: dict[str, tuple[str, ...]],
) -> Verdict:
    """Whether the corrected thing was seen, and what is still said after it was put right."""
    entry = case.entry
    seen = any(item.means(entry.kind, entry.about, codes) for item in before)
    kept = [item for item in after if entry.kind == "type" or item.code not in peers.SPELLING]
    wrong = [item for item in kept if not item.names or set(item.names) - set(entry.left)]
    return Verdict(tool, case, seen, tuple(wrong))


def theirs(known: list[Case], tool: str, program: str) -> list[Verdict]:
    """A peer, run once for each style over all files of that style."""
    peer = peers.PEERS[tool][0]
    by_style: dict[str, list[Case]] = defaultdict(list)
    for case in known:
        by_style[peers.style_of(docstring(case))].append(case)
    found = []
    for style, group in by_style.items():
        answers = answers_for(group, tool, program, style) if style in peer.styles else {}
        for number, case in enumerate(group):
            before, after = (
                answers.get(f"{version}{number}.py", {}).get(case.entry.name, [])
                for version in ("before", "after")
            )
            found.append(verdict(tool, case, before, after, peer.codes))
    return found


def answers_for(group: list[Case], tool: str, program: str, style: str) -> peers.Answers:
    """What a peer says of both versions of all files."""
    with tempfile.TemporaryDirectory() as folder:
        for number, case in enumerate(group):
            Path(folder, f"before{number}.py").write_text(case.before, "utf-8")
            Path(folder, f"after{number}.py").write_text(case.after, "utf-8")
        return peers.ask(tool, program, Path(folder), style)


def docstring(case: Case) -> str:
    """The docstring with the falsehood."""
    changed = docstring_changes(case.before, case.after)
    return next((pair.old for pair in changed if pair.name == case.entry.name), "")


def table(verdicts: list[Verdict]) -> list[str]:
    """Rows by class: how many, then for each tool seen, silent after, and both."""
    tools = list(dict.fromkeys(item.tool for item in verdicts))
    rows = ["class        n  " + "".join(f"{tool:>10} seen silent both" for tool in tools)]
    for kind in (*KINDS, "all"):
        mine = [item for item in verdicts if kind in ("all", item.case.entry.kind)]
        if mine:
            number = len(mine) // len(tools)
            cells = [shares([item for item in mine if item.tool == tool]) for tool in tools]
            rows.append(f"{kind:10} {number:3}  " + "".join(f"{'':10} {cell}" for cell in cells))
    return rows


def shares(mine: list[Verdict]) -> str:
    """Seen, silent after, and both, as shares."""
    seen = sum(item.seen for item in mine) / len(mine)
    silent = sum(not item.after for item in mine) / len(mine)
    both = sum(item.seen and not item.after for item in mine) / len(mine)
    return f"{seen:4.2f}   {silent:4.2f} {both:4.2f}"


def show(item: Verdict) -> None:
    """One miss, or one complaint after the correction, with what a reader needs."""
    entry = item.case.entry
    word = "complains" if item.seen else "missed"
    print(f"\n=== {word}: {entry.kind} {entry.old!r} -> {entry.new!r}")
    print(f"{entry.repository} {entry.commit[:12]} {entry.path} {entry.name}")
    for complaint in item.after:
        print(f"after: [{complaint.code}] {complaint.message}")
    for pair in docstring_changes(item.case.before, item.case.after):
        if pair.name == entry.name:
            print("\n".join(pair.code.split("\n")[:80]))


def main() -> None:
    """Ask everybody and print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--mirror", type=Path, required=True)
    parser.add_argument("--peers", type=Path, help="folder with ruff, pydoclint, docvet")
    parser.add_argument("--split", choices=("tuned", "held-out"))
    parser.add_argument("--misses", action="store_true", help="ours alone, with code")
    parser.add_argument("--after", action="store_true", help="list what is said after, by tool")
    parser.add_argument("--constraints", action="store_true", help="the second table alone")
    options = parser.parse_args()
    if options.constraints:
        print("\n".join(constraints.table(options.mirror)))
        return
    entries = [item for item in read() if options.split in (None, item.split)]
    known, absent = cases(entries, options.mirror)
    print(f"{len(known)} corrections, {len(absent)} not in the mirror")
    began = time.perf_counter()
    verdicts = ours(known)
    print(f"ours: {time.perf_counter() - began:.1f} s")
    if options.misses:
        for item in verdicts:
            if item.after or not item.seen:
                show(item)
        return
    for tool, program in peers.installed(options.peers).items():
        verdicts += theirs(known, tool, program)
    for split in dict.fromkeys(case.entry.split for case in known):
        print(f"\n{split}")
        print("\n".join(table([item for item in verdicts if item.case.entry.split == split])))
    for item in verdicts if options.after else ():
        for complaint in item.after:
            print(f"{item.tool} {item.case.entry.repository} {item.case.entry.name}: "
                  f"[{complaint.code}] {complaint.message}")  # fmt: skip


if __name__ == "__main__":
    main()
