"""Evaluation of one campaign: its result, its process, and who is to be thanked."""

from pages.ui.evaluation import board
from pages.ui.view import current

board.draw(current())
