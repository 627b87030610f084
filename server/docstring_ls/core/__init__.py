"""Pure decisions: values in, ``(value, problems)`` out.

Nothing here performs input or output, reads a clock, or knows asyncio, jedi, openai or the
language server protocol; ``tests/test_repo.py`` holds that.
"""
