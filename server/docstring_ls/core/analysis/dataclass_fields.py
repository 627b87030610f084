"""The parameters that a dataclass and the like make from their fields."""

from __future__ import annotations

import re
from dataclasses import replace

from .decorators import is_attrs
from .facts import Attribute, AttributeOrigin, Parameter, ParameterKind, Trait

_MAKER = re.compile(r"(?:[\w.]+\.)?(field|Field|ib|attrib)\((?P<given>.*)\)", re.DOTALL)
_PRIVATE = re.compile(r"(?:[\w.]+\.)?PrivateAttr\(")
_INIT_VAR = re.compile(r"(?:[\w.]+\.)?InitVar\[(.*)\]", re.DOTALL)
_KEYWORD = ParameterKind.KEYWORD_ONLY


def field_parameters(
    attributes: tuple[Attribute, ...], traits: frozenset[Trait], decorators: tuple[str, ...]
) -> tuple[Parameter, ...]:
    """The parameters in signature order: those that only go by keyword stand last.

    Args:
        attributes: The attributes of the class.
        traits: What decorators and bases make of it.
        decorators: Sources of its decorators.
    """
    options = re.sub(r"\s", "", " ".join(decorators))
    if not traits & {Trait.FIELDS, Trait.NAMED_TUPLE} or "init=False" in options:
        return ()
    keyword = "kw_only=True" in options or not traits & {Trait.DATACLASS, Trait.NAMED_TUPLE}
    found: list[Parameter] = []
    for item in attributes:
        if item.annotation.rsplit(".", 1)[-1] == "KW_ONLY":
            keyword = True
        elif item.origin is AttributeOrigin.FIELD and not _is_kept_out(item, traits):
            found.append(_parameter(item, keyword, is_attrs(decorators)))
    return tuple(sorted(found, key=lambda item: item.kind is _KEYWORD))


def _is_kept_out(item: Attribute, traits: frozenset[Trait]) -> bool:
    if _PRIVATE.match(item.default) or "init=False" in _given(item):
        return True
    model = not traits & {Trait.DATACLASS, Trait.NAMED_TUPLE}
    return model and item.name.startswith("_")


def _given(item: Attribute) -> str:
    """What ``field()`` is given, without blanks; empty for a plain value."""
    made = _MAKER.fullmatch(item.default)
    return re.sub(r"\s", "", made["given"]) if made else ""


def _parameter(item: Attribute, keyword: bool, attrs: bool) -> Parameter:
    kind = _KEYWORD if keyword else ParameterKind.POSITIONAL_OR_KEYWORD
    init_var = _INIT_VAR.fullmatch(item.annotation)
    annotation = init_var[1] if init_var else item.annotation
    name = (item.name.lstrip("_") or item.name) if attrs else item.name
    plain = Parameter(name, kind, item.place, annotation, item.default or None)
    return _by_maker(plain, item) if _MAKER.fullmatch(item.default) else plain


def _by_maker(parameter: Parameter, item: Attribute) -> Parameter:
    given = _given(item)
    if "kw_only=True" in given:
        parameter = replace(parameter, kind=_KEYWORD)
    if "kw_only=False" in given:
        parameter = replace(parameter, kind=ParameterKind.POSITIONAL_OR_KEYWORD)
    if alias := re.search(r"(?<!\w)alias=(['\"])(\w+)\1", given):
        parameter = replace(parameter, name=alias[2])
    if re.search(r"(?<!\w)(default|default_factory|factory)=", given):
        return parameter
    optional = re.match(r"(?!\.\.\.)[^=]+(,|$)", given)
    return parameter if optional else replace(parameter, default=None)
