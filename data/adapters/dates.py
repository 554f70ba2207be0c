"""Dates as people's computers write them, read by one decision for a whole column, never cell by cell.

A column is known by the shapes of its cells: every run of four digits is `Y`, of fewer `9`, of Latin letters `A`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from data.errors import UnreadableFile

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec", "一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月"
MONTHS = {name: number for names in _MONTHS for number, name in enumerate(names.split(), start=1)}
_CLOCK = r"(?:,?[T ]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(AM|PM|上午|下午)?)?"
_HALF_FIRST = re.compile(r"(上午|下午|AM|PM)\s*(\d{1,2}:\d{2}(?::\d{2})?)$", re.IGNORECASE)
_SERIAL = re.compile(r"[2-6]\d{4}(?:\.\d+)?")  # days since the end of 1899, as workbooks keep them: 1954 to 2091
_NAMED = re.compile(r"(\d{1,2})[/. -]([^\W\d_]+)\.?[/. -](\d{4}|\d{2})" + _CLOCK, re.IGNORECASE)
_NAME_FIRST = re.compile(
    r"(?:[a-z]{3,9},? )?([a-z]{3,9})\.? (\d{1,2}),? (\d{4})" + _CLOCK + r"(?: (?:GMT|UTC)?([+-]\d{4})?(?: \([^)]*\))?)?", re.IGNORECASE
)
NUMBERS = r"(\d{1,2})([/.-])(\d{1,2})[/.-](\d{4}|\d{2})" + _CLOCK  # without regard to case; the engine knows this much of patterns
_NUMBERS = re.compile(NUMBERS, re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?" + _CLOCK + r"(?: ?(UTC|GMT))?", re.IGNORECASE)
_SHAPE = re.compile(r"9([/.-])(9|A)\1(9|Y)(?: (9:9(?::9)?)( A)?)?")
_YEAR_SHAPE = re.compile(r"Y(?:([-/.])9\1|年9月)9(日)?(?: (9:9(?::9)?))?")
_ZONED_SHAPE = re.compile(r"A A 9 Y 9:9:9 A[+-]Y(?: \([^)]*\))?")
LAST_MONTH = 12
FIRST_OF_1900S = "70"  # a year of two digits from here on is of the last century


class Order(StrEnum):
    """Which number of a date is the day."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


class Shape(NamedTuple):
    """How some cells of a column are written: their form, an example, and of day and month the largest numbers in either place."""

    form: str
    example: str
    first: int
    second: int
    differs: str | None  # a cell in which the two numbers aren't the same


class DateReading(NamedTuple):
    """How a column's dates are read. `is_open`: day and month can't be told apart, somebody has to say.

    `days`, `moments`: the engine's formats of the shapes found; `zoned`: some are as scripts write them, with a zone at the end.
    """

    order: Order
    is_open: bool
    example: str
    days: tuple[str, ...]
    moments: tuple[str, ...]
    zoned: bool = False


def readings(columns: Mapping[str, Sequence[Shape]], chosen: Mapping[str, str], wanted: Iterable[str]) -> dict[str, DateReading]:
    """For each wanted header how it is read; a column that leaves the order open is read as chosen, else like the file's others.

    Raises `UnreadableFile` for a column that is written in both orders.
    """
    possible = {header: _orders(header, shapes) for header, shapes in columns.items()}
    decided = frozenset().union(*(orders for orders in possible.values() if len(orders) == 1))
    decided = decided or frozenset(Order(chosen[header]) for header in chosen if header in columns)
    return {header: _reading(columns.get(header, ()), possible.get(header, frozenset(Order)), decided, chosen.get(header)) for header in wanted}


def _orders(header: str, shapes: Sequence[Shape]) -> frozenset[Order]:
    """In which orders all dates of a column exist."""
    possible = set(Order)
    numeric = [shape for shape in shapes if _NUMBERS.fullmatch(shape.example)]
    for shape in numeric:
        if shape.first > LAST_MONTH or "." in shape.form[:2]:  # with dots nobody writes the month first
            possible.discard(Order.MONTH_FIRST)
        if shape.second > LAST_MONTH:
            possible.discard(Order.DAY_FIRST)
    if not possible:
        raise UnreadableFile("mixed_dates", column=header, example=min(shape.differs or shape.example for shape in numeric))
    return frozenset(possible) if any(shape.differs for shape in numeric) else frozenset(Order)


def _reading(shapes: Sequence[Shape], possible: frozenset[Order], decided: frozenset[Order], chosen: str | None) -> DateReading:
    doubtful = [shape.differs for shape in shapes if shape.differs and _NUMBERS.fullmatch(shape.differs)]
    if len(possible) == 1:
        order, is_open = min(possible), False
    elif chosen:
        order, is_open = Order(chosen), False
    else:
        order, is_open = (min(decided) if len(decided) == 1 else Order.DAY_FIRST), bool(doubtful) and len(decided) != 1
    example = min(doubtful) if doubtful else next((shape.example for shape in shapes if not shape.form.startswith("Y")), "")
    days, moments = _formats(shapes, order)
    return DateReading(order, is_open, example, days, moments, any(_ZONED_SHAPE.fullmatch(shape.form) for shape in shapes))


def _formats(shapes: Sequence[Shape], order: Order) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The engine's formats for the shapes it can read, of days and of moments; the others are read cell by cell."""
    found = dict.fromkeys(filter(None, (_year_last(shape.form, order) or _year_first(shape.form) for shape in shapes)))
    return tuple(text for text in found if ":" not in text), tuple(text for text in found if ":" in text)


def _year_last(form: str, order: Order) -> str:
    match = _SHAPE.fullmatch(form)
    if match is None:
        return ""
    mark, month, year, clock, half = match.groups()
    parts = ["%d", "%b" if month == "A" else "%m"]
    if month != "A" and order is Order.MONTH_FIRST:
        parts.reverse()
    return mark.join((*parts, "%Y" if year == "Y" else "%y")) + _clock_format(clock, half)


def _year_first(form: str) -> str:
    match = _YEAR_SHAPE.fullmatch(form)
    if match is None:
        return ""
    mark, ended, clock = match.groups()
    if mark:
        return "" if ended else f"%Y{mark}%m{mark}%d{_clock_format(clock, None)}"
    return f"%Y年%m月%d{ended or ''}{_clock_format(clock, None)}"


def _clock_format(clock: str | None, half: str | None) -> str:
    if clock is None:
        return ""
    return (" %I:%M" if half else " %H:%M") + (":%S" if clock.count(":") > 1 else "") + (" %p" if half else "")


def iso(cell: str, order: Order) -> str:
    """A cell as ISO text; one that is no date stays as it is, to be refused with its line."""
    cell = _HALF_FIRST.sub(r"\2 \1", cell)
    if match := _YEAR_FIRST.fullmatch(cell):
        year, month, day, *clock, zone = match.groups()
        if not zone and not clock[-1]:
            return cell
        return f"{year}-{int(month):02}-{int(day):02}{_time(*clock)}{'+00:00' if zone and clock[0] else ''}"
    if match := _NAME_FIRST.fullmatch(cell):
        name, day, year, *clock, zone = match.groups()
        return f"{year}-{MONTHS.get(name.casefold()[:3], 0):02}-{int(day):02}{_time(*clock)}{zone or ''}"
    if match := _NUMBERS.fullmatch(cell):
        first, _, second, year, *clock = match.groups()
        day, month = (first, second) if order is Order.DAY_FIRST else (second, first)
    elif match := _NAMED.fullmatch(cell):
        day, name, year, *clock = match.groups()
        month = MONTHS.get(name.casefold(), MONTHS.get(name.casefold()[:3], 0))
    else:
        return cell
    return f"{_year(year)}-{int(month):02}-{int(day):02}{_time(*clock)}" if int(month) else cell


def serial(cell: str) -> str:
    """A cell of a workbook that nobody formatted as a date, as ISO text; any other as it is."""
    if not _SERIAL.fullmatch(cell):
        return cell
    at = datetime(1899, 12, 30) + timedelta(seconds=round(float(cell) * 86_400))  # noqa: DTZ001 - what the sheet says, in its own zone
    return at.isoformat(sep=" ") if "." in cell else at.date().isoformat()


def _year(text: str) -> str:
    if text[2:]:
        return text
    return f"20{text}" if text < FIRST_OF_1900S else f"19{text}"


def _time(hour: str | None, minute: str | None, second: str | None, half: str | None) -> str:
    if hour is None:
        return ""
    hours = int(hour)
    if half:
        hours = hours % 12 + (12 if half.upper() in ("PM", "下午") else 0)
    return f" {hours:02}:{minute}:{second or '00'}"
