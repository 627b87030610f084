"""A small shop: what docstring-ls is tried on."""
