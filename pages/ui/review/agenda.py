"""The agenda of a review: what matters most, month by month, the rest folded; above it a strip that says what happened when."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby

from metrics.campaigns.course import Course
from metrics.campaigns.events.event import Event, Kind
from metrics.campaigns.timeline import agenda
from pages.ui import markup
from pages.ui.format import day, month_at
from pages.ui.header import told_span
from pages.ui.markup import Tag
from pages.ui.review.strip import ROWS, strip
from pages.ui.review.told import link, name, says, told, tone
from pages.ui.status import shape
from pages.ui.view import View


def draw(events: Sequence[Event], course: Course, view: View) -> None:
    first = agenda(events)
    rest = [event for event in events if event not in first]
    markup.show(Tag("div", "gb gb-review", strip(events, course, view.words), _months(first, course, view), *_folded(rest, course, view)))


def told_period(course: Course, view: View) -> str:
    return told_span(course.since, course.last + timedelta(days=1), view.scope.as_of or course.last, view.words)


def _folded(rest: Sequence[Event], course: Course, view: View) -> list[Tag]:
    if not rest:
        return []
    return [Tag("details", "gb-more", Tag("summary", "", view.words("review.more", n=len(rest))), _months(rest, course, view))]


def _months(events: Sequence[Event], course: Course, view: View) -> Tag:
    """Each month once, with its events in their order."""
    year = (view.scope.as_of or course.last).year
    months = [
        Tag("li", "", Tag("h3", "", month_at(month, year, view.words)), Tag("ol", "", *(_line(event, course, view) for event in of_month)))
        for month, of_month in groupby(events, key=lambda event: event.day.replace(day=1))
    ]
    return Tag("ol", "gb-agenda", *months)


def _line(event: Event, course: Course, view: View) -> Tag:
    say, about = view.words, name(event)
    text = [*([Tag("b", "", about), " "] if about else []), Tag("span", "", says(event, say))]
    way = Tag("a", "", *text, href=link(event, view.address, course.objectives), data_go="", aria_label=told(event, say))
    return Tag("li", "", Tag("span", "day", day(event.day, say)), Tag("span", "kind", *_mark(event), say(f"review.row.{ROWS[event.kind]}")), way)


def _mark(event: Event) -> list[Tag | str]:
    """A status has its own shape and colour; the others say only whether they were for the worse."""
    if event.kind in (Kind.TURNED, Kind.WAVERED):
        after = str(event.facts["after"])
        return [Tag("i", f"s-{after}", shape(after), aria_hidden="true"), " "]
    return [Tag("i", f"mark {tone(event)}", aria_hidden="true"), " "]
