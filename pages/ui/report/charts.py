"""The report's charts as SVG, light, for screen and paper alike."""

from collections.abc import Callable

from pages.ui.colours import colours
from pages.ui.pictures.catalogue import picture
from pages.ui.store import spec
from pages.ui.view import View


def charts(name: str, view: View, width: int) -> list[str]:
    """One under the other, this wide. Kept per question and language, as the charts on the pages are."""
    found = picture(name, view, colours("light"))
    return [spec(_drawn, (name, place, width, view.scope, view.before, view.words.language), each, width) for place, each in enumerate(found.charts)]


def _drawn(chart: Callable[[int], str], width: int) -> str:
    return chart(width)
