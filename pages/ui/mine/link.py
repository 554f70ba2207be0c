"""The name of a person, wherever it stands: the way to what is theirs."""

from pages.ui.markup import Tag
from pages.ui.view import View


def person_link(view: View, name: str) -> Tag:
    return Tag("a", "", name, href=view.address.about("/mine", name), data_go="")


def way(view: View) -> Tag:
    """To the choice of a person."""
    return Tag("a", "", view.words("mine.way"), href=view.address.link("/mine"), data_go="")
