"""What prose says of when an exception leaves: *if ``x > 1``*, *when `x` is not in `table`*."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..claims import Claim, ClaimKind, Part, Passage
from ..condition_logic import ANYTHING
from .sentence import Sentence

_WHEN = frozenset({"if", "when", "unless", "whenever"})
_THING = r"(?:``[^`]+``|`[^`]+`|[A-Za-z_]\w*|-?\d+(?:\.\d+)?)"
_CONDITION = re.compile(
    rf"\b(?P<when>if|when|unless|whenever)\s+(?:and only if\s+)?(?P<no>not\s+|there (?:is|are) )?"
    rf"(?P<none>no\s+)?(?:the\s+|an?\s+)?(?P<subject>{_THING})"
    r"(?:\s+(?:argument|parameter|value))?(?P<rest>[^.;]*)",
    re.I,
)
_SAID = r"\s+(?:is|are|was|were|does|do)\s*(?P<not>n't|n’t|\s?not|never)?\s*"
_END = r"(?=\s*(?:$|[.,;)]|\bor\b|\band\b))"
_EQUAL = r"(?P<equal>\s+or\s+equal(?:s)?(?:\s+to)?)?"
# Words behind what is spoken of, and the test that they say; ``{}`` is what it is compared with.
_SAYINGS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern + _END, re.I), test)
    for pattern, test in (
        (rf"{_SAID}(?:in|among|contained in|found in|part of)\s+(?P<other>{_THING})", "in {}"),
        (rf"{_SAID}(?P<other>``?None``?|None)", "is None"),
        (
            rf"{_SAID}(?:greater|larger|bigger|higher|more) than{_EQUAL}\s+(?P<other>{_THING})",
            "> {}",
        ),
        (rf"{_SAID}(?:less|smaller|lower|fewer) than{_EQUAL}\s+(?P<other>{_THING})", "< {}"),
        (rf"{_SAID}(?:at least)\s+(?P<other>{_THING})", ">= {}"),
        (rf"{_SAID}(?:at most)\s+(?P<other>{_THING})", "<= {}"),
        (rf"\s+exceeds\s+(?P<other>{_THING})", "> {}"),
        (rf"{_SAID}(?:equal to\s+)?(?P<other>``[^`]+``|`[^`]+`|-?\d+)", "== {}"),
        (rf"{_SAID}negative", "< 0"),
        (rf"{_SAID}positive", "> 0"),
        (rf"{_SAID}zero", "== 0"),
        (rf"{_SAID}empty", ""),
    )
)
_NAMED = re.compile(r"[\w.]*[A-Z]\w*(?:Error|Exception|Interrupt)")
# *The graph is not connected*: a test of that name, of whatever is meant by the graph.
_ADJECTIVE = re.compile(
    r"\b(?P<when>if|when|unless)\s+(?:the\s+|an?\s+)?(?:\w+\s+){1,2}?"
    r"(?:is|are)(?P<not>n't|n’t|\s+not)?\s+(?:an?\s+)?(?P<name>[a-z]{4,})(?=[.,;]|$)",
    re.I,
)


def read_conditions(
    sentence: Sentence, passage: Passage, names: frozenset[str], exceptions: frozenset[str]
) -> Iterator[Claim]:
    """Claims that an exception leaves under a condition that can be written in Python.

    Args:
        sentence: The sentence.
        passage: Where it stands.
        names: Parameters, which are code in backticks or not.
        exceptions: What the code raises, for sentences outside the entry of an exception.
    """
    if sentence.vocabulary.isdisjoint(_WHEN):
        return
    subject = "" if passage.part is Part.RAISES else _exception(sentence, exceptions)
    if passage.part is not Part.RAISES and not subject:
        return
    for match in _CONDITION.finditer(sentence.text):
        test = _test(match, names)
        if test:
            negated = match["when"].lower() == "unless"
            value = f"not ({test})" if negated else test
            yield Claim(ClaimKind.CONDITION, match[0].strip(), subject, value)
    for match in _ADJECTIVE.finditer(sentence.text):
        denied = bool(match["not"]) != (match["when"].lower() == "unless")
        value = f"{ANYTHING} is {'not ' if denied else ''}{match['name'].lower()}"
        yield Claim(ClaimKind.CONDITION, match[0], subject, value)


def _exception(sentence: Sentence, exceptions: frozenset[str]) -> str:
    """The one exception that a sentence says to be raised."""
    if sentence.vocabulary.isdisjoint({"raise", "raises", "raised"}):
        return ""
    spelled = (token.text for token in sentence.tokens)
    named = {text for text in spelled if text in exceptions or _NAMED.fullmatch(text)}
    return named.pop() if len(named) == 1 else ""


def _test(match: re.Match[str], names: frozenset[str]) -> str:
    """The condition as Python, or empty where it is none that is known."""
    code = match["subject"].strip("`").strip()
    if not match["subject"].startswith("`") and code not in names:
        return ""
    denied = bool(match["none"]) or (match["no"] or "").strip().lower() == "not"
    rest = match["rest"]
    if re.match(_END, rest):
        return f"not ({code})" if denied else code
    for pattern, test in _SAYINGS:
        if said := pattern.match(rest):
            return _written(code, test, said, denied)
    return ""


def _written(code: str, test: str, said: re.Match[str], denied: bool) -> str:
    parts = said.groupdict()
    if not test:
        return code if parts.get("not") else f"not ({code})"
    compared = (parts.get("other") or "").strip("`")
    if compared.isalpha() and compared.lower() in {"a", "an", "the", "any"}:
        return ""
    operator = test.replace("<", "<=").replace(">", ">=") if parts.get("equal") else test
    whole = f"{code} {operator.format(compared)}"
    return f"not ({whole})" if bool(parts.get("not")) != denied else whole
