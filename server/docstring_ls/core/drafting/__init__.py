"""What can be said without a model.

The door is ``core.draft``.
"""
