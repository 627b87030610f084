"""Docstring styles: how each is written, read and recognised."""

from .detect import detect
from .parse import parse
from .render import render
from .table import STYLES

__all__ = ["STYLES", "detect", "parse", "render"]
