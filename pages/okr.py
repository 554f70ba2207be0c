"""OKR board: are we getting there, and who works on it?"""

from pages.ui import goal_board
from pages.ui.header import header
from pages.ui.view import current

view = current()
header(view, "okr", *goal_board.tally(view))
goal_board.draw(view)
goal_board.investment(view)
