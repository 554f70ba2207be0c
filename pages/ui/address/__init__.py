"""A page's whole state as its address: what may be chosen, the links that say it, and reading them with care."""

from pages.ui.address.address import Address, Pairs
from pages.ui.address.chosen import NO_TEAM, Behind, Chosen, Subject, Versus
from pages.ui.address.reading import MOST_DIGITS, read

__all__ = ["MOST_DIGITS", "NO_TEAM", "Address", "Behind", "Chosen", "Pairs", "Subject", "Versus", "read"]
