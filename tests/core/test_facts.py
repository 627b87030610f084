"""What is read from code, each fact with its line."""

from __future__ import annotations

from textwrap import dedent

import pytest

from docstring_ls.core.analysis import (
    Definition,
    Facts,
    Inferred,
    PropagatedException,
    RaisesScope,
    Resolution,
    facts_of,
    local_resolution,
)
from docstring_ls.core.problems import Location
from docstring_ls.core.syntax import parse, symbols
from docstring_ls.core.text import Source
from support.code import facts_in


def told(facts: Facts) -> list[str]:
    """Parameters on one line each: kind, name, annotation, default, inferred type."""
    return [
        f"{item.kind} {item.name}: {item.annotation or '-'} = {item.default} "
        f"({item.inferred or '-'})"
        for item in facts.parameters
    ]


def test_every_kind_of_parameter_with_default_annotation_and_line() -> None:
    facts = facts_in(
        "def f(a, /, b: int = 1,\n      *args: str, c='x', d: 'list[int]' = [], **kw): pass\n"
    )
    assert told(facts) == [
        "positional-only a: - = None (-)",
        "positional-or-keyword b: int = 1 (int)",
        "var-positional args: str = None (-)",
        "keyword-only c: - = 'x' (str)",
        "keyword-only d: 'list[int]' = [] (list)",
        "var-keyword kw: - = None (-)",
    ]
    assert [item.place.line for item in facts.parameters] == [1, 1, 2, 2, 2, 2]
    assert not any(item.certain for item in facts.parameters)


def test_a_bare_star_makes_keywords() -> None:
    assert told(facts_in("def f(a, *, b): pass\n"))[1].startswith("keyword-only b")


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("class A:\n    def f(self, a): pass\n", ["a"]),
        ("class A:\n    @classmethod\n    def f(cls, a): pass\n", ["a"]),
        ("class A:\n    @staticmethod\n    def f(a, b): pass\n", ["a", "b"]),
        ("class A:\n    def __new__(cls, a): pass\n", ["a"]),
        ("class A:\n    def f(*args, a): pass\n", ["args", "a"]),
        ("def f(self, a): pass\n", ["self", "a"]),
        ("class A:\n    def m(self):\n        def f(self, a): pass\n", ["self", "a"]),
        ("def f[T](a: T, b: list[T] = []) -> T: pass\n", ["a", "b"]),
        ("def f(a, # first\n      b  # second\n      ): pass\n", ["a", "b"]),
    ],
)
def test_self_and_cls_are_no_parameters(code: str, names: list[str]) -> None:
    assert [item.name for item in facts_in(code).parameters] == names


@pytest.mark.parametrize(
    ("code", "returns", "yields"),
    [
        ("def f(): pass", None, None),
        ("def f(): return", None, None),
        ("def f(): return None", None, None),
        ("def f(x):\n    if x: return\n    return None", None, None),
        ("def f(): return 1", "1", None),
        ("def f(x):\n    if x: return x\n    return None", "x", None),
        ("def f() -> None: return g()", None, None),
        ("def f() -> int: raise ValueError", None, None),
        ("def f() -> int: ...", "", None),
        ("def f() -> int: raise NotImplementedError('later')", "", None),
        ("def f() -> NoReturn: ...", None, None),
        ("def f() -> typing.Never: ...", None, None),
        ("def f():\n    def g(): return 1", None, None),
        ("def f():\n    h = lambda: (yield)", None, None),
        ("def f():\n    class A:\n        def g(self): return 1", None, None),
        ("def f(): yield 1", None, "1"),
        ("def f():\n    x = yield", None, ""),
        ("def f():\n    yield 1\n    return 2", "2", "1"),
        ("def f(): yield from g()", None, "g()"),
        ("async def f():\n    yield 1", None, "1"),
        ("async def f(): return await g()", "await g()", None),
        ("def f(): return [y for y in x]", "[y for y in x]", None),
    ],
)
def test_returns_and_yields(code: str, returns: str | None, yields: str | None) -> None:
    facts = facts_in(code.replace("def f", "def $0f", 1) + "\n")
    assert _expression(facts.returns) == returns
    assert _expression(facts.yields) == yields


def _expression(outcome: object) -> str | None:
    return None if outcome is None else " ".join(getattr(outcome, "expressions", ()))


@pytest.mark.parametrize(
    ("annotation", "item", "result"),
    [
        ("Iterator[int]", "int", ""),
        ("t.Generator[int, str, bool]", "int", "bool"),
        ("Generator[dict[str, int], None, None]", "dict[str, int]", ""),
        ("Generator[int]", "int", ""),
        ("Iterable", "", ""),
        ("Whatever[int]", "", ""),
    ],
)
def test_the_annotation_of_a_generator_is_taken_apart(
    annotation: str, item: str, result: str
) -> None:
    facts = facts_in(f"def f() -> {annotation}:\n    got = yield 1\n    return got\n")
    assert facts.yields is not None and facts.returns is not None
    assert (facts.yields.annotation, facts.returns.annotation) == (item, result)
    assert facts.yields.receives
    assert facts.yields.place.line == 2


def test_a_resolver_tells_types_but_only_a_sole_one_is_certain() -> None:
    inferred = (Inferred("a", "Path", True), Inferred("b", "str"), Inferred("return", "int", True))
    facts = facts_in("def f(a, b, c: int): return g(a)\n", Resolution(inferred=inferred))
    assert [(item.inferred, item.certain) for item in facts.parameters] == [
        ("Path", True),
        ("str", False),
        ("", False),
    ]
    assert facts.returns is not None
    assert (facts.returns.inferred, facts.returns.certain) == ("int", True)


CLASS = '''
class $0Basket(Base):
    """Doc."""

    #: How many fit.
    #: At most.
    limit: int = 20
    kind: ClassVar[str] = "b"  # what it is called
    a, b = 1, 2  # noqa
    __slots__ = ()
    if True:
        late = 1

    def __init__(self, owner: str, *rest):
        self.owner = owner
        self.x, (self.y, _) = 1, (2, 3)
        self.owner.name = 1
        other.z = 1

    @property
    def size(self) -> int:
        return self._size

    @classmethod
    def make(cls):
        cls.made = True

    async def load(me):
        me.loaded: bool = False
        with open("f") as me.file:
            pass
        for me.row in me.file:
            pass

    @staticmethod
    def s(self):
        self.not_mine = 1
'''


def test_attributes_from_everywhere_with_origin_and_comment() -> None:
    facts = facts_in(CLASS)
    assert [(item.name, item.origin) for item in facts.attributes] == [
        ("limit", "class"),
        ("kind", "class"),
        ("a", "class"),
        ("b", "class"),
        ("late", "class"),
        ("size", "property"),
        ("owner", "instance"),
        ("x", "instance"),
        ("y", "instance"),
        ("made", "class"),
        ("loaded", "instance"),
        ("file", "instance"),
        ("row", "instance"),
    ]
    by_name = {item.name: item for item in facts.attributes}
    assert by_name["limit"].comment == "How many fit. At most."
    assert by_name["kind"].comment == "what it is called"
    assert by_name["a"].comment == ""
    assert by_name["limit"].place.line == 7
    assert [item.name for item in facts.parameters] == ["owner", "rest"]
    assert facts.bases == ("Base",)


@pytest.mark.parametrize(
    ("code", "trait", "parameters"),
    [
        (
            "@dataclass\nclass A:\n    x: int\n    y: int = 1\n    z: ClassVar[int] = 2\n",
            "dataclass",
            ["x", "y"],
        ),
        (
            "@dataclass\nclass A:\n    x: int = field(init=False)\n    y: int = 1\n",
            "dataclass",
            ["y"],
        ),
        ("@attrs.define\nclass A:\n    x: int\n", "dataclass", ["x"]),
        ("@dataclass(init=False)\nclass A:\n    x: int\n", "dataclass", []),
        (
            "@dataclass\nclass A:\n    a: int = field(kw_only=True)\n    _: KW_ONLY\n    b: int\n",
            "dataclass",
            ["a", "b"],
        ),
        (
            "@dataclass\nclass A:\n    a: X = field(kw_only=True)\n    b: int\n    c: InitVar[X]\n",
            "dataclass",
            ["b", "c", "a"],
        ),
        ("@attr.s\nclass A:\n    x = attr.ib()\n    y = attr.ib(init=False)\n", "dataclass", ["x"]),
        (
            "@attrs.define\nclass A:\n    _x: int\n    y: int = attrs.field(alias='z')\n",
            "dataclass",
            ["x", "z"],
        ),
        (
            "class A(BaseModel):\n    x: int\n    _y: int = 1\n    z: int = PrivateAttr(1)\n",
            "fields",
            ["x"],
        ),
        ("class A(NamedTuple):\n    x: int\n", "named-tuple", ["x"]),
        ("class A(TypedDict, total=False):\n    x: int\n", "typed-dict", []),
        ("class A(pydantic.BaseModel):\n    x: int\n", "fields", ["x"]),
        ("class A(enum.IntEnum):\n    X = 1\n", "enum", []),
        ("class A(ValueError):\n    pass\n", "exception", []),
        ("class A(Protocol[T]):\n    x: int\n", "protocol", []),
        ("@dataclass\nclass A:\n    x: int\n    def __init__(self, q): pass\n", "dataclass", ["q"]),
    ],
)
def test_kinds_of_classes(code: str, trait: str, parameters: list[str]) -> None:
    facts = facts_in(code.replace("class A", "class $0A"))
    assert trait in facts.traits
    assert [item.name for item in facts.parameters] == parameters


@pytest.mark.parametrize(
    ("field", "kind", "default"),
    [
        ("x: int = field(kw_only=True)", "keyword-only", None),
        ("x: int = field(default=1)", "positional-or-keyword", "field(default=1)"),
        ("x: int = field(repr=False)", "positional-or-keyword", None),
        ("x: int = 1", "positional-or-keyword", "1"),
        ("_: KW_ONLY\n    x: int", "keyword-only", None),
        ("x: int = Field(..., gt=1)", "positional-or-keyword", None),
        ("x: int = Field(1, gt=1)", "positional-or-keyword", "Field(1, gt=1)"),
    ],
)
def test_a_field_is_a_parameter_as_its_maker_says(
    field: str, kind: str, default: str | None
) -> None:
    item = facts_in(f"@dataclass\nclass $0A:\n    {field}\n").parameters[0]
    assert (item.name, item.kind, item.default) == ("x", kind, default)


def test_an_initvar_takes_the_type_within() -> None:
    facts = facts_in("@dataclass\nclass $0A:\n    x: InitVar[int]\n")
    assert facts.parameters[0].annotation == "int"


def test_what_enum_reads_itself_is_no_member() -> None:
    facts = facts_in("class $0A(Enum):\n    _ignore_ = ['X']\n    A = B = 1\n")
    members = [(item.name, item.default) for item in facts.attributes if item.origin == "member"]
    assert members == [("A", "1"), ("B", "1")]


@pytest.mark.parametrize(
    ("body", "maybe"),
    [
        ("return 1", False),
        ("if x:\n        return 1", True),
        ("if x:\n        return 1\n    return None", True),
        ("if x:\n        return 1\n    else:\n        raise X", False),
        ("try:\n        return 1\n    except X:\n        return 2", False),
        ("try:\n        return 1\n    except X:\n        pass", True),
        ("with x:\n        return 1", True),
        ("if x:\n        return 1\n    elif y:\n        pass\n    else:\n        return 2", True),
    ],
)
def test_none_may_come_out_where_the_end_is_reached(body: str, maybe: bool) -> None:
    returns = facts_in(f"def f(x):\n    {body}\n").returns
    assert returns is not None
    assert returns.maybe_none is maybe


def test_slots_and_targets_of_with_are_attributes() -> None:
    code = "class $0A:\n    __slots__ = ('a', 'b')\n    def f(self):\n"
    facts = facts_in(f"{code}        with o() as (self.p, self.q): self.a = [self.r]\n")
    assert [item.name for item in facts.attributes] == ["p", "q", "a", "b"]


def test_attributes_bound_together_have_the_same_value() -> None:
    facts = facts_in("class $0A:\n    def f(self):\n        self.a = self.b = 1\n")
    assert [(item.name, item.default) for item in facts.attributes] == [("a", "1"), ("b", "1")]


@pytest.mark.parametrize(
    ("decorators", "trait"),
    [
        ("@property", "property"),
        ("@functools.cached_property", "cached-property"),
        ("@contextlib.asynccontextmanager", "context-manager"),
        ("@x.setter", "setter"),
        ("@x.deleter", "deleter"),
        ("@typing.overload", "overload"),
        ("@abc.abstractmethod", "abstract"),
        ("@pytest.fixture(scope='module')", "fixture"),
        ("@typing_extensions.deprecated('Use g.')", "deprecated"),
    ],
)
def test_decorators_change_the_contract(decorators: str, trait: str) -> None:
    facts = facts_in(f"class A:\n    {decorators}\n    def $0f(self): return 1\n")
    assert trait in facts.traits
    assert facts.deprecation == ("Use g." if trait == "deprecated" else "")


def test_overload_sets_and_property_triples() -> None:
    overloads = facts_in(
        "@overload\ndef f(a: int) -> int: ...\n@overload\ndef f(a: str) -> str: ...\n"
        "def $0f(a): return a\n"
    ).overloads
    assert [(item.role, item.place.line) for item in overloads] == [
        ("overload", 2),
        ("overload", 4),
        ("implementation", 5),
    ]
    triple = facts_in(
        "class A:\n    @property\n    def $0x(self): return 1\n"
        "    @x.setter\n    def x(self, v): pass\n"
        "    @x.deleter\n    def x(self): pass\n"
    ).overloads
    assert [item.role for item in triple] == ["getter", "setter", "deleter"]


def test_protocol_and_stub_bodies_are_abstract() -> None:
    assert facts_in("class P(Protocol):\n    def $0f(self) -> int: ...\n").is_abstract
    assert facts_in("def f() -> int: ...\n", path="/w/a.pyi").is_abstract
    assert not facts_in("def f(): pass\n").is_abstract


@pytest.mark.parametrize(
    ("code", "exports"),
    [
        ("$0\n__all__ = ['a', 'b']\nc = 1\n", ("a", "b")),
        ("$0\n__all__ = ('a',)\n__all__ += ['b']\n", ("a", "b")),
        ("$0\ndef a(): pass\nclass B: pass\nC = 1\n_d = 2\n", ("a", "B", "C")),
        ("$0\n__all__ = other.__all__\n", ()),
    ],
)
def test_what_a_module_offers(code: str, exports: tuple[str, ...]) -> None:
    assert facts_in(code).exports == exports


def test_exceptions_of_callees_need_a_resolver_and_the_setting() -> None:
    code = "def f(order):\n    return order.subtotal()\n"
    propagated = PropagatedException("EmptyOrderError", Location("/w/orders.py", 9))
    found = Definition(
        "order.subtotal", "subtotal", uses=(code.index("subtotal"),), exceptions=(propagated,)
    )
    resolution = Resolution(definitions=(found,))
    assert [item.exception for item in facts_in(code, resolution).raises] == ["EmptyOrderError"]
    assert facts_in(code, resolution, raises=RaisesScope.DIRECT).raises == ()
    assert facts_in(code).raises == ()


SOURCE = dedent(CLASS).replace("$0", "") + dedent(
    '''
    @contextmanager
    async def open_it(path, *, mode="r", **kw) -> Iterator[int]:
        """Doc."""
        try:
            got = yield path
        except (KeyError, ValueError) as error:
            raise RuntimeError("no") from error
        return lambda q: q
    '''
)


@pytest.mark.long
def test_facts_never_fail_on_half_typed_code() -> None:
    for end in range(0, len(SOURCE), 3):
        for text in (SOURCE[:end], SOURCE[:end] + "(", SOURCE[: end // 2] + SOURCE[end:]):
            syntax = parse(Source("file:///w/a.py", text))
            for symbol in symbols(syntax):
                facts_of(syntax, symbol)


@pytest.mark.parametrize(
    ("body", "paths"),
    [
        ("return 1", "value 2"),
        ("pass", "end 2"),
        ("if x:\n        return", "nothing 3, end 3"),
        ("if x:\n        return None\n    raise X", "none 3"),
        ("raise X", ""),
        ("while True:\n        pass", ""),
        ("while True:\n        if x:\n            break", "end 4"),
        ("while True:\n        for y in x:\n            break", ""),
        ("while x:\n        return 1", "value 3, end 3"),
        ("with x:\n        return 1", "value 3, maybe-end 3"),
        ("try:\n        pass\n    finally:\n        return 1", "value 5"),
        ("match x:\n        case 1:\n            return 1", "value 4, maybe-end 4"),
        ("match x:\n        case _:\n            return 1", "value 4"),
        ("match x:\n        case 1:\n            pass", "end 4"),
        ("for y in x:\n        return y\n    else:\n        return 0", "value 3, value 5"),
        ("sys.exit(1)", "maybe-end 2"),
        ("def g():\n        return 1\n    return g", "value 4"),
        ("if x:\n        return (  # why\n            1)\n    else:\n        raise X", "value 3"),
    ],
)
def test_the_ways_on_which_a_function_is_left(body: str, paths: str) -> None:
    found = facts_in(f"def $0f(x):\n    {body}\n").paths
    assert ", ".join(f"{path.kind} {path.place.line}" for path in found) == paths


def test_where_an_exception_of_a_callee_begins() -> None:
    code = (
        "class Box:\n    def take(self):\n        if self.empty:\n            raise LookupError\n"
        "    def first(self):\n        return self.take()\n"
    )
    syntax = parse(Source("file:///w/box.py", code))
    symbol = symbols(syntax)[-1]
    found = facts_of(syntax, symbol, local_resolution(syntax, symbol)).raises
    told = [(item.raised_in, item.place.line, item.call and item.call.line) for item in found]
    assert told == [("Box.take", 4, 6)]
