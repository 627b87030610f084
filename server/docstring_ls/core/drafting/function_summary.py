"""The summary of a function or method."""

from __future__ import annotations

import re

from ..fact import Facts, ParameterKind
from .dunders import dunder_summary
from .verbs import CREATING, OWN, TWO_WORDS, VERBS, WHETHER
from .words import (
    capitalized,
    is_adjective,
    is_plural,
    listed,
    split,
    spoken,
    takes_no_article,
    with_article,
    word,
)

_PROPERTIES = {
    *("property", "functools.cached_property", "abc.abstractproperty", "abstractproperty"),
    *("enum.property", "enum_property"),
}
_SMALL = {
    "main": "Run the program.",
    "wrapper": "Call the wrapped function.",
    "decorator": "Decorate a function.",
    "decorate": "Decorate a function.",
    "callback": "Handle the callback.",
    "run": "Run the {owner}.",
}
_HOOKS = {
    "setUp": "Set up the test.",
    "tearDown": "Tear down the test.",
    "setUpClass": "Set up the tests of the class.",
    "tearDownClass": "Tear down the tests of the class.",
    "setUpModule": "Set up the tests of the module.",
    "tearDownModule": "Tear down the tests of the module.",
    "setup_method": "Set up the test.",
    "teardown_method": "Tear down the test.",
    "setup_class": "Set up the tests of the class.",
    "teardown_class": "Tear down the tests of the class.",
    "setup_module": "Set up the tests of the module.",
    "teardown_module": "Tear down the tests of the module.",
}


def function_summaries(facts: Facts) -> list[str]:
    """True summaries, the most telling one first and the shortest last."""
    found = [*_special(facts), *_named(facts)]
    return [text for text in found if text]


def _special(facts: Facts) -> list[str]:
    name, words = facts.name, spoken(facts.name)
    if "setter" in facts.traits:
        return [f"Set the {words}."]
    if "deleter" in facts.traits:
        return [f"Delete the {words}."]
    if "property" in facts.traits:
        return [_property(facts)]
    if name.startswith("__") and name.endswith("__"):
        return [dunder_summary(name, _owner(facts), _first(facts) or "the argument")]
    if name in _HOOKS:
        return [_HOOKS[name]]
    if "fixture" in facts.traits:
        return [f"Provide the {words}."]
    if "test" in facts.traits:
        return [f"Test {' '.join(words.split()[1:]) or 'the ' + _owner(facts)}."]
    if name in _SMALL and (facts.owner or "{" not in _SMALL[name]):
        return [_SMALL[name].format(owner=_owner(facts))]
    return []


def _property(facts: Facts) -> str:
    first, *rest = split(facts.name) or [""]
    told = _whether(first.lower(), rest, "it")
    said = f"Whether {told}." if told else f"The {spoken(facts.name)}."
    # Only these decorators excuse a noun from the imperative that linters want of functions.
    plain = _PROPERTIES & set(facts.decorators)
    return said if plain else f"Return {said[0].lower()}{said[1:]}"


def _owner(facts: Facts) -> str:
    return spoken(facts.owner) if facts.owner else "object"


def _first(facts: Facts) -> str:
    plain = [item for item in facts.parameters if item.kind not in _STARRED]
    return f"``{plain[0].name}``" if plain else ""


_STARRED = {ParameterKind.VAR_KEYWORD, ParameterKind.VAR_POSITIONAL}


def _named(facts: Facts) -> list[str]:
    """Summaries by the verb with which the name begins."""
    parts = split(facts.name)
    if not parts:
        return [_by_result(facts, "")]
    first, rest = parts[0].lower(), parts[1:]
    if told := _whether(first, rest, _subject(facts, first)):
        verb = "Return" if facts.returns or facts.is_abstract else "Check"
        return [f"{verb} whether {told}."]
    return [
        _converting(facts, first, rest),
        *_by_verb(facts, first, rest),
        _by_result(facts, spoken(facts.name)),
    ]


def _subject(facts: Facts, verb: str) -> str:
    """What the statement is about: the first argument, or the object whose method it is."""
    required = [item for item in facts.parameters if item.default is None]
    if facts.owner and "static" not in facts.traits and not (verb in {"is", "was"} and required):
        return "it" if is_plural(_owner(facts)) else f"the {_owner(facts)}"
    return _first(facts) or "it"


def _whether(first: str, rest: list[str], subject: str) -> str:
    if first not in WHETHER:
        return ""
    if not rest:
        return f"{subject} {first}" if first == "exists" else ""
    said = " ".join(word(part) for part in rest)
    if first in {"is", "has", "have"} and not is_adjective(said):
        said = with_article(said)
    return WHETHER[first].format(subject=subject, rest=said)


def _converting(facts: Facts, first: str, rest: list[str]) -> str:
    said = " ".join(word(part) for part in rest)
    if not rest:
        return ""
    if first == "from":
        what = (
            f"Create {with_article(_owner(facts))}" if "class-method" in facts.traits else "Convert"
        )
        return f"{what} from {said}."
    if first == "to":
        return f"Convert to {said}."
    if first == "as" and facts.returns:
        return f"Return it as {said}."
    if first in {"before", "after"}:
        return f"Run {first} {said}."
    if first == "on":
        return f"Handle {said}."
    if first == "with" and facts.returns:
        return f"Return it with {said}."
    if "to" in [part.lower() for part in rest[:-1]] and first not in VERBS:
        return f"Convert {spoken(facts.name)}."
    return ""


def _by_verb(facts: Facts, first: str, rest: list[str]) -> list[str]:
    if first == "do" and rest:
        return [f"Perform {' '.join(word(part) for part in rest)}."]
    if not _is_verb(first):
        return []
    verb, rest = _verb(facts, first, rest)
    said = " ".join(word(part) for part in rest)
    if not said:
        return [_alone(facts, verb, first)]
    if takes_no_article(said):
        return [f"{verb} {said}."]
    if first in CREATING:
        return [f"{verb} {with_article(said)}."]
    return [f"{verb} the {said}."]


def _is_verb(first: str) -> bool:
    stems = (first.removeprefix(prefix) for prefix in ("re", "un", "de", "pre"))
    return first in TWO_WORDS or first in VERBS or any(stem in VERBS for stem in stems)


def _verb(facts: Facts, first: str, rest: list[str]) -> tuple[str, list[str]]:
    if len(rest) > 1 and rest[0].lower() in {"or", "and"} and rest[1].lower() in VERBS:
        begun = capitalized(TWO_WORDS.get(first, first))
        return f"{begun} {rest[0].lower()} {rest[1].lower()}", rest[2:]
    if first == "get" and rest:
        if facts.yields is not None:
            return "Yield", rest
        return ("Return" if facts.returns or facts.is_abstract else "Get"), rest
    return capitalized(TWO_WORDS.get(first, first)), rest


def _alone(facts: Facts, verb: str, first: str) -> str:
    required = [
        item for item in facts.parameters if item.default is None and item.kind not in _STARRED
    ]
    if facts.owner and first in OWN and not required:
        return f"{verb} the {_owner(facts)}."
    if len(required) == 1 and first not in OWN:
        return f"{verb} ``{required[0].name}``." if first in _OBJECT else f"{verb}."
    return f"{verb}."


# What follows these as the only argument is what they act upon.
_OBJECT = listed(
    """
    add append accept analyze apply append check classify clean clone compare compile
    compress compute convert copy decode decrypt delete describe deserialize discard
    dispatch display drop emit encode encrypt enqueue escape evaluate execute expand extract
    feed format handle hash insert install invoke load merge normalize notify parse process
    publish push quote register reject remove render resolve sanitize send serialize show
    simplify sort split strip submit subscribe tokenize transform translate unescape
    uninstall unquote unregister validate verify visit
    """
)


def _by_result(facts: Facts, words: str) -> str:
    if facts.yields is not None:
        return f"Yield {_the(words)}."
    if facts.returns is not None:
        return _returned(facts, words)
    return f"Perform {words}." if words else "Do nothing." if "empty" in facts.traits else "Run."


def _returned(facts: Facts, words: str) -> str:
    expressions = facts.returns.expressions if facts.returns else ()
    shown = expressions[0] if len(expressions) == 1 else ""
    telling = re.fullmatch(r"[\w.]+(\(.*\)|\[.*\])?|.{1,40}", shown) and len(shown) <= 40
    if (not words or len(words) < 3) and telling and not re.search(r"[`\\\"']", shown):
        return f"Return ``{shown}``."
    return f"Return {_the(words)}."


def _the(words: str) -> str:
    if not words:
        return "the result"
    return words if takes_no_article(words) and is_plural(words) else f"the {words}"
