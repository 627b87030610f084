"""Which calls do what to the world, by their names."""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterator
from enum import StrEnum

from tree_sitter import Node

from ..syntax import flat


class EffectKind(StrEnum):
    """What a line does beyond computing."""

    CHANGES = "changes"
    OPENS = "opens"
    READS = "reads"
    WRITES = "writes"
    DELETES = "deletes"
    CLOSES = "closes"
    PRINTS = "prints"
    LOGS = "logs"
    SENDS = "sends"
    RUNS = "runs"
    CACHES = "caches"
    GLOBAL = "global"


CHANGING = frozenset(
    {
        *("append", "extend", "insert", "remove", "pop", "clear", "sort", "reverse", "update"),
        *("add", "discard", "setdefault", "popitem", "appendleft", "extendleft", "popleft"),
        *("rotate", "difference_update", "intersection_update", "symmetric_difference_update"),
        *("subtract", "fill", "resize", "put", "put_nowait", "setflags", "itemset", "move_to_end"),
    }
)
"""Methods that change what they are called on."""

CHANGING_CALLS = frozenset(
    {
        *("random.shuffle", "shuffle", "heapq.heappush", "heapq.heappop", "heapq.heapify"),
        *("heappush", "heappop", "heapify", "bisect.insort", "insort", "setattr", "delattr"),
        *("next", "anext", "np.copyto", "numpy.copyto", "np.put", "operator.setitem"),
    }
)
"""Functions that change their first argument."""

_DOING = frozenset(
    {
        *("open", "print", "input", "exec", "eval", "compile", "__import__", "setattr", "delattr"),
        *("next", "anext", "super", "breakpoint", "exit", "quit", "map", "filter", "help"),
    }
)
PURE = frozenset(dir(builtins)) - _DOING | frozenset(
    {
        *("math.sqrt", "math.floor", "math.ceil", "math.log", "math.exp", "math.sin", "math.cos"),
        *("os.path.join", "os.path.basename", "os.path.dirname", "os.path.splitext", "re.escape"),
        *("copy.copy", "copy.deepcopy", "deepcopy", "itertools.chain", "functools.partial"),
        *("textwrap.dedent", "textwrap.indent", "inspect.cleandoc", "operator.itemgetter"),
        *("typing.cast", "cast", "time.time", "time.monotonic", "os.fspath", "defaultdict"),
        *("OrderedDict", "Counter", "namedtuple", "re.compile", "isclass", "super"),
    }
)
"""Functions that do nothing to the world nor to their arguments."""

PURE_METHODS = frozenset(
    {
        *(name for kind in (str, bytes, int, float, tuple, frozenset) for name in dir(kind)
          if not name.startswith("_")),
        *("get", "keys", "values", "items", "copy", "index", "count", "group", "groups"),
        *("total_seconds", "isoformat", "astype", "tolist", "sum", "mean", "match", "search"),
        *("fullmatch", "finditer", "findall", "sub", "most_common", "difference", "union"),
        *("intersection", "issubset", "issuperset", "isdisjoint", "symmetric_difference"),
        *("reshape", "flatten", "exists", "is_file", "is_dir", "joinpath", "with_suffix"),
    }
)  # fmt: skip
"""Methods that leave what they are called on as it is."""

_BY_CALLEE = (
    (re.compile(r"(?:io\.|codecs\.|gzip\.|os\.)?f?open|.*\.open"), EffectKind.OPENS),
    (
        re.compile(
            r".*\.(?:write\w*|dump|savetxt|save|to_csv|to_json|to_excel|mkdir|makedirs|rename"
            r"|touch|flush|symlink_to|copyfile|copytree|executemany|commit)"
            r"|shutil\.(?:copy\w*|move)|os\.(?:makedirs|mkdir|rename|replace|write|utime|chmod)"
            r"|(?:json|pickle|yaml)\.dump|np\.save\w*|sys\.std(?:out|err)\.write"
        ),
        EffectKind.WRITES,
    ),
    (
        re.compile(r"os\.(?:remove|unlink|rmdir|removedirs)|shutil\.rmtree|.*\.(?:unlink|rmdir)"),
        EffectKind.DELETES,
    ),
    (re.compile(r".*\.(?:read\w*|load|iterdir|glob|rglob)|os\.(?:listdir|walk|read)"),
     EffectKind.READS),
    (re.compile(r".*\.(?:close|aclose|shutdown|terminate|disconnect)"), EffectKind.CLOSES),
    (re.compile(r"print|pprint(?:\.pprint)?|(?:click|typer)\.s?echo|.*\.print"), EffectKind.PRINTS),
    (
        re.compile(
            r"(?:.*\.)?_?(?:logging|log|logger|LOG|LOGGER|_log|_logger)\.\w+|warnings\.warn"
            r"|.*\.(?:debug|info|warning|exception|critical)"
        ),
        EffectKind.LOGS,
    ),
    (
        re.compile(
            r"(?:requests|httpx|aiohttp|urllib\.request)\.\w+|urlopen|socket\.\w+"
            r"|.*\.(?:sendall|sendto|send|recv|connect|request|urlopen|post|patch|fetch)"
        ),
        EffectKind.SENDS,
    ),
    (
        re.compile(
            r"subprocess\.\w+|os\.(?:system|popen|fork|spawn\w+|exec\w+|kill)|Popen"
            r"|(?:threading\.)?Thread|(?:multiprocessing\.)?Process|.*\.create_subprocess\w+"
        ),
        EffectKind.RUNS,
    ),
    (re.compile(r".*cache\w*(?:\.\w+)?|.*memo\w*(?:\.\w+)?", re.I), EffectKind.CACHES),
    (re.compile(r"os\.(?:chdir|putenv|umask)|os\.environ\.\w+|random\.seed|.*\.setlocale"),
     EffectKind.GLOBAL),
)  # fmt: skip
_WRITING = re.compile(r"""['"][rbt]*[wax+]""")


def kinds_of_call(callee: str, call: Node) -> Iterator[EffectKind]:
    """What a call does, by the name of what is called and, for a file, by its mode."""
    for pattern, kind in _BY_CALLEE:
        if pattern.fullmatch(callee):
            yield kind
            if kind is EffectKind.OPENS and _WRITING.search(
                flat(call.child_by_field_name("arguments"))
            ):
                yield EffectKind.WRITES
