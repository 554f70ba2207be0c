"""Reading a query string with care: whatever can't be read falls back to the default and is named in `mangled`."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from metrics.records import Measure
from metrics.scope import Bucket, Clock, Days, readable_day
from pages.ui.address.address import JOINED, Address
from pages.ui.address.chosen import Behind, Chosen, Subject, Versus
from pages.ui.words import LANGUAGES

T = TypeVar("T")

MANY = 200  # more teams or objectives in one link than anybody chooses
MOST_DIGITS = 9


def read(params: dict[str, list[str]]) -> Address:
    """The address of a query string, given as each key's values."""
    reader = _Reader(params)
    chosen = Chosen(
        as_of=reader.one("asof", readable_day),
        since=reader.one("since", readable_day),
        until=reader.one("until", readable_day),
        bucket=reader.one("bucket", Bucket),
        clock=reader.one("clock", Clock),
        days=reader.one("days", Days),
        teams=reader.many("team", empty=True),
        objectives=reader.many("objective"),
        version=reader.one("version", _positive),
        seen=reader.one("seen", readable_day),
        versus=reader.one("vs", _versus),
    )
    behind = Behind(
        measure=reader.one("show", Measure) or Measure.DELIVERED,
        kr=reader.one("kr", str),
        goal=reader.one("goal", str),
        metric=reader.one("metric", str),
        owner=reader.given("owner"),
        since=reader.one("from", readable_day),
        until=reader.one("to", readable_day),
        search=reader.one("q", str) or "",
        sort=reader.one("sort", _sort) or "",
        columns=reader.one("cols", _columns) or (),
        page=reader.one("page", _positive) or 1,
        campaign=reader.one("campaign", str),
    )
    language = reader.one("lang", _language)
    missing_page = reader.one("missing", str)
    if chosen.since and chosen.until and chosen.until <= chosen.since:
        chosen = replace(chosen, since=None, until=None)
        reader.mangled.append("range")
    level = reader.one("open", _positive)
    return Address(chosen, language, behind, reader.subject(), level, tuple(reader.mangled), missing_page)


class _Reader:
    def __init__(self, params: dict[str, list[str]]) -> None:
        self.params = params
        self.mangled: list[str] = []

    def one(self, key: str, read_value: Callable[[str], T]) -> T | None:
        values = self.params.get(key) or [""]
        if not values[-1]:
            return None
        try:
            return read_value(values[-1])
        except ValueError:
            self.mangled.append(key)
            return None

    def given(self, key: str) -> str | None:
        """What may be empty and still be said."""
        values = self.params.get(key)
        return values[-1] if values else None

    def many(self, key: str, *, empty: bool = False) -> tuple[str, ...]:
        values = dict.fromkeys(value for value in self.params.get(key, []) if value or empty)
        if len(values) > MANY:
            self.mangled.append(key)
        return tuple(values)[:MANY]

    def subject(self) -> Subject | None:
        """An empty id is the team without a name; no id at all is no subject."""
        ids = self.params.get("id")
        return Subject(ids[-1], self.one("of", str), self.one("source", str)) if ids else None


def _positive(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 0
    if number < 1:
        raise ValueError(text)
    return number


def _versus(text: str) -> Versus:
    return _positive(text) if text.isdigit() else readable_day(text)


def _sort(text: str) -> str:
    if not text.removeprefix("-").isidentifier():
        raise ValueError(text)
    return text


def _columns(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(text.split(JOINED)))
    if not all(name.isidentifier() for name in names) or len(names) > MANY:
        raise ValueError(text)
    return names


def _language(text: str) -> str:
    if text not in LANGUAGES:
        raise ValueError(text)
    return text
