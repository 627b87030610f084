"""Which exceptions leave what, and who is meant by a name; its door is ``core.analysis``."""
