"""What others wrote on disk: the one door through which it is read, and what of it may be shown."""
