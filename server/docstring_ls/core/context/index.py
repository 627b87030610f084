"""What a workspace's files hold, as values: the ground from which context is chosen."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ..syntax import SymbolKind
from .identifiers import names_of_line, words


@dataclass(frozen=True, slots=True)
class IndexedEntry:
    """What a docstring says about one parameter, attribute or exception.

    Attributes:
        name: The parameter.
        start: First line, 0-based.
        end: Line after the last one.
    """

    name: str
    start: int
    end: int


@dataclass(eq=False, slots=True)
class Unit:
    """A definition, or what a module holds outside its definitions.

    Attributes:
        path: The file.
        kind: ``module``, ``class``, ``function`` or ``method``.
        name: Its name; for a module the stem of its file.
        qualname: Dotted name within the file; empty for a module.
        parent: The unit around it, None for a module.
        start: First line, decorators included, 0-based.
        header: Lines of the header, as (first, after the last).
        end: Line after the last one.
        doc: Lines of the docstring, as (first, after the last); equal where there is none.
        head_names: Identifiers of the header.
        names: Identifiers and short literals of its own code, those of inner units excluded.
        mentions: Code names that its docstring speaks of.
        fields: Names that it binds for others, with their lines: constants, attributes.
        entries: What its docstring says about single names.
        bases: Last identifiers of a class's bases.
        children: Units directly inside.
        number: Its place among the units of its file.
    """

    path: str
    kind: SymbolKind
    name: str
    qualname: str
    parent: Unit | None
    start: int
    header: tuple[int, int]
    end: int
    doc: tuple[int, int] = (0, 0)
    head_names: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    fields: tuple[tuple[str, int], ...] = ()
    entries: tuple[IndexedEntry, ...] = ()
    bases: tuple[str, ...] = ()
    children: tuple[Unit, ...] = ()
    number: int = 0


@dataclass(eq=False)
class FileIndex:
    """One file.

    Attributes:
        path: Relative to the workspace, with forward slashes.
        text: The whole text, masked where a secret spans lines.
        units: The module first, then its definitions in order.
        owners: For each line the number of the innermost unit.
    """

    path: str
    text: str
    units: tuple[Unit, ...] = ()
    owners: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        self.headers: dict[int, str] = {}
        self._names: dict[int, tuple[str, ...]] = {}
        self._held: dict[int, tuple[tuple[int, tuple[str, ...]], ...]] = {}

    @cached_property
    def lines(self) -> list[str]:
        """The lines as Python counts them."""
        return self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    def names(self, line: int) -> tuple[str, ...]:
        """Identifiers and short literals of a 0-based line, prose included."""
        found = self._names.get(line)
        if found is None:
            found = self._names[line] = names_of_line(self.lines[line])
        return found

    def held(self, unit: Unit) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """The lines of a unit's own that hold names, its header left out, with their names."""
        found = self._held.get(unit.number)
        if found is None:
            first, last = unit.header if unit.kind is not SymbolKind.MODULE else (-1, -1)
            found = self._held[unit.number] = tuple(
                (line, names)
                for line in range(unit.start, min(unit.end, len(self.owners)))
                if self.owners[line] == unit.number and not first <= line < last
                if (names := self.names(line))
            )
        return found

    @cached_property
    def mention_counts(self) -> Counter[str]:
        """In how many of its docstrings a name is spoken of."""
        return Counter(name for unit in self.units for name in unit.mentions)


class Tables:
    """Who defines, uses and documents a name; kept up to date file by file."""

    def __init__(self) -> None:
        self.units = 0
        self.documented = 0
        self.defined: dict[str, list[Unit]] = {}
        self.used: dict[str, list[Unit]] = {}
        self.mentioned: dict[str, list[Unit]] = {}
        self.entries: dict[str, list[Unit]] = {}
        self.bound: dict[str, list[Unit]] = {}
        self.worded: dict[str, list[Unit]] = {}
        self.folders: dict[str, list[str]] = {}
        self.heads: Counter[str] = Counter()
        self._central: list[tuple[Unit, float]] | None = None
        self.memo: dict[str, tuple[float, ...]] = {}
        self.likely: dict[int, tuple[int, tuple[str, ...]]] = {}

    def add(self, file: FileIndex) -> None:
        """Take in the units of a file."""
        self._central = None
        self.memo.clear()
        self.folders.setdefault(file.path.rpartition("/")[0], []).append(file.path)
        for unit in file.units:
            self.units += 1
            self.documented += unit.doc[0] < unit.doc[1]
            for table, names in self._parts(unit):
                for name in names:
                    table.setdefault(name, []).append(unit)
            self.heads.update(unit.head_names)

    def remove(self, file: FileIndex) -> None:
        """Forget the units of a file."""
        self._central = None
        self.memo.clear()
        self.folders[file.path.rpartition("/")[0]].remove(file.path)
        for unit in file.units:
            self.units -= 1
            self.documented -= unit.doc[0] < unit.doc[1]
            for table, names in self._parts(unit):
                for name in names:
                    rest = [other for other in table.get(name, ()) if other is not unit]
                    if rest:
                        table[name] = rest
                    else:
                        table.pop(name, None)
            self.heads -= Counter(unit.head_names)

    def central(self) -> list[tuple[Unit, float]]:
        """The classes that are used most, with the share of all units that do."""
        if self._central is None:
            classes = [
                (len(self.used.get(name, ())), unit)
                for name, units in self.defined.items()
                if len(units) < 4
                for unit in units[:1]
                if unit.kind is SymbolKind.CLASS
            ]
            classes.sort(key=lambda item: (-item[0], item[1].path, item[1].start))
            self._central = [(unit, 10 * count / (self.units + 1)) for count, unit in classes[:60]]
        return self._central

    def _parts(self, unit: Unit) -> Iterable[tuple[dict[str, list[Unit]], Iterable[str]]]:
        yield self.defined, (unit.name,)
        yield self.worded, dict.fromkeys(words(unit.name))
        yield self.used, unit.names
        yield self.mentioned, unit.mentions
        yield self.entries, dict.fromkeys(entry.name for entry in unit.entries)
        yield self.bound, dict.fromkeys(name for name, _ in unit.fields)


@dataclass(frozen=True)
class Index:
    """All files of a workspace folder that may be shown to a model.

    Attributes:
        files: By relative path.
        tables: Postings over the files that ``newer`` does not name.
        newer: Files whose text is newer than the tables, such as open documents.
        mask: Replaces secrets in a text.
    """

    files: Mapping[str, FileIndex] = field(default_factory=dict)
    tables: Tables = field(default_factory=Tables)
    newer: Mapping[str, FileIndex] = field(default_factory=dict)
    mask: Callable[[str], str] = str

    def with_file(self, file: FileIndex) -> Index:
        """The same workspace with newer text of one file."""
        return Index(self.files, self.tables, {**self.newer, file.path: file}, self.mask)

    def file(self, path: str) -> FileIndex | None:
        """A file as it is now."""
        return self.newer.get(path) or self.files.get(path)

    def defined(self, name: str) -> list[Unit]:
        """Classes, functions and modules of a name."""
        return self._find("defined", name)

    def bound(self, name: str) -> list[Unit]:
        """Units that bind a constant or attribute of a name."""
        return self._find("bound", name)

    def used(self, name: str) -> list[Unit]:
        """Units whose code names something."""
        return self._find("used", name)

    def mentioned(self, name: str) -> list[Unit]:
        """Units whose docstring speaks of a name."""
        return self._find("mentioned", name)

    def entries(self, name: str) -> list[Unit]:
        """Units whose docstring describes a parameter of a name."""
        return self._find("entries", name)

    def worded(self, word: str) -> list[Unit]:
        """Units whose own name holds a word."""
        return self._find("worded", word)

    def rarity(self, name: str) -> float:
        """How much a name tells: 1 for one that a single unit uses, 0 for one that all use."""
        total = max(self.tables.units, 2)
        count = max(len(self.tables.used.get(name, ())), 1)
        return math.log((total + 1) / count) / math.log(total + 1)

    def _find(self, table: str, name: str) -> list[Unit]:
        found: list[Unit] = getattr(self.tables, table).get(name, [])
        if not self.newer:
            return found
        old = [unit for unit in found if unit.path not in self.newer]
        return old + self._overlay[table].get(name, [])

    def folder_mentions(self, path: str) -> dict[str, float]:
        """Shares of the units beside a file whose docstrings speak of a name, by name."""
        counts: Counter[str] = Counter()
        units = 0
        for other in self.beside(path):
            file = self.file(other)
            if file is not None:
                counts.update(file.mention_counts)
                units += len(file.units)
        return {name: 10 * count / (units + 10) for name, count in counts.items() if count > 1}

    def beside(self, path: str) -> list[str]:
        """Other files of the same folder, as many as are worth a look."""
        beside = self.tables.folders.get(path.rpartition("/")[0], [])
        return [other for other in beside if other != path][:40]

    def central(self) -> list[tuple[Unit, float]]:
        """The classes that the workspace uses most, with the share of its units that do."""
        return self.tables.central()

    @cached_property
    def _overlay(self) -> dict[str, dict[str, list[Unit]]]:
        tables = Tables()
        for file in self.newer.values():
            tables.add(file)
        return vars(tables)
