"""The workspace of the end-to-end tests."""

from support.bank import workspace

__all__ = ["workspace"]
