"""A workspace folder as jedi sees it: search paths, unsaved texts, one shared memory."""

from __future__ import annotations

import os
import sys
import time
from io import BytesIO
from pathlib import Path
from tokenize import detect_encoding
from typing import TYPE_CHECKING, Any

from tree_sitter import Node

from ....core.analysis import NameResolver
from ....core.syntax import Syntax, parse
from ....core.text import Encoding, Source
from ....untrusted.files import is_file, is_folder
from .guard import guarded
from .packages import own_paths, packages_of
from .readable import Readable, modified, read_module

if TYPE_CHECKING:
    from jedi import Script

    from .jedi_state import ReadingState

# Seconds after which a project is built anew: files that came would stay unseen.
_MAX_AGE = 120.0
# Questions after which it is: jedi's memory grows with each and does not come back.
_MAX_QUESTIONS = 400
# Seconds for which the files that were read are taken to be as they were.
_LOOK_AGAIN = 1.0
_DEFINITIONS = frozenset({"function_definition", "class_definition", "assignment"})


class JediProject:
    """Answers about files of one workspace folder, while nothing in it has changed."""

    def __init__(
        self,
        roots: tuple[str, ...],
        packages: tuple[str, ...],
        texts: dict[str, str],
        excluded: tuple[str, ...] = (),
        cache: str = "",
    ):
        """Build an empty memory.

        Args:
            roots: Where the workspace's own modules are found.
            packages: Where installed packages are found.
            texts: Unsaved texts by path.
            excluded: Globs of files that are not looked into.
            cache: The folder for parsed files, or empty.
        """
        self._cache = cache
        self.roots = roots
        self.texts = texts
        self._prefix = f"{roots[0].rstrip(os.sep)}{os.sep}"
        path = list(dict.fromkeys((*roots, *own_paths(), *packages)))
        self.readable = Readable(roots, (*own_paths(), *packages), excluded)
        self.read: dict[str, float] = {}
        self._patterns: dict[str, float] = {}
        self.questions = 0
        self._born = self._looked = time.monotonic()
        self._scripts: dict[str, Script] = {}
        self._syntaxes: dict[str, Syntax] = {}
        self.memo: dict[Any, Any] = {}
        self.name_resolver = NameResolver(self)
        self._jedi: ReadingState | None = None
        self._path = path

    def is_stale(self) -> bool:
        """Whether files have changed, or so much time went by that new ones may have come."""
        now = time.monotonic()
        if now - self._born > _MAX_AGE or self.questions > _MAX_QUESTIONS:
            return True
        if now - self._looked < _LOOK_AGAIN:
            return False
        self._looked = now
        return any(modified(path) != seen for path, seen in self.files().items())

    def files(self) -> dict[str, float]:
        """The workspace's own files that were read, with the times of their last change.

        Files of ignore patterns are among them, also those that are not there: they may come.
        """
        own = self._prefix
        for path in self.readable.pattern_files - self.read.keys():
            self.read[path] = self._patterns[path] = modified(path)
        files = {path: seen for path, seen in self.read.items() if path.startswith(own)}
        return files | self._patterns

    def begin(self) -> None:
        """Reset the counters by which jedi limits the work of one question."""
        self.questions += 1
        if self._jedi is not None:
            self._jedi.inferred_element_counts.clear()
            self._jedi.analysis.clear()

    @property
    def state(self) -> ReadingState:
        """The memory of jedi, which is imported when syntax alone does not do."""
        if self._jedi is None:
            from .jedi_state import keep_trees_in, open_state

            keep_trees_in(self._cache)
            self._jedi = open_state(
                self.roots[0], self._path, self.texts, self.read, self.readable.shows
            )
        return self._jedi

    def script(self, path: str) -> Script:
        """The Script of a file, on the shared memory.

        Raises:
            OSError: When there is neither an unsaved text nor a readable file.
        """
        if path not in self._scripts:
            from .jedi_state import SharedScript

            self._scripts[path] = SharedScript(self.state, Path(path))
        return self._scripts[path]

    def syntax(self, path: str) -> Syntax:
        """The tree-sitter tree of a file.

        Raises:
            OSError: When there is neither an unsaved text nor a readable file.
        """
        if path not in self._syntaxes:
            text = self.texts.get(path)
            self.read.setdefault(path, modified(path))
            known = read(path) if text is None else text
            self._syntaxes[path] = parse(Source(Path(path).as_uri(), known))
        return self._syntaxes[path]

    def definition_at(self, path: str, line: int, column: int) -> Node | None:
        """The definition whose name stands at a position of jedi's; None for any other binding.

        Raises:
            OSError: When the file can't be read.
        """
        syntax = self.syntax(path)
        offset = syntax.source.offset_at(line - 1, column, Encoding.UTF32)
        name = syntax.tree.root_node.descendant_for_byte_range(offset, offset)
        node = name
        while node is not None and node.type not in _DEFINITIONS:
            node = node.parent
        if node is None or name is None:
            return None
        bound = node.child_by_field_name("name") or node.child_by_field_name("left")
        inside = bound is not None and bound.start_byte <= offset < bound.end_byte
        return node if inside else None

    def goto(self, path: str, offset: int) -> list[Any]:
        """What the name at a byte offset names, imports followed, as names of jedi's."""
        line, column = self._position(path, offset)
        script = self.script(path)
        return guarded(
            lambda: script.goto(line, column, follow_imports=True, follow_builtin_imports=True)
        )

    def infer(self, path: str, offset: int) -> list[Any]:
        """The types of the name at a byte offset, as names of jedi's."""
        line, column = self._position(path, offset)
        return guarded(lambda: self.script(path).infer(line, column))

    def results(self, path: str, offset: int) -> list[Any]:
        """What calling the function at a byte offset gives."""
        found = self.infer(path, offset)
        return [made for name in found[:1] for made in guarded(name.execute)]

    def overridden(self, path: str, offset: int) -> list[Any]:
        """The methods that the method at a byte offset overrides, nearest first."""
        line, column = self._position(path, offset)
        script = self.script(path)
        names = guarded(lambda: script.goto(line, column))
        return [name for name in names if (str(name.module_path), name.line) != (path, line)]

    def values(self, path: str, dotted: str) -> list[Any]:
        """What a dotted name is at the top of a file, as names of jedi's."""
        return guarded(lambda: self._values(path, dotted))

    def _values(self, path: str, dotted: str) -> list[Any]:
        from jedi.api.classes import Name
        from jedi.inference.gradual.conversion import convert_values

        script = self.script(path)
        self.state.reset_recursion_limitations()
        found = script._get_module_context().py__getattribute__(dotted.partition(".")[0])
        for part in dotted.split(".")[1:]:
            found = found.py__getattribute__(part)
        return [Name(self.state, value.name) for value in convert_values(found)]

    def _position(self, path: str, offset: int) -> tuple[int, int]:
        line, column = self.syntax(path).source.position_at(offset, Encoding.UTF32)
        return line + 1, column

    def module(self, dotted: str, importer: str) -> str:
        """The file of a module as ``importer`` names it, leading dots included; empty for none."""
        plain = dotted.lstrip(".")
        up = len(dotted) - len(plain)
        key = ("module", dotted, str(Path(importer).parent) if up else "")
        if key not in self.memo:
            places = [str(Path(importer).parents[up - 1])] if up else self._path
            found = (self._module_in(place, plain) for place in places)
            self.memo[key] = next(filter(None, found), "")
        return str(self.memo[key])

    def module_name(self, path: str) -> tuple[str, ...]:
        """The dotted name under which a file is imported, as parts."""
        inside = [place for place in self._path if path.startswith(f"{place}{os.sep}")]
        if not inside:
            return (Path(path).stem,)
        parts = Path(path).relative_to(max(inside, key=len)).with_suffix("").parts
        return parts[:-1] if parts[-1] == "__init__" else parts

    def _module_in(self, place: str, dotted: str) -> str:
        base = f"{place}{os.sep}{dotted.replace('.', os.sep)}" if dotted else place
        for path in (f"{base}{os.sep}__init__.py", f"{base}.py"):
            if (path in self.texts or is_file(path)) and self.readable.shows(path):
                return path
        return ""

    def holds(self, path: str) -> bool:
        """Whether a file is the workspace's own and no environment's."""
        inside = path.startswith(self._prefix)
        return inside and "site-packages" not in path and "dist-packages" not in path


def read(path: str) -> str:
    """A file's text as Python would decode it, newlines as they are.

    Raises:
        OSError: When it can't be read.
    """
    data = read_module(path)
    try:
        encoding = detect_encoding(BytesIO(data).readline)[0]
    except (SyntaxError, LookupError):
        encoding = "utf-8"
    return data.decode(encoding, "replace")


class JediProjects:
    """The projects that are warm, one a workspace folder."""

    def __init__(self, interpreter: str, cache: str = "") -> None:
        """Take the interpreter whose packages are looked into and the folder for parsed files.

        Args:
            interpreter: A Python, or empty for none.
            cache: A folder that is made ours alone, or empty for none.
        """
        self._interpreter = interpreter
        self._cache = cache
        self._packages: dict[str, tuple[str, ...]] = {}
        self._projects: dict[tuple[str, tuple[str, ...]], JediProject] = {}
        self._texts: dict[str, str] = {}
        self._saved: dict[str, tuple[str, tuple[int, int], bool]] = {}

    def at(
        self, root: str, path: str, texts: dict[str, str], excluded: tuple[str, ...] = ()
    ) -> JediProject:
        """The project of a workspace folder, built anew where texts or files have changed."""
        unsaved = {place: text for place, text in texts.items() if not self._is_saved(place, text)}
        changed = {
            place
            for place in unsaved.keys() | self._texts.keys()
            if unsaved.get(place) != self._texts.get(place)
        }
        if changed:
            self._projects.clear()
        if changed and "jedi" in sys.modules:
            from .jedi_state import forget

            for place in changed:
                forget(place)
        self._texts = unsaved
        self._saved = {place: self._saved[place] for place in texts}
        project = self._projects.get((root, excluded))
        wanted = roots_of(root, path)
        known = project.roots if project is not None else ()
        if project is None or project.is_stale() or not set(wanted) <= set(known):
            roots = tuple(dict.fromkeys((*known, *wanted)))
            project = JediProject(roots, self._packages_of(root), unsaved, excluded, self._cache)
            self._projects[root, excluded] = project
        return project

    def _is_saved(self, place: str, text: str) -> bool:
        """Whether the disk holds the same text; a file is read again only when it has changed."""
        seen = _stamp(place)
        known = self._saved.get(place)
        if known is None or known[0] is not text or known[1] != seen:
            known = self._saved[place] = text, seen, _is_on_disk(place, text)
        return known[2]

    def _packages_of(self, root: str) -> tuple[str, ...]:
        if root not in self._packages:
            self._packages[root] = packages_of(root, self._interpreter)
        return self._packages[root]

    def clear(self) -> None:
        """Forget everything, after a question that broke off in the middle."""
        self._projects.clear()


def roots_of(root: str, path: str) -> tuple[str, ...]:
    """Where modules of the workspace are found: its folder, ``src``, and the package's parent."""
    top, place = Path(root), Path(path).parent
    while place != place.parent and is_file(place / "__init__.py"):
        place = place.parent
    src = top / "src"
    found = [root, *([str(src)] if is_folder(src) else []), str(place)]
    return tuple(dict.fromkeys(found))


def _stamp(path: str) -> tuple[int, int]:
    try:
        found = Path(path).stat()
    except OSError:
        return 0, -1
    return found.st_mtime_ns, found.st_size


def _is_on_disk(path: str, text: str) -> bool:
    try:
        return read(path) == text
    except OSError:
        return False
