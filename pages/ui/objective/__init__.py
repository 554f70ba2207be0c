"""One objective: its key results, its work, its teams."""
