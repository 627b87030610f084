"""Context managers: words of *with*, of its block, and of what happens on leaving it."""

from __future__ import annotations

import re

from ...claims import ClaimKind
from .vocabulary import PROSE
from .wording import Stance, Topic, Words

_MANAGER: tuple[tuple[Stance, Words], ...] = (
    (
        Stance.SAYS,
        {
            "context": r"context[- ]?manag(?:ers?|ement)|contextlib(?:\.\w+)?",
            "with": r"with-block(?:[- ](?:statement|block|clause|sentence|keyword|construct"
            r"|suite|body|form|context)s?)?|(?:async )?with[- ](?:statement|block|clause"
            r"|sentence|construct|suite)s?|with-keyword|(?:word|keyword|after|behind|by|using|a"
            r"|into|front|through|of|for|needs?|supports?|the|in|via) with(?=[.,;:)]|$| (?:and"
            r"|in front|is|or|does))",
            "__": r"__a?(?:enter|exit)__(?:\(\))?",
            "exitstack": r"(?:async)?exitstack",
            "block": r"(?:(?:before|until|unless|once|when|after) (?:the|a) block is (?:left"
            r"|over|entered|exited|done|finished))|(?:leav|exit|enter|outsid|insid|quit|within"
            r"|end|left|surround|enclos)\w*(?: of| from| it| upon)?(?: (?:the|an?|its|this|that"
            r"|your|any))? (?:\w+ )?blocks?|blocks? (?:is (?:left|over|entered|exited|done"
            r"|finished)(?! as)|ends?|exits?|finishes|has been left|to (?:enter|leave|open|close"
            r"|exit|speak)|in which|whose|closes|completes|that follows|runs|body|executes"
            r"|is (?:running|active)|(?:is )?(?:needed|required|necessary|involved))|(?:bracket"
            r"|wrap|guard|open|close|around|accompan)\w*(?: \w+){0,2} block|(?:length|duration"
            r"|course|extent|lifetime|start|end|body|top|bottom) of (?:a|the|that|this"
            r"|its)(?: [\w-]+)? block|for the block|managed block",
            "the body": r"(?:as long as|while|when|until|leaving|of) the body(?: (?:runs"
            r"|executes|is)\b)?",
            "block of code": r"block of code",
            "runtime context": r"runtime context",
            "its context": r"its context is (?:left|entered|exited|closed|over)",
            "managed": r"managed (?:scope|region|section|context)",
            "with ... as": r"with \.\.\. as(?: \w+)?",
            "statements": r"(?:enclos|wrap|surround|guard|bracket|embrac|indent|frame)\w*(?: (?:"
            r"your|the|these|those|some|its))?(?: \w+)? statements|statements (?:within|inside|it"
            r" (?:wraps|encloses|surrounds)|you (?:wrap|enclose|indent))",
            "setup": r"(?:between|before|after) (?:the )?set-?up and (?:the )?tear-?down|set-?up"
            r" and tear-?down around",
            "tear": r"(?:tear|torn|tears) down (?:on|upon|at|automatically|when)(?: \w+){0,2}",
            "finali": r"finali[sz](?:es|ed|ing) (?:itself|automatically)(?: afterwards)?",
            "tid": r"tid(?:y|ies|ied|ying)(?: \w+)? up (?:at (?:its|the) end|after (?:itself|you)"
            r"|afterwards|automatically|on)",
            "undo": r"(?:undo|undoes|undone|revert|reverts|reverted) (?:on|upon|at|when"
            r"|automatically)(?: \w+){0,2}",
            "lasts": r"lasts? (?:only )?(?:for|as long as|until|while)(?: \w+){0,4} (?:statements"
            r"|block|body|suite|context|scope)",
            "the context": r"(?:enter|exit|leav)\w* the context(?! of)",
            "entering": r"entering (?:and|or) (?:exit|leav)\w*",
            "to enter": r"to enter(?= (?:it|or|and|first)|[.,;:)]|$)",
            "scope": r"(?:leav|exit|enter|outsid|insid|quit|within|end)\w*(?: of| from)? (?:the"
            r"|an?|its|this) scope|(?:length|duration|end) of (?:a|the) scope",
            "exit": r"(?:on|upon|at|after) (?:exit|exiting)(?! (?:code|status))",
            "entry": r"(?:on|upon|at) entry(?= and)",
            "enter": r"(?:be|is|been|being|gets?|once|first|when) entered|entered (?:as|by|prior"
            r"|before|and|with|through|first)|enter(?:ing)? it|enters? (?:it|the runtime|this)"
            r"|entering and (?:exit|leav)ing",
            "leav": r"(?:on|upon|when|by|after) leaving",
            "clean": r"clean(?:s|ed|ing)?[- ]?up after (?:itself|you)|clean-?up (?:happens|is"
            r"|runs|on)(?: \w+){0,2}(?: automatic\w+| on exit)?|cleans? up (?:on|when"
            r"|automatically)|cleaned up (?:on|automatically|at the end)",
            "releas": r"releas(?:es|ed|ing)(?: \w+){0,3} (?:automatically|on|upon|at the end"
            r"|afterwards)",
            "afterwards": r"(?:restor|undo|undoes|undone|revert|reset|put back|rolled back|tear"
            r"|torn)\w*(?: \w+){0,4} afterwards",
            "restore": r"restores? the (?:previous|old|original|former)(?: \w+)? (?:state|value"
            r"|settings?)(?: on| when| after|[.]|$)",
            "indent": r"indent (?:what|the|your)",
            " as": r"(?:target|value|name|bound|bind\w*)[^.;]{0,30} (?:by|after|means of|with"
            r"|through) as(?=[.,;: ]|$)|by as of",
            "wrap": r"wrap (?:your|the) (?:\w+ )?(?:code|body|block)(?: up)? (?:in|with)",
        },
    ),
    (
        Stance.DOUBTS,
        {
            "for good": r"for good",
            "permanent": r"permanent(?:ly)?",
            "returns": r"(?:simply|just|merely|directly) returns",
        },
    ),
)


TOPIC = Topic(
    ClaimKind.CONTEXT_MANAGER,
    _MANAGER,
    re.compile(r"context[- ]managers?|(?:with|with-block) (?:statement|block)s?|with-block"),
    {
        "block": r"(?:code|text|try|except|data|memory|cipher|if|else|content|message"
        r"|tool) blocks?",
        "context manager": r"us(?:es|ing) an? (?:\w+ )?context manager (?:to|for|internally)",
        "manager": r"context manager (?:exit|enter|api)\w*",
    },
    re.compile(r"context ?manager|\b(?:enter |aenter|exit ?stack|contextlib|exit  )", re.I),
    PROSE,
)
