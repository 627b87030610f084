"""What runs in the resolver's process, which alone imports jedi."""
