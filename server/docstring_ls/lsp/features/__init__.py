"""What a user sees: one file a feature of the Language Server Protocol."""
