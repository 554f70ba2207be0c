"""Campaigns: the map, and the same as a list."""
