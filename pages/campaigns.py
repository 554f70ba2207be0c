"""Campaigns: the map, and the same as a list."""

from pages.ui.campaigns import board
from pages.ui.view import current

board.draw(current())
