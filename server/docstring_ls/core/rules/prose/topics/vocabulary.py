"""Words that several topics share."""

from __future__ import annotations

import re

from ...claims import Part
from .wording import Words

PROSE = frozenset({Part.SUMMARY, Part.DESCRIPTION, Part.RETURNS, Part.YIELDS})
NONE: Words = {}
NEVER = re.compile(r"(?!)")

# What comes out, as a caller sees it.
IT = (
    r"(?:it|this|them|that|(?:the|its) (?:call|results?|output|values?|outcome|object|function"
    r"|method|return value|returned \w+)|what (?:is returned|it returns|comes (?:back|out)"
    r"|you (?:get|receive)|this returns|the call (?:returns|gives|hands)|is handed back))"
)
PLAIN = (
    r"(?:regular|ordinary|plain|normal|usual|simple|conventional|standard|mere|common|everyday"
    r"|run-of-the-mill|traditional|vanilla|bare)"
)
UNIT = r"(?:item|piece|chunk|element|value|row|entry|bit|step|line|record|part|result|object)"
WHOLE = (
    r"(?:list|lot|batch|tuple|output|series|sequence|collection|set|results?|thing|container"
    r"|array|values?|answer|data)"
)
MADE = (
    r"(?:done|complete|completed|finished|computed|evaluated|calculated|ready|over|made|performed"
    r"|built|constructed|carried out|produced|there|in place|available|collected|gathered|known)"
)
CALL = r"(?:the |a |this |its |your )?(?:call|function|method|routine|invocation)"
