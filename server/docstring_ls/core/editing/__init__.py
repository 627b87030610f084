"""How a docstring gets into a text, and the gate.

The door is ``core.edit``.
"""
