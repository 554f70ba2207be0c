"""One row: its facts, what it serves and what hangs on it, its history, where it came from."""
