"""One key result: its values against its plan, its work, its people."""

from pages.ui.key_result import board
from pages.ui.view import current

board.draw(current())
