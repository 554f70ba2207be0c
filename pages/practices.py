"""What campaigns found worth keeping."""

from pages.ui.practices import board
from pages.ui.view import current

board.draw(current())
