"""Looks whether everything that an answer needs is there, and says what to do where it is not."""

from __future__ import annotations

from .checks import run_checks
from .report import Check, Report, State

__all__ = ["Check", "Report", "State", "run_checks"]
