"""Properties: words of reading an attribute, and of calls and their parentheses."""

from __future__ import annotations

import re

from ...claims import ClaimKind
from .vocabulary import PLAIN, PROSE
from .wording import Stance, Topic, Words

_ARTICLED = r"(?:(?<=\bas )|(?<=\blike )|(?<=\bthan )|(?<=\bis )|(?<=\bbe )|(?<=\bnot ))"
# "Leave the parentheses off".
_KEPT = (
    r"(?! (?:off|out|away|(?:must|should|have to|are to|need to) be (?:omitted|dropped"
    r"|left (?:out|off|away)))\b)"
)
_PROPERTY: tuple[tuple[Stance, Words], ...] = (
    (
        Stance.DENIES,
        {
            "method": r"(?:without|forget|forgetting|omitting|omit|lacking|no|not adding"
            r"|leaving off)(?: about)?(?: the| any| those| a| call| pair of"
            r"| round)* (?:parenthes[ei]s|brackets|\(\)|parens|call)(?!\w)[^.;]*?"
            r"method(?: object)?",
            "call": r"without calling(?: it)? (?:gives|yields|returns|only|you"
            r"|merely)[^.;]*(?:method|function)",
            "attribute access": r"attribute access (?:only |merely |just )?(?:gives|yields"
            r"|returns|gets)[^.;]*(?:bound )?method",
            "callable": r"callable(?=[.,;:)]|$| (?:object|itself|rather))",
            "zero-argument": r"zero-argument method",
            "empty": r"(?:an|the) empty (?:argument list|pair of (?:parentheses|brackets)|call)",
            "forget": r"forgetting the call",
            "argument list": r"with an? (?:\w+ )?argument list",
            "paren": rf"(?:parenthes[ei]s|parens?){_KEPT}",
            "bracket": rf"(?<!square )(?<!curly )(?<!angle )brackets{_KEPT}",
            "()": r"(?<![\w\])])\(\)",
            "bound": r"bound[- ]method(?: object)?",
            " method": r"(?:method object|method call)"
            rf"|(?:an?|ordinary|real) (?:(?:\w+[- ])?{PLAIN}|getter|\w+)? ?method(?=[.,;:)]|$"
            r"| (?:and|on purpose|to be|you|but|rather|that (?:is|has|must|needs)"
            r"|with\w* paren))|(?:left|defined as|as|was) an? (?:\w+ )?method",
            "invocation": r"(?:an|upon|on|by|the|requires|needs) invocation(?! of (?!this|it))",
            "invok": r"(?:to be|be|is|must be|when|being|to|and|by) invok(?:e|ed|ing)(?: it)?",
            "be called": r"(?:must|has to|needs to|have to|should) be called(?=[.,;:]|$"
            r"| (?:with paren|to (?:get|see|obtain)|like|as an?|explicitly|each))",
            " call": r"requested by a call|(?:needs|requires|takes|do) (?:a|the"
            r"|an explicit) call|(?:comput|evaluat|calculat|determin)\w* (?:on|upon|at|by|with"
            r"|when) (?:each |every )?call(?:ed|ing)?|call operator",
            "a function": rf"{_ARTICLED}a function(?=[.,;:]|$| rather)",
        },
    ),
    (
        Stance.SAYS,
        {
            "property": r"^(?:an? |the )?(?:read-?only |computed |cached |lazy )+property"
            r"|^(?:an? )?property|(?:(?:an?|as|is|the|by|and|or) |@)property(?=[.,;:)]|$"
            r"| (?:decorator|is (?:comput|eval|read)|computed|evaluat|holds|gives|which|rather"
            r"|that (?:is|tells|gives|holds|returns)|and|so|but))|(?:this|@|read-?only|computed"
            r"|cached) ?property|property(?=[.)]|$)|properties (?=do|are|is)",
            "attribute": r"attribute[- ](?:access|lookup|style|like)(?: access)?"
            rf"|{_ARTICLED}(?:an?|any|other|the|you'd|one)(?: [\w-]+){{0,3}} attributes?"
            r"(?=[.,;:)]|$| (?:rather|of (?:the|its|an) (?:object|class|instance)|to|and|would"
            r"|but|which|that))|(?:read|reading) (?:the|this) attribute|(?:time|when|whenever|if"
            r"|as) (?:the|this) attribute is (?:read|accessed)|^(?:the"
            r"|this) attribute (?:is (?:comput|eval|calc|deriv)\w+|suffices)|(?:read-?only"
            r"|computed|plain|data|mere|instance|ordinary|calculated|derived"
            r"|virtual) attributes?(?=[.,;:)]|$| (?:that|which|and|with|holding|giving|telling"
            r"|for|of the (?:object|class|instance)|computed|rather))|attribute (?:computed"
            r"|calculated|evaluated)|^attribute|like the attributes",
            "field": rf"{_ARTICLED}(?:an?|any|other|the|you'd read any)(?: [\w-]+){{0,2}} fields?"
            r"(?=[.,;:)]|$| (?:rather|of the (?:object|class|instance)))",
            "variable": rf"{_ARTICLED}(?:an?|any|other)(?: [\w-]+){{0,2}} variables?(?=[.,;:)]|$"
            rf"| rather)",
            "member": rf"{_ARTICLED}(?:an?|any|other)(?: data)? members?(?=[.,;:)]|$)",
            "access": r"(?:on|upon|at|by|each|every|mere|simple|plain|with|dotted"
            r"|dot) (?:attribute |each |every |first |mere |plain "
            r"|simple )*access(?:es)?(?=[.,;:)]|$| (?:and|suffices|is|evaluates|rather|without"
            r"|of this|to it))|access (?:it|this) (?:directly|like|as|by)|(?:accessed|accessible"
            r"|accessing it) (?:as|like|without|by name|directly)|(?:merely|just|simply"
            r"|only) access(?:ed)?",
            "read": r"(?:it|this|value|which|be|is|are|just|simply|and)(?: \w+)? read (?:as|like"
            r"|without|off|by name)|(?:just|simply|merely|only) read (?:it|the|its)|read (?:it"
            r"|this) (?:as|like|without|directly|off|just|property)|by reading it",
            "time ": r"(?:each|every) time (?:it|this) is (?:accessed|read)",
            "reading it": r"^reading it|reading it (?:comput|evaluat|gives|is|trigger|suffic"
            r"|return)\w*",
            "but not": r"(?:read|accessed) but not (?:assigned|set|called)",
            "call": r"^(?:do not|don't|never) call (?:it|this)(?=[.,;:]|$)|^(?:it )?(?:cannot"
            r"|can't|can not) be called(?=[.;]|$)|(?:trying|attempting) to call it (?:fails"
            r"|raises)|calling (?:it )?is (?:unnecessary|not needed|needless)"
            r"|no need to call (?:it|this)(?=[.,;:]|$)|no (?:function |method "
            r"|explicit )?call(?:s|ing)?(?: brackets| operator)? (?:(?:is|are) )?(?:involved"
            r"|needed|necessary|required)|no call(?:ing)?(?: brackets)?(?=[.,;:)]|$)",
            "off": r"(?:leave|leaving|keep|strip|drop) (?:the|those|any|its|your)?(?: trailing"
            r"| round| empty| call)* ?(?:parenthes[ei]s|brackets|parens|\(\)) (?:off|out|away)",
            "drop": r"(?:drop|omit|skip) (?:the|those|any|its)(?: trailing| round| empty| call)* "
            r"(?:parenthes[ei]s|brackets|parens|\(\))",
            "omitted": r"(?:trailing |round )?(?:parenthes[ei]s|brackets|parens) (?:must|should"
            r"|have to|are to|need to) be (?:omitted|left (?:out|off|away)|dropped)",
            "looked up": r"(?:as soon as|when|whenever|each time|every time|once) (?:the|its"
            r"|this) (?:name|attribute) is (?:looked up|read|accessed|referenced|resolved)",
            "lookup": r"(?:the|each|every|a|mere|simple|by|on|upon)(?: mere| simple)? lookup "
            r"(?:already |itself )*(?:produces|gives|yields|returns|triggers|computes|runs)"
            r"|(?:result of (?:the|this) lookup)",
            "descriptor": r"descriptor-(?:backed|based)|(?:a|via a|through a) descriptor",
            "getter": r"(?:a|as a|the) getter(?: property)?(?=[.,;:)]|$| (?:so|for|that|rather))",
            "dot notation": r"(?:plain|simple|mere|just|with|by|using) dot(?:ted)? notation"
            r"(?! alone)",
            "evaluate the": r"(?:simply|just|merely|only|they) evaluate the attribute",
            "bare": r"(?:query|read|use|access|get|write|reference|take) (?:it|this) bare",
            "invok": r"without (?:ever )?invok(?:ing|ation)(?: \w+)?(?=[.,;:)]|$)",
            "users": r"(?:users|callers|clients|you|nobody|people)(?: should| must)? (?:do not"
            r"|don't|never|not|need not)(?: have to| need to)? (?:call|invoke)"
            r" (?:it|this)(?=[.,;:]|$)",
            "wraps": r"property wraps (?:this|the|it)",
            "function call": r"(?:need|have|has) (?:not|no need to) (?:to )?write (?:a|the) "
            r"(?:function |method |explicit )?call",
            "managed attribute": r"managed attribute",
            "virtual": r"virtual (?:attribute|field|member)",
            "feels like": r"(?:looks|feels|behaves|acts|works|reads) (?:and feels |just )?like an? "
            r"(?:\w+ )?(?:variable|field|attribute|data member|member)",
            "like data": r"like data(?=[.,;]|$)",
            "nothing to call": r"nothing to call",
            "without": r"without (?:a |any |being |the )?call(?:ing|s|ed)?(?: it"
            r"| anything)?(?=[.,;:)]|$)",
            "value": r"(?:get|have|see|looking at|gives?|is"
            r"|yields)(?: \w+)? (?:already )?the value(?: (?:itself|already|directly|right"
            r"|rather)|(?=[.,;]|$))|value is (?:already )?there|(?:already"
            r"|because) (?:already )?the value(?: is there)?",
            "name alone": r"by (?:its )?name alone",
        },
    ),
    (
        Stance.DOUBTS,
        {
            "call": r"call(?:ed|ing|s)?",
            " argument": r"(?:takes|accepts|needs|has) no (?:\w+ )?arguments?",
            "method": r"this method|(?<=\()method|^(?:\w+ )?method|the method(?! (?:of|named"
            r"|called)\b)|method to be|method(?= without)",
            "function": r"this function|^function",
            "invo": r"invo(?:ke|kes|ked|king|cation)",
        },
    ),
)


TOPIC = Topic(
    ClaimKind.PROPERTY,
    _PROPERTY,
    re.compile(r"@?property|(?:.* )?property|parentheses|this method|attribute"),
    {
        "property of": r"(?:a|any|the|this|each|every|no) property of",
        "attribute of": r"as an? attribute of",
        "so-called": r"so-called",
        "call": r"call(?:ed|s|ing)? \w+\(|by calling \w+",
    },
    re.compile(r"\b(?:property|getattr)", re.I),
    PROSE,
)
