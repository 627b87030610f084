"""What a tree says about symbols.

The doors are ``core.syntax`` and ``core.symbols``.
"""
