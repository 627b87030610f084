"""How an answer is read, cleaned and held against the facts.

The doors are ``core.answer`` and ``core.verify``.
"""
