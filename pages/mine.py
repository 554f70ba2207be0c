"""What one person answers for."""

from pages.ui.mine import board
from pages.ui.view import current

board.draw(current())
