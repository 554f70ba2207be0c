"""Records: the rows behind any number."""

from pages.ui.records import board
from pages.ui.view import current

board.draw(current())
