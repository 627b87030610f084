"""A docstring as a value, and the styles in which it is read and written."""

from .dialect import SECTION_TITLES
from .linters import Decision, decisions
from .model import Detail, Docstring, Entry, Mode, Style
from .observed import ObservedStyle, habits, observe, types_habit
from .outline import Item, Mark, Outline, Section, depth, indentation
from .parser import CLOSING, parse, style_of
from .renderer import entries_of, render, width_for
from .styles import STYLES
from .wrap import columns, sentences, wrap

__all__ = [
    "CLOSING",
    "SECTION_TITLES",
    "STYLES",
    "Decision",
    "Detail",
    "Docstring",
    "Entry",
    "Item",
    "Mark",
    "Mode",
    "ObservedStyle",
    "Outline",
    "Section",
    "Style",
    "columns",
    "decisions",
    "depth",
    "entries_of",
    "habits",
    "indentation",
    "observe",
    "parse",
    "render",
    "sentences",
    "style_of",
    "types_habit",
    "width_for",
    "wrap",
]
