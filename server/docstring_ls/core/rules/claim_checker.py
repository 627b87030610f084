"""Claims in prose: names in backticks, defaults, types, and what text may not bring with it."""

from __future__ import annotations

import builtins
import keyword
import re
from itertools import pairwise

from ..analysis import Attribute, Facts, Outcome, Parameter
from ..docstrings import Detail, Style
from ..problems import Location, Problem, Severity
from ..text import LONGEST, LONGEST_ENTRY, clean, flattened, printable, shortened, without_sections
from .prose_claims import Verdict, contradicts_type, false_default, leading_type

_BACKTICKED = re.compile(r"(?<!`)(`{1,2})(?!`)([^`\n]+?)\1(?!`)")
_DOTTED = re.compile(r"\*{0,2}([^\W\d]\w*(?:\.[^\W\d]\w*)*)(?:\(\s*\))?")
_SENTENCE = re.compile(r"(?<=[.!?。！？])\s+(?=[^\s a-z])|(?<=[。！？])|\n{2,}")
_ALWAYS = (
    frozenset(dir(builtins))
    | frozenset(keyword.kwlist)
    | frozenset(
        {"self", "cls", "args", "kwargs", "typing", "asyncio", "os", "sys", "re", "json", "logging"}
    )
)


class ClaimChecker:
    """Examines one answer and collects its problems."""

    def __init__(self, facts: Facts, style: Style) -> None:
        """Take what the claims are held against."""
        self._facts = facts
        self._style = style
        self.problems: list[Problem] = []

    def drop(self, code: str, what: str, evidence: Location | None) -> None:
        """Record something that was contradicted and left out."""
        self.problems.append(Problem(code, f"{what}; left out.", Severity.WARNING, evidence))

    def note(self, code: str, what: str, evidence: Location | None) -> None:
        """Record something that could not be decided and was kept."""
        self.problems.append(Problem(code, f"{what}.", Severity.INFO, evidence))

    def summary(self, text: str, *, grows: bool = False) -> tuple[str, str]:
        """One sentence on one line, with a full stop unless it grows, and what came behind it."""
        text = self._clean(text, "the summary", LONGEST)
        first, _, rest = text.partition("\n\n")
        line = " ".join(first.split())
        head, tail = _first_sentence(line)
        kept = self._without_unknown_names(head, "the summary")
        if kept and (tail or not grows):
            kept = _ended(kept)
        return kept, "\n\n".join(part for part in (tail, rest) if part)

    def description(self, text: str) -> str:
        """Paragraphs without sentences about names that nobody knows."""
        where = "the description"
        return self._without_unknown_names(self._clean(text, where, LONGEST), where)

    def prose(self, text: str, where: str) -> str:
        """One paragraph without sentences about names that nobody knows."""
        plain = self._clean(text, where, LONGEST_ENTRY)
        flat = flattened(plain)
        if len(flat.split()) < len(plain.split()):
            self._smuggled(where)
        return self._without_unknown_names(flat, where)

    def parameter(self, parameter: Parameter, text: str) -> str:
        """A parameter's description without false words about its default and type."""
        where = f"parameter `{parameter.name}`"
        text = leading_type(self.prose(text, where))
        kept: list[str] = []
        for sentence in _sentences(text):
            kept.append(self._with_true_default(sentence, parameter, where))
        text = "".join(kept).strip()
        return self._typed(text, parameter.annotation, where, parameter.place)

    def attribute(self, attribute: Attribute, text: str) -> str:
        """An attribute's description without false words about its type."""
        where = f"attribute `{attribute.name}`"
        return self._typed(
            leading_type(self.prose(text, where)), attribute.annotation, where, attribute.place
        )

    def outcome(self, outcome: Outcome, text: str, verb: str) -> str:
        """A result's description without false words about its type."""
        where = f"what it {verb}"
        return self._typed(
            leading_type(self.prose(text, where)), outcome.annotation, where, outcome.place
        )

    def examples(self, text: str) -> str:
        """Examples can't be verified; only a full docstring keeps them."""
        if not text.strip() or self._style.detail is not Detail.FULL:
            return ""
        return shortened(printable(text))

    def _clean(self, text: str, where: str, longest: int) -> str:
        plain = printable(text)
        cleaned = clean(text)
        if without_sections(plain) != plain:
            self._smuggled(where)
        cut = shortened(cleaned, longest)
        if len(cut) < len(cleaned):
            said = f"The text for {where} has {len(cleaned):,} characters; it was cut."
            self.problems.append(Problem("too-long", said, Severity.WARNING, self._facts.place))
        return cut

    def _smuggled(self, where: str) -> None:
        what = f"Section headers, fields, entries or prompts inside {where}"
        self.drop("smuggled-section", what, self._facts.place)

    def _with_true_default(self, sentence: str, parameter: Parameter, where: str) -> str:
        verdict, phrase = false_default(sentence, parameter, self._facts.source)
        if verdict is Verdict.FALSE:
            said = "it has none" if parameter.default is None else f"it is `{parameter.default}`"
            self.drop(
                "wrong-default",
                f"A default is claimed for {where} that the code contradicts: {said}",
                parameter.place,
            )
            return _without_phrase(sentence, phrase)
        if verdict is Verdict.UNDECIDED:
            self.note(
                "undecided-default",
                f"The default claimed for {where} can't be decided; kept",
                parameter.place,
            )
        return sentence

    def _typed(self, text: str, annotation: str, where: str, evidence: Location) -> str:
        wrong = contradicts_type(text, annotation)
        if not wrong:
            return text
        self.drop(
            "wrong-type",
            f"{where.capitalize()} is called {wrong}, but it is `{annotation}`",
            evidence,
        )
        return ""

    def _without_unknown_names(self, text: str, where: str) -> str:
        kept: list[str] = []
        for sentence in dict.fromkeys(_sentences(text)):
            unknown = next(
                (name for name in _mentioned(sentence) if not self._is_known(name)), None
            )
            if unknown is None:
                kept.append(sentence)
            else:
                self.drop(
                    "unknown-name",
                    f"`{unknown}` in {where} is nowhere in the code",
                    self._facts.place,
                )
        return "".join(kept).strip()

    def _is_known(self, name: str) -> bool:
        if not self._facts.known:
            return True
        parts = name.split(".")
        return any(
            part in self._facts.known or part in _ALWAYS for part in (parts[0], parts[-1])
        ) and (
            parts[-1] in self._facts.known
            or parts[-1] in _ALWAYS
            or (len(parts) > 1 and parts[0] in _ALWAYS)
        )


def _without_phrase(sentence: str, phrase: str) -> str:
    rest = sentence.replace(phrase, "").strip(" ,;()")
    return f"{rest} " if rest.strip(".") else ""


def _mentioned(sentence: str) -> list[str]:
    if "`" not in sentence:
        return []
    found = (match[2].strip() for match in _BACKTICKED.finditer(sentence))
    names = (_DOTTED.fullmatch(text) for text in found)
    return [match[1] for match in names if match]


def _sentences(text: str) -> list[str]:
    """The text cut between sentences; joined they are the text again."""
    cuts = [0, *(match.end() for match in _SENTENCE.finditer(text)), len(text)]
    return [text[start:end] for start, end in pairwise(cuts) if end > start]


def _first_sentence(line: str) -> tuple[str, str]:
    parts = _sentences(line)
    if len(parts) < 2 or len(line) < 100:
        return line, ""
    return parts[0].strip(), "".join(parts[1:]).strip()


def _ended(line: str) -> str:
    line = line.rstrip(" :;,-")
    return line if not line or line[-1] in ".!?。！？" else line + "."
