"""Overview: is it going well, what does it cost, what needs a leader now?"""

from pages.ui.overview import board
from pages.ui.view import current

board.draw(current())
