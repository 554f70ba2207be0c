"""The axes: where a bucket's column stands, a handful of dates written below, never tilted, and round figures at the left."""

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar

from metrics.efficiency import Period
from metrics.scope import Bucket
from pages.ui.buckets import bucket_name
from pages.ui.format import day
from pages.ui.words import Words

T = TypeVar("T")

MOST_LABELS = 7
ROOM_BEHIND = 0.1
FEW_WEEKS = timedelta(days=50)
MOST_STEPS = 4
MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400)  # every so many months one label
ROUND = tuple(digit * 10**places for places in range(12) for digit in (1, 2, 5))


def middle(row: Period) -> str:
    """Local time without an offset: a bare date would be read as UTC and stand a day early in the west."""
    return (_start(row.period) + (row.until - row.period) / 2).isoformat()


def scale(rows: Sequence[Period]) -> dict:
    """From the first column to a little behind the last, where the line's names and "so far" stand; padded by nothing else."""
    first, last = rows[0].period, rows[-1].until
    return {"domain": [_parts(_start(first)), _parts(_start(last) + (last - first) * ROOM_BEHIND)], "padding": 0, "nice": False}


def steps(top: float) -> list[int]:
    """Round ticks from zero up to the highest below `top`; whole, for nobody raises half a bug."""
    step = next(step for step in ROUND if top / step < MOST_STEPS)
    return list(range(0, int(top) + 1, step))


def round_below(most: float) -> int:
    """The one tick of an axis that has room for one."""
    return max((step for step in ROUND if step <= most), default=1)


def axis(rows: Sequence[Period], bucket: Bucket, words: Words, year: int) -> dict:
    return _axis(_labels(rows, bucket, words, year), below_columns=_per_bucket(bucket))


def calendar(first: date, last: date, words: Words, year: int) -> dict:
    """Of plain days: month starts, or the week starts of a short range."""
    if last - first > FEW_WEEKS:
        return _axis(_with_years(_month_starts(first, last, words), year), below_columns=False)
    days = [first + timedelta(days=nth) for nth in range((last - first).days)]
    return _axis(_with_years(_some([start for start in days if start.weekday() == 0], words), year), below_columns=False)


def span(first: date, last: date) -> dict:
    """From the start of the one day to the start of the other, padded by nothing."""
    return {"domain": [_parts(_start(first)), _parts(_start(last))], "padding": 0, "nice": False}


def _axis(labels: dict[str, str | list[str]], *, below_columns: bool) -> dict:
    aligned = {} if below_columns else {"labelAlign": "left", "labelOffset": -2}
    return {
        "values": [_parts(datetime.fromisoformat(moment)) for moment in labels],
        "labelExpr": f"({json.dumps(labels, ensure_ascii=False)})[timeFormat(datum.value,'%Y-%m-%dT%H:%M:%S')]",
        "labelFlush": False,
        "labelOverlap": True,
        "grid": False,
        "title": None,
        "ticks": not below_columns,
        "tickSize": 4,
        "domain": True,
        **aligned,
    }


def _labels(rows: Sequence[Period], bucket: Bucket, words: Words, year: int) -> dict[str, str | list[str]]:
    """Moment to label: the buckets' own names where they are long, else month starts, or week starts of a short range."""
    first, last = rows[0].period, rows[-1].until
    if bucket is Bucket.QUARTER:
        return {middle(row): bucket_name(row.period, row.until, bucket, year, words) for row in _thinned(rows, lambda row: row.period)}
    if bucket is Bucket.MONTH:
        named = [(middle(row), row.period, words(f"date.month.{row.period.month}")) for row in _thinned(rows, lambda row: row.period)]
    elif bucket is Bucket.RANGE:
        named = [(middle(row), row.period, day(row.period, words)) for row in rows]
    elif last - first <= FEW_WEEKS:
        named = _some([row.period for row in rows if row.period.weekday() == 0 or len(rows) < MOST_LABELS], words)
    else:
        named = _month_starts(first, last, words)
    return _with_years(named, year)


def _some(starts: Sequence[date], words: Words) -> list[tuple[str, date, str]]:
    """As many days as there is room for."""
    return [(_midnight(start), start, day(start, words)) for start in starts[:: -(-len(starts) // MOST_LABELS) or 1]]


def _month_starts(first: date, last: date, words: Words) -> list[tuple[str, date, str]]:
    return [(_midnight(start), start, words(f"date.month.{start.month}")) for start in _thinned(_months(first, last), lambda start: start)]


def _thinned(things: Sequence[T], start: Callable[[T], date]) -> Sequence[T]:
    """As many as there is room for, at round distances in the year: every second month, every half year."""
    for step in MONTHS:
        chosen = [thing for thing in things if (start(thing).year * 12 + start(thing).month - 1) % step == 0]
        if len(chosen) <= MOST_LABELS:
            break
    return chosen or things[:1]


def _with_years(named: Sequence[tuple[str, date, str]], year: int) -> dict[str, str | list[str]]:
    """The year stands below the first label, unless it is `year` all along, and wherever it changes."""
    labels: dict[str, str | list[str]] = {}
    written = year if all(start.year == year for _, start, _ in named) else None
    for moment, start, name in named:
        labels[moment] = name if start.year == written else [name, str(start.year)]
        written = start.year
    return labels


def _per_bucket(bucket: Bucket) -> bool:
    return bucket in {Bucket.MONTH, Bucket.QUARTER, Bucket.RANGE}


def _months(first: date, last: date) -> list[date]:
    """Month starts from `first` on, before `last`."""
    months = [date(year, month, 1) for year in range(first.year, last.year + 1) for month in range(1, 13)]
    return [start for start in months if first <= start < last]


def _midnight(value: date) -> str:
    return _start(value).isoformat()


def _start(value: date) -> datetime:
    return datetime.combine(value, datetime.min.time())


def _parts(moment: datetime) -> dict:
    day_of = {"year": moment.year, "month": moment.month, "date": moment.day}
    return day_of | {"hours": moment.hour, "minutes": moment.minute, "seconds": moment.second}
