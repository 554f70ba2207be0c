"""One objective: its key results, its work, its teams."""

from pages.ui.objective import board
from pages.ui.view import current

board.draw(current())
