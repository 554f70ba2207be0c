"""Every way from a page to the rows behind a number, with what stands on it; and whether those rows explain it.

A way is read from wherever a page may have it: its markup, the view models of its components, the rows of its charts.
"""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import groupby
from math import isclose
from statistics import fmean
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

import pyarrow as pa
from duckdb import DuckDBPyConnection
from streamlit.testing.v1 import AppTest

from metrics.goals import GoalRow, kr_progress, objectives, okr_progress
from metrics.records import Measure, Records, records
from metrics.scope import Scope, resolve
from pages.ui.address import Address, read
from pages.ui.records.board import narrowed

EVERYTHING, SHORT = 1_000_000, 60
LARGE = {"M": 1e6, "B": 1e9, "万": 1e4, "亿": 1e8}
NUMBER = re.compile(r"([−-]?)(\d[\d,]*(?:\.\d+)?)\s?(%|pt|M\b|B\b|万|亿)?")


class Way(NamedTuple):
    """A link to rows, and the texts and numbers that stand on it or beside it."""

    href: str
    shown: tuple[str | float, ...]


class Shown(NamedTuple):
    """A number as it is shown, how far its rounding may be off, and whether it is told in hundredths."""

    value: float
    off: float
    is_share: bool


def ways(app: AppTest) -> set[Way]:
    """Of everything that a page draws."""
    found = [way for part in app.html for way in _in_markup(part.value)]
    found += [way for part in app.get("bidi_component") for way in _in_model(json.loads(part.proto.json or "null"))]
    found += [way for part in app.get("vega_lite_chart") for way in _in_chart(part.proto)]
    return {way for way in found if urlsplit(way.href).path == "/records"}


def unexplained(found: set[Way], con: DuckDBPyConnection) -> list[str]:
    """Ways whose rows don't explain what stands on them; the rows behind a link are read once."""
    by_link = groupby(sorted(found, key=str), key=lambda way: way.href)
    return [told for href, same in by_link for told in _unexplained(href, list(same), con)]


def _unexplained(href: str, same: list[Way], con: DuckDBPyConnection) -> Iterator[str]:
    at = read(parse_qs(urlsplit(href).query, keep_blank_values=True))
    scope = resolve(con, at.chosen.question)
    found = _rows(at, scope, con)
    if at.mangled or found.total != len(found.rows):
        yield f"{href}: {at.mangled}, {found.total} rows told, {len(found.rows)} listed"
    explained = list(_explained(at, scope, found, con))
    for way in same:
        shown = [number for text in way.shown for number in _numbers(text)]
        if shown and not any(_fits(number, value) for number in shown for value in explained):
            yield f"{way}: {explained}"


def _in_markup(html: str) -> Iterator[Way]:
    reader = _Anchors()
    reader.feed(html)
    yield from reader.found


class _Anchors(HTMLParser):
    """The anchors of markup, each with its text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Way] = []
        self.href: str | None = None
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.href, self.text = dict(attrs).get("href"), ""

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.href:
            self.found.append(Way(self.href, (self.text,)))
            self.href = None


def _in_model(model: Any) -> Iterator[Way]:
    """A mapping with a link in it, and what else it holds."""
    if isinstance(model, list):
        for part in model:
            yield from _in_model(part)
    elif isinstance(model, dict):
        beside = tuple(value for value in model.values() if _is_told(value) and not _leads(value))
        for value in model.values():
            if _leads(value):
                yield Way(value, beside)
            else:
                yield from _in_model(value)


def _in_chart(chart: Any) -> Iterator[Way]:
    """Its rows: of what stands in them beside a link, the figures; their sentences tell days too."""
    yield from _in_model(json.loads(chart.spec))
    for row in pa.ipc.open_stream(chart.data.data).read_all().to_pylist() if chart.data.data else []:
        figures = {name: value for name, value in row.items() if isinstance(value, int | float) or name.endswith("_text")}
        yield from _in_model(figures | {name: value for name, value in row.items() if _leads(value)})


def _is_told(value: object) -> bool:
    """A figure with its words; longer texts explain."""
    return isinstance(value, int | float) or (isinstance(value, str) and len(value) <= SHORT)


def _leads(value: object) -> bool:
    return isinstance(value, str) and value.startswith("/records")


def _numbers(text: str | float) -> Iterator[Shown]:
    if isinstance(text, bool):
        return
    if isinstance(text, int | float):
        yield Shown(text, 1e-4 * max(1, abs(text)), is_share=False)
        return
    for sign, digits, unit in NUMBER.findall(text):
        size = LARGE.get(unit, 0.01 if unit in {"%", "pt"} else 1)
        places = len(digits.partition(".")[2])
        value = float(digits.replace(",", "")) * size
        yield Shown(-value if sign else value, 0.51 * 10**-places * size, unit in {"%", "pt"})


def _fits(number: Shown, explained: float) -> bool:
    """As it is shown: rounded, and a distance from the plan with its sign turned."""
    return min(abs(number.value - explained), abs(number.value + explained)) <= number.off


def _rows(at: Address, scope: Scope, con: DuckDBPyConnection) -> Records:
    return records(con, scope, at.behind.measure, **narrowed(at.behind), search=at.behind.search, limit=EVERYTHING)


def _explained(at: Address, scope: Scope, found: Records, con: DuckDBPyConnection) -> Iterator[float]:
    """What the rows add up to, reckoned from the rows themselves: their count, their weights and the share these are, their sample's
    quantiles, their values' mean and what follows from it. Of a whole and a part of it that are shown, the rest is as good.
    """
    if not at.behind.measure.of_values:
        yield found.found.rows
    if at.behind.measure.of_work:
        weight = sum(row.weight for row in found.rows)
        yield from (weight, weight / found.tally.whole) if found.tally.whole else (weight,)
    if at.behind.measure is Measure.UNLINKED:
        yield records(con, scope, Measure.DELIVERED, **narrowed(at.behind), limit=1).total - found.total
    if at.behind.measure is Measure.CYCLE and found.rows:
        yield from _sample([row.cycle_days for row in found.rows])
    if at.behind.measure is Measure.VALUES:
        yield from _values(at, scope, found, con)
    if at.behind.measure is Measure.CHANGE:
        yield from _change(at, scope, found, con)


def _sample(days: list[float]) -> Iterator[float]:
    ordered = sorted(days)
    yield fmean(days)
    yield sum(day <= 14 for day in days) / len(days)
    for part in (0.5, 0.85):
        place = part * (len(days) - 1)
        low = int(place)
        yield ordered[low] + (place - low) * (ordered[min(low + 1, len(days) - 1)] - ordered[low])


def _values(at: Address, scope: Scope, found: Records, con: DuckDBPyConnection) -> Iterator[float]:
    """Their mean; what is reckoned from the current value only where that is the mean of these rows."""
    behind = at.behind
    yield found.total
    yield from (row.value for row in found.rows)
    of_metric: dict[str, list[float]] = {}
    for row in found.rows:
        of_metric.setdefault(row.metric_id, []).append(row.value)
    means = {metric: fmean(values) for metric, values in of_metric.items()}
    yield from means.values()
    if behind.since is not None:
        return
    asked = [row for row in okr_progress(con, scope) if row.metric_id and _is_asked(row, at)]
    if all(row.current is None or isclose(means[str(row.metric_id)], row.current) for row in asked):
        goals = [goal for goal in objectives(con, scope) if goal.objective_id == behind.goal]
        yield from (figure for of in (*asked, *goals) for figure in (of.progress, of.gap) if figure is not None)
        if behind.kr is not None:
            yield from (figure for figure in kr_progress(asked) if figure is not None)


def _is_asked(row: GoalRow, at: Address) -> bool:
    behind = at.behind
    return all(asked in (None, of_row) for asked, of_row in ((behind.metric, row.metric_id), (behind.kr, row.kr_id), (behind.goal, row.objective_id)))


def _change(at: Address, scope: Scope, found: Records, con: DuckDBPyConnection) -> Iterator[float]:
    """The later side is the current value's sample, the earlier one the rest."""
    now = records(con, scope, Measure.VALUES, metric=at.behind.metric).total
    values = [row.value for row in found.rows]
    before = fmean(values[now:])
    yield (fmean(values[:now]) - before) / abs(before)
