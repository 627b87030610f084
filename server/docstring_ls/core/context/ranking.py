"""How likely a docstring needs each name: a weighted sum of the evidence, made a probability."""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass
from functools import cached_property

from .evidence import FEATURES, SOURCES, WORDS, Vector, gather, own_traits, traits_of
from .identifiers import word_set
from .index import Index
from .relations import Related, TargetUnit
from .weights import BIAS, WEIGHTS

_ROWS = tuple(WEIGHTS.get(name, (0.0, 0.0, 0.0, 0.0)) for name in FEATURES)
_COLUMNS = tuple(tuple(row[column] for row in _ROWS) for column in range(4))
# Columns of the weights, those of a project with docstrings first.
CONTEXT, OWN = 0, 2
# Share of units with a docstring from which on a project counts as one with docstrings.
DOCUMENTED = 0.15
# Names of a huge workspace that are weighed at all, of as many that are looked at: time.
LIKELY, MOST_NAMES = 3_000, 20_000


@dataclass(frozen=True)
class NameScores:
    """What is worth showing.

    Attributes:
        context: For names that the symbol's own source does not hold, how likely its docstring
            speaks of them.
        own: For names that it does hold, how likely its docstring speaks of them, so that their
            definitions are worth showing.
    """

    context: dict[str, float]
    own: dict[str, float]

    @cached_property
    def wanted(self) -> frozenset[str]:
        """The names of ``context``."""
        return frozenset(self.context)


def rank(
    index: Index, target: TargetUnit, relations: list[Related], limit: int, wide: bool = False
) -> NameScores:
    """The likeliest names, at most ``limit`` of each sort.

    Args:
        index: The workspace.
        target: The symbol.
        relations: Its related units.
        limit: How many names.
        wide: Whether names count too that no related unit speaks of.
    """
    evidence = gather(index, target, relations)
    share = index.tables.documented / max(index.tables.units, 1)
    bare = 0 if share > DOCUMENTED else 1
    if wide:
        for name in _likely(index, CONTEXT + bare):
            evidence.setdefault(name, {})
    own: dict[str, Vector] = {}
    for name in target.names:
        vector = evidence.pop(name, {})
        if name != target.unit.name and (index.defined(name) or index.bound(name)):
            own[name] = vector
    column = _COLUMNS[OWN + bare]
    logits = [
        (total - sum(column[at] * value for at, value in own_traits(target, name).items()), name)
        for total, name in _logits(index, target, own, OWN + bare)
    ]
    return NameScores(
        _best(_logits(index, target, evidence, CONTEXT + bare), limit), _best(logits, limit)
    )


def _logits(
    index: Index, target: TargetUnit, evidence: dict[str, Vector], model: int
) -> list[tuple[float, str]]:
    """The weighted sums, negative so that the likeliest sorts first."""
    column, log1p, mine = _COLUMNS[model], math.log1p, word_set(target.unit.name)
    sources, shared = column[SOURCES], column[WORDS]
    memo, logits = index.tables.memo, []
    for name, vector in evidence.items():
        known = memo.get(name) or _prior(index, name)
        total = known[model]
        for feature, value in vector.items():
            total += column[feature] * log1p(value)
        total += sources * log1p(len(vector))
        if mine:
            others = word_set(name)
            if not mine.isdisjoint(others):
                total += shared * len(mine & others) / (len(others) + 1)
        logits.append((-total, name))
    return logits


def _prior(index: Index, name: str) -> tuple[float, ...]:
    """What a name is worth for any symbol, for each model."""
    memo = index.tables.memo
    known = memo.get(name)
    if known is None:
        traits = traits_of(index, name)
        known = tuple(
            BIAS[model] + sum(_COLUMNS[model][feature] * value for feature, value in traits.items())
            for model in range(4)
        )
        if not index.newer or name in index.tables.used:
            memo[name] = known
    return known


def _likely(index: Index, model: int) -> tuple[str, ...]:
    """The workspace's likeliest names for any symbol; found again when a tenth has changed."""
    tables = index.tables
    units, names = tables.likely.get(model, (0, ()))
    if abs(units - tables.units) * 10 > tables.units:
        known = [
            name for name, users in tables.used.items() if len(users) > 1 or name in tables.defined
        ]
        names = tuple(
            heapq.nlargest(
                LIKELY, known[:MOST_NAMES], key=lambda name: (_prior(index, name)[model], name)
            )
        )
        tables.likely[model] = tables.units, names
    return names


def _best(logits: list[tuple[float, str]], limit: int) -> dict[str, float]:
    """The likeliest names with their probabilities."""
    logits.sort()
    return {
        name: 1.0 / (1.0 + math.exp(max(min(total, 30.0), -30.0))) for total, name in logits[:limit]
    }
