"""Changes: what differs between two days or versions."""
