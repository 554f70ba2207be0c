"""The import desk: files, how each is read, what it would change, and what it changed."""
