"""Facts: what they look like, how they come in, how they are kept."""
