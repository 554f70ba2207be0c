"""What needs attention: the ranked list, its rules, and what is muted."""

from pages.ui.attention import board
from pages.ui.view import current

board.draw(current())
