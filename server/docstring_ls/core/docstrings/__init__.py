"""A docstring as a value, and the styles in which it is read and written."""

from .conventions import Detail, Style
from .detection import detect, style_of
from .linters import Decision, decisions
from .model import Docstring, Entry, Mode
from .observed import ObservedStyle, habits, observe, types_habit
from .outline import Item, Mark, Outline, Section, depth, indentation
from .parser import CLOSING, parse
from .renderer import entries_of, render, width_for
from .styles import STYLES
from .wrap import columns, sentences, wrap

__all__ = [
    "CLOSING",
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
    "detect",
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
