"""When the work is done: words of later, as with coroutines and generators, and of at once."""

from __future__ import annotations

import re

from ...claims import ClaimKind
from .vocabulary import CALL, MADE, NEVER, NONE, PROSE
from .wording import Stance, Topic, Words

_DEFERRED: tuple[tuple[Stance, Words], ...] = (
    (
        Stance.SAYS,
        {
            "not": rf"(?:nothing|not a thing|not anything)(?: \w+){{0,3}} (?:happens?|runs?"
            rf"|starts?|begins?|takes place|occurs?|executed|{MADE})\b[^.;]{{0,25}}? (?:until"
            rf"|before|unless"
            r"|by the time|prior to|yet|up to|as long as)(?=[^.;]*(?:call|next|iterat|await|ask"
            r"|first|advanc|consum|demand|request|loop|returned|need|value|schedul))",
            "no ": rf"no (?:actual |real )?(?:work|code|computation|result|value|part|evaluation"
            rf"|processing|execution)(?: \w+){{0,4}} (?:happens?|runs?|starts?|begins?"
            rf"|takes place|occurs?|executed|{MADE})\b(?=[^.;]*(?:call|next|iterat|await|ask"
            rf"|first|advanc|consum|demand|request"
            r"|loop|return|need|schedul|time))|does no work",
            "defer": r"(?:is|are|be|been|being|gets?|evaluation|execution|work"
            r"|until) (?:then )?deferred|deferred (?:until|till|to)|defers? (?:the|its|all"
            r"|evaluation|execution|work)",
            "postpon": r"postpon(?:es?|ed|ing)",
            "delay": r"(?:evaluation|execution|work|computation|it|body)(?: \w+)? delayed"
            r"|delayed until",
            "put off": r"put off",
            "only": r"only (?:then |be |ever )?(?:runs?|starts?|executes?|begins?|computed"
            r"|evaluated|executed|run|started) (?:once|when|after|upon|as|during|while|on)"
            r"|only (?:creates?|makes?|gives?|returns?|builds?|constructs?|prepares?"
            r"|sets up)(?: you)? (?:an? )?(?:\w+ )?(?:object|coroutine|awaitable|generator"
            r"|iterator|recipe|promise)",
            "merely": r"merely (?:creates?|makes?|gives?|returns?|builds?|constructs?|prepares?"
            r"|sets up)",
            "body": r"body(?: \w+)? (?:only )?(?:runs|executes|is (?:run|executed|done"
            r"|performed)) (?:during|while|when|on|upon|as you|lazily|later|step|only)",
            "does nothing": r"(?:call|calling it|calling this)(?: by itself| alone"
            r"| itself)? does nothing",
            " needed": r"(?:comput|evaluat|produc|generat|calculat)\w*(?: \w+){0,2} (?:as|when"
            r"|only when|only as) needed",
        },
    ),
    (
        Stance.DENIES,
        {
            "time of": r"at (?:the )?time of (?:the )?call(?:ing)?",
            "call time": r"at call time",
            "itself": r"by the call itself|call itself (?:does|has done|did|gives"
            r"|performs) (?:all|everything|the)",
            " call": r"call (?:does|has done|did|performs) (?:all|everything|the)",
            "as soon as": r"(?:runs?|executes?|executed|happens?|starts?|takes place)"
            rf" as soon as (?:it|this|{CALL}|you)(?: is|'s)? (?:called|made|invoked)?",
            "by the time": rf"by the time (?:{CALL}|it|this|you|control)[^,.;]*? (?:returns"
            rf"|comes back"
            r"|is back|is over|finishes|regains?|gets? (?:back|control|it))"
            rf"|(?:all|everything)(?: \w+){{0,4}} {MADE} by the time",
            **{
                word: rf"{word}(?: the| its)?(?: \w+){{0,4}} (?:has|have|is|are) (?:been "
                rf"|already )*{MADE}(?=[.,;:]|$| (?:before|when|once|by|as soon|prior|during"
                rf"|inside|within|up))|{word}(?: \w+){{0,3}} {MADE}(?= (?:before|when|once|by"
                rf"|as soon|prior))"
                for word in ("all", "everything")
            },
            "work": r"all (?:the |its )?work (?:happens|is done|has been|takes place)",
            "takes place": r"takes place (?:immediately|at once|right|straight)",
            "you": r"(?:gives|hands|has given|returns) you (?:all|everything)",
            "finished": r"finished (?:thing|value|result|object|product|article)",
            "call": r"(?:immediately|straight|directly|instantly|right)(?: away)? (?:upon|on"
            r"|from|after|with|at|when) (?:the |making the |you )?call(?:ing)?|(?:when"
            r"|once) the call (?:returns|is over|comes back|ends|has (?:returned|finished))"
            r"|before the call (?:returns|is over|ends)",
            "soon": r"(?:available|ready|there|done) as soon as (?:you|it|the (?:call|function"
            r"|method))\b(?: \w+)*",
            "ready": r"ready (?:when|as soon as|once|after|the moment) (?:you|the (?:call"
            r"|function|method)|it)",
        },
    ),
    (
        Stance.DOUBTS,
        {
            "completion": r"runs? to completion",
            "immediate": r"immediate(?:ly)?(?! (?:if|unless|return)\b)",
            "right away": r"right away",
            "straight": r"straight ?away|straight from",
            "instant": r"instantly",
            "directly": r"direct(?:ly)? (?:the|an?|returns?|gives?|hands?|available)"
            r"|directly(?=[.,;:)]|$)",
            "on the spot": r"on the spot",
        },
    ),
)


TOPIC = Topic(
    ClaimKind.DEFERRED,
    _DEFERRED,
    NEVER,
    NONE,
    re.compile(r"\b(?:async|await|yield|defer|future|lambda|partial|lazy|generator|iter)", re.I),
    PROSE,
)
