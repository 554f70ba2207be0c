"""One campaign: its plan by month, who answers for what, its milestones."""

from pages.ui.campaign import board
from pages.ui.view import current

board.draw(current())
