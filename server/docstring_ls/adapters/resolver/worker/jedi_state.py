"""jedi kept to reading: nothing of a workspace is imported or run, and unsaved text wins."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from typing import Any
from zipimport import zipimporter

import jedi.settings
import parso.cache
from jedi import Project, Script
from jedi.api.environment import InterpreterEnvironment
from jedi.file_io import FileIO, KnownContentFileIO
from jedi.inference import InferenceState
from jedi.inference.compiled.subprocess import InferenceStateSameProcess, functions
from parso.cache import _NodeCacheItem, _set_cache_item, parser_cache
from parso.file_io import KnownContentFileIO as InMemory
from parso.grammar import load_grammar
from parso.python.tree import Module
from parso.utils import split_lines

from ....untrusted.files import EntryKind, list_folder
from ....untrusted.private import private_folder
from .packages import own_paths
from .readable import modified, read_module

Shows = Callable[[str], bool]

# Some interpreter always lags behind; code of the newest Python is read by any.
_NEWEST_GRAMMAR = "3.14"

jedi.settings.auto_import_modules = []
jedi.settings.fast_parser = False
# Looking for a function's callers reads half of the workspace; the index does it better.
jedi.settings.dynamic_params = False
jedi.settings.dynamic_params_for_other_modules = False


def keep_trees_in(folder: str) -> None:
    """Let parsed files be kept in a folder that nobody else can write to, else nowhere.

    They are pickles: whoever can put one there can run code here.
    """
    if folder and private_folder(Path(folder)):
        jedi.settings.cache_directory = folder
        parso.cache._default_cache_path = Path(folder)
    else:
        parso.cache._load_from_file_system = _nothing
        parso.cache._save_to_file_system = _nothing


def _nothing(*_: Any, **__: Any) -> None:
    """What is not kept on disk is not there."""


def name_at(module: Module, position: tuple[int, int]) -> Any:
    """The name at a position, halving; parso goes through every leaf before it."""
    line, column = position
    for at in (position, (line, column + 1)):
        try:
            leaf = module.get_leaf_for_position(at)  # type: ignore[no-untyped-call]
        except ValueError:
            continue
        if leaf is not None and leaf.type == "name" and leaf.start_pos <= position <= leaf.end_pos:
            return leaf
    return None


Module.get_name_of_position = name_at  # type: ignore[assignment, method-assign]


class ReadingEnvironment(InterpreterEnvironment):  # type: ignore[misc]
    """This process's own interpreter, with the newest grammar and no imports."""

    def __init__(self, texts: dict[str, str], shows: Shows) -> None:
        """Take the unsaved texts by path, which may hold files that do not exist yet."""
        super().__init__()
        self._texts = texts
        self._shows = shows

    def get_grammar(self) -> Any:
        """The newest grammar that parso has."""
        return load_grammar(version=_NEWEST_GRAMMAR)

    def get_inference_state_subprocess(self, inference_state: InferenceState) -> Any:
        """What jedi takes for the interpreter of the project."""
        return _Access(inference_state, self._texts, self._shows)


class _Access(InferenceStateSameProcess):  # type: ignore[misc]
    """Finds modules without importing them."""

    def __init__(
        self, inference_state: InferenceState, texts: dict[str, str], shows: Shows
    ) -> None:
        super().__init__(inference_state)
        self._texts = texts
        self._shows = shows

    def iter_module_names(self, paths: list[str]) -> list[str]:
        """The modules and packages in folders."""
        return [name for path in paths for name in _modules_in(path)]

    def get_module_info(
        self,
        *,
        string: str,
        full_name: str,
        sys_path: list[str] | None = None,
        path: list[str] | None = None,
        is_global_search: bool = True,
    ) -> tuple[Any, bool | None]:
        found = self._module_info(string, full_name, sys_path, path)
        # What is no context is not there: its signatures would end up in a prompt.
        is_hidden = isinstance(found[0], FileIO) and not self._shows(str(found[0].path))
        return (None, None) if is_hidden else found

    def _module_info(
        self, string: str, full_name: str, sys_path: list[str] | None, path: list[str] | None
    ) -> tuple[Any, bool | None]:
        if path is None and string in sys.builtin_module_names:
            return None, False
        places = [str(place) for place in (path if path is not None else sys_path or ())]
        spec = PathFinder.find_spec(string, places)
        if spec is None:
            return self._unsaved(string, places)
        if spec.loader is None:
            name = full_name if path else string
            found = functions.ImplicitNSInfo(name, _namespace_paths(spec))
            return found, True
        return _file_of(spec, string), spec.submodule_search_locations is not None

    def _unsaved(self, name: str, places: list[str]) -> tuple[Any, bool | None]:
        for place in places:
            for tail, package in ((Path(name, "__init__.py"), True), (Path(f"{name}.py"), False)):
                path = str(Path(place, tail))
                if path in self._texts and self._shows(path):
                    return KnownContentFileIO(path, self._texts[path]), package
        return None, None

    def load_module(self, *, dotted_name: str, sys_path: list[str]) -> Any:
        """Import a compiled module of Python's own library; no other code is ever run."""
        if dotted_name.partition(".")[0] not in sys.stdlib_module_names:
            return None
        own = [*own_paths(), str(Path(own_paths()[0], "lib-dynload"))]
        return functions.load_module(
            self._inference_state_weakref(), dotted_name=dotted_name, sys_path=own
        )


def _modules_in(folder: str) -> list[str]:
    try:
        entries = list_folder(folder)
    except OSError:
        return []
    stems = (
        entry.name
        if entry.kind is EntryKind.FOLDER
        else entry.name.removesuffix("i").removesuffix(".py")
        for entry in entries
        if entry.kind is EntryKind.FOLDER or entry.name.endswith((".py", ".pyi"))
    )
    return [stem for stem in stems if stem.isidentifier() and not stem.startswith("__")]


def _namespace_paths(spec: ModuleSpec) -> list[str]:
    # Iterating the namespace object would search again, in the sys.path of this process.
    return list(getattr(spec.submodule_search_locations, "_path", ()))


def _file_of(spec: ModuleSpec, name: str) -> Any:
    if isinstance(spec.loader, zipimporter):
        return functions._from_loader(spec.loader, name)[0]
    return FileIO(spec.origin) if spec.origin and spec.origin.endswith(".py") else None


class ReadingState(InferenceState):  # type: ignore[misc]
    """jedi's memory of one workspace folder at one moment.

    Attributes:
        texts: Unsaved texts by path.
        read: Modification times of the files that were read.
    """

    def __init__(
        self, project: Any, texts: dict[str, str], read: dict[str, float], shows: Shows
    ) -> None:
        """Share the texts with the environment, so that both see the same workspace."""
        self.texts = texts
        self.read = read
        self._shows = shows
        super().__init__(project, ReadingEnvironment(texts, shows))
        self.latest_grammar = self.grammar

    def parse_and_get_code(
        self,
        code: Any = None,
        path: Any = None,
        use_latest_grammar: bool = False,
        file_io: Any = None,
        **options: Any,
    ) -> tuple[Any, str]:
        """The tree of a file, from its unsaved text where there is one."""
        where = path if path is not None else getattr(file_io, "path", None)
        if where is not None and str(where) in self.texts:
            return self._unsaved(Path(where))
        if file_io is not None and where is not None:
            self.read.setdefault(str(where), modified(str(where)))
        if code is None and where is not None and not isinstance(file_io, InMemory):
            code = self._code_of(str(where))
        found: tuple[Any, str] = super().parse_and_get_code(
            code, path, use_latest_grammar, file_io, **options
        )
        return found

    def _code_of(self, path: str) -> bytes:
        """The bytes of a file; jedi takes a stub that can't be read for one that is not there."""
        is_stub = path.endswith(".pyi")
        if is_stub and not self._shows(path):
            raise FileNotFoundError(path)
        try:
            return read_module(path)
        except OSError:
            if is_stub:
                raise
            return b""

    def _unsaved(self, path: Path) -> tuple[Any, str]:
        text = self.texts[str(path)]
        known = parser_cache.get(self.grammar._hashed, {}).get(path)
        if known is not None and "".join(known.lines) == text:
            return known.node, text
        node = self.grammar.parse(code=text, path=path)
        # Beside the tree jedi looks up a module's lines here; the disk must not hear of them.
        lines = split_lines(text, keepends=True)
        item = _NodeCacheItem(node, lines)  # type: ignore[no-untyped-call]
        _set_cache_item(self.grammar._hashed, path, item)  # type: ignore[no-untyped-call]
        return node, text


def forget(path: str) -> None:
    """Drop what is kept of a file, so that it is read anew."""
    for trees in parser_cache.values():
        trees.pop(Path(path), None)


class SharedScript(Script):  # type: ignore[misc]
    """A Script that does not begin with an empty memory."""

    def __init__(self, state: ReadingState, path: Path) -> None:
        self._orig_path = self.path = path
        self._inference_state = state
        self._module_node, self._code = state.parse_and_get_code(
            path=path, file_io=FileIO(path), cache=True
        )
        self._code_lines = split_lines(self._code, keepends=True)


def open_state(
    root: str, path: list[str], texts: dict[str, str], read: dict[str, float], shows: Shows
) -> ReadingState:
    """An empty memory for a workspace folder; ``shows`` tells which files may be read."""
    project = Project(root, sys_path=path, smart_sys_path=False)
    return ReadingState(project, texts, read, shows)
