"""What the text of a cell means: days, moments, numbers, words, team names."""

import unicodedata
from datetime import date, datetime, time, timedelta, timezone
from fractions import Fraction
from typing import NamedTuple

Row = dict[str, str]
World = dict[str, list[Row]]
Question = dict[str, object]
Answer = dict[str, object]

BUSINESS_ZONE = timezone(timedelta(hours=8))  # Asia/Shanghai has had no summer time since 1991
ONE_DAY = timedelta(days=1)


class Moment(NamedTuple):
    at: datetime
    whole_day: bool

    @property
    def day(self) -> date:
        return self.at.date()


def moment(text: str) -> Moment | None:
    text = text.strip()
    if not text:
        return None
    at = datetime.fromisoformat(text)
    at = at.replace(tzinfo=BUSINESS_ZONE) if at.tzinfo is None else at.astimezone(BUSINESS_ZONE)
    return Moment(at, whole_day=len(text) == len("2026-03-01"))


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), BUSINESS_ZONE)


def within(entered: Moment | None, since: date, until: date) -> bool:
    return entered is not None and midnight(since) <= entered.at < midnight(until)


def by_end_of(entered: Moment | None, day: date) -> bool:
    return entered is not None and entered.day <= day


def in_order(first: Moment, then: Moment) -> bool:
    if first.whole_day or then.whole_day:
        return first.day <= then.day
    return first.at <= then.at


def day(text: str) -> date:
    return date.fromisoformat(text.strip())


def number(text: str) -> Fraction:
    """Exact, so that a cut-off is never decided by the last bit of a float."""
    return Fraction(text.strip().replace(",", ""))


def real(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def word(text: str) -> str:
    return text.strip().lower()


def text_or_none(text: str) -> str | None:
    return text.strip() or None


def parts(text: str) -> list[str]:
    """Several values in one cell, each once."""
    pieces = (piece.strip() for piece in text.replace("；", ";").split(";"))
    return list(dict.fromkeys(piece for piece in pieces if piece))


def by_key(rows: list[Row], key: str) -> dict[str, Row]:
    return {row[key].strip(): row for row in rows}


def team_names(world: World) -> dict[str, str]:
    return {plain_team(alias): plain_team(row["team"]) for row in world["teams"] for alias in parts(row["aliases"])}


def team_name(text: str, aliases: dict[str, str]) -> str | None:
    name = plain_team(text)
    return aliases.get(name, name) or None


def plain_team(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()
