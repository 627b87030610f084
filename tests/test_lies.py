"""The lie machine of ``benchmarks/lies.py``: a lie is false of its code, its twin is true of it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent.parent / "benchmarks"))

from lies import phrasings
from lies.cases import CASES
from lies.judge import Outcome, judged
from lies.packages import packages
from lies.pairs import pairs_of
from lies.round_trip import is_mangled
from lies.run import Job, result, sample
from lies.statements import Pair, Statement, plain
from lies.subjects import of_file

CODE = '''
import asyncio


class Shelf:
    """Hold books."""

    def __init__(self):
        self.books = []
        self.most = 20

    def find(self, title: str, most=5, *, strict=False) -> list:
        """Return books of a ``title``.

        Books that are lent out are found too, see ``best_match``.

        Args:
            title: What the book is called.
            most: How many to give back. Defaults to 5.
            strict: Whether case counts.

        Returns:
            A list of books.

        Raises:
            ValueError: If the title is empty.
        """
        if not title:
            raise ValueError(title)
        found = best_match(title, self.books, strict)
        return [book for book in found if book.rank < most]

    @property
    def size(self):
        """How many there are, counted anew within 20 seconds."""
        return len(self.books[:20])


def names(people):
    """Yield what each of them is called."""
    for each in people:
        yield each.name


async def fetch(url, limit=30):
    """Fetch a page.

    Args:
        url: Where it is.
        limit: Seconds to wait, 30 by default.
    """
    return await asyncio.wait_for(get(url), limit)


def mark(person, colour):
    """Colour somebody.

    Args:
        person: Who is to be given another look.
        colour: How that somebody looks afterwards.
    """
    person.colour = colour


def cached(load, size=None):
    """Keep what was loaded.

    Args:
        load: Gives what is to be kept.
        size: Most entries, 50 if not given.
    """
    if size is None:
        size = 50
    return Cache(load, size)


def best_match(title, books, strict):
    """Find what fits, or None if nothing does."""
    if not books:
        return None
    return max(books)
'''


def pairs(seeds: int = 40) -> dict[str, list[Pair]]:
    """All pairs about the code that so many seeds make, by case."""
    known = phrasings.parsed((phrasings.FOLDER / "tuned.txt").read_text("utf-8"))[0]
    found: dict[str, list[Pair]] = {}
    for subject in of_file(CODE, "shop==1.0", "shop.py"):
        for seed in range(seeds):
            for pair in pairs_of(subject, known, seed):
                found.setdefault(pair.case, []).append(pair)
    return found


PAIRS = pairs()
# What a lie about the code above says, beside the same put right.
EXPECTED = {
    "exception-wrong": ("OverflowError: If the title is empty.", "If the title is empty."),
    "exception-invented": ("Callers should be ready to catch a `FindFailure`.",
                           "Callers should be ready to catch a `ValueError`."),
    "never-raises": ("Never raises.", "May raise ValueError."),
    "none-or-raise/of-raise": ("Returns None if the title is empty.",
                               "Raises ValueError if the title is empty."),
    "default": ("Defaults to 13.", "Defaults to 5."),
    "default-absent": ("Defaults to 10.", "There is no default."),
    "required/of-optional": ("must always be given", "may be omitted"),
    "required/of-required": ("Can be left out.", "Can't be left out."),
    "keyword-only/of-ordinary": ("Keyword-only.", "May be passed by position."),
    "keyword-only/of-keyword-only": ("May be given positionally.", "Keyword-only."),
    "parameter-invented": ("most_depth parameter", "depends on the "),
    "coroutine/of-plain": ("This is a coroutine.", "This is no coroutine."),
    "coroutine/of-async": ("This is a regular, synchronous function.", "This is a coroutine."),
    "generator/of-plain": ("Yield books of a ``title``.", "Return books of a ``title``."),
    "generator/of-generator": ("Returns a list.", "Returns a generator."),
    "context-manager/of-plain": ("Can be used as a context manager.",
                                 "It can't be used as a context manager."),
    "property/of-method": ("This property is computed on each access.",
                           "This method computes it on each call."),
    "property/of-property": ("It must be called with parentheses.",
                             "It is read without parentheses."),
    "nothing-returned/of-value": ("Returns nothing.", "Returns the result."),
    "nothing-returned/of-nothing": ("Returns True on success and False otherwise.",
                                    "Returns nothing."),
    "type-returned": ("A dictionary of books.", "A list of books."),
    "name-invented/function": ("best_match_now", "best_match"),
    "unit": ("20 milliseconds", "20 seconds"),
    "swapped": ("person: How that somebody looks afterwards.",
                "Who is to be given another look."),
    "condition": ("If the title is not empty.", "If the title is empty."),
}  # fmt: skip


@pytest.mark.parametrize("case", EXPECTED)
def test_a_lie_is_made_beside_its_truth(case: str) -> None:
    false, true = EXPECTED[case]
    assert any(
        false in pair.lie.core and true in pair.truth.text and false not in pair.truth.text
        for pair in PAIRS[case]
    ), [(pair.lie.core, pair.truth.text) for pair in PAIRS[case]][:20]


def test_a_number_is_changed_in_the_authors_words() -> None:
    lies = {pair.lie.text for pair in PAIRS["number"] if pair.origin == "author"}
    assert lies and {re.sub(r"\d+", "20", text) for text in lies} == {
        "How many there are, counted anew within 20 seconds."
    }


def test_what_the_body_takes_for_none_is_a_default() -> None:
    lies = {pair.lie.text for pair in PAIRS["default"] if "50 if not given" in pair.truth.text}
    assert "Most entries, 51 if not given." in lies
    assert not any("50" in text for text in lies)


def test_nothing_false_is_said_of_what_is_so() -> None:
    """No generator is called one in a lie, no coroutine, no property."""
    known = phrasings.phrasings("tuned")
    cases = {
        subject.name: {pair.case for pair in pairs_of(subject, known, seed=1)}
        for subject in of_file(CODE, "shop==1.0", "shop.py")
    }
    assert "generator/of-plain" not in cases["names"]
    assert "coroutine/of-plain" not in cases["fetch"]
    assert "property/of-method" not in cases["size"]
    assert "none-or-raise/of-raise" not in cases["best_match"]
    assert "nothing-returned/of-nothing" not in cases["best_match"] | cases["fetch"]


def test_the_words_that_are_false_are_no_part_of_the_truth() -> None:
    assert [
        (pair.case, pair.lie.core)
        for found in PAIRS.values()
        for pair in found
        if pair.lie.core in pair.truth.text
    ] == []


def test_the_same_seed_makes_the_same_pairs() -> None:
    assert pairs(2) == pairs(2)


def test_a_pair_is_judged_as_an_answer_of_a_model() -> None:
    subject = next(item for item in of_file(CODE, "shop==1.0", "shop.py") if item.name == "find")
    pair = next(
        item for item in PAIRS["type-returned"] if item.lie.text.startswith("A string of books")
    )
    code = subject.code
    job = Job("shop", subject.where, code.text, code.source, subject.line, "Find books.", pair)
    assert sample([job, job], 1, seed=1) == [job]
    outcome = result(job)
    assert not outcome.has_reached and outcome.is_noted
    assert not outcome.is_lost and "A list of books" in outcome.truth.text


@pytest.mark.parametrize("name", ["tuned", "tuned-more", "held-out", "held-out-more"])
def test_the_phrasings_are_well_formed(name: str) -> None:
    found, wrong = phrasings.parsed((phrasings.FOLDER / f"{name}.txt").read_text("utf-8"))
    assert wrong == []
    assert not found or phrasings.thin(found) == []


def test_the_format_tells_of_every_case() -> None:
    rows = {}
    for line in (phrasings.FOLDER / "FORMAT.md").read_text("utf-8").split("\n"):
        cells = [cell.strip() for cell in line.split("|")[1:-1]]
        if line.startswith("| `") and len(cells) == 4:
            slots = [slot.strip("* ") for slot in cells[1].split(",") if slot.strip()]
            changing = [slot.strip("* ") for slot in cells[1].split(",") if "*" in slot]
            places = [place.strip() for place in cells[2].split(",") if place.strip()]
            rows[cells[0].strip("`")] = (slots, changing, places, "by entry" in cells[3])
    assert rows == {
        name: (list(case.slots), list(case.false), list(case.places), case.by_entry)
        for name, case in CASES.items()
    }


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("=== nonsense\nat: summary\nboth: X.", "no case is called nonsense"),
        ("=== default\nat: parameter\nboth: Defaults to {valeu}.", "no slot valeu"),
        ("=== default\nat: parameter\nboth: Has a default.", "tells the lie from the truth"),
        ("=== default\nat: raises\nboth: Defaults to {value}.", "not at raises"),
        ("=== link\nat: description\nboth: + {url}.", "no sentence to be glued to"),
        ("=== link\nat: description\ntrue: =", "without lie:"),
        ("=== link\nlie: See {url}.", "expected"),
    ],
)
def test_a_file_of_phrasings_that_is_wrong_is_told_why(text: str, reason: str) -> None:
    assert any(reason in item for item in phrasings.parsed(text)[1])


def test_packages_are_pinned_and_on_one_side() -> None:
    tuned, held_out = packages("tuned"), packages("held-out")
    assert len(tuned) >= 8 and len(held_out) >= 10 and len({*tuned, *held_out}) >= 20
    assert not set(tuned) & set(held_out)
    assert all(item.count("==") == 1 for item in (*tuned, *held_out))


@pytest.mark.parametrize(
    ("document", "mangled"),
    [
        ("How long to wait for it; by default it is the current time.", False),
        ("Some other words.", False),
        ("How long to wait for it; by it is the current time.", True),
        ("How long to wait for nothing; by default it is the current day.", False),
    ],
)
def test_a_sentence_stays_whole_or_leaves_whole(document: str, mangled: bool) -> None:
    told = "How long to wait for it; by default it is the current time."
    other = "How long to wait for nothing; by default it is the current day."
    whole = plain(told) in plain(document)
    assert (not whole and is_mangled(told, [told, other], document)) is mangled


def test_what_cannot_be_proven_is_told_apart_from_what_is_false() -> None:
    subject = next(item for item in of_file(CODE, "shop==1.0", "shop.py") if item.name == "find")

    def outcome(text: str) -> Outcome:
        statement = Statement("description", text, text)
        return judged(subject.code.text, subject.line, statement.answer("Find books."))

    assert outcome("It is new in version 57.2.").unproven
    assert outcome("It never raises.").verdicts
    assert not outcome("It never raises.").unproven
