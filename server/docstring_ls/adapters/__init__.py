"""One effect a file, each behind one Protocol of ``ports``; they never import each other."""
