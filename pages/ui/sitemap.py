"""The pages, in the order of the menu."""

from typing import NamedTuple


class Place(NamedTuple):
    """`name` is the path of the address and the key of the page's words, `script` its file in `pages/`.

    `under` is the place whose menu entry stands for this one; without it the place has an entry of its own.
    """

    name: str
    script: str
    under: str = ""

    @property
    def path(self) -> str:
        return f"/{self.name}"


PLACES = (
    Place("okr", "okr.py"),
    Place("efficiency", "efficiency.py"),
    Place("records", "records.py"),
    Place("import", "imports.py"),
    Place("glossary", "glossary.py"),
    Place("history", "history.py", under="import"),
)
MENU = tuple(place for place in PLACES if not place.under)
PATHS = frozenset(place.path for place in PLACES)
HOME = PLACES[0].path


def entry_of(name: str) -> str:
    """The menu entry that is highlighted on the page of this name."""
    return next((place.under or place.name for place in PLACES if place.name == name), name)
