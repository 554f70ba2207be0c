"""What needs attention now and did not then, and the other way round; what is muted is on neither list."""

from datetime import date

from metrics.attention import Concern, attention
from metrics.filters import freshness
from metrics.scope import Scope
from pages.ui import markup
from pages.ui.attention.told import entries, link, sentence
from pages.ui.markup import Tag
from pages.ui.store import answer
from pages.ui.view import View


def draw(then: Scope, view: View) -> None:
    """One sentence each, leading to its place; nothing where nothing turned."""
    new, gone = turned(then, view)
    if new or gone:
        lines = [*(_line("new", each, view) for each in new), *(_line("settled", each, view) for each in gone)]
        markup.show(Tag("div", "gb", Tag("h2", "gb-section", view.words("changes.attention")), Tag("ul", "gb-turned", *lines)))


def turned(then: Scope, view: View) -> tuple[list[Concern], list[Concern]]:
    """New ones and settled ones, as they are ranked. Whom another rule still tells of isn't settled, nor what is only muted."""
    now, before = entries(view), _then(then, view)
    known, listed = {_key(each) for each in before}, {(each.kind, each.id) for each in now}
    new = [each for each in now if _key(each) not in known and each.muted_until is None]
    return new, [each for each in before if (each.kind, each.id) not in listed and each.muted_until is None]


def _line(kind: str, concern: Concern, view: View) -> Tag:
    say = view.words
    mark = Tag("span", f"kind {kind}", say(f"changes.{kind}"))
    return Tag("li", "", mark, " ", Tag("a", "", sentence(concern, say), href=link(concern, view.address), data_go=""))


def _key(concern: Concern) -> tuple[str, str, str | None]:
    return concern.rule, concern.kind, concern.id


def _then(then: Scope, view: View) -> list[Concern]:
    return answer(attention, then, _today(then, view))


def _today(then: Scope, view: View) -> date:
    """The day it was then: the one held against, or of an older version the one it was made on."""
    made_at = answer(freshness, then).made_at
    if then.version == view.scope.version or made_at is None:
        return then.as_of or view.today
    return min(made_at.date(), then.question.as_of or date.max)
