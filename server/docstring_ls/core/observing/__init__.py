"""Where each fact about a symbol comes from.

The door is ``core.facts``.
"""
