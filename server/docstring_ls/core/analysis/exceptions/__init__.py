"""Which exceptions leave what, and who is meant by a name.

The doors are ``core.raises`` and ``core.local``.
"""
