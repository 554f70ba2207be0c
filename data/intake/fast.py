"""Cells of the usual forms become values in the engine, a column at a time.

What an expression leaves null of a cell that isn't is left to the parsers of `data.model.fields`: they decide, these only
hurry. So an expression may read nothing otherwise than they do.
"""

from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from duckdb import DuckDBPyConnection

from data.adapters.dates import DateReading
from data.model.datasets import Column
from data.settings import time_zone

FIRST, LAST = "date '1970-01-01'", "date '2099-12-31'"  # the days that the calendar knows


class Fast(NamedTuple):
    """Columns to be worked out of a batch in steps, each step from those before, and which of them are the stored ones."""

    steps: tuple[dict[str, str], ...]
    stored: tuple[str, ...]


def fast(column: Column, cell: str, dates: DateReading | None, *, utc: bool) -> Fast | None:
    """How the engine reads a column's usual cells; none where the parsers do it all."""
    name = column.name
    if column.is_plain:
        return Fast((), (cell,))
    if column.kind == "number":
        return Fast(({f"v_{name}": _NUMBER.format(cell=cell)},), (f"v_{name}",))
    if column.kind == "day":
        return Fast(({f"d_{name}": _day(cell, dates)}, {f"v_{name}": _in_reach(f"d_{name}")}), (f"v_{name}",))
    if column.kind == "moment":
        return _moment(name, cell, dates, utc=utc)
    return None


def _moment(name: str, cell: str, dates: DateReading | None, *, utc: bool) -> Fast:
    """A day, and where the cell has a time of day the instant in UTC; days on which clocks change are left to the parsers."""
    zone = time_zone().key
    clock = f"coalesce({_CLOCK.format(cell=cell)}, {_strptime(cell, dates.moments if dates else ())})"
    zoned = f"coalesce({_OFFSET}, {_SCRIPT})" if dates and dates.zoned else _OFFSET
    read = {f"d_{name}": _day(cell, dates), f"c_{name}": clock, f"z_{name}": zoned.format(cell=cell)}
    if utc:
        at = {f"a_{name}": f"coalesce(c_{name}, timezone('UTC', z_{name}))"}
        on = f"timezone('{zone}', timezone('UTC', a_{name}))::date"
    else:
        at = {f"a_{name}": _AT.format(clock=f"c_{name}", zoned=f"z_{name}", zone=zone)}
        on = f"case when a_{name} is null then null when c_{name} is not null then c_{name}::date else timezone('{zone}', z_{name})::date end"
    days = {f"o_{name}": _in_reach(f"coalesce(d_{name}, {on})")}
    return Fast((read, at, days), (f"o_{name}", f"case when o_{name} is not null then a_{name} end"))


def _day(cell: str, dates: DateReading | None) -> str:
    return f"coalesce({_DAY.format(cell=cell)}, {_strptime(cell, dates.days if dates else ())}::date)"


def _in_reach(day: str) -> str:
    return f"case when {day} between {FIRST} and {LAST} then {day} end"


def _strptime(cell: str, formats: tuple[str, ...]) -> str:
    """The formats come from our own list of them, never from a file."""
    if not formats:
        return "null::timestamp"
    return _FORMATTED.format(cell=cell, formats=", ".join(repr(text) for text in formats))


def quick_columns(fields: list[Fast]) -> str:
    """A select of the batch with all worked-out columns."""
    steps = max((len(field.steps) for field in fields), default=0)
    rows = "batch"
    for nth in range(steps):
        made = [f"{value} as {name}" for field in fields for name, value in (field.steps[nth].items() if nth < len(field.steps) else ())]
        rows = f"(select b.*, {', '.join(made)} from {rows} as b)"
    return f"select * from {rows} as b"


def tell_clock_changes(cursor: DuckDBPyConnection) -> None:
    """Give the expressions the days on which the business zone's clocks change, and its offset since."""
    changes, offset = _clock_changes(time_zone())
    cursor.execute("set variable clock_changes = $changes::date[]", {"changes": changes})
    cursor.execute("set variable last_clock_change = $last::date", {"last": max(changes, default=date(1970, 1, 1))})
    cursor.execute("set variable offset_since = $offset::interval", {"offset": offset})


@cache
def _clock_changes(zone: ZoneInfo) -> tuple[list[date], timedelta]:
    """Days that aren't 24 hours long: which of two equal hours is meant there, the parsers decide."""
    midnights = [datetime(1970, 1, 1, tzinfo=zone) + timedelta(days=day) for day in range((date(2100, 1, 1) - date(1970, 1, 1)).days + 1)]
    offsets = [midnight.utcoffset() or timedelta() for midnight in midnights]
    return [midnight.date() for midnight, (before, after) in zip(midnights, pairwise(offsets), strict=False) if before != after], offsets[-1]


_NUMBER = r"case when regexp_full_match({cell}, '[+-]?\d{{1,15}}(\.\d{{1,10}})?') then {cell}::double end"
# The engine would take more than these forms: other signs, other widths, other offsets.
_FORM = r"\d{{4}}[-/]\d\d[-/]\d\d"
_TIME = r"[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{{1,6}})?)?"
_ZONE = r"(?:Z| UTC|[+-](?:0\d|1[0-4]):?[0-5]\d)"
_DAY = f"case when regexp_full_match({{cell}}, '{_FORM}') then try_cast({{cell}} as date) end"
_CLOCK = f"case when regexp_full_match({{cell}}, '{_FORM}{_TIME}') then try_cast({{cell}} as timestamp) end"
_OFFSET = f"case when regexp_full_match({{cell}}, '{_FORM}{_TIME}{_ZONE}') then try_cast({{cell}} as timestamptz) end"
_FORMATTED = r"""
    case when regexp_full_match({cell}, '(?:\d{{1,2}}[/.-](?:\d{{1,2}}|[A-Za-z]+)[/.-](?:\d{{4}}|\d\d)(?: \d{{1,2}}:\d\d(?::\d\d)?(?: [AaPp][Mm])?)?'
              || '|\d{{4}}(?:[-/.]\d{{1,2}}[-/.]|年\d{{1,2}}月)\d{{1,2}}日?(?: \d{{1,2}}:\d\d(?::\d\d)?)?)')
         then try_strptime({cell}, [{formats}])
    end"""
# As scripts write a moment: Fri Oct 02 2026 17:00:00 GMT+0000 (GMT+00:00).
_SCRIPT = r"""
    try_strptime(
        regexp_extract({cell}, '^[A-Za-z]+ ([A-Za-z]{{3}} \d\d \d{{4}} \d\d:\d\d:\d\d GMT[+-]\d{{4}})(?: \([^)]*\))?$', 1),
        '%b %d %Y %H:%M:%S GMT%z'
    )"""
# Most zones stopped changing their clocks, or will: after that an instant is a subtraction.
_AT = """
    case when {clock}::date > getvariable('last_clock_change')::date then {clock} - getvariable('offset_since')::interval
         when list_contains(getvariable('clock_changes')::date[], {clock}::date) then null
         else timezone('UTC', coalesce(timezone('{zone}', {clock}), {zoned}))
    end"""
