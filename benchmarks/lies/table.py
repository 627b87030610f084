"""What became of the pairs, by class, as a table and as examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from .cases import CASES
from .run import Job, Result

COLUMNS = ("lies", "reached", "unnoted", "truths", "lost", "as false", "unproven")


def table(results: list[Result]) -> str:
    """One line a class, then the totals."""
    kinds = dict.fromkeys(name.partition("/")[0] for name in CASES)
    decidable = {name.partition("/")[0] for name, case in CASES.items() if case.decidable}
    lines = [f"{'class':<22}" + "".join(f"{name:>10}" for name in COLUMNS)]
    for kind in kinds:
        mine = [item for item in results if item.job.pair.kind == kind]
        lines.append(_line(f"{kind}{'' if kind in decidable else ' *'}", mine))
    hard = [item for item in results if item.job.pair.kind in decidable]
    lines += ["", _line("decidable", hard), _line("all", results), "* facts seldom decide"]
    lines.append(_shares("decidable", hard))
    lines.append(_shares("all", results))
    unclear = sum(item.is_unclear for item in results)
    return "\n".join([*lines, f"{unclear} pairs left out: the false words stand there anyhow"])


def _counts(results: Iterable[Result]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for item in results:
        if item.is_unclear:
            continue
        counts["lies"] += 1
        counts["reached"] += item.has_reached
        counts["unnoted"] += item.has_reached and not item.is_noted
        counts["truths"] += 1
        counts["lost"] += item.is_lost
        counts["as false"] += item.is_lost_as_false
        counts["unproven"] += item.is_lost_as_unproven
    return counts


def _line(name: str, results: list[Result]) -> str:
    counts = _counts(results)
    return f"{name:<22}" + "".join(f"{counts[column]:>10}" for column in COLUMNS)


def _shares(name: str, results: list[Result]) -> str:
    counts = _counts(results)
    whole = max(counts["lies"], 1)
    shares = (f"{column} {100 * counts[column] / whole:.1f} %" for column in COLUMNS[1:]
              if column != "truths")  # fmt: skip
    return f"{name}: {', '.join(shares)}"


def shown(job: Job, result: Result | None = None) -> str:
    """One pair with the code beside it, for reading; with what became of it where that is known."""
    pair = job.pair
    lines = [
        f"--- {pair.case} ({pair.origin}) {job.where}",
        job.source if len(job.source) < 3000 else f"{job.source[:3000]}\n[...]",
        f"LIE   {pair.lie.place}: {pair.lie.text}",
        f"      false: {pair.lie.core}",
        f"TRUTH {pair.truth.place}: {pair.truth.text}",
    ]
    if pair.truth.core != pair.truth.text:
        lines.append(f"      true: {pair.truth.core}")
    if result is not None:
        lines += [f"reached: {result.has_reached}, lost: {result.is_lost}", result.truth.text]
        lines += [f"why: {message}" for message in sorted(result.truth.problems)]
    return "\n".join(lines)
