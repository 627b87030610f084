"""The table of calls of the standard library that may raise, by what Python's manual says."""

from __future__ import annotations

from collections.abc import Callable

from tree_sitter import Node

Arguments = tuple[list[Node], dict[str, Node | None]]
Exceptions = Callable[[list[Node], dict[str, Node | None]], tuple[str, ...]]

_LITERAL = frozenset({"integer", "float", "string", "true", "false"})


def arguments_of(call: Node) -> Arguments:
    """The positional arguments of a call, and its keywords with their values."""
    listed = call.child_by_field_name("arguments")
    positional: list[Node] = []
    keywords: dict[str, Node | None] = {}
    for item in listed.named_children if listed is not None else ():
        name = item.child_by_field_name("name") if item.type == "keyword_argument" else None
        if name is not None and name.text is not None:
            keywords[name.text.decode("utf-8", "replace")] = item.child_by_field_name("value")
        elif item.type != "comment":
            positional.append(item)
    return positional, keywords


def _always(*names: str) -> Exceptions:
    return lambda positional, keywords: names


def _of_value(*names: str) -> Exceptions:
    """Of any value but none and a literal."""
    return lambda positional, keywords: (
        names if positional and positional[0].type not in _LITERAL else ()
    )


def _without(most: int, *names: str, default: str = "default") -> Exceptions:
    """Unless a default is given: by name, or as an argument beyond so many."""
    return lambda positional, keywords: (
        names if len(positional) <= most and default not in keywords else ()
    )


def _with(keyword: str, *names: str, base: tuple[str, ...] = ()) -> Exceptions:
    return lambda positional, keywords: (*base, *(names if keyword in keywords else ()))


_FILES = ("OSError", "FileNotFoundError", "PermissionError")
_NETWORK = ("OSError", "ConnectionError", "TimeoutError")
_OPENED = (*_FILES, "IsADirectoryError")
_FAILED = "subprocess.CalledProcessError"
_LATE = "subprocess.TimeoutExpired"


def _opened(positional: list[Node], keywords: dict[str, Node | None]) -> tuple[str, ...]:
    mode = positional[1] if len(positional) > 1 else keywords.get("mode")
    written = (mode.text or b"").decode("utf-8", "replace") if mode is not None else "'r'"
    more = ("FileExistsError",) if "x" in written else ()
    return (*_OPENED, *more, *(() if "b" in written else ("UnicodeDecodeError",)))


def _ran(positional: list[Node], keywords: dict[str, Node | None]) -> tuple[str, ...]:
    failed = (_FAILED,) if "check" in keywords else ()
    return (*_FILES, *failed, *((_LATE,) if "timeout" in keywords else ()))


OF_FUNCTION: dict[str, Exceptions] = {
    **dict.fromkeys(("int", "float", "complex", "chr", "uuid.UUID"), _of_value("ValueError")),
    "decimal.Decimal": _of_value("decimal.InvalidOperation"),
    "fractions.Fraction": _of_value("ValueError", "ZeroDivisionError"),
    **dict.fromkeys(("open", "io.open"), _opened),
    "next": _without(1, "StopIteration"),
    "anext": _without(1, "StopAsyncIteration"),
    "getattr": _without(2, "AttributeError"),
    **dict.fromkeys(("min", "max"), _without(1, "ValueError")),
    "zip": _with("strict", "ValueError"),
    "input": _always("EOFError"),
    **dict.fromkeys(("divmod", "pow"), _always("ZeroDivisionError")),
    **dict.fromkeys(("eval", "exec", "compile"), _always("SyntaxError")),
    **dict.fromkeys(
        ("__import__", "importlib.import_module"), _always("ImportError", "ModuleNotFoundError")
    ),
    **dict.fromkeys(("json.loads", "json.load"), _always("ValueError", "json.JSONDecodeError")),
    "json.dumps": _always("TypeError", "ValueError"),
    "ast.literal_eval": _always("ValueError", "SyntaxError"),
    "ast.parse": _always("SyntaxError"),
    "re.compile": _of_value("re.error", "re.PatternError"),
    **dict.fromkeys(
        ("struct.pack", "struct.unpack", "struct.unpack_from"), _always("struct.error")
    ),
    **dict.fromkeys(("math.sqrt", "math.log", "math.log10", "math.log2"), _always("ValueError")),
    "math.exp": _always("OverflowError"),
    "operator.index": _always("TypeError"),
    "subprocess.run": _ran,
    **dict.fromkeys(
        ("subprocess.check_call", "subprocess.check_output"),
        _with("timeout", _LATE, base=(*_FILES, _FAILED)),
    ),
    "subprocess.Popen": _always(*_FILES),
    "urllib.request.urlopen": _always("urllib.error.URLError", "urllib.error.HTTPError", *_NETWORK),
    "socket.create_connection": _always(*_NETWORK),
    **dict.fromkeys(("asyncio.wait_for", "asyncio.timeout"), _always("TimeoutError")),
    "importlib.metadata.version": _always("importlib.metadata.PackageNotFoundError"),
}  # fmt: skip
"""By full name: what a call may raise, told by its positional arguments and keywords."""

OF_METHOD: dict[str, Exceptions] = {
    "index": _always("ValueError"),
    "remove": _always("ValueError", "KeyError"),
    "pop": _without(1, "IndexError", "KeyError"),
    "popitem": _always("KeyError"),
    "popleft": _always("IndexError"),
    "decode": _always("UnicodeDecodeError"),
    "encode": _always("UnicodeEncodeError"),
    **dict.fromkeys(("strptime", "fromisoformat", "fromhex"), _of_value("ValueError")),
    "read_text": _always(*_OPENED, "UnicodeDecodeError"),
    **dict.fromkeys(("read_bytes", "write_text", "write_bytes"), _always(*_OPENED)),
    **dict.fromkeys(("unlink", "rmdir", "iterdir", "touch", "chmod", "lstat"), _always(*_FILES)),
    **dict.fromkeys(("mkdir", "symlink_to"), _always(*_FILES, "FileExistsError")),
    "raise_for_status": _always("HTTPError"),
    **dict.fromkeys(("get_nowait",), _always("Empty", "QueueEmpty")),
    **dict.fromkeys(("put_nowait",), _always("Full", "QueueFull")),
    **dict.fromkeys(("connect", "recv", "sendall", "accept", "bind"), _always(*_NETWORK)),
    "communicate": _with("timeout", _LATE),
    "result": _with("timeout", "TimeoutError"),
}
"""By a method's name, whatever it is called on."""

OF_MODULE: dict[str, tuple[str, ...]] = {
    "os": _FILES,
    "shutil": (*_FILES, "shutil.Error"),
    "ipaddress": ("ValueError",),
    "requests": ("requests.RequestException", "requests.ConnectionError", "requests.Timeout"),
}
"""By the module of a function that is not named above."""

PLAIN_FUNCTIONS = frozenset(
    {
        *("join", "basename", "dirname", "splitext", "split", "exists", "isfile", "isdir"),
        "islink",
        *("getpid", "getenv", "get", "fspath", "fsdecode", "fsencode", "expanduser", "abspath"),
        *("normpath", "isabs", "cpu_count", "urandom", "commonprefix", "which", "items", "keys"),
        *("setdefault", "update", "copy", "normcase", "expandvars", "get_terminal_size", "walk"),
    }
)  # fmt: skip
"""Functions of these modules that fail at nothing."""
