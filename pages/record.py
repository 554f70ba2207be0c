"""One row: its facts, their history, where they came from."""

from pages.ui.record import board
from pages.ui.view import current

board.draw(current())
