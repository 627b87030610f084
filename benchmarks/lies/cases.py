"""The table of cases: which classes there are, what decides them, and what phrasings may use."""

from __future__ import annotations

from dataclasses import dataclass

EVERYWHERE = ("summary", "description")


@dataclass(frozen=True)
class Case:
    """One case of a class.

    Attributes:
        decidable: Whether facts of the code decide it.
        places: Where phrasings of it may stand; none where only authors' sentences are reworded.
        slots: What phrasings may name in braces.
        false: The slots that differ between lie and truth.
        by_entry: Whether the name of an entry alone tells the lie from the truth.
    """

    decidable: bool
    places: tuple[str, ...] = ()
    slots: tuple[str, ...] = ()
    false: tuple[str, ...] = ()
    by_entry: bool = False


CASES = {
    # Exceptions
    "exception-wrong": Case(
        True, (*EVERYWHERE, "raises"), ("exception", "condition"), ("exception",), by_entry=True
    ),
    "exception-invented": Case(
        True, (*EVERYWHERE, "returns", "raises"), ("exception",), ("exception",), by_entry=True
    ),
    "exception-renamed": Case(True),
    "never-raises": Case(True, (*EVERYWHERE, "returns"), ("exception",)),
    "none-or-raise/of-raise": Case(
        True, (*EVERYWHERE, "returns"), ("exception", "condition")
    ),
    "none-or-raise/of-none": Case(True, (*EVERYWHERE, "returns"), ("exception",)),
    # Parameters
    "default": Case(True, ("parameter", *EVERYWHERE), ("name", "value"), ("value",)),
    "default-absent": Case(True, ("parameter", *EVERYWHERE), ("name", "value")),
    "required/of-optional": Case(True, ("parameter", *EVERYWHERE), ("name",)),
    "required/of-required": Case(True, ("parameter", *EVERYWHERE), ("name",)),
    "keyword-only/of-ordinary": Case(True, ("parameter", *EVERYWHERE), ("name",)),
    "keyword-only/of-keyword-only": Case(True, ("parameter", *EVERYWHERE), ("name",)),
    "parameter-invented": Case(
        True, ("parameter", *EVERYWHERE, "returns"), ("name",), ("name",), by_entry=True
    ),
    # Kinds
    "coroutine/of-plain": Case(True, (*EVERYWHERE, "returns")),
    "coroutine/of-async": Case(True, (*EVERYWHERE, "returns")),
    "generator/of-plain": Case(True, (*EVERYWHERE, "returns")),
    "generator/of-generator": Case(True, (*EVERYWHERE, "yields")),
    "context-manager/of-plain": Case(True, (*EVERYWHERE, "returns")),
    "context-manager/of-manager": Case(True, EVERYWHERE),
    "property/of-method": Case(True, EVERYWHERE),
    "property/of-property": Case(True, EVERYWHERE),
    "deprecated": Case(True, (*EVERYWHERE, "parameter"), ("subject", "version")),
    # Results and types
    "nothing-returned/of-value": Case(True, (*EVERYWHERE, "returns")),
    "nothing-returned/of-nothing": Case(True, (*EVERYWHERE, "returns")),
    "type-returned": Case(True, (*EVERYWHERE, "returns"), ("type",), ("type",)),
    "type-of-parameter": Case(
        True, ("parameter", *EVERYWHERE), ("name", "type"), ("type",)
    ),
    "may-be-none/of-result": Case(True, ("returns", *EVERYWHERE)),
    "may-be-none/of-parameter": Case(True, ("parameter", *EVERYWHERE), ("name",)),
    # Names
    "attribute-invented": Case(
        True, ("attribute", *EVERYWHERE), ("name",), ("name",), by_entry=True
    ),
    "name-invented/function": Case(
        True, (*EVERYWHERE, "parameter", "returns"), ("name",), ("name",)
    ),
    "name-invented/class": Case(
        True, (*EVERYWHERE, "parameter", "returns"), ("name",), ("name",)
    ),
    # What the code can't bear out
    "version": Case(True, (*EVERYWHERE, "parameter", "returns"), ("version", "subject")),
    "link": Case(True, (*EVERYWHERE, "parameter", "returns"), ("url",)),
    "directive": Case(True, ("description", "parameter", "returns"), ("version", "subject")),
    "section-smuggled": Case(
        True, (*EVERYWHERE, "parameter", "returns"), ("ghost", "exception")
    ),
    "number": Case(True, (*EVERYWHERE, "parameter", "returns"), ("number",)),
    # What facts seldom decide
    "unit": Case(False),
    "swapped": Case(False),
    "condition": Case(False),
    "bound": Case(False),
    "mutation": Case(False, (*EVERYWHERE, "parameter"), ("name",)),
    "side-effect": Case(False, EVERYWHERE),
    "thread-safe": Case(False, EVERYWHERE),
}  # fmt: skip
