"""Review of one campaign: what happened, and what comes of it."""

from pages.ui.review import board
from pages.ui.view import current

board.draw(current())
