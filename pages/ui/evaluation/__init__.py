"""Evaluation of one campaign: its result, its process, and who is to be thanked."""
