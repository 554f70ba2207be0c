"""A strip of the campaign's months: in which of them something happened, of what kind, and whether for the worse."""

from collections.abc import Mapping, Sequence
from datetime import date

from metrics.campaigns.course import Course
from metrics.campaigns.events.event import Event, Kind
from metrics.campaigns.months import months_between
from pages.ui.format import month_at
from pages.ui.markup import Tag
from pages.ui.review.told import tone
from pages.ui.words import Words

ROWS = {
    Kind.TURNED: "status",
    Kind.WAVERED: "status",
    Kind.MISSED: "months",
    Kind.LATE: "milestones",
    Kind.PASSED: "milestones",
    Kind.SLOW: "delivery",
    Kind.BUGS: "bugs",
    Kind.REPLANNED: "plan",
}
TONES = ("worse", "neither", "better")  # of several events in a month the first of these is shown
MOST_MONTHS = 24  # the last of them: more would be no picture


def strip(events: Sequence[Event], course: Course, say: Words) -> Tag:
    """A row for each kind that happened at all; a target may be changed before the campaign's own days or after them."""
    days = [course.since, course.last, *(event.day for event in events)]
    months = months_between(min(days), max(days))[-MOST_MONTHS:]
    rows = [_row(name, months, [event for event in events if ROWS[event.kind] == name], say) for name in dict.fromkeys(ROWS.values())]
    table = Tag(
        "table",
        "",
        Tag("tr", "", Tag("td", "", ""), *(_head(month, say, named=month == months[0] or month.month == 1) for month in months)),
        *(row for row in rows if row),
    )
    return Tag("figure", "gb-strip", table, Tag("figcaption", "gb-sub", *_how(say)), aria_label=say("review.strip"))


def _how(say: Words) -> list[Tag]:
    return [Tag("span", "", Tag("i", f"mark {kind}"), " ", say(f"review.tone.{kind}")) for kind in TONES]


def _head(month: date, say: Words, *, named: bool) -> Tag:
    """Its name, on a phone the bare number, so that a year fits there; the year above where it begins."""
    year = [Tag("span", "year", str(month.year))] if named else []
    name = [Tag("span", "name", say(f"date.month.{month.month}")), Tag("span", "bare", str(month.month), aria_hidden="true")]
    return Tag("th", "", *year, *name, scope="col", title=month_at(month, 0, say))


def _row(name: str, months: Sequence[date], events: Sequence[Event], say: Words) -> Tag | None:
    if not events:
        return None
    of_month: Mapping[date, list[Event]] = {month: [event for event in events if event.day.replace(day=1) == month] for month in months}
    kind = say(f"review.row.{name}")
    return Tag("tr", "", Tag("th", "", kind, scope="row"), *(_cell(kind, month, found, say) for month, found in of_month.items()))


def _cell(kind: str, month: date, events: Sequence[Event], say: Words) -> Tag:
    if not events:
        return Tag("td", "", "")
    told = say("review.cell", kind=kind, month=month_at(month, 0, say), n=len(events))
    worst = min((tone(event) for event in events), key=TONES.index)
    return Tag("td", "", Tag("i", f"mark {worst}{' many' if len(events) > 1 else ''}", role="img", title=told, aria_label=told))
