"""Import desk: look at what a file would change, then commit."""

from pages.ui import import_desk
from pages.ui.view import current

import_desk.draw(current())
