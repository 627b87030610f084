"""Makes pairs of whole packages, takes a sample of each class and has it judged."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain, zip_longest
from pathlib import Path

from .judge import Outcome, judged
from .packages import packages, unpacked
from .pairs import pairs_of
from .phrasings import phrasings
from .statements import Pair, Statement
from .subjects import Subject, subjects

# Definitions taken from each package; more make the sample no wider, only slower to draw.
PER_PACKAGE = 400
NOTHING = Outcome("", frozenset())


@dataclass(frozen=True)
class Job:
    """One pair with all that judging it takes; small enough to travel to another process."""

    package: str
    where: str
    text: str
    source: str
    line: int
    summary: str
    pair: Pair


@dataclass(frozen=True)
class Result:
    """What became of a pair.

    Attributes:
        job: The pair.
        lie: What the answer with the lie led to.
        truth: What the answer with its twin led to.
        beside: What is said of the answer's other words alone, asked where the twin is lost.
    """

    job: Job
    lie: Outcome
    truth: Outcome
    beside: Outcome = NOTHING

    @property
    def is_unclear(self) -> bool:
        """Whether the false words stand in the document without the lie having been told."""
        return self.job.pair.lie.stands_in(self.truth.text)

    @property
    def has_reached(self) -> bool:
        return self.job.pair.lie.stands_in(self.lie.text)

    @property
    def is_noted(self) -> bool:
        """Whether a problem is told that the truth does not have."""
        return bool(self.lie.problems - self.truth.problems)

    @property
    def is_lost(self) -> bool:
        return not self.job.pair.truth.stands_in(self.truth.text)

    @property
    def is_lost_as_false(self) -> bool:
        return self.is_lost and bool(self.truth.verdicts - self.beside.verdicts)

    @property
    def is_lost_as_unproven(self) -> bool:
        dropped = bool(self.truth.unproven - self.beside.unproven)
        return self.is_lost and dropped and not self.is_lost_as_false


def jobs_of(split: str, worded: str, seed: int, cache: Path, per_package: int) -> Iterator[Job]:
    """Every pair of a side of the split."""
    known = phrasings(worded)
    for requirement in packages(split):
        for subject in subjects(requirement, unpacked(requirement, cache), per_package, seed):
            for pair in pairs_of(subject, known, seed):
                yield _job(subject, pair)


def _job(subject: Subject, pair: Pair) -> Job:
    code = subject.code
    return Job(
        subject.package,
        subject.where,
        code.text,
        code.source,
        subject.line,
        subject.docstring.summary,
        pair,
    )


def sample(jobs: Iterable[Job], most: int, seed: int) -> list[Job]:
    """So many of each class, evenly from packages, cases and origins; those of a file together."""
    found: dict[str, dict[tuple[str, str, str], list[Job]]] = defaultdict(lambda: defaultdict(list))
    for job in jobs:
        found[job.pair.kind][job.pair.origin, job.pair.case, job.package].append(job)
    chosen: list[Job] = []
    for kind, groups in sorted(found.items()):
        chance = random.Random(f"{seed} {kind}")
        for group in groups.values():
            chance.shuffle(group)
        columns = sorted(groups)
        chance.shuffle(columns)
        rows = chain.from_iterable(zip_longest(*(groups[column] for column in columns)))
        chosen += [job for job in rows if job is not None][:most]
    return sorted(chosen, key=lambda job: (job.where, job.pair.case))


def results(jobs: list[Job], processes: int) -> list[Result]:
    """Each pair judged, in the order of the jobs."""
    if processes < 2:
        return list(map(result, jobs))
    with ProcessPoolExecutor(processes) as pool:
        return list(pool.map(result, jobs, chunksize=16))


def result(job: Job) -> Result:
    """Judge the lie and the truth, each in an answer of its own."""
    found = Result(job, _outcome(job, job.pair.lie), _outcome(job, job.pair.truth))
    if not found.is_lost or job.pair.truth.place == "summary":
        return found
    return replace(found, beside=_outcome(job, Statement("summary", job.summary, job.summary)))


def _outcome(job: Job, statement: Statement) -> Outcome:
    return judged(job.text, job.line, statement.answer(job.summary))
