"""Campaigns: the map, and the same as a list."""

from pages.ui.header import header
from pages.ui.view import View


def draw(view: View) -> None:
    header(view, "campaigns")
