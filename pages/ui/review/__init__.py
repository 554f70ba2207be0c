"""Review of one campaign: what happened, and what comes of it."""
