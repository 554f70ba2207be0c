"""How figures and days are written. A minus is a minus sign, a missing figure a dash."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from pages.ui.words import Words

NONE = "–"
MINUS = "−"
SMALL_SHARE = 0.01
PLACES = ((1000, 0), (100, 1), (1, 2), (0, 3))  # from this size on so many decimals
MANY = 1_000_000
LARGE = {"en": ((1e9, "B"), (1e6, "M")), "zh": ((1e8, "亿"), (1e4, "万"))}  # from this size on in this unit
MINUTES, HOURS = 120, 48  # an age is told in minutes below two hours, in hours below two days


def number(value: float | None) -> str:
    """Short enough for a column, exact enough to act on; the whole value is `exact`."""
    if value is None:
        return NONE
    size = abs(value)
    places = next(places for least, places in PLACES if size >= least)
    text = f"{size:,.{places}f}"
    return _signed(value, text.rstrip("0").rstrip(".") if "." in text else text)


def compact(value: float | None, words: Words) -> str:
    """From seven digits on in millions, or 万 and 亿; below as `number`."""
    if value is None or abs(value) < MANY:
        return number(value)
    size, unit = next(step for step in LARGE[words.language] if abs(value) >= step[0])
    return number(value / size) + unit


def measured(value: object, unit: str) -> str:
    """A metric's value with its unit; a sign follows the figure at once, a word of any language after a space."""
    text = number(value if isinstance(value, float | int) else None)
    return f"{text} {unit}" if any(char.isalpha() for char in unit) else f"{text}{unit}"


def apart(values: Iterable[float | None], words: Words) -> Callable[[float | None], str]:
    """How values that stand side by side are written: big ones in millions, unless two that differ would then read the same."""
    known = {value for value in values if value is not None}
    told_apart = len({compact(value, words) for value in known}) >= len({number(value) for value in known})
    return (lambda value: compact(value, words)) if told_apart else number


def exact(value: float | None) -> str:
    if value is None:
        return NONE
    text = f"{abs(value):,.6f}".rstrip("0").rstrip(".")
    return _signed(value, text)


def count(value: float | None) -> str:
    return NONE if value is None else f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def percent(share: float | None, places: int = 0) -> str:
    """Small shares keep one place, so that something never reads as nothing."""
    if share is None:
        return NONE
    few = 1 if 0 < abs(share) < SMALL_SHARE else 0
    return _signed(share, f"{abs(share) * 100:,.{max(places, few)}f}%")


def change(share: float | None) -> str:
    """A relative change with its sign."""
    if share is None:
        return NONE
    text = f"{abs(share) * 100:,.1f}%"
    return text if text == "0.0%" else f"{'+' if share > 0 else MINUS}{text}"


def points(share: float | None, words: Words) -> str:
    """A distance between two shares, in points, with its sign."""
    if share is None:
        return NONE
    whole = round(share * 100)
    sign = "+" if whole > 0 else MINUS if whole < 0 else "±"
    return words("unit.points", n=f"{sign}{abs(whole)}")


def against_plan(progress: float | None, expected: float | None, words: Words) -> str:
    """How far apart progress and plan are as they read, in whole percents: ahead of the plan is plus, behind it minus."""
    if progress is None or expected is None:
        return NONE
    return points((round(progress * 100) - round(expected * 100)) / 100, words)


def days(value: float | None) -> str:
    return NONE if value is None else f"{value:,.1f}"


def day(value: date, words: Words) -> str:
    return words(
        "date.day",
        day=value.day,
        month=value.month,
        name=words(f"date.month.{value.month}"),
    )


def day_at(value: date, as_of: date, words: Words) -> str:
    """A day as it is told on another: with its year unless it is the same."""
    return day(value, words) if value.year == as_of.year else _day_of_year(value, words)


def month_at(value: date, year: int, words: Words) -> str:
    """A month by its name; with its year unless it is the same."""
    name = words(f"date.month.{value.month}")
    return name if value.year == year else words("date.month_year", name=name, month=value.month, year=value.year)


def full_day(value: date, words: Words) -> str:
    return words(
        "date.full",
        year=value.year,
        month=value.month,
        day=value.day,
        name=words(f"date.month.{value.month}"),
        weekday=words(f"date.weekday.{value.isoweekday()}"),
    )


def span(since: date, last: date, words: Words) -> str:
    """Two days, with the years only where they differ."""
    if since.year == last.year:
        return f"{day(since, words)} – {day(last, words)}"
    return f"{_day_of_year(since, words)} – {_day_of_year(last, words)}"


def span_of(since: date, until: date, words: Words) -> str:
    """A half-open range as people read it: its first and its last day, or its only one."""
    last = until - timedelta(days=1)
    return day(since, words) if last <= since else span(since, last, words)


def _day_of_year(value: date, words: Words) -> str:
    return words("date.day_of_year", day=day(value, words), year=value.year)


def moment(value: date | datetime | None) -> str:
    """A moment to the minute, or just its day where the time is unknown."""
    if value is None:
        return NONE
    return value.strftime("%Y-%m-%d %H:%M") if isinstance(value, datetime) else value.isoformat()


def age(imported_at: datetime, now: datetime, words: Words) -> str:
    """How long ago it was: "3 hours ago"."""
    n, unit = _elapsed(imported_at, now)
    return words(f"age.{unit}", n=n)


def time_since(imported_at: datetime, now: datetime, words: Words) -> str:
    """The same as a length: "3 hours"."""
    n, unit = _elapsed(imported_at, now)
    return words(f"time.{unit}", n=n)


def _elapsed(since: datetime, now: datetime) -> tuple[int, str]:
    minutes = max(0, int((now - since).total_seconds() // 60))
    if minutes <= 1:
        return minutes, "now"
    if minutes < MINUTES:
        return minutes, "minutes"
    hours = minutes // 60
    return (hours, "hours") if hours < HOURS else (hours // 24, "days")


def _signed(value: float, text: str) -> str:
    return f"{MINUS}{text}" if value < 0 and text.strip("0.,%") else text
