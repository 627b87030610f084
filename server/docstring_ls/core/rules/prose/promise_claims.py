"""What prose promises of calls at the same time, of cost and of effects.

What warns ("not thread-safe", "callers must hold a lock") promises nothing, and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..claims import Claim, ClaimKind, Passage
from .sentence import Sentence

_TOGETHER = re.compile(
    r"\b(?:(?:thread|process|signal|fork|async|task|interrupt|multithread|mt|coroutine|"
    r"concurren\w*)[- ]?safe(?:ty|ly)?"
    r"|re-?entran\w+|(?:multi-?|single-?)?thread(?:s|ed|ing)?\b(?! pools?)|multi-?threading"
    r"|r?locks?\b|locking|locked|lock-free|mutex(?:es)?|semaphores?|critical sections?"
    r"|atomic(?:ally|ity)?|race conditions?|data races?|race-free|races\b|deadlocks?"
    r"|concurren(?:t|tly|cy)|simultaneous(?:ly)?|in parallel|parallel (?:calls?|use|access)"
    r"|synchroni[sz](?:ed|ation)|mutual(?:ly)? exclu\w+|exclusive(?:ly)? (?:access|control)"
    r"|at the same time)\b"
)
# What may go wrong, and what others would have to do about it.
_HAZARD = re.compile(
    r"\b(?:rac(?:e|es|ing)\b|interfer\w*|los[et]\b|missed|corrupt\w*|broken?|break\w*|inconsisten\w*"
    r"|worr\w+|external(?:ly)?|of (?:their|your|its|one'?s|the caller'?s) own|deadlock\w*|unsafe"
    r"|unprotected|unsynchroni[sz]ed|unguarded|need\w*|hav(?:e|ing) to|has to|requir\w+|undefined"
    r"|necessary|responsib\w+|caution|careful\w*|clash\w*|collid\w+|collision\w*|conflict\w*"
    r"|trampl\w+|step\w* on|torn|stale|garble\w*|problem\w*|trouble|danger\w*|harm\w*|risk\w*)"
)
_DENIAL = re.compile(
    r"\b(?:not?|never|nor|neither|none|without|cannot|non(?=-)|nobody|nothing|hardly|free of"
    r"|ruled out|rules? out|avoid\w*|prevent\w*|eliminat\w*|protect\w* (?:\w+ ){0,3}against"
    r"|taken care|take[sn]? care of|impossible|immune|can't|won't|don't|doesn't|isn't|aren't"
    r"|haven't|hasn't|needn't|shouldn't|mustn't|wouldn't|couldn't)\b"
)
_SAFE = re.compile(r"\b(?:(?:\w+-)?safe(?:ty|ly)?|freely|lock-free|race-free|re-?entrant)\b")
_DUTY = re.compile(r"\b(?:must|should|ought|shouldn't|mustn't|only from one|only one|a single)\b")
_CLAUSE = re.compile(r"[,;:.?!()]|\b(?:and|but|so|which|while|as|if|or)\b")
# Promises beside it; not what is denied.
_OTHER = re.compile(
    r"\bidempoten(?:t|tly|ce|cy)\b|\bo\((?!bject)[^)\n]{1,40}\)|\b(?:constant|linear|logarithmic"
    r"|quadratic|amorti[sz]ed|polynomial|bounded)[- ](?:time|space|memory)\b"
    r"|\bside[- ]effect(?:s\b|-free|\b)|\bpure function\b|\b(?:is|are|purely) (?:pure|functional)\b"
    r"|\bguarante\w+|\bnon-?blocking\b|\bnever blocks?\b|\bwithout blocking\b|\bzero-copy\b"
    r"|\b(?:crash|exception|memory|type|overflow|null)[- ]safe(?:ty|ly)?\b|\bsafely\b"
    r"|\bcryptographically\b|\bdeterministic(?:ally)?\b|\bsafe (?:to|for|from|in|under|against)\b"
    r"|\bbackwards?[- ]compatib\w+"
)
_SIGNS = (
    *("safe", "thread", "lock", "concurren", "atomic", "rac", "mutex", "parallel", "synchroni"),
    *("reentran", "re-entran", "simultaneous", "semaphore", "same time", "exclusi", "critical"),
)
_OTHER_SIGNS = (
    *("idempot", "o(", "time", "space", "memory", "effect", "pure", "guarante", "block", "safe"),
    *("copy", "crypto", "determin", "compatib"),
)
_NO = re.compile(r"\b(?:not|no|never|cannot|can't|isn't|aren't|doesn't|don't|won't)\b[^,;]*$")


def read_promises(sentence: Sentence, passage: Passage) -> Iterator[Claim]:
    """Claims that something is safe, cheap or harmless; a denial of that is a negated one."""
    text = sentence.text.lower().replace("’", "'")
    together = _TOGETHER.search(text) if any(sign in text for sign in _SIGNS) else None
    if together is not None:
        words = sentence.text[together.start() : together.end()]
        yield Claim(
            ClaimKind.SAFETY, words, value=words, subject="together", negated=not _promises(text)
        )
        return
    other = _OTHER.search(text) if any(sign in text for sign in _OTHER_SIGNS) else None
    if other is not None:
        words = sentence.text[other.start() : other.end()]
        is_absence = "effect" in words
        denied = bool(_NO.search(text[: other.start()])) and not is_absence
        yield Claim(ClaimKind.SAFETY, words, value=words, negated=denied)


def _promises(text: str) -> bool:
    """Whether a sentence about calls at the same time says that they do no harm.

    It does where a hazard is denied, or where nothing warns: no hazard, no denial, no duty.
    """
    if "?" in text:
        return True
    warns = False
    for clause in filter(None, _CLAUSE.split(text)):
        is_denied = len(_DENIAL.findall(clause)) % 2 == 1
        safe = _SAFE.search(clause)
        if safe is not None:
            if len(_DENIAL.findall(clause, 0, safe.start())) % 2 == 0:
                return True
            warns = True
        elif _DUTY.search(clause):
            warns = True
        elif _HAZARD.search(clause):
            if is_denied:
                return True
            warns = True
        elif is_denied:
            warns = True
    return not warns
