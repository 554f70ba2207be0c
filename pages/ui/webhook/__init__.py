"""Telling a chat's robot: the week's summary, and what newly needs attention after a version."""
