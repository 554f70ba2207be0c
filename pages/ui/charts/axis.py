"""The time axis: where a bucket's column stands, and a handful of dates written below, never tilted."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from metrics.efficiency import Period
from metrics.scope import Bucket
from pages.ui.format import day
from pages.ui.words import Words

MOST_LABELS = 7
ROOM_BEHIND = 0.1
FEW_WEEKS = timedelta(days=50)


def middle(row: Period) -> str:
    """Local time without an offset: a bare date would be read as UTC and stand a day early in the west."""
    return (_start(row.period) + (row.until - row.period) / 2).isoformat()


def scale(rows: Sequence[Period]) -> dict:
    """From the first column to a little behind the last, where the line's names and "so far" stand."""
    first, last = rows[0].period, rows[-1].until
    return {"domain": [_parts(_start(first)), _parts(_start(last) + (last - first) * ROOM_BEHIND)]}


def axis(rows: Sequence[Period], bucket: Bucket, words: Words) -> dict:
    labels = _labels(rows, bucket, words)
    named = ",".join(f"'{moment}':'{label}'" for moment, label in labels.items())
    aligned = {} if _per_bucket(bucket) else {"labelAlign": "left", "labelOffset": -2}
    return {
        "values": [_parts(datetime.fromisoformat(moment)) for moment in labels],
        "labelExpr": f"({{{named}}})[timeFormat(datum.value,'%Y-%m-%dT%H:%M:%S')]",
        "labelFlush": False,
        "labelOverlap": True,
        "grid": False,
        "title": None,
        "ticks": not _per_bucket(bucket),
        "tickSize": 4,
        "domain": True,
        **aligned,
    }


def _labels(rows: Sequence[Period], bucket: Bucket, words: Words) -> dict[str, str]:
    """Moment to label: the buckets' own names where they are long, else month starts, or week starts of a short range."""
    first, last = rows[0].period, rows[-1].until
    if _per_bucket(bucket):
        named = {middle(row): _bucket_name(row.period, bucket, words) for row in rows}
    elif last - first <= FEW_WEEKS:
        starts = [row.period for row in rows if row.period.weekday() == 0 or len(rows) < MOST_LABELS]
        named = {_midnight(start): day(start, words) for start in starts}
    else:
        named = {_midnight(start): _month_name(start, words, years=first.year != last.year) for start in _months(first, last)}
    step = -(-len(named) // MOST_LABELS)
    return dict(list(named.items())[:: step or 1])


def _per_bucket(bucket: Bucket) -> bool:
    return bucket in {Bucket.MONTH, Bucket.QUARTER, Bucket.RANGE}


def _bucket_name(start: date, bucket: Bucket, words: Words) -> str:
    if bucket is Bucket.QUARTER:
        return f"{start.year} Q{(start.month + 2) // 3}"
    return _month_name(start, words, years=False) if bucket is Bucket.MONTH else day(start, words)


def _month_name(start: date, words: Words, *, years: bool) -> str:
    name = words(f"date.month.{start.month}")
    return words("date.month_year", name=name, month=start.month, year=start.year) if years and start.month == 1 else name


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
