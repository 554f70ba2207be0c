"""What campaigns found worth keeping."""

from pages.ui.header import header
from pages.ui.view import View


def draw(view: View) -> None:
    header(view, "practices")
