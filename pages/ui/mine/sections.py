"""A person's things kind by kind, each a table of what one asks about it."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import NamedTuple

from metrics.campaigns.mine import Kind, Mine
from metrics.status import Status
from pages.ui.campaign.roles import duty
from pages.ui.definitions import about
from pages.ui.format import against_plan, day_at, month_at, percent
from pages.ui.header import section
from pages.ui.status import shape, word
from pages.ui.tables import sheet
from pages.ui.view import View

PATHS = {"campaign": "/campaign", "objective": "/objective", "kr": "/kr"}
NUMBERED = frozenset({"objective", "kr"})  # told with their numbers, by which people know them


class Column(NamedTuple):
    """What a column is called, and what it tells of a row."""

    head: str
    cell: Callable[[Mine, View], str | dict]
    right: bool = False
    figure: str = ""


def draw(rows: Sequence[Mine], view: View) -> None:
    for kind, group in groupby(rows, key=lambda row: row.kind):
        _section(kind, list(group), view)


def _section(kind: Kind, rows: Sequence[Mine], view: View) -> None:
    say, columns = view.words, COLUMNS[kind]
    title = say(f"mine.{kind}")
    section(title, _duties(rows, view) if kind in (Kind.PROJECT, Kind.CAMPAIGN) else "")
    heads = [
        sheet.column(
            say(f"mine.column.{column.head}"),
            right=column.right,
            kind="" if place else "text",
            about=about(column.figure, say)._asdict() if column.figure else None,
        )
        for place, column in enumerate(columns)
    ]
    lines = [sheet.row([column.cell(row, view) for column in columns], "unsure" if row.ended else "") for row in rows]
    sheet.draw(f"mine_{kind}", title, heads, lines)


def _duties(rows: Sequence[Mine], view: View) -> str:
    """What the roles in these rows answer for, each once."""
    say = view.words
    roles = dict.fromkeys(role for row in rows for role in row.roles.split(";"))
    return say("mine.between").join(f"{say(f'roles.{role}')}{say('report.colon')}{duty(role, view)}" for role in roles)


def _itself(row: Mine, view: View) -> dict:
    return _thing(row.kind, row.id, row.title, view)


def _above(row: Mine, view: View) -> str | dict:
    if row.of_id is None:
        return ""
    return _thing(row.of_kind or "", row.of_id, row.of_title, view)


def _thing(kind: str, key: str, title: str | None, view: View) -> dict:
    text = f"{key} {title or ''}".strip() if kind in NUMBERED else title or key
    return sheet.cell(text, href=view.address.about(PATHS[kind], key) if kind in PATHS else "")


def _month(row: Mine, view: View) -> str:
    return month_at(row.due_on, view.scope.as_of.year, view.words) if row.due_on and view.scope.as_of else ""


def _due(row: Mine, view: View) -> str:
    return day_at(row.due_on, view.scope.as_of or view.today, view.words) if row.due_on else ""


def _roles(row: Mine, view: View) -> str:
    return view.words("list.and").join(view.words(f"roles.{role}") for role in row.roles.split(";"))


def _late(row: Mine, view: View) -> str | dict:
    """How late it is, else how it stands in the words of its kind."""
    if row.late_days is not None:
        return _marked(Status.AT_RISK, view.words("mine.overdue", n=row.late_days))
    return view.words(f"{WORDS[row.kind]}.{row.status or 'unknown'}") if row.kind in WORDS else ""


WORDS = {Kind.KP: "kp", Kind.RISK: "mine.risk_status"}


def _status(row: Mine, view: View) -> str | dict:
    if row.status is None:
        return ""
    told = sheet.cell(f"{shape(row.status)} {word(row.status, view.words)}", kind=f"st s-{row.status}")
    return told | ({"sub": view.words("mine.ended")} if row.ended else {})


def _marked(status: Status, text: str) -> dict:
    return sheet.cell(f"{shape(status)} {text}", kind=f"st s-{status}")


def _phase(row: Mine, view: View) -> str:
    return view.words(f"mine.phase.{row.status}") if row.status else ""


def _next(row: Mine, view: View) -> str | dict:
    """The milestone that comes next and its day; without one, the last day of a project that isn't closed."""
    if row.next is not None:
        return sheet.cell(row.next, sub=_due(row, view))
    return "" if row.ended or row.due_on is None else view.words("mine.last_day", day=_due(row, view))


def _progress(row: Mine, _: View) -> str:
    return "" if row.progress is None else percent(row.progress)


def _gap(row: Mine, view: View) -> str:
    return "" if row.progress is None else against_plan(row.progress, row.expected, view.words)


def _attained(row: Mine, _: View) -> str:
    return "" if row.month_attainment is None else percent(row.month_attainment)


PLAN = (Column("progress", _progress, right=True, figure="progress"), Column("gap", _gap, right=True), Column("status", _status))
COLUMNS: dict[Kind, tuple[Column, ...]] = {
    Kind.KP: (Column("kp", _itself), Column("kr", _above), Column("month", _month), Column("standing", _late)),
    Kind.MILESTONE: (Column("milestone", _itself), Column("of", _above), Column("planned", _due), Column("standing", _late)),
    Kind.RISK: (Column("risk", _itself), Column("project", _above), Column("due", _due), Column("standing", _late)),
    Kind.IMPROVEMENT: (Column("improvement", _itself), Column("of", _above), Column("due", _due), Column("standing", _late)),
    Kind.KR: (
        Column("kr", _itself),
        Column("objective", _above),
        Column("this_month", _attained, right=True, figure="month_attainment"),
        *PLAN,
    ),
    Kind.OBJECTIVE: (Column("objective", _itself), Column("campaign", _above), Column("ends", _due), *PLAN),
    Kind.PROJECT: (
        Column("project", _itself),
        Column("campaign", _above),
        Column("role", _roles),
        Column("phase", _phase),
        Column("next", _next),
        Column("standing", _late),
    ),
    Kind.CAMPAIGN: (Column("campaign", _itself), Column("role", _roles), Column("ends", _due), *PLAN),
}
