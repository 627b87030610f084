"""What each decorator does: the one table that traits, updates, rules and findings ask.

A row is found by the dotted name, else by its last part. What has no row is unknown: it may give
callers anything, and its name alone may tell what it is likely to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Flag, auto

from .facts import Trait


class DecoratorEffect(Flag):
    """What becomes of the function behind a decorator; without any, callers see what ``def`` says.

    MORE: callers may pass what the signature does not name. FEWER: it gets arguments that callers
    do not pass. HIDDEN: nobody calls it with these parameters. TEXT: its docstring is filled in or
    replaced. RESULT: callers get something else than the body returns. UNKNOWN: nobody can tell.
    """

    NONE = 0
    MORE = auto()
    FEWER = auto()
    HIDDEN = auto()
    TEXT = auto()
    RESULT = auto()
    UNKNOWN = auto()


SIGNATURE_CHANGES = (
    DecoratorEffect.MORE | DecoratorEffect.FEWER | DecoratorEffect.HIDDEN | DecoratorEffect.TEXT
)
"""Effects with which callers do not see the signature and the text that stand in the file."""
RESULT_CHANGES = DecoratorEffect.RESULT | DecoratorEffect.HIDDEN | DecoratorEffect.UNKNOWN
"""Effects with which callers may get something else than the body returns."""


@dataclass(frozen=True, slots=True)
class Decorator:
    """One row: what a decorator does, and what it makes of a symbol."""

    effect: DecoratorEffect = DecoratorEffect.NONE
    trait: Trait | None = None


def _rows(names: str, effect: DecoratorEffect = DecoratorEffect.NONE) -> dict[str, Decorator]:
    return dict.fromkeys(names.split(), Decorator(effect))


def _traits(
    effect: DecoratorEffect = DecoratorEffect.NONE, **traits: Trait
) -> dict[str, Decorator]:
    return {name: Decorator(effect, trait) for name, trait in traits.items()}


_MORE, _FEWER, _HIDDEN = DecoratorEffect.MORE, DecoratorEffect.FEWER, DecoratorEffect.HIDDEN
_TEXT, _RESULT = DecoratorEffect.TEXT, DecoratorEffect.RESULT
DECORATORS: dict[str, Decorator] = {
    **_traits(
        property=Trait.PROPERTY,
        enum_property=Trait.PROPERTY,
        DynamicClassAttribute=Trait.PROPERTY,
        abstractproperty=Trait.PROPERTY,
        classproperty=Trait.PROPERTY,
        hybrid_property=Trait.PROPERTY,
        getter=Trait.PROPERTY,
        cached_property=Trait.CACHED_PROPERTY,
        lazy_property=Trait.CACHED_PROPERTY,
        setter=Trait.SETTER,
        deleter=Trait.DELETER,
        staticmethod=Trait.STATIC,
        abstractstaticmethod=Trait.STATIC,
        classmethod=Trait.CLASS_METHOD,
        abstractclassmethod=Trait.CLASS_METHOD,
        overload=Trait.OVERLOAD,
        override=Trait.OVERRIDE,
        deprecated=Trait.DEPRECATED,
        abstractmethod=Trait.ABSTRACT,
        dataclass=Trait.DATACLASS,
        define=Trait.DATACLASS,
        frozen=Trait.DATACLASS,
        mutable=Trait.DATACLASS,
        attrs=Trait.DATACLASS,
    ),
    **dict.fromkeys(
        ("attr.s", "attr.attrs", "attr.dataclass", "attrs.define", "attrs.frozen", "attr.ib"),
        Decorator(trait=Trait.DATACLASS),
    ),
    # The standard library, typing and tests.
    **_rows("final lru_cache cache total_ordering unique runtime_checkable no_type_check"),
    **_rows("dataclass_transform singledispatch singledispatchmethod type_check_only"),
    **_rows("skip skipif skipIf skipUnless parametrize xfail expectedFailure usefixtures"),
    **_traits(_RESULT, contextmanager=Trait.CONTEXT_MANAGER),
    **_traits(_RESULT, asynccontextmanager=Trait.CONTEXT_MANAGER),
    # The signature and the text that are shown are those of what is wrapped.
    **_rows("wraps update_wrapper", _TEXT),
    **_rows("partial partialmethod", _MORE),
    **_traits(_HIDDEN, fixture=Trait.FIXTURE),
    **_rows("given patch patch.object patch.dict patch.multiple", _FEWER),
    # Commands: what is called is the command, with words of a shell.
    **_rows("click.command click.group", _HIDDEN),
    **_rows("option argument version_option help_option password_option", _MORE),
    **_rows("confirmation_option", _MORE),
    **_rows("pass_context pass_obj pass_script_info pass_app pass_environment", _FEWER),
    # Frameworks that keep what they register, or change what comes back.
    **_rows("route before_request after_request errorhandler teardown_request setupmethod"),
    **_rows("context_processor template_filter template_global template_test receiver"),
    **_rows("login_required permission_required csrf_exempt never_cache require_POST"),
    **_rows("validator field_validator model_validator root_validator field_serializer"),
    **_rows("computed_field listens_for implementer provider requires typechecked beartype"),
    **_rows("inlineCallbacks gen.coroutine coroutine shared_task app.task", _RESULT),
    # Numbers: compiled, traced or checked, with the same arguments.
    **_rows("jit njit no_grad inference_mode custom_jvp custom_vjp remat"),
    **_rows("tf.function tf_export set_module array_function_dispatch validate_params"),
    **_rows("deprecate_nonkeyword_arguments available_if"),
    **_rows("vectorize guvectorize stencil", _MORE | _RESULT),
    # Old names are taken beside the new ones.
    **_rows("deprecate_kwarg deprecated_params deprecate_kwargs renamed_arguments", _MORE),
    **_rows("rename_parameter rename_kwargs deprecated_renamed_argument", _MORE),
    **_rows("Appender Substitution doc dedent_interpd interpd docfiller copy_docs", _TEXT),
    **_rows("add_start_docstrings add_end_docstrings replace_return_docstrings", _TEXT),
    **_rows("inherit_doc inherit_docstring doc_controls copy_doc fill_doc verbose", _TEXT),
}  # fmt: skip

# Names that tell what a decorator without a row is likely to do.
_TELLING = (
    (re.compile(r"kwarg|option|argument|partial|curry|bind|signature|deprecate_", re.I), _MORE),
    (re.compile(r"decorator|dispatch", re.I), _MORE),
    (re.compile(r"patch|inject|given|pass_", re.I), _FEWER),
    (re.compile(r"wraps|fill|substitut|append|docstring|doc\b", re.I), _TEXT),
)


def dotted_name(decorator: str) -> str:
    """The name in a decorator's source, without what it is given."""
    return re.split(r"[(\[]", decorator, maxsplit=1)[0].strip()


def row_of(decorator: str) -> Decorator:
    """What a decorator does, by its source."""
    dotted = dotted_name(decorator)
    parts = dotted.split(".")
    for start in range(len(parts)):
        known = DECORATORS.get(".".join(parts[start:]))
        if known is not None:
            return known
    effect = DecoratorEffect.UNKNOWN
    for pattern, likely in _TELLING:
        if pattern.search(decorator):
            effect |= likely
    return Decorator(effect)


def effects_of(decorators: Iterable[str]) -> DecoratorEffect:
    """What becomes of a function behind all of its decorators."""
    effect = DecoratorEffect.NONE
    for decorator in decorators:
        effect |= row_of(decorator).effect
    return effect
