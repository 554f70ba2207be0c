"""A store that knows goals but no day yet: no figure of a metric and no work says which. That is not the same as knowing nothing."""

from metrics.filters import objective_choices
from pages.ui.header import empty
from pages.ui.markup import Tag
from pages.ui.store import answer
from pages.ui.view import View


def draw(view: View, path: str) -> bool:
    """How many goals wait, what is missing, and the page at `path` as of today; False, and nothing drawn, in any other view."""
    known = len(answer(objective_choices, view.scope)) if view.empty else 0
    if known:
        say, today = view.words, view.address.choosing(as_of=view.today)
        ways = [(say("goals_only.today"), today.here(path)), (say("import.menu"), view.address.link("/import"))]
        empty(say("goals_only.title", n=known), say("goals_only.hint"), *(Tag("p", "", Tag("a", "", text, href=to, data_go="")) for text, to in ways))
    return bool(known)
