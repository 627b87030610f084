"""What prose says of effects: something written, deleted, sent, logged, printed, kept, run.

Nobody foresees all wordings, so what is read is the topic with its polarity; the rule holds it
against what the body does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..claims import Claim, ClaimKind, Part, Passage
from .change_claims import is_denied, is_open, read_changes
from .sentence import Sentence

_FILES = r"(?:files?|director(?:y|ies)|folders?)"
_STORE = r"(?:disk|disc|files?|filesystem|file system|storage|database|drive|stdout|stderr)"
_CONSOLE = r"(?:stdout|console|terminal|screen|standard output|stderr)"
_REMOTE = r"(?:network|http\w*|remote|web|server|telemetry)"
_LATER = r"(?:later|subsequent|next|further|future|repeated)"
# Each effect with first letters of words of which one must be there, and what says it.
_SAYINGS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "writes": (
        ("writ", "save", "savi", "pers", "stor", "flus", "crea", "over"),
        (
            r"\b(?:writ(?:es?|ten|ing)|sav(?:e|es|ed|ing)|persist(?:s|ed|ing)?|stor(?:es?|ed|ing)"
            r"|flush(?:es|ed)?)\b[^.;]{0,40}"
            rf"\b(?:to|on|in|into|onto)\s+(?:\w+\s+){{0,2}}?{_STORE}\b",
            r"\bpersist(?:s|ed)\b",
            r"\b(?:creates?|writes|overwrites)\s+(?:an?|the)\s+(?:\w+\s+)?files?\b",
        ),
    ),
    "deletes": (
        ("dele", "remo", "clea", "touc", "unli"),
        (
            r"\b(?:delet(?:es?|ed|ing)|remov(?:es?|ed|ing)|clean(?:s|ed)?(?: up)?|touch(?:es|ed)?"
            rf"|unlink(?:s|ed)?)\b[^.;]{{0,30}}\b{_FILES}\b",
            rf"\b{_FILES}\b[^.;]{{0,30}}\b(?:deleted|removed|cleaned up|touched)\b",
        ),
    ),
    "sends": (
        ("netw", "wire", "inte", "http", "remo", "web", "serv", "tele"),
        (
            r"\bover the (?:network|wire|internet)\b",
            r"\b(?:sends?|sent|sending|uploads?|uploaded|posts?|posted|makes?|issues?)\b"
            rf"[^.;]{{0,30}}\b{_REMOTE}\b",
            r"\b(?:network|http|remote) (?:requests?|calls?|access|traffic|connections?)\b",
            r"\bcontacts? (?:the|a) (?:\w+ )?server\b",
        ),
    ),
    "logs": (
        ("log", "logs", "logg", "warn"),
        (
            r"\b(?:is|are|be|gets?|nothing|also) (?:also )?logged\b",
            r"\blogs? (?:an?|the|each|every|what|all) \w+",
            r"\b(?:to|in|into) the logs?\b",
            r"\b(?:emits?|issues?|writes?) (?:an?|the) (?:\w+ )?(?:log|warning)\b",
        ),
    ),
    "prints": (
        ("prin", "stdo", "stde", "cons", "term", "scre", "stan"),
        (
            rf"\bprint(?:s|ed|ing)\b[^.;]{{0,30}}\b{_CONSOLE}\b",
            r"\b(?:is|are|be|nothing) printed\b",
            r"\b(?:output|shown|echoed|displayed|outputs|shows|echoes|displays)\b[^.;]{0,30}"
            rf"\b(?:to|on) (?:the )?{_CONSOLE}\b",
        ),
    ),
    "caches": (
        ("cach", "memo", "late", "reme", "subs", "next", "repe", "furt", "futu"),
        (
            r"\b(?:is|are|be|gets?|will be|results?) (?:\w+ )?(?:cached|memoi[sz]ed|remembered)\b",
            r"\bcach(?:es|ing) (?:the|its|all|each|every)\b",
            r"\bmemoi[sz](?:es|ed)\b",
            r"\b(?:kept|stored|remembered|reused|saved|computed once)\b[^.;]{0,30}"
            rf"\b{_LATER} (?:calls?|uses?|invocations?)\b",
        ),
    ),
    "runs": (
        ("proc", "subp", "thre", "shel", "daem"),
        (
            r"\b(?:spawns?|starts?|launch(?:es)?|forks?|runs?)\b[^.;]{0,20}"
            r"\b(?:(?:sub)?process(?:es)?|threads?|shell|daemon)\b",
            r"\b(?:in|on) a (?:background|separate|new|worker) (?:thread|process)\b",
        ),
    ),
    "global": (
        ("glob", "envi", "modu", "proc", "work"),
        (
            r"\b(?:sets?|chang(?:es?|ed)|modif(?:y|ies|ied)|updat(?:es?|ed)|registers?|stored|kept"
            r"|mutates?)\b[^.;]{0,40}\b(?:global(?:ly| state| variables?| registry)"
            r"|environment variables?|module[- ]level|process-wide|working directory)\b",
        ),
    ),
}
_COMPILED = {
    effect: re.compile("|".join(patterns), re.I) for effect, (_, patterns) in _SAYINGS.items()
}
_BY_STEM: dict[str, list[str]] = {}
for _effect, (_stems, _) in _SAYINGS.items():
    for _stem in _stems:
        _BY_STEM.setdefault(_stem, []).append(_effect)
_PARTS = (Part.SUMMARY, Part.DESCRIPTION, Part.PARAMETER, Part.RETURNS)


def read_effects(sentence: Sentence, passage: Passage, names: frozenset[str]) -> Iterator[Claim]:
    """Claims that something is done to an argument or to the world, or is not."""
    yield from read_changes(sentence, passage, names)
    if passage.part not in _PARTS:
        return
    near = _BY_STEM.keys() & sentence.stems
    for effect in dict.fromkeys(effect for stem in sorted(near) for effect in _BY_STEM[stem]):
        match = _COMPILED[effect].search(sentence.text)
        if match is not None and not is_open(sentence.text[: match.start()]):
            denied = is_denied(sentence.text[: match.end()])
            yield Claim(ClaimKind.EFFECT, match[0].strip(), value=effect, negated=denied)
