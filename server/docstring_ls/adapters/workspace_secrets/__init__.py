"""Masks secrets in what could be sent: line by line, and keys that span lines."""

from __future__ import annotations

from .lines import mask, mask_blocks

__all__ = ["mask", "mask_blocks"]
