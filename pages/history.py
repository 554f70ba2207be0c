"""Versions: who brought what and when, the boards as of then, and the way to take it back."""

from pages.ui import history
from pages.ui.view import current

history.draw(current())
