"""One team: what it works for, how fast, how well."""

from pages.ui.team import board
from pages.ui.view import current

board.draw(current())
