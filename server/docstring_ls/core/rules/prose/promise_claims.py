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
    r"|atomic(?:ally|ity)?|race conditions?|data races?|race-free|races\b|deadlocks?|gil"
    r"|concurren(?:t|tly|cy)|simultaneous(?:ly)?|in parallel|parallel (?:calls?|use|access)"
    r"|synchroni[sz](?:e[sd]?|ation)|mutual(?:ly)? exclu\w+|exclusive(?:ly)? (?:access|control)"
    r"|(?:access|use) is exclusive|contention|interleav\w+|compare[- ]and[- ]swap|at the same time"
    r"|(?:callers|clients|users|tasks|consumers|producers|workers)\b[^.;]{0,40} at once"
    r"|(?:calls|callers|access|accesses|updates|invocations) (?:is|are) (?:\w+ )?seriali[sz]ed)\b"
)
# What may go wrong, and what others would have to do about it.
_HAZARD = re.compile(
    r"\b(?:rac(?:e|es|ing)\b|interfer\w*|los(?:es?|t|s|ing)\b|missed|corrupt\w*|broken?|break\w*|torn"
    r"|inconsisten\w*|worr\w+|external(?:ly)?|deadlock\w*|unsafe|unprotected|unsynchroni[sz]ed"
    r"|unguarded|need\w*|hav(?:e|ing) to|has to|requir\w+|undefined|necessary|responsib\w+|caution"
    r"|careful\w*|clash\w*|collid\w+|collision\w*|conflict\w*|trampl\w+|step\w* on|stale|garble\w*"
    r"|problem\w*|trouble|danger\w*|harm\w*|risk\w*|overwr\w+|clobber\w*|against|beware"
    r"|of (?:their|your|its|one'?s|the caller'?s) own|(?:left|up) to (?:the|its) callers?)"
)
_DENIAL = re.compile(
    r"\b(?:not?|never|nor|neither|none|without|cannot|non(?=-)|nobody|nothing|hardly|free of"
    r"|ruled out|rules? out|avoid\w*|prevent\w*|eliminat\w*|impossible|immune|lack(?:s|ing)?"
    r"|(?:protect|guard|secur|shield|safeguard)\w* (?:\w+ ){0,4}against|take[sn]? care"
    r"|(?:ca|wo|do|does|is|are|have|has|need|should|must|would|could)n't)\b|\w-free\b"
)
_SAFE = re.compile(r"\b(?:(?:\w+-)?safe(?:ty|ly)?|freely|lock-free|race-free|re-?entrant)\b")
_DUTY = re.compile(
    r"\b(?:must|should|ought|shouldn't|mustn't|only|a single)\b(?!.*\bat a time\b)"
    r"|^\s*(?:use|wrap|protect|guard|hold|take|acquire|bring|put)\b.*\b(?:lock|mutex|semaphore)"
)
_CLAUSE = re.compile(r"[,;:.?!()]|\b(?:and|but|so|which|while|as|if|or|when)\b")
# Promises beside it; not what is denied.
_OTHER = re.compile(
    r"\bidempoten(?:t|tly|ce|cy)\b|\bo\((?!bject)[^)\n]{1,40}\)|\b(?:constant|linear|logarithmic"
    r"|quadratic|amorti[sz]ed|polynomial|bounded)[- ](?:time|space|memory)\b"
    r"|\b(?:no|without|free of|any|zero) (?:\w+ )?side[- ]effects?\b|\bside[- ]effect[- ]free\b"
    r"|\bpure function\b|\b(?:is|are|purely) (?:pure|functional)\b"
    r"|\bguarante\w+(?!\w| (?:not|never) to be [`*]*none\b)"
    r"|\bnon-?blocking\b"
    r"|\bnever blocks?\b|\bwithout blocking\b|\b(?:doesn't|does not|won't|will not) block\b"
    r"|\b(?:crash|exception|memory|type|overflow|null|fail)[- ]?safe(?:ty|ly)?\b|\bsafely\b"
    r"|\bcryptographically\b|\bdeterministic(?:ally)?\b|\bsafe (?:to|for|from|in|under|against)\b"
    r"|\bbackwards?[- ]compatib\w+|\bzero-copy\b|\balways succeeds?\b|\b(?:can't|cannot) fail\b"
    r"|\b(?:fool|bullet)proof\b|\binfallibl[ey]\b"
)
_SIGNS = (
    *("safe", "thread", "lock", "concurren", "atomic", "rac", "mutex", "parallel", "synchroni"),
    *("reentran", "re-entran", "simultaneous", "semaphore", "same time", "exclusi", "critical"),
    *("gil", "content", "interleav", "compare", "at once", "seriali"),
)
_OTHER_SIGNS = (
    *("idempot", "o(", "time", "space", "memory", "effect", "pure", "guarante", "block", "safe"),
    *("copy", "crypto", "determin", "compatib", "succeed", "fail", "proof"),
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
        denied = _NO.search(text[: other.start()]) is not None
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
            before = clause[: safe.start()]
            if len(_DENIAL.findall(before)) % 2 == 0 and "only" not in before:
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
