"""False statements about real code, each with its true twin, and what becomes of them."""
