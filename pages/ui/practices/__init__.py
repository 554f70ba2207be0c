"""What campaigns found worth keeping."""
