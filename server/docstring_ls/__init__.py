"""A docstring language server: facts from the code, prose from the model, the file untouched."""

__version__ = "0.1.0"
