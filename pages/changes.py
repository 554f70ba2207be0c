"""Changes: what differs between two days or versions."""

from pages.ui.changes import board
from pages.ui.view import current

board.draw(current())
