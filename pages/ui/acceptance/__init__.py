"""Acceptance of one campaign: what was promised, and whether it is there."""
