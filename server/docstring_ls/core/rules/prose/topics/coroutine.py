"""Coroutines: words of awaiting, of the loop, and of calls that block."""

from __future__ import annotations

import re

from ...claims import ClaimKind
from .vocabulary import IT, PROSE
from .wording import Stance, Topic, Words

_COROUTINE: tuple[tuple[Stance, Words], ...] = (
    (
        Stance.SAYS,
        {
            "block": r"(?:without|not|never|n't) block\w* (?:\w+ ){0,2}(?:loop|tasks|coroutines)",
            "without": r"without (?:an? |any |the |being )?await(?:ing"
            r"|ed)?(?: \w+)?,? (?:nothing|no\b|you|it|the|merely|only|just|simply|has|does|gives"
            r"|creates|returns|will)(?= |$)[^.;]*",
            "forget": r"forget(?:s|ting)? (?:to )?(?:the )?await\b[^.;]*(?:coroutine|warning"
            r"|never|nothing)[^.;]*",
            "await": r"(?:(?:if|when|unless|until|once|as long as)(?: \w+){0,3} )?(?:(?:not"
            r"|never|n't)(?: been)? )?(?<=[ts] )un-?awaited|un-?awaited|(?:if|when|unless|until"
            r"|once|as long as|while)(?: (?:it|this|the call|you))?(?: is| are| do)?(?: not|n't"
            r"| never)? await(?:ed|ing)?|await(?:s|ed|ing|ables?)?",
            "coroutine": r"coroutines?",
            "async": r"async|asynchronous(?:ly)?|asyncio(?!\.to_thread)(?:\.\w+)*(?:\(\))?",
            "loop": r"event[- ]?loops?|(?:running|async|current|active|asyncio) loop|(?:on|to"
            r"|by) the loop",
            "create_task": r"create_task(?:\(\))?",
            "run_until": r"(?:\w+\.)?run_until_complete(?:\(\))?",
            "promise": r"(?:an?|is|returns?|gives?|only|merely|mere) promise",
            "future": r"(?:an?|asyncio|returned) futures?(?! (?:version|release|date|time|use"
            r"|change|call|update|extension|reference|work|point|year|event)s?\b)",
            "resolv": r"(?:resolves|resolving) to (?:the|its|a)(?: \w+)? (?:result|value|outcome)",
            "schedul": rf"(?:is |be |gets |been |needs scheduling )?schedul(?:ed?|es"
            rf"|ing)(?: {IT})? (?:on|onto|as an?|for execution|to run|with|by|concurrently)"
            rf"|schedule it|(?:must|has to|needs to|have to|should) be scheduled",
            "control": r"(?:yield|hand|give|return|cede|relinquish|pass)(?:s|ed"
            r"|ing)?(?: back)? control(?: back)?(?: to)?|control is (?:yielded|handed|given"
            r"|returned|passed)",
            "suspen": r"suspen(?:d|ds|ded|ding|sion)(?: (?:points?|the (?:caller|calling \w+"
            r"|task)|itself|until|while|execution|at))",
            "task": r"(?:run|execut|schedul|wrap|start|spawn)\w*(?: \w+)? (?:as|in|into|within"
            r"|inside) (?:an? |another |its own )(?:asyncio |separate |concurrent "
            r"|background )*task|other tasks|(?:current|surrounding|calling|enclosing|own"
            r"|asyncio) task|a task (?:that|you|which|object)|task-like",
            "background": r"runs? in the background|while (?:it|this) runs in the background",
            "concurrently": r"concurrently with other \w+|run(?:s|ning)? concurrently",
            "driv": rf"driv(?:e|es|en|ing) (?:{IT} )?(?:by|from|with|to completion)",
            "non-blocking": r"non-blocking (?:call|function|method|operation|coroutine)",
        },
    ),
    (
        Stance.DENIES,
        {
            "synchron": r"synchronous(?:ly)?",
            "async": r"non-async(?:hronous)?",
            "sync": r"sync",
            "to_thread": r"(?:asyncio\.)?to_thread(?:\(\))?",
            "executor": r"run_in_executor(?:\(\))?",
            "worker thread": r"worker thread",
        },
    ),
    (
        Stance.DOUBTS,
        {
            "block": r"blocking|blocks|block (?:until|the|its|while|for)|blocked (?:until|while"
            r"|for)",
            "hold": r"holds? up the \w+|holds? the (?:caller|thread)",
            "wait": r"(?:keeps? the (?:caller|thread|calling \w+) waiting|waits right \w+)",
            "thread": r"(?:holds?|ties up|runs?|executes?|in|on) (?:\w+ ){0,3}(?:calling"
            r"|caller's|current|same) thread",
            "occup": r"occup\w* the (?:calling )?(?:thread|caller)(?: busy)?",
        },
    ),
)


TOPIC = Topic(
    ClaimKind.COROUTINE,
    _COROUTINE,
    re.compile(r"coroutines?|async(?:hronous(?:ly)?)?|synchronous(?:ly)?|awaitable|awaited|await"),
    {
        "async": r"async(?:hronous)? (?:generators?|iterat\w+|context)|semi-synchronous"
        r"|synchronous(?:ly)? (?:and|or|as well as) asynchronous(?:ly)?"
        r"|asynchronous(?:ly)? (?:and|or|as well as) synchronous(?:ly)?",
        " code": r"to (?:call|invoke|use|run) (?:it|this) from [^.;,]*(?:, [\w-]+)? code",
        "awaited": r"(?:answer|response|reply|message|event|signal|data|connection"
        r"|input)s? (?:is|are|to be) awaited|awaited (?:for|from)",
        "await": r"await(?:s|ing)? (?:an?|the|further|more|user|some) (?:\w+ )?(?:answer"
        r"|response|reply|message|event|signal|data|connection|input|acknowledg\w+|request)s?",
        "synchronous ": r"(?:the|its) synchronous \w+(?: \w+)?",
        "semi": r"semi-synchronous",
    },
    re.compile(r"\b(?:async|await|coroutine|future|deferred|promise|event loop)", re.I),
    PROSE,
)
