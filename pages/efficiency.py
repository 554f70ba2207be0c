"""Efficiency board: how much is delivered, how long it takes, and what breaks."""

from pages.ui import panels, period_table
from pages.ui.header import header
from pages.ui.view import current

view = current()
header(view, "efficiency", panels.answer_line(view))
panels.draw(view)
period_table.draw(view)
