"""All styles; a new one is one module and one row."""

from __future__ import annotations

from ..dialect import Dialect
from .epytext import EPYTEXT
from .google import GOOGLE
from .numpy import NUMPY
from .plain import PLAIN
from .sphinx import SPHINX

# In the order in which a docstring that mixes them is read: what is surest goes first.
STYLES: dict[str, Dialect] = {
    dialect.name: dialect for dialect in (NUMPY, GOOGLE, SPHINX, EPYTEXT, PLAIN)
}
