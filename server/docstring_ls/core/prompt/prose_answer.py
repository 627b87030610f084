"""An answer in plain text, from a model that doesn't honour the schema: a docstring or chatter."""

from __future__ import annotations

import re
from http import HTTPStatus

import docstring_parser
from docstring_parser import common

from ..docstrings import Docstring, Entry
from ..syntax import read as read_code
from ..text import clean, unwrapped

# Markup, JSON, lists, headings and code are no sentence; a name, link or word in marks may be
# the beginning of one.
_NO_SENTENCE = re.compile(
    r"(?!`{1,2}[^`\n]+`{1,2}\S*\s+\w|\*\*[^*\n]+\*\*|[\[(][^\])\n\"'{}]*[\])]\S*\s+\w)"
    r"([\[{(<>#*`|=@$%&/\\\-]|\d+[.)]?(\s|$)|"
    r"(async|def|class|import|from|return|raise|yield|if|for|while|with|try|lambda)\b"
    r"(?!.*\.$|(\s[a-z'-]+){3}))"
)
# Keys of the schema, or an object that is cut off at once.
_JSON_INSIDE = re.compile(
    r"[\"'](summary|description|parameters)[\"']\s*:|\{\s*[\"']?\w{0,20}[\"']?\s*:?\s*\Z"
)
# A line of tildes below a line is a heading's.
_FENCE = re.compile(r"```|(?:\A|\n[ \t]*\n)[ \t]*~~~")
_ABOUT_ITSELF = re.compile(
    r"\b(docstring|json|answer|response|documentation)\b[^\n]*\Z", re.IGNORECASE
)
_PLACEHOLDERS = frozenset(
    ("null", "none", "undefined", "nan", "true", "false", "n/a", "na", "todo", "tbd", "string")
)
_WORD = re.compile(r"\w+")


def is_sentence(text: str) -> bool:
    """Whether a summary says something about code, rather than nothing or something to a person."""
    sentence = clean(text)
    words = _WORD.findall(sentence)
    if not words or sentence.strip(" .!<>[]()_\"'").lower() in _PLACEHOLDERS:
        return False
    return not _speaks_to_person(sentence)


def is_docstring(text: str) -> bool:
    """Whether plain text reads as a docstring: no chatter, no fence, no JSON, no code."""
    head, _, rest = text.strip().partition("\n\n")
    if not is_sentence(head) or _NO_SENTENCE.match(head) or _is_error_page(text):
        return False
    if head.endswith(":") and (not rest.strip() or _ABOUT_ITSELF.search(head)):
        return False
    if _FENCE.search(text) or _JSON_INSIDE.search(text) or _ends_with_farewell(rest):
        return False
    whole = head.endswith((".", "!", "?", "。", "！", "？")) or len(_WORD.findall(text)) > 2
    return whole and read_code(text.strip()) is None


def read_prose(text: str) -> Docstring | None:
    """Read text as a docstring of whatever style fits best; None where it reads as none."""
    text = unwrapped(text)
    if not is_docstring(text):
        return None
    try:
        parsed = docstring_parser.parse(text)
    except docstring_parser.ParseError:
        head, _, rest = text.strip().partition("\n\n")
        return Docstring(head, rest)
    return Docstring(
        summary=parsed.short_description or "",
        description=parsed.long_description or "",
        parameters=_parameters(parsed, "param"),
        attributes=_parameters(parsed, "attribute"),
        returns=_outcome(parsed, generator=False),
        yields=_outcome(parsed, generator=True),
        raises=tuple(
            Entry(item.type_name, item.description or "")
            for item in parsed.raises
            if item.type_name
        ),
    )


def _parameters(parsed: common.Docstring, key: str) -> tuple[Entry, ...]:
    return tuple(
        Entry(item.arg_name, item.description or "")
        for item in parsed.params
        if (item.args[0] == "attribute") == (key == "attribute")
    )


def _outcome(parsed: common.Docstring, generator: bool) -> Entry | None:
    outcomes = [item for item in parsed.many_returns if item.is_generator == generator]
    return Entry("", outcomes[0].description or "") if outcomes else None


# Words of an answer about itself, whatever it calls itself.
_ITSELF = r"(docstring|json|answer|response|documentation comment)"
_OPENING = re.compile(
    rf"""
    (sure|certainly|of\ course|absolutely|definitely|gladly|ok|okay|alright|all\ right|great|perfect
      |yes|no|hello|hi|hey|understood|got\ it|thanks|thank\ you|no\ problem|hmm
      |natürlich|selbstverständlich|(sehr\ )?gerne?|klar|sicher|verstanden|bien\ sûr|d'accord
      |certainement|avec\ plaisir|claro(\ que\ sí)?|por\ supuesto|desde\ luego|entendido|certo
      |certamente|claro\ que\ sim)\s*[!,.:–—]
    |(sure|certainly|okay|ok|alright|yes|so),?\ (thing|here|let|i)\b|(good|great)\ question\b
    |(here's|here\ (is|are|you|it)|below\ is|the\ following\ is|let\ me|let's
      |i'(m|d|ll|ve)|i\ (can|can't|could|cannot|will|would|do|don't|did|have|need|was|were|see|think
        |believe|understand|assume|added|wrote|updated|hope|apologi[sz]e)
      |i\ am\ (sorry|unable|not\ able|afraid|happy|going|ready|an?\ (ai|assistant|language))
      |(very\ |so\ )?sorry|(my\ )?apologies|unfortunately|as\ an?\ (ai|assistant|language\ model)
      |as\ (you\ )?requested|please\ (provide|note|share|let|find|paste|send|specify|clarify)
      |you're|you\ (are|write|asked|provided|did\ not|didn't|haven't|need\ to\ provide)
      |you\ can\ (use|copy|paste|replace|add)\ (this|the\ (following|above|docstring))
      |we\ (need|have|should|must|can)\ (to\ )?(produce|write|output|generate|create|answer|respond
        |document|only\ see|see\ the\ code)
      |the\ user\ (wants|asks|asked|needs|is\ asking)\ (me|us|for|a\ docstring)
      |first,?\ (let|i|we)|looking\ at\ (the|your|this)
      |(based\ on|given)\ (the|your)\ (code|provided|given\ (code|function)|code\ you)
      |it\ (looks|seems|appears)(\ like|\ that)?\ (you|the\ (code|function|input|provided|file))
      |to\ (write|create|generate|document|provide)\ .{{0,40}}docstring
      |no\ (docstring|changes?|documentation|code|source)\ .{{0,20}}(needed|required|provided|given)
      |(this|the|your|my|a)\ ((updated|corrected|requested|complete|generated|final|following|above
        |google[- ]style|numpy[- ]style)\ )*{_ITSELF}\ (below|above|you|is|was|has|follows|should
        |describes|explains|includes|provides|would|could
        |(for|of)\ (the|this|your|that)\ (function|method|class|module|code|symbol|above))
      |hier\ (ist|sind|kommt|findest|finden)|nachfolgend|im\ folgenden|(es\ )?tut\ mir\ leid|leider
      |entschuldigung|ich\ (kann|habe|werde|bin|hoffe|würde|verstehe|brauche)|als\ (ki|sprachmodell)
      |bitte\ (gib|geben|teile|teilen|stelle|stellen|beachte|beachten)|(der|dieser)\ docstring
      |voici|voilà|désolée?|malheureusement|je\ (ne|peux|vais|suis|comprends|vous)|j'ai|ci-dessous
      |en\ tant\ qu
      |aquí\ (está|están|tienes|tiene|te|va)|lo\ siento|lamentablemente|desafortunadamente
      |no\ puedo|disculp\w+|perdón|he\ (creado|escrito|añadido|actualizado)|a\ continuación
      |como\ (modelo|asistente|ia)
      |ecco|mi\ dispiace|purtroppo|non\ posso|aqui\ (está|estão|tem|vai)|desculpe|infelizmente
      |não\ posso|com\ certeza
    )(?!\w)
    |en\ tant\ qu'
    |\W*((updated|corrected|final|python|google|numpy)\ )*({_ITSELF}|summary)\**\s*:
    |好的|当然|以下是|抱歉|以下は|申し訳|はい、|もちろん
    """,
    re.IGNORECASE | re.VERBOSE,
)
_CLOSING = re.compile(
    r"""^[ \t]*[*_#>-]*[ \t]*(
    let\ me\ know|(i\ )?hope\ (this|that|it)\ (helps|works|is|meets|fits|docstring)|feel\ free
    |is\ there\ anything|(would|do)\ you\ (like|want|need)|(please\ )?don't\ hesitate|happy\ coding
    |if\ (you|there)[^.\n]*(let\ me|feel\ free|\bask\b|tell\ me|\bi\ can\b|i'd\ be|i'll\ |happy\ to
      |assist|questions|further\ (help|changes)|adjust)
    |(please\ )?note(:|\ that)\ (i\b|i'|(this|the)\ docstring)
    |i('ve|\ have)?\ (added|assumed|used|kept|included|followed|wrote|updated|tried|made)\b
    |(this|the)\ (above\ )?docstring\ (describes|explains|follows|includes|provides|covers|documents
      |uses|adheres|assumes|now|above|should|was|has\ been)
    |(here's\ an?\ )?(brief\ )?explanation(\ of\ (the\ )?changes)?:
    |(key\ )?changes(\ made)?:[ \t*]*$
    |(ich\ hoffe|lass\ (es\ )?mich|lassen\ sie\ (es\ )?mich|sag(en\ sie)?\ (mir\ )?bescheid
      |wenn\ (du|sie)\ (noch\ )?(fragen|weitere)|falls\ (du|sie)\ (noch\ )?(fragen|weitere))
    |n'hésite|j'espère|si\ vous\ (avez|souhaitez|voulez)|dites-moi
    |espero\ que|avísa|hága?me|si\ (tienes|necesitas|tiene|necesita)\ 
    )""",
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
_PHRASES = "|".join(re.escape(status.phrase) for status in HTTPStatus if status >= 400)
# What a proxy or a service says instead of the model, as the whole answer.
_ERROR_PAGE = re.compile(
    rf"(error[:\s]+)?(\(?\d{{3}}\)?[\s:-]*)?({_PHRASES})(\W*|[.:].{{0,80}})$"
    r"|(http |api |server )?error( code)?[ :]+\d{3}|traceback \(most|upstream (connect|request)"
    r"|(the )?(request|operation|connection) (has )?timed out|rate limit (reached|exceeded)"
    r"|(your )?quota (has been )?exceeded|access denied",
    re.IGNORECASE,
)


def _speaks_to_person(text: str) -> bool:
    """Whether an answer begins by speaking to whoever asked, or about itself."""
    return _OPENING.match(text.replace("’", "'")) is not None


def _ends_with_farewell(text: str) -> bool:
    """Whether a line of it offers help or explains the answer itself."""
    return _CLOSING.search(text.replace("’", "'")) is not None


def _is_error_page(text: str) -> bool:
    """Whether plain text is a service's error rather than an answer."""
    return _ERROR_PAGE.match(text.strip()) is not None
