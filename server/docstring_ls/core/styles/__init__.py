"""Docstring styles: how each is written, read and recognised."""

from .render import render
from .table import STYLES

__all__ = ["STYLES", "render"]
