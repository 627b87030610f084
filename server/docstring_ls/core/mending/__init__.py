"""The steps that make an existing docstring true.

The doors are ``core.update`` and ``core.freshness``.
"""
