"""One module a style; ``detect`` chooses, ``STYLES`` is the table."""
