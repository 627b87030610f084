"""The policy for a model's answer: what is false or can't be proven is left out, by sentences."""

from __future__ import annotations

import re

from ..analysis import Facts
from ..docstrings import Detail, Style
from ..problems import Location, Problem, Severity
from ..text import LONGEST, LONGEST_ENTRY, clean, flattened, printable, shortened, without_sections
from .claims import Part, Passage
from .examples import sound_examples
from .judge import Judged, judge
from .judgement import Verdict
from .prose import sentences

# Characters of a claim's words in a message.
_LONGEST_QUOTE = 60
# A first sentence so long is a summary and more.
_LONG_LINE = 100
_PLACES = {
    Part.SUMMARY: "the summary",
    Part.DESCRIPTION: "the description",
    Part.RETURNS: "what it returns",
    Part.YIELDS: "what it yields",
}


# A type put before the text; types are never the model's.
_LEADING = re.compile(
    r"^\(?(?:str|int|float|bool|bytes|list|dict|tuple|set|None|Any|Optional|Union|List|Dict|Tuple|Callable)"
    r"(?:\[[^\]:]*\]+)?(?:\s*\|\s*\w+)*(?:,\s*optional)?\)?\s*:\s+",
)


class ClaimChecker:
    """Examines one answer and collects its problems."""

    def __init__(self, facts: Facts, style: Style, shown: str = "") -> None:
        """Take what the claims are held against."""
        self._facts = facts
        self._shown = shown
        self._style = style
        self.problems: list[Problem] = []
        self.unproven = False

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
        kept = self._borne_out(head, Passage(Part.SUMMARY))
        if kept and (tail or not grows):
            kept = _ended(kept)
        return kept, "\n\n".join(part for part in (tail, rest) if part)

    def description(self, text: str) -> str:
        """Paragraphs without the sentences that the code does not bear out."""
        plain = self._clean(text, "the description", LONGEST)
        return self._borne_out(plain, Passage(Part.DESCRIPTION))

    def entry(self, part: Part, subject: str, text: str) -> str:
        """One paragraph about something, without the sentences that the code does not bear out."""
        where = _place(part, subject)
        plain = self._clean(text, where, LONGEST_ENTRY)
        flat = flattened(plain)
        if len(flat.split()) < len(plain.split()):
            self._smuggled(where)
        return self._borne_out(_LEADING.sub("", flat, count=1), Passage(part, subject))

    def examples(self, text: str) -> str:
        """The doctests up to the first that is not sound; only a full docstring keeps them."""
        if not text.strip() or self._style.detail is not Detail.FULL:
            return ""
        kept, wrong = sound_examples(printable(text), self._facts, self._style.language)
        if wrong:
            self.drop("unsound-example", f"An example {wrong}", self._facts.place)
        return kept if len(kept) <= LONGEST else ""

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

    def _borne_out(self, text: str, passage: Passage) -> str:
        once = dict.fromkeys(sentences(text))
        return "".join(self._kept(sentence, passage) for sentence in once).strip()

    def _kept(self, sentence: str, passage: Passage) -> str:
        """The sentence as it may stay, whole, or nothing."""
        judged = judge(sentence, passage, self._facts, self._style.language, self._shown)
        false = [item for item in judged if item.judgement.verdict is Verdict.FALSE]
        if false:
            return self._corrected(sentence, passage, false)
        open_ = [item for item in judged if item.judgement.verdict is Verdict.UNDECIDED]
        unproven = next((item for item in open_ if item.judgement.is_hard), None)
        if unproven is not None:
            told = _told(unproven, passage, "can't be proven")
            self.drop(unproven.rule.name, told, unproven.judgement.evidence)
            self.unproven = True
            return ""
        for item in open_:
            if item.rule.is_noted:
                told = f"{_told(item, passage, 'could not be decided')}; kept"
                self.note(f"undecided-{item.claim.kind}", told, item.judgement.evidence)
        return sentence

    def _corrected(self, sentence: str, passage: Passage, false: list[Judged]) -> str:
        """The sentence with a value put right, where that is all that is false in it."""
        item, (start, end) = false[0], false[0].claim.place
        told, evidence = _told(item, passage, "is false"), item.judgement.evidence
        if len(false) > 1 or not item.judgement.correction or not end:
            self.drop(item.rule.name, told, evidence)
            return ""
        self.problems.append(
            Problem(item.rule.name, f"{told}; put right.", Severity.WARNING, evidence)
        )
        return sentence[:start] + item.judgement.correction + sentence[end:]


def _told(item: Judged, passage: Passage, said: str) -> str:
    words = shortened(item.claim.words, _LONGEST_QUOTE).rstrip(".")
    where = _place(passage.part, passage.subject)
    return f"\u201c{words}\u201d in {where} {said}: {item.judgement.reason}"


def _place(part: Part, subject: str) -> str:
    named = {Part.PARAMETER: "parameter", Part.ATTRIBUTE: "attribute", Part.RAISES: "exception"}
    return f"{named[part]} `{subject}`" if part in named else _PLACES[part]


def _first_sentence(line: str) -> tuple[str, str]:
    parts = sentences(line)
    if len(parts) < 2 or len(line) < _LONG_LINE:
        return line, ""
    return parts[0].strip(), "".join(parts[1:]).strip()


def _ended(line: str) -> str:
    line = line.rstrip(" :;,-")
    return line if not line or line[-1] in ".!?。！？" else line + "."
