"""Import desk: look at what a file would change, then commit."""

from pages.ui.importing import desk
from pages.ui.view import current

desk.draw(current())
