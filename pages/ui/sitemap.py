"""The pages, in the order of the menu."""

from typing import NamedTuple


class Place(NamedTuple):
    """`name` is the path of the address and the key of the page's words, `script` its file in `pages/`."""

    name: str
    script: str

    @property
    def path(self) -> str:
        return f"/{self.name}"


PLACES = (
    Place("okr", "okr.py"),
    Place("efficiency", "efficiency.py"),
    Place("records", "records.py"),
    Place("import", "imports.py"),
    Place("glossary", "glossary.py"),
)
PATHS = frozenset(place.path for place in PLACES)
HOME = PLACES[0].path
