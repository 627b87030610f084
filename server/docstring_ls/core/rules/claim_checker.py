"""The policy for a model's answer: what is false or can't be proven is left out, by sentences."""

from __future__ import annotations

import re

from ..analysis import Facts
from ..docstrings import Detail, Style
from ..problems import Location, Problem, Severity
from ..text import LONGEST, LONGEST_ENTRY, clean, flattened, printable, shortened, without_sections
from .claims import Claim, ClaimKind, Part, Passage
from .examples import sound_examples
from .judge import Judged, judge, judge_claim
from .judgement import Case, Verdict
from .prose import sentences

# Characters of a quoted sentence in a message.
_LONGEST_QUOTE = 100
# What makes a link of words, unlike an address that stands for itself.
_LINK_MARKS = ("](", "][", "]_", "`_", ":`")
# A name that may be an exception's: as classes are written, or as the oldest ones are.
_EXCEPTION = re.compile(
    r"(?!(?:None|Nothing|Null|True|False)$)(?:\w+\.)*(?:[A-Z]\w*|\w*(?:error|exception|timeout))"
)
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
    """Examines one answer and collects its problems.

    Attributes:
        problems: What was left out, put right or could not be decided.
        unproven: Those of what may be so, for the code does not tell: left out, or kept.
    """

    def __init__(
        self, facts: Facts, style: Style, shown: str = "", *, keeps_unproven: bool = False
    ) -> None:
        """Take what the claims are held against, and whether what can't be proven stays."""
        self._facts = facts
        self._shown = shown
        self._style = style
        self._keeps_unproven = keeps_unproven
        self.problems: list[Problem] = []
        self.unproven: list[Problem] = []

    def drop(self, code: str, what: str, evidence: Location | None) -> None:
        """Record something that was contradicted and left out."""
        self.problems.append(Problem(code, f"{what}; left out.", Severity.WARNING, evidence))

    def note(self, code: str, what: str, evidence: Location | None) -> None:
        """Record something that could not be decided and was kept."""
        self.problems.append(Problem(code, f"{what}.", Severity.INFO, evidence))

    def keeps(self, code: str, what: str, evidence: Location | None) -> bool:
        """Record something that can't be proven; whether it stays."""
        end = "kept" if self._keeps_unproven else "left out"
        problem = Problem(code, f"{what}; {end}.", Severity.WARNING, evidence)
        self.problems.append(problem)
        self.unproven.append(problem)
        return self._keeps_unproven

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

    def raised(self, name: str) -> bool:
        """Whether an exception stays that nothing here is seen to raise."""
        claim = Claim(ClaimKind.RAISES, name, name)
        item = judge_claim(Case(claim, Passage(Part.RAISES, name), self._facts, self._shown))
        assert item is not None, "a rule judges exceptions"
        judgement = item.judgement
        if judgement.verdict is Verdict.FALSE or not _EXCEPTION.fullmatch(name):
            self.drop(item.rule.name, f"Nothing raises `{name}` here", judgement.evidence)
            return False
        what = f"Exception `{name}` can't be proven: nothing here raises it"
        return self.keeps(item.rule.name, what, judgement.evidence)

    def _kept(self, sentence: str, passage: Passage) -> str:
        """The sentence as it may stay, whole, or nothing."""
        judged = judge(sentence, passage, self._facts, self._style.language, self._shown)
        false = [item for item in judged if item.judgement.verdict is Verdict.FALSE]
        if false and not _can_be_put_right(false):
            told = _told(false[0], sentence, passage, "is false")
            self.drop(false[0].rule.name, told, false[0].judgement.evidence)
            return ""
        open_ = [item for item in judged if item.judgement.verdict is Verdict.UNDECIDED]
        hard = [item for item in open_ if item.judgement.is_hard]
        if hard and not self._insisted(hard, sentence, passage):
            return ""
        for item in open_:
            if item.rule.is_noted and not hard:
                told = _told(item, item.claim.words, passage, "could not be decided")
                self.note(f"undecided-{item.claim.kind}", f"{told}; kept", item.judgement.evidence)
        return self._put_right(sentence, passage, false[0]) if false else sentence

    def _insisted(self, hard: list[Judged], sentence: str, passage: Passage) -> bool:
        """Whether a sentence stays that can't be proven; markup never does."""
        item = next((item for item in hard if _is_markup(item.claim)), hard[0])
        told = _told(item, sentence, passage, "can't be proven")
        if _is_markup(item.claim):
            self.drop(item.rule.name, told, item.judgement.evidence)
            return False
        return self.keeps(item.rule.name, told, item.judgement.evidence)

    def _put_right(self, sentence: str, passage: Passage, item: Judged) -> str:
        """The sentence with the true value in place of the false one."""
        told = _told(item, item.claim.words, passage, "is false")
        evidence, (start, end) = item.judgement.evidence, item.claim.place
        problem = Problem(item.rule.name, f"{told}; put right.", Severity.WARNING, evidence)
        self.problems.append(problem)
        return sentence[:start] + item.judgement.correction + sentence[end:]


def _can_be_put_right(false: list[Judged]) -> bool:
    """Whether a value is all that is false in a sentence."""
    return len(false) == 1 and bool(false[0].judgement.correction and false[0].claim.place[1])


def _is_markup(claim: Claim) -> bool:
    """Whether a claim is of what some reader of a docstring obeys, rather than says something."""
    marks = any(mark in claim.words for mark in _LINK_MARKS)
    return claim.kind is ClaimKind.DIRECTIVE or (claim.kind is ClaimKind.LINK and marks)


def _told(item: Judged, words: str, passage: Passage, said: str) -> str:
    words = shortened(" ".join(words.split()), _LONGEST_QUOTE).rstrip(".")
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
