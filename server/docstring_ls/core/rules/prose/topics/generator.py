"""Generators: words of iterating, of values one by one, and of lists that are whole."""

from __future__ import annotations

import re

from ...claims import ClaimKind
from .vocabulary import IT, PROSE, UNIT, WHOLE
from .wording import Stance, Topic, Words

_GENERATOR: tuple[tuple[Stance, Words], ...] = (
    (
        Stance.DENIES,
        {
            "at once": r"(?:all|everything|it|them|one list|whole)(?: \w+)? at once",
            "in one": rf"in one (?:go|piece|batch|step|lot|sweep|shot|block|list|{WHOLE})",
            "single": rf"(?:in|as) (?:a|one) single (?:go|step|piece|batch|shot|list|block"
            rf"|{WHOLE})",
            "eager": r"eager(?:ly|ness)?",
            "whole": rf"whole {WHOLE}|as a whole|(?:returned|delivered|handed over) whole",
            "complete": rf"(?:complete|completed) {WHOLE}",
            "entire": rf"entire {WHOLE}|in its entirety",
            "full": rf"full {WHOLE}|in full|fully (?:evaluated|computed|built|populated|\w+ed)",
            "material": r"materiali[sz]e[sd]?",
            "in memory": r"(?:hold|keep)s? (?:everything|all|them all"
            r"|the whole) (?:\w+ ){0,2}in memory|all in memory",
            "memory": r"(?:built|held|kept|collected|stored|constructed|loaded|gathered"
            r"|sits?)(?: up)?(?: \w+)? in memory|into memory",
            "up front": r"up front",
            "upfront": r"upfront",
            "in advance": r"in advance",
            "ahead of": r"ahead of time",
            "len": r"len\(\)|(?:has|have|with) (?:an?|no|its|known|known an?) length",
            "index": r"(?:be |is |are )?index(?:ed|able|ing)(?: into)?|index(?:es|ing)? (?:into"
            r"|it|the result\w*)",
            "slic": r"slic(?:e|ed|ing|eable)(?: it)?",
            "subscript": r"subscript(?:ed|able|ing)?",
            "random access": r"random access",
            "repeatedly": r"(?:iterat|loop|walk|travers|go)\w*(?: over| through"
            r"| \w+){0,5} repeatedly",
            "again": r"(?:iterat|loop|walk|travers|go|gone|us)\w*(?: over| through"
            r"| \w+){0,5} again",
            "times": r"(?:iterat|loop|walk|travers|us|go|gone)\w*(?: \w+){0,5} (?:as often"
            r"|as many times|any number of times|many times|several times|multiple times)",
            "as often": r"(?:iterat|loop|walk|travers|us|go|gone)\w*(?: \w+){0,5} as often",
            "twice": r"(?:iterat|loop|walk|travers|us|go|gone)\w*(?: \w+){0,5} twice",
            "more than once": r"(?:iterat|loop|walk|travers|us|go"
            r"|gone)\w*(?: \w+){0,5} more than once",
            "iterable": r"re-?iterable",
            "return": r"(?:supplied|given|handed \w+|delivered) by return",
            "concrete": r"concrete \w+",
        },
    ),
    (
        Stance.SAYS,
        {
            "generator": r"generators?(?: (?:function|object|expression|iterator))?",
            "yield": r"^yields?|yield(?:s|ed|ing)?(?! (?:to\b|better|good|(?:only |just "
            r"|merely )?(?:an?|the) (?:error|bound|method|same|value|function)|true|false|a \d))",
            "iterator": r"iterators?",
            "laz": r"laz(?:y|ily|iness)",
            "demand": r"(?:up)?on demand|demanded",
            "one by one": r"one by one",
            "at a time": rf"(?:one|a single)(?: {UNIT})? at a time",
            " after ": rf"one(?: {UNIT})? after (?:another|the other)",
            "in turn": r"(?:yield|produc|deliver|hand|giv|return|emit|suppl|provid|com|out|item"
            r"|value|result)\w*\b[^.;,]{0,40} in turn",
            "success": r"success(?:ively|ion)|in succession",
            "piecemeal": r"piecemeal",
            " by ": rf"{UNIT} by {UNIT}|little by little|each by each",
            **{
                word: rf"(?:yield|produc|deliver|hand|giv|return|emit|suppl|provid|comput|evaluat"
                rf"|made)\w*\b[^.;,]{{0,40}} {word}"
                for word in ("incrementally", "gradually")
            },
            "next": r"(?:(?:each|every|first|calls?|call to|call of|calling|with|using|by|of"
            r"|and) )*next\(\w*\)|(?:call|calling|calls|use|using|via) next|__next__(?:\(\))?"
            r"|until the next (?:one|value|item|element|request|step)|(?:asks?"
            r"|asked) for (?:the )?next",
            "__iter__": r"__iter__(?:\(\))?",
            "as ": r"as (?:they|it) (?:become|are|come|get|arrive|is|becomes|go)s? (?:available"
            r"|ready|produced|found|computed|requested|needed|generated|encountered|discovered"
            r"|up|along|known)",
            "single pass": r"single pass",
            "one pass": r"one pass",
            "once": r"only (?:be )?(?:\w+ed )?(?:over )?once|just once",
            "exhaust": r"(?:to|once|until|when|be|after) exhaust(?:ed|ing)?|exhaust(?:s"
            r"|ing)? (?:it|them)",
            "consum": rf"consum(?:e|es|ed|ing) (?:{IT}|lazily|incrementally|only|just|once)"
            r"|(?:until|unless|when|as you|before) (?:\w+ )?consum(?:e|ed|es|ing)",
            "memory": r"memory (?:use|usage|footprint|consumption|is|low|stays|remains)(?: \w+)?"
            r"|(?:constant|little|low) memory|(?:sav|spar)\w+ memory",
            "trickl": r"trickl(?:e|es|ing)(?: in| out)?",
            "advanc": rf"(?:iterator|generator|it|{IT}) is advanced|advanc(?:e|ing) (?:it"
            rf"|the iterator)"
            r"|(?:until|when|unless|once|whenever) (?:it is |it's )?advanced",
            "iterat": rf"iterat(?:e|es|ed|ing|ion)(?: \w+)? (?:over|through|on) {IT}"
            r"|(?:while|when|as|until|unless|once|before|prior to|during|upon|on|for|by|of"
            r"|start(?:s|ed)?|to|if|each|per|under|any|through|only)(?: the| to| you| the caller"
            r"| you start to| someone| it is| they are| callers| being| first| you begin to"
            r"| actual){0,2} iterat(?:e|ed|es|ing|ion)(?: over)?|step of the iteration",
            "loop": rf"loop(?:s|ing|ed)?(?: \w+)? (?:over|through) {IT}|for[- ]loop|for-block"
            r"|(?:in|with|using|by|into) a (?:loop|for)|each (?:turn|round) of the loop",
            "drain": rf"drain(?:s|ed|ing)? {IT}|(?:be|once|until|when) drained",
            "pull": r"pull(?:s|ed|ing)? (?:it|them|out|from it|items|values|results|each"
            r"|one)(?=[.,;:)]|$| one| from)",
            "along the way": r"(?:out|over|delivered|produced|given|yielded) along the way",
            "per step": r"per step",
            " per ": rf"one(?: {UNIT})? per (?:step|iteration|call|turn)",
            "stream": r"(?:is|are|be) streamed|stream(?:s|ed|ing)? (?:out|back|them|results?"
            r"|the results?|to the caller)",
            "ask": r"(?:when|as|only when|until|before|unless"
            r"|whenever) (?:\w+ )?(?:\w+ )?ask(?:s|ed)? for(?: it| one| them| more)?",
            "request": r"(?:when|as|only when|until|before|unless|once) (?:it is |they are "
            r"|one is )?requested",
            "still at work": r"still at work",
            "on the fly": r"on the fly",
            "go": r"as (?:you go|it goes|they go)",
            "early": r"stop(?:s|ped|ping)? early",
            "the loop": r"(?:break(?:s|ing)? out of|abandon(?:s|ing)?|leav(?:es?|ing)) the loop",
            "in sequence": r"(?:yield|produc|deliver|hand|giv|emit|suppl)\w*\b[^.;,]{0,40} in "
            r"sequence",
            "each": r"(?:suspends?|pauses?|halts?|resumes?) (?:after|at|between|before) each",
            "to a list": r"convert(?:ed|s)? (?:it |them |the result )?to a list",
            "hungry": r"hungry for \w+",
            **{
                word: r"(?:comput|evaluat|produc|generat|calculat)\w*\b[^.;,]{0,20} (?:when|as"
                r"|only when)"
                rf" (?:it is |they are )?{word}"
                for word in ("needed", "required")
            },
            "list on": r"(?:call |use )?list on it",
            " list": rf"(?:wrap|exhaust|pass|put) (?:{IT} )?(?:in|into|to) list(?:\(\))?",
            "nfinite": r"infinite \w+",
            "endless": r"endless \w+",
            "stream of": r"(?:an? |the )(?:\w+ )?stream of (?:values|results|items|elements"
            r"|records|objects)",
            "stopiteration": r"stopiteration",
            "send": r"(?:use|via|with|through|by|call) \.?send(?:\(\))?",
            "as soon as": r"(?:handed out|emitted|produced|delivered) as soon as",
        },
    ),
    (
        Stance.DOUBTS,
        {
            "list": r"return(?:s|ed|ing)?\b[^.;,]*? (?:as )?(?:a |the |one |plain )*list"
            r"|(?:result|value|it) is an? (?:\w+ )?list|(?:by|as a|into a|one|plain|ordinary"
            r"|ready|real|regular|new|is a|builds? a|into one) list|list (?:first"
            r"|is (?:\w+ )?(?:returned|built|given|handed|made|filled)|that is returned)"
            r"|(?:stored|collected|gathered|kept|put|assembled|accumulated|appended"
            r"|packed)(?: \w+){0,2} (?:in|into|to) (?:an?|one|the) (?:\w+ )?list",
            " tuple": r"(?:^|the )(?:result|it) is a (?:\w+ )?tuple",
            "tuple": r"return(?:s|ed|ing)? (?:as )?(?:a |the |them as a )tuple",
            "array": r"return(?:s|ed|ing)? (?:as )?(?:an |the |them as an )array",
            "collect": r"collects? (?:the|all) \w+ and|collects? (?:everything|all|them"
            r"|the (?:results|whole|items))|the collection",
            "accumulat": r"accumulat(?:es?|ed|ing)",
            "gather": r"gather(?:s|ed|ing)? (?:everything|all|them|up|the (?:results|items))",
            "return": r"(?:before|prior to|ahead of|when|until) (?:it |this |the (?:function"
            r"|call) )?(?:returns?|returning|the return|is returned)|(?<!what )this returns"
            r"|code returns|(?<!what )it returns",
            "reus": r"reus(?:ed|able)",
            "finished": rf"finished {WHOLE}|"
            r"(?:when|until|once|after) (?:it|this"
            rf"|the (?:function|call)) (?:is|has) (?:been )?finished",
            "batch": r"(?:in|as) (?:a|one) batch",
            "receive": r"receives? (?:it|them) all",
            "together": r"(?:all|them|everything) together|together in",
        },
    ),
)
_LAZILY = (
    r"(?:creat|load|import|initiali|instantiat|construct|connect|open|resolv|regist|cach|build"
    r"|built|bound|bind|populat|allocat|download|pars|mount|attach|start|set|read|refresh|authent)"
)
_ONES = (
    r"(?:one by one|one at a time|one after (?:another|the other)|in turn|success\w+|gradually"
    r"|\w+ by \w+)"
)
_HANDLED = (
    r"(?:process|appl|tri(?:ed|es)|try|check|call|visit|handl|execut|run|test|feed|sent|send|writ"
    rf"|add|insert|remov|examin|compar|invok|updat|read|load|pars|scan|print|walk|search|copi"
    rf"|copy|split)\w*\b[^.;,]{{0,40}} {_ONES}"
)
_ALIKE_GENERATOR = {
    "generator": r"(?:random|number|code|graphs?|schema|key|token|id|uuid|password|name|signal"
    r"|data|site|report|test|docs?|documentation|string|html|model"
    r"|event)[- ](?:\w+ )?generators?|generators? (?:polynomial|matrix|of the group)",
    "laz": rf"lazily[- ]{_LAZILY}\w*|{_LAZILY}\w*(?: \w+){{0,3}} lazily"
    r"|lazy (?!evalu|generat|itera|sequence|and\b|stream|fashion|manner|way|result|comput)\w+",
    **{
        word: rf"{word} (?:until|till|to)\b[^.;,]*"
        for word in ("put off", "postponed", "deferred", "delayed")
    },
    "on demand": rf"{_LAZILY}\w*(?: \w+){{0,3}} on demand",
    **dict.fromkeys(("one", "in turn", "success", "gradual", " by "), _HANDLED),
}


TOPIC = Topic(
    ClaimKind.GENERATOR,
    _GENERATOR,
    re.compile(r"generators?(?: (?:function|object))?|yields?|yielded|yielding"),
    _ALIKE_GENERATOR,
    re.compile(r"\b(?:yield|generator|iterators?\b|iter\(|lazy|lazily)", re.I),
    PROSE,
)
