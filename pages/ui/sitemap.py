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
        return "/" if self.name == HOME else f"/{self.name}"


HOME = "overview"
PLACES = (
    Place(HOME, "overview.py"),
    Place("okr", "okr.py"),
    Place("campaigns", "campaigns.py"),
    Place("efficiency", "efficiency.py"),
    Place("records", "records.py"),
    Place("import", "imports.py"),
    Place("glossary", "glossary.py"),
    Place("attention", "attention.py", under=HOME),
    Place("changes", "changes.py", under=HOME),
    Place("objective", "objective.py", under="okr"),
    Place("kr", "kr.py", under="okr"),
    Place("team", "team.py", under="okr"),
    Place("campaign", "campaign.py", under="campaigns"),
    Place("acceptance", "acceptance.py", under="campaigns"),
    Place("review", "review.py", under="campaigns"),
    Place("evaluation", "evaluation.py", under="campaigns"),
    Place("mine", "mine.py", under="campaigns"),
    Place("practices", "practices.py", under="campaigns"),
    Place("record", "record.py", under="records"),
    Place("history", "history.py", under="import"),
)
MENU = tuple(place for place in PLACES if not place.under)
REPORT = "/report"  # no page of Streamlit's: it is printed and sent as it stands
PATHS = frozenset(place.path for place in PLACES) | {REPORT}


def place_of(name: str) -> Place:
    return next(place for place in PLACES if place.name == name)


def place_at(path: str) -> Place:
    """The place at this path of an address, which may come without its slash."""
    return next(place for place in PLACES if place.path.strip("/") == path.strip("/"))


def entry_of(place: Place) -> str:
    """The menu entry that is highlighted there."""
    return place.under or place.name
