"""What Python's own operations and the standard library may raise where no ``raise`` stands.

None of it is certain: it bears out what a docstring says, and nothing is claimed on it alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from tree_sitter import Node

from .file_names import FileNames
from .implied_calls import OF_FUNCTION, OF_METHOD, OF_MODULE, PLAIN_FUNCTIONS, arguments_of

_MAPPING = re.compile(
    r"(?:\w+\.)*(?:dict|Dict|Mapping|MutableMapping|OrderedDict|Counter|ChainMap|TypedDict)\b"
)
_SEQUENCE = re.compile(
    r"(?:\w+\.)*(?:list|List|tuple|Tuple|Sequence|MutableSequence|str|bytes|bytearray|deque)\b"
)
_DEFAULTS = re.compile(r"(?:\w+\.)*(?:defaultdict|Counter)\b")
# Values that are types, so that what looks like an item is a type with parameters.
_TYPE = re.compile(
    r"(?:[\w.]+\.)?(?:[A-Z]\w*[a-z]\w*|list|dict|set|tuple|type|frozenset|deque|defaultdict)"
)
_CUT = frozenset({"split", "rsplit", "findall", "groups", "groupby", "splitlines"})
_PATTERNS = frozenset({"pattern_list", "tuple_pattern"})
_DIVIDING = frozenset({"/", "//", "%"})


class ImpliedExceptions:
    """Reads the operations of one function."""

    def __init__(self, names: FileNames, function: Node) -> None:
        """Take the names of the file, and the function whose annotations count."""
        self._text = names.text
        self._canonical = names.canonical
        self._locals = names.locals(function)
        self._targets: set[int] = set()
        self.of: dict[str, Callable[[Node], tuple[str, ...]]] = {
            "subscript": self._item,
            "call": self._call,
            "assert_statement": lambda _: ("AssertionError",),
            "assignment": self._unpacked,
            "binary_operator": self._divided,
            "import_statement": lambda _: ("ImportError", "ModuleNotFoundError"),
            "import_from_statement": lambda _: ("ImportError", "ModuleNotFoundError"),
        }
        """What a node of a type may raise."""

    def is_ruled_out(self, node: Node, name: str, known: frozenset[str]) -> bool:
        """Whether a test that was passed says that it can't be raised.

        Args:
            node: What may raise it.
            name: The exception.
            known: Tests that hold there.
        """
        if node.type == "binary_operator":
            return self._field(node, "right") in known
        if node.type != "subscript":
            return False
        value, key = self._field(node, "value"), self._field(node, "subscript")
        if name == "KeyError":
            return bool(known & {f"{key} in {value}", f"not ({key} not in {value})"})
        return key in ("0", "-1") and bool(known & {value, f"len({value})"})

    def test_of(self, node: Node, name: str) -> str:
        """Python that holds where an operation raises an exception, or empty."""
        if node.type == "assert_statement" and node.named_children:
            return f"not ({self._text(node.named_children[0])})"
        if node.type == "binary_operator":
            return f"{self._field(node, 'right')} == 0"
        if node.type == "subscript" and name == "KeyError":
            return f"{self._field(node, 'subscript')} not in {self._field(node, 'value')}"
        return ""

    def _field(self, node: Node, field: str) -> str:
        child = node.child_by_field_name(field)
        return " ".join(self._text(child).split()) if child is not None else ""

    def _item(self, node: Node) -> tuple[str, ...]:
        value, keys = node.child_by_field_name("value"), node.children_by_field_name("subscript")
        if value is None or len(keys) != 1 or keys[0].type == "slice":
            return ()
        if node.start_byte in self._targets:
            return ()
        name = self._text(value)
        known = self._locals.annotations.get(name, "")
        if _DEFAULTS.match(known) or (not known and _TYPE.fullmatch(name)):
            return ()
        if _MAPPING.match(known) or name == "os.environ" or keys[0].type == "string":
            return ("KeyError",)
        is_number = keys[0].type in ("integer", "unary_operator")
        if _SEQUENCE.match(known) or is_number:
            return ("IndexError",)
        return ("KeyError", "IndexError")

    def _call(self, node: Node) -> tuple[str, ...]:
        function = node.child_by_field_name("function")
        if function is None or function.type not in ("identifier", "attribute"):
            return ()
        written = self._text(function)
        name = written.rpartition(".")[2]
        positional, keywords = arguments_of(node)
        whole = self._canonical(written)
        if whole in OF_FUNCTION:
            return OF_FUNCTION[whole](positional, keywords)
        module = whole.rpartition(".")[0].partition(".")[0]
        if module in OF_MODULE and name not in PLAIN_FUNCTIONS:
            return OF_MODULE[module]
        known = function.type == "attribute" and OF_METHOD.get(name)
        return known(positional, keywords) if known else ()

    def _unpacked(self, node: Node) -> tuple[str, ...]:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None:
            return ()
        parts = [left, *left.named_children] if left.type in _PATTERNS else [left]
        # What is set is met below, and has no value that could be missing.
        self._targets.update(part.start_byte for part in parts if part.type == "subscript")
        if left.type not in _PATTERNS:
            return ()
        function = right.child_by_field_name("function") if right.type == "call" else None
        cut = function is not None and self._text(function).rpartition(".")[2] in _CUT
        return ("ValueError",) if cut or right.type in ("identifier", "subscript") else ()

    def _divided(self, node: Node) -> tuple[str, ...]:
        sign, right = node.child_by_field_name("operator"), node.child_by_field_name("right")
        left = node.child_by_field_name("left")
        if sign is None or right is None or left is None or sign.type not in _DIVIDING:
            return ()
        is_text = left.type in ("string", "concatenated_string")
        if is_text or right.type in ("integer", "float", "string", "tuple"):
            return ()
        return ("ZeroDivisionError",)
