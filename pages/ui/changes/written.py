"""How one difference is written: as its figure is on its board, so that two which differ never read the same."""

from collections.abc import Callable
from datetime import date

from metrics.movement import Change, Moved, Value
from metrics.registry import FIGURES, Unit
from pages.ui.definitions import label
from pages.ui.format import NONE, compact, count, day_at, days, exact, number, percent
from pages.ui.markup import Tag
from pages.ui.status import shape, word
from pages.ui.words import Words

SHARES = frozenset({"unlinked"}) | {name for name, known in FIGURES.items() if known.unit is Unit.SHARE}
COUNTS = frozenset(name for name, known in FIGURES.items() if known.unit is Unit.COUNT)
DAYS = frozenset(name for name, known in FIGURES.items() if known.unit is Unit.DAYS)
PLAN = frozenset({"title", "objective_id", "starts_on", "ends_on", "target", "baseline", "month_target"})
IN_UNITS = frozenset({"current", "target", "baseline", "month_target"})


def figure(row: Moved, say: Words) -> str:
    """What it is a figure of."""
    if row.month is not None:
        name = say(f"date.month.{row.month.month}")
        return say("moved.month_target", month=say("date.month_year", name=name, month=row.month.month, year=row.month.year))
    key = f"moved.figure.{row.figure}"
    return say(key) if say.knows(key) else label(row.figure, say)


def is_seen(row: Moved, say: Words) -> bool:
    """Whether it differs as its board writes it: a long list has no room for drifts of rounding. A fact of the plan is always news."""
    short, _ = _written(row, say)
    return row.change is not Change.MOVED or row.figure in PLAN or row.figure == "status" or short(row.before) != short(row.after)


def change(row: Moved, say: Words, href: str = "") -> list[Tag | str]:
    """`href` is where the later figure leads."""
    before, after = _both(row, say)
    was = Tag("span", "was", say("moved.new")) if row.change is Change.NEW else Tag("span", "was", before)
    now = Tag("span", "was", say("moved.gone")) if row.change is Change.GONE else after
    told = Tag("a", "to", now, href=href, data_go="") if href else now
    unit = [" ", Tag("span", "unit", row.unit)] if row.unit and row.figure in IN_UNITS else []
    return [was, " → ", told, *unit]


def _both(row: Moved, say: Words) -> tuple[Tag | str, Tag]:
    if row.figure == "status":
        return _status(row.before, say), Tag("b", "", _status(row.after, say))
    short, whole = _written(row, say)
    shown = whole if short(row.before) == short(row.after) else short
    kind = {True: "better", False: "worse", None: ""}[row.improved]
    return shown(row.before), Tag("b", kind, shown(row.after), title=whole(row.after))


def _status(status: Value, say: Words) -> Tag:
    known = status if isinstance(status, str) else None
    return Tag("span", f"s-{known}" if known else "", Tag("i", "", shape(known)), *([" ", word(known, say)] if known else []))


def _written(row: Moved, say: Words) -> tuple[Callable[..., str], Callable[..., str]]:
    """In few characters, and in full."""
    if any(isinstance(value, str | date) for value in (row.before, row.after)):
        return (lambda value: _fact(value, say), lambda value: _fact(value, say))
    if row.figure in SHARES:
        return percent, lambda share: percent(share, 2)
    if row.figure in COUNTS:
        return count, count
    if row.figure in DAYS:
        return days, number
    return lambda value: compact(value, say), exact


def _fact(value: Value, say: Words) -> str:
    if isinstance(value, date):
        return day_at(value, date.min, say)
    return str(value) if value else NONE
