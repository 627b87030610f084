"""Text as a value: snapshots, spans, edits, and what may stand in text that others wrote."""

from .display import code_fence, code_span, message_text, one_line, visible, visible_lines
from .evidence_lines import (
    after_edits,
    code_line,
    in_newer_text,
    is_in,
    is_line,
    line_name,
    line_text,
    with_evidence,
)
from .sanitize import (
    LONGEST,
    LONGEST_ENTRY,
    clean,
    flattened,
    printable,
    shortened,
    unwrapped,
)
from .sections import without_sections
from .source import Encoding, Excerpt, Source, Span, characters_of, path_of, units_of
from .text_edit import Edit, apply, shrink
from .tracking import LIMIT, Anchor, ChangeLog, Point, TextChange, common_prefix, difference

__all__ = [
    "LIMIT",
    "LONGEST",
    "LONGEST_ENTRY",
    "Anchor",
    "ChangeLog",
    "Edit",
    "Encoding",
    "Excerpt",
    "Point",
    "Source",
    "Span",
    "TextChange",
    "after_edits",
    "apply",
    "characters_of",
    "clean",
    "code_fence",
    "code_line",
    "code_span",
    "common_prefix",
    "difference",
    "flattened",
    "in_newer_text",
    "is_in",
    "is_line",
    "line_name",
    "line_text",
    "message_text",
    "one_line",
    "path_of",
    "printable",
    "shortened",
    "shrink",
    "units_of",
    "unwrapped",
    "visible",
    "visible_lines",
    "with_evidence",
    "without_sections",
]
