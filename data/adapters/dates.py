"""Dates as people's computers write them become ISO text, by one decision for a whole column."""

import re
from collections.abc import Iterable, Mapping

from data.adapters.columns import Cells, Cleaner
from data.errors import UnreadableFile

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec", "一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月"
MONTHS = {name: number for names in _MONTHS for number, name in enumerate(names.split(), start=1)}
_CLOCK = r"(?:[T ]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(AM|PM|上午|下午)?)?"
_NAMED = re.compile(r"(\d{1,2})[/. -]([^\W\d_]+)\.?[/. -](\d{4}|\d{2})" + _CLOCK, re.IGNORECASE)
_NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})[/.-](\d{4}|\d{2})" + _CLOCK, re.IGNORECASE)
LAST_MONTH = 12
FIRST_OF_1900S = "70"  # a year of two digits from here on is of the last century
DAY_FIRST, MONTH_FIRST = "day first", "month first"
BOTH = frozenset((DAY_FIRST, MONTH_FIRST))


def date_cleaners(columns: Mapping[str, Cells], wanted: Iterable[str]) -> dict[str, Cleaner]:
    """For each wanted header what makes its cells ISO text; a column that leaves the order open is read like the file's others."""
    orders = {header: _orders(cells) for header, cells in columns.items()}
    decided = frozenset().union(*(possible for possible in orders.values() if len(possible) == 1))
    return {header: _cleaner(_order(header, columns[header], orders[header], decided)) for header in wanted}


def _orders(cells: Cells) -> frozenset[str]:
    """In which orders all dates of a column exist."""
    possible = set(BOTH)
    for match in filter(None, map(_NUMBERS.fullmatch, _undecided(cells))):
        if int(match[1]) > LAST_MONTH or match[2] == ".":  # with dots nobody writes the month first
            possible.discard(MONTH_FIRST)
        if int(match[3]) > LAST_MONTH:
            possible.discard(DAY_FIRST)
    return frozenset(possible)


def _order(header: str, cells: Cells, possible: frozenset[str], decided: frozenset[str]) -> str:
    open_to_both = [cell for cell in _undecided(cells) if (match := _NUMBERS.fullmatch(cell)) and int(match[1]) != int(match[3])]
    if open_to_both and not possible:
        raise UnreadableFile("mixed_dates", column=header, example=min(open_to_both))
    if open_to_both and possible == BOTH and len(decided) != 1:
        raise UnreadableFile("ambiguous_dates", column=header, example=min(open_to_both))
    return min(decided if possible == BOTH and len(decided) == 1 else possible, default=DAY_FIRST)


def _undecided(cells: Cells) -> set[str]:
    """The distinct cells that don't begin with a year."""
    return {cell for cell in set(cells) if not cell[:4].isdigit()}


def _cleaner(order: str) -> Cleaner:
    return lambda cells: [cell if not cell or cell[:4].isdigit() else _iso(cell, order) for cell in cells]


def _iso(cell: str, order: str) -> str:
    """A cell that is no date stays as it is, to be refused with its line."""
    if match := _NUMBERS.fullmatch(cell):
        first, _, second, year, *clock = match.groups()
        day, month = (first, int(second)) if order == DAY_FIRST else (second, int(first))
    elif match := _NAMED.fullmatch(cell):
        day, name, year, *clock = match.groups()
        month = MONTHS.get(name.casefold(), MONTHS.get(name.casefold()[:3], 0))
    else:
        return cell
    return f"{_year(year)}-{month:02}-{int(day):02}{_time(*clock)}" if month else cell


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
