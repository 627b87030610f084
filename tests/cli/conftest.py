"""The workspace of the command line's tests."""

from support.bank import workspace

__all__ = ["workspace"]
