"""Deprecation: words of the old, of removal, and of what should be used instead."""

from __future__ import annotations

import re

from ...claims import ClaimKind, Part
from .wording import Stance, Topic, Words

_KEPT = (
    r"(?:kept|retained|left|remains?|stays?|preserved|exists?|lives? on|around|provided|here|only"
    r"|merely|solely|purely|just|there|maintained|offered|survives?)"
)
_GONE = (
    r"(?:removed|dropped|erased|deleted|withdrawn|retired|phased out|disappear|vanish|go away|go"
    r"|discontinued|gone|cease to \w+|cut|taken (?:out|away)|pulled|scrapped|axed)"
)
_SOME = r"(?:function|method|class|api|call|name|helper|interface|routine|one|thing|version of \w+)"
_DEPRECATED: tuple[tuple[Stance, Words], ...] = (
    (
        Stance.SAYS,
        {
            "deprecat": r"\w*deprecat\w*",
            "obsole": r"obsole(?:te[ds]?|scen\w+)",
            "outdated": r"outdated",
            "out of date": r"out of date",
            "outmoded": r"outmoded",
            "antiquated": r"antiquated",
            "archaic": r"archaic",
            "legacy": rf"(?:^|(?:this|is|an?|of this|purely|these) (?:\w+ )?)legacy"
            rf"|legacy (?:{_SOME}|code"
            r"|callers|users|only)",
            "supersed": r"supersed\w+",
            "replaced by": r"(?:been|it was|this (?:was|is)|which was|now) replaced by"
            rf"|(?:{_SOME}) (?:is|was|will be) replaced by",
            "discourag": r"discourag\w+",
            "recommend": r"(?:no longer|became not|is not|isn't) (?:\w+ )?recommended(?= (?:at"
            r"|as of|since|any|from|for new|to use)|[.,;]|$)|not recommended (?:any|since"
            r"|for new|as of|from)",
            "advis": r"(?:no longer|not) advis(?:ed|able)",
            "longer": r"(?:^|(?:\b(?:it|this|this \w+|function|method|class|which|and"
            r"|has) (?:is )?)|, )no longer (?:\w+ )?(?:part of|supported|maintained|developed"
            r"|needed|be (?:used|called)|in use|available|the preferred|receiv\w+|exist\w*"
            r"|advised|encouraged|serves?|relevant)",
            "anymore": r"(?:not|n't)(?: \w+){0,3} (?:us|support|maintain|develop"
            r"|recommend)\w+ anymore",
            "any more": r"(?:not|n't)(?: \w+){0,3} (?:us|support|maintain|develop"
            r"|recommend)\w+ any more",
            "removal": r"(?:for|pending|before its|until its|its|await\w*|future|upcoming"
            r"|eventual) removal|removal(?= (?:is|of this|from the|in|planned|scheduled|at)"
            r"|[.,;]|$)",
            "slated": r"slated (?:for|to) \w+",
            "scheduled": r"scheduled (?:for|to be) (?:removal|removed|deletion|deleted|dropped"
            r"|retire\w*)",
            "due": r"due (?:for|to be) (?:removal|removed|deletion|dropped)",
            **{
                word: rf"(?:ear)?{word} (?:for|to) (?:be )?(?:remov|delet|drop|retire|go\b"
                rf"|disappear)\w*"
                for word in ("marked", "flagged", "bound", "destined")
            },
            "will": rf"will(?: soon| eventually| then| be| also| probably| likely| have"
            rf"| been)* {_GONE}"
            r"(?= (?:in (?:an? |the |some |one |version|release|python|v?\.?\d|next|future)|soon"
            r"|eventually|later|shortly|after|with (?:the |release|version|v?\d)|from (?:version"
            r"|v?\d|the next|a future|python)"
            rf"|at some|one day|entirely|altogether))|(?:it|this"
            rf"|{_SOME})(?: \w+)? will(?: (?!not\b|never\b)\w+)?(?: be)? {_GONE}(?=[.,;:]|$)",
            "going to": rf"going to (?:be )?{_GONE}",
            "about to": rf"about to (?:be )?{_GONE}",
            "may be": r"may be (?:removed|dropped|withdrawn) (?:in|at|with|from|without)",
            "away": r"going away|goes away",
            "way out": r"way out(?= |[.,;]|$)",
            "phas": r"phas(?:e|ed|ing) out",
            "sunset": r"sunset\w*",
            "end of life": r"end of life",
            "end-of-life": r"end-of-life",
            "leftover": r"(?:an?|is|mere) (?:\w+ )?leftover",
            "left over": r"left over from",
            "relic": r"relic",
            "vestig": r"vestig\w+",
            "holdover": r"holdover",
            "remnant": r"remnant",
            "histor": r"for historical reasons|of historical interest",
            "compatib": rf"{_KEPT}\b[^.;]{{0,30}} (?:back\w*[- ])?compatibility(?! with)"
            rf"|(?:back\w*[- ])?"
            r"compatib\w+ (?:shim|alias|only|purposes)",
            "break": r"(?:not to|n't|not|avoid|without) break(?:ing)? (?:[\w-]+ )*(?:code"
            r"|callers|clients|users|scripts)",
            "old": rf"(?:is the|is an|this|its|an) old(?:er)? (?:spelling|alias|api|way|style"
            rf"|variant|{_SOME})"
            r"|^old(?:er)? (?:spelling|name|alias|api|way|style|function|method|class|helper"
            r"|version)|old (?:callers|scripts|client code|spelling)|of old|the old way",
            "existing": r"existing (?:code|callers) only",
            "mov": r"mov(?:e|ing) (?:away|off|over)(?: from| to)?",
            "migrat": r"migrat(?:e|ing|ion)(?= (?:to|away|from|off|your)|[.,;]|$)",
            "switch": r"switch(?:ing)? (?:over )?to(?= (?:an?other|the new|the replacement"
            r"|something|its|`|\w+\(|a new))",
            "in favo": r"(?<!ignored )(?<!skipped )in favou?r of",
            "better": r"better alternatives? (?:exists?|is|are)|(?:are|is|has) (?:a |an |much "
            r"|far )?better (?:ways?|alternatives?|replacements?|options?|choices?)"
            r"|better (?:avoided|left alone|not (?:use|rely|be used|call)\w*)",
            "replacement": r"replacement (?:is|for this|exists|:)|its replacement|an? (?:newer"
            r"|better|modern) replacement",
            "new code": r"new code (?:should|must|ought|had better|shouldn't|has no)(?: not"
            r"| never)?|(?:not|n't|never|avoid)(?: \w+){0,4} in new code|instead in new code",
            "support for": r"support for (?:this|it|the \w+) (?:ends|will end|is ending"
            r"|has ended|was dropped|will be dropped|has been dropped)",
            "newer": rf"(?:an?|the|some) newer (?:{_SOME}|way|variant|alternative)",
            "more modern": r"more modern \w+",
            "alias for": r"alias for (?:back\w* )?compat\w*",
            "any longer": r"(?:not|n't|no)(?: \w+){0,5} any longer",
            "fixes": r"no (?:more |further |bug ?)*fixes",
            "think twice": r"think twice",
            "rely": r"(?:do not|don't|better not|not|never) rely (?:on|upon) (?:it|this)",
            "stop using": r"stop using (?:it|this|the)",
            "avoid": r"(?:be avoided|avoid (?:using )?(?:it|this))(?= in new|[.,;]|$)"
            r"|avoid in new",
            "refrain": r"refrain from (?:using|calling|relying)",
            "should": r"should (?:no longer|not|never) (?:any ?more )?be (?:used|called)(?=[.,;]"
            r"|$| (?:any|in new))|shouldn't be used(?=[.,;]|$| (?:any|in new))",
            "use": r"(?:^|[.,;:)] |please )(?:do not|don't|never) use (?:it|this)(?=[.,;]|$"
            r"| (?:any|in new"
            rf"|{_SOME}))|(?:^|[.,;:(] |please |and )use (?:[\w`.()]+ ){{1,4}}instead(?: of this"
            rf"|(?! of))"
            r"|use (?:another|the new|the newer|its successor|a newer|some other|something else"
            r"|a different)"
            rf"(?: {_SOME})?",
            "prefer": r"(?:^|[.,;:(] |please )prefer\b[^.;]*(?: instead(?! of)| over\b"
            r"| new code)|prefer (?:the newer|the new|its successor|\w+\(\))"
            r"|preferred(?: \w+)? (?:is|now)",
            "unmaintained": r"unmaintained",
            "abandon": r"(?:is|was|been|this|an?) abandoned",
            "discontinu": r"discontinu\w+",
            "withdrawn": r"withdrawn",
            "day": r"(?:its )?days are (?:numbered|over)|has had its days?",
            "nowadays": r"nowadays",
            "live": r"lives? on(?= |[.,;]|$)",
            "still": r"(?:only )?still (?:here|around|works? but|exists? (?:only|for|because))",
            "pending": r"pending (?:deprecat\w*|removal|replacement)",
            "successor": r"(?:its|a|the) successor(?: (?:function|method|class)|(?=[.,;]|$))",
            "erase": r"erased(?= in the future)",
            "retire": r"(?:is|was|been|being|to be|soon) retired",
            "dead": r"dead code",
            "in place": r"left in place",
            "outlived": r"outlived",
            "build on": r"(?:not|never) build on (?:it|this)",
            "only": r"(?:remains|stays|exists|is (?:here|there|kept|left)) only (?:to|for"
            r"|because|so)",
            "keep": r"keep\w* (?:old|existing|legacy) \w+ (?:working|running|alive)",
            **{
                word: rf"(?:no longer|not) {word} (?:way|function|method)"
                for word in ("the recommended", "the preferred")
            },
            "living": r"living on borrowed time",
            "past": r"thing of the past",
        },
    ),
)
_ALIKE_DEPRECATED = {
    "no longer": r"no longer (?:needed|used|available|exists?)(?= (?:by|for|after|when|in)\b)",
    "old": r"old (?:value|state|class|code point|file|entr|data|session|connection)\w*",
}


TOPIC = Topic(
    ClaimKind.DEPRECATED,
    _DEPRECATED,
    re.compile(r"deprecated|obsolete"),
    _ALIKE_DEPRECATED,
    re.compile(r"deprecat|obsolete|legacy|supersed|outdated", re.I),
    frozenset(Part),
)
