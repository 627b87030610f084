"""All styles; a new one is one module and one row."""

from __future__ import annotations

from .dialect import Dialect
from .epytext import EPYTEXT
from .google import GOOGLE
from .numpy import NUMPY
from .plain import PLAIN
from .sphinx import SPHINX

STYLES: dict[str, Dialect] = {
    dialect.name: dialect for dialect in (GOOGLE, NUMPY, SPHINX, EPYTEXT, PLAIN)
}
