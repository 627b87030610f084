"""The words that say whether an argument must be given, may be left out, or has a default."""

from __future__ import annotations

import re

_GIVE = (
    r"(?:given?|giving|pass(?:ed|ing)?|suppl(?:y|ied|ying)|specif(?:y|ied|ying)|provid(?:e|ed|ing)"
    r"|stated?|set|present|there|includ(?:e|ed|ing)|hand(?:ed|ing)?(?: \S+)? (?:in|over)"
    r"|spelled out|overrid(?:e|den)|told|come up with|worry|think|bother|writ(?:e|ten)|filled in"
    r"|declared?|mentioned?)\b"
)
# "Must be given as a string" says how, not whether.
_HOW = (
    r"(?! (?:as|by|using|if|when|unless|to|with|before|for|via|through|only|together"
    r"|in (?!e[av]))\b)"
)
_UNLESS = r"(?! (?:if|when|unless|by|for|to|only|in order)\b)"
_REQUIRED = (
    rf"required{_UNLESS}|mandatory|compulsory|obligat\w+|obliged|indispensable|imperative"
    r"|necessarily (?:given|passed|supplied|specified|provided|present)|no choice but"
    r"|no way around|is a must|nothing (?:to fall back|is (?:assumed|taken|filled in|substituted))"
    r"|essential|vital|up to (?:you|the (?:caller|user)|callers|users) to (?:pass|give|supply"
    r"|provide|specify|set)"
    r"|(?:strictly|absolutely) necessary|needed (?:in|for|on|by) (?:every|each|all)"
    r"|be sure to pass|insist\w* (?:on|that)|only once (?:you|it|§)"
    r"|requir(?:es?|ing) (?:the caller|callers|you|an explicit|that §)"
    r"|(?:each and every|every|each|all) (?:single )?(?:calls?|invocations?|callers?)"
    rf"|(?:must|ha(?:s|ve) (?:always |got )?to|needs? (?:always )?to|need(?= not)|always) "
    rf"(?:(?!not (?!be))(?:\w+|§) ){{0,3}}?{_GIVE}{_HOW}"
    rf"|(?:is|are|be) (?:always )?(?:needed|necessary){_UNLESS}"
)
_OPTIONAL = (
    r"(?<!typed as )(?<!annotated as )(?<!declared as )optional(?:ly)?|voluntary|dispensable"
    r"|opt-in|discretionary|with or without"
    r"|up to (?:you|the (?:caller|user)|callers|users) (?:whether|if)"
    r"|whether[^.;]{0,30} (?:is|'s) up to (?:you|the (?:caller|user)|callers|users)"
    r"|\w+ing (?:§|it|this) is (?:\w+ )?up to (?:you|the (?:caller|user)|callers|users)"
    r"|(?:are |is )free not to|feel free (?:not to|to (?:omit|skip|drop|leave))"
    r"|whether or not (?:you|it|§|one)"
    r"|(?:pass|give|set|specify|provide|supply) (?:it|this|§) only (?:if|when|to)"
    r"|only (?:\w+ )?(?:needs?|needed|necessary|ha(?:s|ve) to|overrid\w+|a few)"
)
_OMITTED = (
    r"sa(?:y|ys|ying) nothing (?:about|of|on)(?= (?:§|it\b|this\b))"
    r"|mak(?:e|es|ing) no mention of(?= (?:§|it\b|this\b))"
    r"|(?:provid|pass|suppl|specif)\w+ (?:none|nothing)\b"
    r"|(?:any|one|some|it|§) is (?:given|passed|supplied|provided|specified)(?=\.?$)"
    r"|omit(?:ted|ting|s)?|omission|unspecified"
    r"|in (?:the|its) absence\b(?! of (?!this|§|an explicit))"
    r"|(?:leav(?:e|es|ing)|left) (?:\S+ ){0,2}?(?:out|off|away|unspecified|unset)"
    r"|(?:can|may|could|must) (?:not )?be (?:skipped|dropped|absent|missing)"
    r"|does not mention (?:it|§)|nobody says"
    r"|forg[eo]t(?:ten|ting)?|dispens(?:e|ed|ing) with|do(?:es|ing)? without (?:it|§|one)"
    r"|(?:can |is )(?:be )?called? without|without asking"
    rf"|(?:(?<!must )(?<!may )(?<!can )not|never|nothing(?: else)? is|none is|unless|nobody) "
    rf"(?:(?!not)(?:\w+|§) ){{0,3}}?{_GIVE}(?! (?:to|on|through|as|by(?! (?:you|the caller"
    rf"|callers|the user))|using|in (?!e[av]))\b)"
)
# What is left out must be named beside these: of something else they are said as often.
_IT = r"(?:§|it\b|this (?:argument|parameter|option)|the (?:argument|parameter|option))"
_VAGUE = r"skip(?:ped|ping|s)?|drop(?:ped|ping|s)?|absent|missing|lack(?:s|ing)?|unset"
_OMITTED_IT = (
    rf"(?:{_VAGUE}|without|silent about) (?:(?:an?|the|of|any|explicit|value for) ){{0,3}}{_IT}"
    rf"|{_IT} (?:\w+ ){{0,2}}?(?:{_VAGUE})|(?:^|, |if |when |with )no (?:value for |explicit )?§"
    r"|unless an? (?:value for )?§"
)
# What may be a value, where a word alone would be too weak a sign.
_LITERAL = r"(?:`|'|\"|-?\d|(?:true|false|none)\b)"
_DEFAULT = (
    r"(?:an?|the|no|any|built-in|sensible|reasonable|without|its) default\b"
    r"(?=\s*(?:$|[^\w\s§]|(?:and|so|or|is|at|in|to|of|for|on|comes|exists)\b))"
    r"|default value|fallback|preset|pre-set|value to fall back on"
    r"|(?:standard|initial|usual|built-in|nominal) (?:values?|settings?|choice)"
    r"|(?:is|are|being|comes) (?:built|baked|wired|hard-?coded) in(?= for\b|[.,;]|$)"
    r"|pre-?(?:configured|filled|selected|populated|assigned)(?= (?:to|with|as)\b)"
    r"|serves? as (?:the|an?) (?:implicit|default|standard|usual)|implicit §"
    r"|(?:amounts|is equivalent|comes down) to passing"
    rf"|(?:initiali[sz]ed (?:with|to|as|at)|remains|stays (?:at|on)|behaves? as (?:if"
    rf"|though) (?:it|§)"
    rf" (?:were|was|is))(?= (?:{_LITERAL}|anything|nothing))"
)
_BY_DEFAULT = (
    r"by default|defaults? (?:to|is|being|will)|defaulting to|fall(?:s|ing)? back|out of the box"
    r"|signature (?:amounts to|sets|has|gives|reads|declares|lists|says)"
    r"|starts? (?:out |off )?(?:as|at|with)|to begin with"
    rf"|(?:normally|initially|implicitly|ordinarily|otherwise)(?= (?:is )?{_LITERAL})"
)
SIGNAL = re.compile(
    rf"\b(?:(?P<required>{_REQUIRED})|(?P<optional>{_OPTIONAL})\b|(?P<omitted>{_OMITTED})\b"
    rf"|(?P<default>{_DEFAULT})|(?P<taken>{_BY_DEFAULT})\b)|(?P<vague>{_OMITTED_IT})"
)
ERROR = re.compile(
    r"(?<!not )(?<!no )(?<!not an )\b(?:typeerror|rejected|refused?|impossible|fails?"
    r"|failing(?! that)|an error|a mistake|invalid|illegal|not valid|incomplete"
    r"|not (?:possible|accepted|allowed|make th|be (?:called|invoked|made)))\b"
)
# Adjectives before a noun tell of that: "the required headers".
ADJECTIVES = frozenset(
    {
        *("required", "optional", "optionally", "mandatory", "compulsory", "obligatory"),
        "voluntary",
    }
)
PREDICATE = re.compile(
    r"\s*(?:$|[^\w\s]|§|(?:and|or|but|in every|in each|so|since|as|because|arguments?|parameters?"
    r"|values?|keyword|settings?|here|at|on|for)\b|given (?:an? )?§|with (?:an? )?§)"
)
NOT = re.compile(r"\b(?:not|no|never|without|lacks?)\b")
OTHER = re.compile(r"`\w+[._(]\w*[^`]*`[^`]*$")
# "If a key is not given": not the parameter, unless it is called so.
NOUN = re.compile(
    r"\b(?:if|when|where|whenever|in case|unless)\s+(?:the |an? |no |any |this |that |its )?"
    r"(?P<noun>\w+)(?:\s+\w+)?\s+(?:is|are|was|were|be|has|have)(?: been)?\s*$"
)
ITSELF = frozenset(
    {
        *("it", "this", "argument", "parameter", "option", "value", "one", "none", "nothing"),
        *("that", "they", "these", "keyword", "anything"),
    }
)
# "Do not pass None" is about None.
NONE_GIVEN = re.compile(
    r"(?<!amounts to )(?<!equivalent to )(?<!down to )(?<!same as )(?<!as if )"
    r"\b(?:(?:pass|set|hand|giv|suppl)\w*|used?) (?:it |in |this |§ )?(?:to )?`*none\b(?! of)"
)
# What the body takes for None is no default of the signature.
IF_NONE = re.compile(
    r"\b(?:if|when)\b[^.;,]{0,40}(?<!provides )(?<!passes )(?<!gives )(?<!supplies )"
    r"\bnone\b(?! is\b)"
)
# Of the name that is written in a call, not of the argument.
NAMING = re.compile(
    r"\blabel|\bkeyword\b|\b(?:its|the) name\b|§=(?![\w\"\'.-])|\bnaming\b|\bposition"
)
NAMED = re.compile(
    r" (?:out )?(?:(?:the|an?|its|explicit|own|that|you|we|callers?|to|on|must|be|explicitly|it|§"
    r"|always) ){0,4}?(?:names?|nam(?:ed|ing)|keywords?|labels?|labell?(?:ed|ing)|identifier"
    r"|spell(?:ed|ing)?)\b| §=(?![\w\"\'.-])|=(?![\w\"\'.-])"
)
TRIGGERS = frozenset(
    {
        *("required", "mandatory", "compulsory", "obligatory", "obligation", "obliged", "must"),
        *("indispensable", "imperative", "necessarily", "choice", "way", "sure", "insist"),
        *("insists", "insisting", "requires", "requiring", "every", "each", "has", "have"),
        *("needs", "need", "always", "needed", "necessary", "optional", "optionally"),
        *("voluntary", "dispensable", "opt-in", "up", "free", "whether", "without", "only"),
        *("omit", "omits", "omitted", "omitting", "omission", "leave", "leaves", "leaving"),
        *("left", "unspecified", "forget", "forgets", "forgetting", "forgotten", "dispense"),
        *(
            "not",
            "never",
            "nothing",
            "none",
            "unless",
            "nobody",
            "mention",
            "pass",
            "give",
            "specify",
            "provide",
            "skip",
            "skips",
            "skipped",
        ),
        *("skipping", "drop", "drops", "dropped", "dropping", "absent", "absence", "missing"),
        *("lack", "lacks", "lacking", "unset", "no", "silent", "default", "defaults"),
        *("defaulting", "fall", "falls", "falling", "fallback", "preset", "pre-set", "box"),
        *(
            "standard",
            "initial",
            "normally",
            "initially",
            "implicitly",
            "ordinarily",
            "otherwise",
            "usual",
            "built-in",
            "nominal",
            "signature",
            *("initialised", "initialized", "baked", "wired", "hardcoded", "preconfigured"),
            *("implicit", "behave", "behaves", "amounts", "remains", "stays", "serves", "built"),
            *("say", "says", "saying", "mention", "provides", "passes", "supplies", "any"),
            *("prefilled", "preselected", "prepopulated", "preassigned", "given"),
            "can't",
            "cannot",
        ),
        *(
            "starts",
            "start",
            "begin",
            "essential",
            "vital",
            "skip",
            "don't",
            "doesn't",
            "needn't",
            "won't",
            "isn't",
            "aren't",
        ),
    }
)
