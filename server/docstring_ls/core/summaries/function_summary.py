"""The summary of a function or method."""

from __future__ import annotations

from ..analysis import Facts, ParameterKind, Trait
from .dunders import dunder_summary
from .result import by_result, in_with_block
from .verbs import CREATING, OBJECT, OBJECT_FIRST, OWN, SELF, TWO_WORDS, VERBS, WHETHER
from .words import (
    capitalized,
    is_adjective,
    is_plural,
    parted,
    split,
    spoken,
    takes_no_article,
    with_article,
    with_definite,
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
    candidates = [*_special(facts), *_named(facts)]
    return [text for text in candidates if text]


def _special(facts: Facts) -> list[str]:
    name, words = facts.name, spoken(facts.name)
    if Trait.SETTER in facts.traits:
        return [f"Set the {words}."]
    if Trait.DELETER in facts.traits:
        return [f"Delete the {words}."]
    if Trait.PROPERTY in facts.traits:
        return [_property(facts)]
    if name.startswith("__") and name.endswith("__"):
        return [dunder_summary(name, _owner(facts), _first(facts) or "the argument")]
    if name in _HOOKS:
        return [_HOOKS[name]]
    if Trait.FIXTURE in facts.traits:
        return [f"Provide the {words}."]
    if Trait.TEST in facts.traits:
        return [f"Test {' '.join(words.split()[1:]) or 'the ' + _owner(facts)}."]
    if name in _SMALL and (facts.owner or "{" not in _SMALL[name]):
        return [_SMALL[name].format(owner=_owner(facts))]
    return []


def _property(facts: Facts) -> str:
    first, *rest = split(facts.name) or [""]
    clause = _whether(first.lower(), rest, "it")
    sentence = f"Whether {clause}." if clause else f"The {spoken(facts.name)}."
    # Only these decorators excuse a noun from the imperative that linters want of functions.
    plain = _PROPERTIES & set(facts.decorators)
    return sentence if plain else f"Return {sentence[0].lower()}{sentence[1:]}"


def _owner(facts: Facts) -> str:
    return spoken(facts.owner) if facts.owner else "object"


def _first(facts: Facts) -> str:
    plain = [item for item in facts.parameters if item.kind not in _STARRED]
    return f"``{plain[0].name}``" if plain else ""


_COMPARING = {"accepts", "contains", "equals", "has", "matches", "supports"}
_JUDGING = {"assert", "check", "determine", "eval", "ensure", "test", "verify"}
_STARRED = {ParameterKind.VAR_KEYWORD, ParameterKind.VAR_POSITIONAL}


def _named(facts: Facts) -> list[str]:
    """Summaries by the verb with which the name begins."""
    parts = parted(facts.name)
    words = " ".join(word(part) for part in parts)
    if Trait.CONTEXT_MANAGER in facts.traits:
        candidates = _by_verb(facts, parts[0].lower(), parts[1:]) if parts else []
        return in_with_block(facts, candidates, words)
    if not parts:
        return [by_result(facts, "")]
    first, rest = parts[0].lower(), parts[1:]
    if not rest and first in _COMPARING and facts.owner and (first_parameter := _first(facts)):
        return [f"Return whether {_subject(facts, first)} {first} {first_parameter}."]
    if clause := _whether(first, rest, _subject(facts, first)):
        verb = "Return" if facts.returns or facts.is_abstract else "Check"
        return [f"{verb} whether {clause}."]
    return [
        _converting(facts, first, rest),
        *_by_verb(facts, first, rest),
        by_result(facts, words),
    ]


def _subject(facts: Facts, verb: str) -> str:
    """What the statement is about: the first argument, or the object whose method it is."""
    required = [item for item in facts.parameters if item.default is None]
    if (
        facts.owner
        and Trait.STATIC not in facts.traits
        and not (verb in {"is", "was"} and required)
    ):
        owner = _owner(facts)
        ambiguous = is_plural(owner) or not WHETHER.keys().isdisjoint(owner.split())
        return "it" if ambiguous else f"the {owner}"
    return _first(facts) or "it"


def _whether(first: str, rest: list[str], subject: str) -> str:
    if first not in WHETHER:
        return ""
    if not rest:
        return f"{subject} {first}" if first == "exists" else ""
    phrase = " ".join(word(part) for part in rest)
    if first in {"is", "has", "have"} and not is_adjective(phrase):
        phrase = with_article(phrase)
    return WHETHER[first].format(subject=subject, rest=phrase)


def _converting(facts: Facts, first: str, rest: list[str]) -> str:
    phrase = " ".join(word(part) for part in rest)
    if not rest:
        return ""
    if first == "from":
        what = (
            f"Create {with_article(_owner(facts))}"
            if Trait.CLASS_METHOD in facts.traits
            else "Convert"
        )
        return f"{what} from {phrase}."
    if first == "to":
        return f"Convert to {phrase}."
    if first == "as" and facts.returns:
        return f"Return it as {phrase}."
    if first in {"before", "after"}:
        return f"Run {first} {phrase}."
    if first == "on":
        return f"Handle {phrase}."
    if first == "with" and facts.returns:
        return f"Return it with {phrase}."
    if "to" in [part.lower() for part in rest[:-1]] and first not in VERBS:
        return f"Convert {spoken(facts.name)}."
    return ""


def _by_verb(facts: Facts, first: str, rest: list[str]) -> list[str]:
    if first == "do" and rest:
        return [f"Perform {' '.join(word(part) for part in rest)}."]
    if first == "maybe" and len(rest) > 1 and _is_verb(rest[0].lower()):
        done = _by_verb(facts, rest[0].lower(), rest[1:])
        return [f"{text[:-1]} if needed." for text in done]
    if first in _JUDGING and rest and (clause := _whether(rest[0].lower(), rest[1:], "it")):
        return [f"{capitalized(TWO_WORDS.get(first, first))} whether {clause}."]
    if first in {"iter", "iterate"}:
        phrase = " ".join(word(part) for part in rest)
        return [f"Iterate over {with_definite(phrase)}." if phrase else "Iterate."]
    if not _is_verb(first):
        return []
    verb, rest = _verb(facts, first, rest)
    phrase = " ".join(word(part) for part in rest)
    if not phrase:
        return _alone(facts, verb, first)
    if takes_no_article(phrase):
        return [f"{verb} {phrase}."]
    if first in CREATING and not (len(rest) > 1 and is_adjective(rest[-1])):
        return [f"{verb} {with_article(phrase)}."]
    return [f"{verb} the {phrase}."]


def _is_verb(first: str) -> bool:
    if first.endswith(("ise", "yse")):
        first = f"{first[:-2]}ze"
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


def _alone(facts: Facts, verb: str, first: str) -> list[str]:
    required = [
        item.name
        for item in facts.parameters
        if item.default is None and item.kind not in _STARRED and item.name.strip("_")
    ]
    if facts.owner and first in OWN | SELF and not required:
        return [f"{verb} the {_owner(facts)}."]
    if not required:
        return [f"{verb}."]
    if first == "get" and facts.returns and len(required) == 1:
        return [f"Return the value for ``{required[0]}``."]
    # ``validate(validator)`` validates something else.
    is_object = not required[0].lower().startswith(first[:5])
    if is_object and (first in OBJECT_FIRST or (first in OBJECT and len(required) == 1)):
        return [f"{verb} ``{required[0]}``."]
    if len(required) > 3:
        return [f"{verb}, given ``{required[0]}``, ``{required[1]}`` and others.", f"{verb}."]
    quoted = [f"``{name}``" for name in required]
    named = quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
    return [f"{verb}, given {named}.", f"{verb}."]
