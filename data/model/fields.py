"""Cell types: how one cell of a canonical file becomes a value.

Every parser takes the cell's text, already stripped and not empty, and returns a value or raises `Refused(code, **facts)`.
The codes are worded in `pages/ui/words`.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Annotated, Any, NamedTuple
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from data.settings import time_zone

_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)?(\.\d+)?([eE][+-]?\d+)?")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{4})(\d{2})(\d{2})(?!\d)")
_MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?")
_CLOCK = re.compile(r"[T ]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?", re.IGNORECASE)
FIRST_YEAR = 1900
LARGEST = 1e18  # beyond it sums and means stop being exact, and then being numbers
DAY_LENGTH = len("2026-09-16")
_SEPARATOR = re.compile(r"[;；]")
_AFTER_DAY = ("", "T", " ")


class Moment(NamedTuple):
    """A day in the business time zone, with its instant in UTC when the time of day is known."""

    on: date
    at: datetime | None


def refused(code: str, **facts: object) -> PydanticCustomError:
    """A cell that cannot be read; `code` names the sentence that says why."""
    return PydanticCustomError(code, code, facts or None)


def number(text: str) -> float:
    """1,150 is 1150; a unit or a percent sign is never converted silently."""
    plain = unicodedata.normalize("NFKC", text)
    if not any(sign.isdigit() for sign in plain) or not _NUMBER.fullmatch(plain):
        raise refused("not_a_number", value=text)
    value = float(plain.replace(",", ""))
    if abs(value) > LARGEST:
        raise refused("number_out_of_reach", value=text)
    return value


def day(text: str) -> date:
    """A calendar day, year first; a time of day after it is let go."""
    match = _DAY.match(text)
    rest = text[match.end() :] if match else text
    if match is None or (rest and not _CLOCK.fullmatch(rest)):
        raise refused("not_a_day", value=text)
    return _calendar_day(text, *_parts(match))


def month(text: str) -> date:
    """A month, kept as its first day."""
    match = _MONTH.fullmatch(text)
    if match:
        return _calendar_day(text, match[1], match[2])
    return day(text).replace(day=1)


def moment(text: str) -> Moment:
    """A day, or a day with its time; without an offset it is business time."""
    if text[4:5] != "-" or not text[5:6].isdigit() or text[10:11] not in _AFTER_DAY:
        return _moment_by_parts(text)
    try:  # the usual case, ten times as fast as the patterns below
        found = _business(datetime.fromisoformat(text)) if len(text) > DAY_LENGTH else Moment(date.fromisoformat(text), None)
    except (ValueError, OverflowError):
        return _moment_by_parts(text)
    _plausible(text, found.on)
    return found


def word(meanings: Mapping[str, str]) -> Callable[[str], str]:
    """A word of a fixed list, in either language; an unknown word is kept as it is."""

    @lru_cache(maxsize=1_000)  # a column has few different words
    def read(text: str) -> str:
        lowered = unicodedata.normalize("NFKC", text).strip().lower()
        return meanings.get(lowered, lowered)

    return read


def several(text: str) -> tuple[str, ...]:
    """Ids with ; between them, each once, in the order given."""
    return tuple(dict.fromkeys(part.strip() for part in _SEPARATOR.split(text) if part.strip()))


def team(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def several_teams(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(team(part) for part in _SEPARATOR.split(text) if part.strip()))


def definition(text: str) -> str:
    """A mapping's definition: an object in JSON; whether it makes sense is seen where it is used."""
    try:
        found = json.loads(text)
    except ValueError:
        raise refused("not_a_definition", value=text[:80]) from None
    if not isinstance(found, dict):
        raise refused("not_a_definition", value=text[:80])
    return text


def _parts(match: re.Match[str]) -> tuple[str, str, str]:
    year, month_, day_ = (part for part in match.groups() if part)
    return year, month_, day_


def _calendar_day(text: str, year: str, month_: str, day_: str = "1") -> date:
    try:
        found = date(int(year), int(month_), int(day_))
    except ValueError:
        raise refused("not_a_day", value=text) from None
    return _plausible(text, found)


def _plausible(text: str, day: date) -> date:
    """0001-01-01 and the like stand for no date at all in some tools; business didn't happen then."""
    if day.year < FIRST_YEAR:
        raise refused("day_out_of_reach", value=text, first=FIRST_YEAR)
    return day


def _business(value: datetime) -> Moment:
    if value.tzinfo is None:
        on = value.date()
        offset = _offset_all_day(on, time_zone())
        return Moment(on, value - offset if offset is not None else _in_utc(value.replace(tzinfo=time_zone())))
    return Moment(value.astimezone(time_zone()).date(), _in_utc(value))


def _in_utc(value: datetime) -> datetime:
    return value.astimezone(UTC).replace(tzinfo=None)


@lru_cache(maxsize=20_000)
def _offset_all_day(on: date, zone: ZoneInfo) -> timedelta | None:
    """The zone's offset on a day, None where it changes that day: asking the zone costs as much as all the rest."""
    midnight = datetime.combine(on, time(), zone)
    offset = midnight.utcoffset()
    return offset if offset == (midnight + timedelta(days=1)).utcoffset() else None


def _moment_by_parts(text: str) -> Moment:
    match = _DAY.match(text)
    if match is None:
        raise refused("not_a_moment", value=text)
    on, rest = _calendar_day(text, *_parts(match)), text[match.end() :]
    if not rest.strip():
        return Moment(on, None)
    clock = _CLOCK.fullmatch(rest)
    if clock is None:
        raise refused("not_a_moment", value=text)
    hour, minute, second, fraction, offset = clock.groups()
    iso = f"{on.isoformat()}T{int(hour):02}:{minute}:{second or '00'}.{(fraction or '0')[:6]:0<6}{_offset(offset)}"
    try:
        return _business(datetime.fromisoformat(iso))
    except (ValueError, OverflowError):
        raise refused("not_a_moment", value=text) from None


def _offset(text: str | None) -> str:
    if not text:
        return ""
    return "+00:00" if text in "Zz" else f"{text[:3]}:{text[-2:]}"


Text = str
Id = Text
Number = Annotated[float, BeforeValidator(number)]
Day = Annotated[date, BeforeValidator(day)]
Month = Annotated[date, BeforeValidator(month)]
When = Annotated[Moment, BeforeValidator(moment)]
Several = Annotated[tuple[str, ...], BeforeValidator(several)]
Team = Annotated[str, BeforeValidator(team)]
SeveralTeams = Annotated[tuple[str, ...], BeforeValidator(several_teams)]
Definition = Annotated[str, BeforeValidator(definition)]
KINDS: Mapping[Any, str] = {
    Text: "text",
    Team: "text",
    Definition: "text",
    Number: "number",
    Day: "day",
    Month: "month",
    When: "moment",
    Several: "texts",
    SeveralTeams: "texts",
}
