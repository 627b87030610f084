"""How context is chosen and a prompt written.

The doors are ``core.prompt``, ``core.context`` and ``core.index``.
"""
