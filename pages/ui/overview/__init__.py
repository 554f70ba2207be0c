"""The overview: one screen that says whether it goes well, what it costs, and what needs a leader now."""
