"""Nothing special: words of a plain function that only has to be called."""

from __future__ import annotations

from ...claims import ClaimKind
from .vocabulary import NEVER, PLAIN, PROSE
from .wording import Stance, Topic, Words

_FUNCTION = r"(?:functions?|methods?|callables?|calls?|def|procedures?|routines?|subroutines?)"
_ORDINARY: tuple[tuple[Stance, Words], ...] = (
    (
        Stance.SAYS,
        {
            **{
                word: rf"{word}(?:,? (?:\w+[- ])?(?:{PLAIN}|old))?(?:,)? ?(?:python |synchronous "
                rf"|blocking |sync |sequential |instance )*{_FUNCTION}"
                r"(?! (?:of|arguments?|parameters?|signature|name|object that)\b)"
                for word in (
                    *("regular", "ordinary", "plain", "normal", "usual", "simple", "conventional"),
                    *("standard", "mere", "common", "everyday", "traditional", "vanilla"),
                )
            },
            "like any": rf"like any (?:other )?(?:\w+ )?{_FUNCTION}",
            "any old": rf"any old {_FUNCTION}",
            "all": r"all (?:it takes|you (?:have to|need to|need|do)(?: do)?|there is(?: to it)?"
            r"|that(?:'s| is) (?:needed|required)|it needs)",
            "enough": r"call(?:ing)? (?:it|this)? ?is (?:already )?enough",
            "suffi": r"call(?:ing)? (?:it|this)? ?(?:suffices|is sufficient)",
        },
    ),
    (
        Stance.HINTS,
        {
            "called": r"called (?:directly|as usual|normally|and forgotten)|simply called"
            r"|just called",
            " code": r"from (?:ordinary|regular|normal|plain|any"
            r"|other)(?: \w+)?,? (?:[\w-]+ )?code",
            "call it": r"(?:just|simply) call it|call it (?:directly|and)",
            "call this": r"(?:just|simply) call this|call this directly",
        },
    ),
)


_ALIKE = {" code": r"to (?:call|invoke|use|run) (?:it|this) from [^.;,]*(?:, [\w-]+)? code"}
TOPIC = Topic(ClaimKind.ORDINARY, _ORDINARY, NEVER, _ALIKE, NEVER, PROSE)
