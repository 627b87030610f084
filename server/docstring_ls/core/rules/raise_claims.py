"""Claims about exceptions."""

from __future__ import annotations

from ..analysis import Facts, PropagatedException
from ..docstrings import Entry
from .claim_checker import ClaimChecker
from .members import bare_name


def checked_raises(
    entries: tuple[Entry, ...], facts: Facts, examiner: ClaimChecker
) -> tuple[Entry, ...]:
    """The exceptions for which the code has evidence, in the order of the code."""
    said: dict[str, Entry] = {}
    for entry in entries:
        name = bare_name(entry.name)
        propagated = _evidence(name, facts)
        if propagated is None:
            if not name:
                continue
            examiner.drop("unfounded-exception", f"Nothing raises `{name}` here", facts.place)
        elif propagated.exception in said:
            continue
        else:
            said[propagated.exception] = Entry(
                propagated.exception, examiner.prose(entry.description, f"exception `{name}`")
            )
            if not propagated.certain:
                examiner.note(
                    "undecided-exception",
                    f"`{name}` may leave it, but not for certain; kept",
                    propagated.place,
                )
    order = dict.fromkeys(item.exception for item in facts.raises)
    return tuple(said[name] for name in order if name in said)


def _evidence(name: str, facts: Facts) -> PropagatedException | None:
    last = name.rsplit(".", 1)[-1]
    exact = [item for item in facts.raises if item.exception == name]
    same = [item for item in facts.raises if item.exception.rsplit(".", 1)[-1] == last]
    broader = [
        item
        for item in facts.raises
        if last in item.bases and last not in {"Exception", "BaseException"}
    ]
    found = sorted((*exact, *same), key=lambda item: not item.certain) or broader
    return found[0] if found else None
