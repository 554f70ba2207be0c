"""What happened in a campaign, told from the facts: one module for each kind of event."""
