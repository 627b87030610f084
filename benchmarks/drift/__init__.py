"""Human corrections of docstrings: where they come from, how they are kept, who is asked."""
