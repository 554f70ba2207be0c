"""One key result: its values against its plan, its work, its people."""
