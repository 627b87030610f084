"""Looks whether everything that an answer needs is there, and says what to do where it is not."""

from __future__ import annotations

from .check import Check, Report, State
from .examination import examine

__all__ = ["Check", "Report", "State", "examine"]
