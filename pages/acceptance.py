"""Acceptance of one campaign: what was promised, and whether it is there."""

from pages.ui.acceptance import board
from pages.ui.view import current

board.draw(current())
