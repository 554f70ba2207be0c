"""How often the band held, measured on real figures: from many past days, as if nothing later had been known."""

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from statistics import fmean
from typing import NamedTuple

import pytest

from metrics.forecast import HELD, forecast
from metrics.plan import end_of_month
from tests.truth import REAL, must_be_here

Series = Mapping[date, float]
LEAST, MOST = 0.70, 0.90


class Trial(NamedTuple):
    """Days to the period's end, days that a metric has been measured for, and days between those forecast from."""

    ahead: int
    histories: tuple[int, ...]
    apart: int


TRIALS = {"day": Trial(91, (45, 90, 180, 365), 28), "week": Trial(91, (63, 120, 365), 28), "month": Trial(180, (270, 365, 730), 28)}


def city() -> dict[str, Series]:
    """Eight figures of a city's health office, daily from 2020 to 2025."""
    found: dict[str, dict[date, float]] = {}
    with (REAL / "kpi" / "nyc_kr_metrics_long.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["metric"], {})[date.fromisoformat(row["date"])] = float(row["value"])
    return found


def bikes() -> dict[str, Series]:
    """Bicycles a day past the counters of a city, ten months of 2012 with their steep spring; counters that never counted left out."""
    with (REAL / "kpi" / "bikes.csv").open(encoding="latin-1") as file:
        _, *names = next(lines := csv.reader(file, delimiter=";"))
        rows = [row for row in lines if row]
    found = {
        name: {date(2012, int(row[0][3:5]), int(row[0][:2])): float(row[place]) for row in rows if len(row) > place and row[place].strip()}
        for place, name in enumerate(names, start=1)
    }
    return {name: values for name, values in found.items() if values}


def averages(values: Series) -> Series:
    """What a KR is judged by, day by day."""
    weeks = {day: [values[on] for nth in range(7) if (on := day - timedelta(days=nth)) in values] for day in values}
    return {day: fmean(week) for day, week in weeks.items()}


def by_week(values: Series) -> Series:
    """The same figure as one that comes each Sunday."""
    return {day: value for day, value in averages(values).items() if day.weekday() == 6}


def by_month(values: Series) -> Series:
    """The same figure as one that comes at the end of each whole month."""
    months: dict[date, list[float]] = {}
    for day, value in values.items():
        months.setdefault(end_of_month(day), []).append(value)
    return {day: fmean(month) for day, month in months.items() if len(month) == day.day}


AS: dict[str, Callable[[Series], Series]] = {"day": dict, "week": by_week, "month": by_month}


def tried(values: Series, every: str, history: int) -> Iterator[tuple[str, bool]]:
    """What was held back from each forecast, a step at a time, and whether the band held it."""
    judged = averages(values) if every == "day" else values
    first, last = min(values), max(values)
    for nth in range(41, (last - first).days - 6, TRIALS[every].apart):
        read_on = first + timedelta(days=nth)
        known = {day: value for day, value in values.items() if read_on - timedelta(days=history) < day <= read_on}
        ends_on = read_on + timedelta(days=TRIALS[every].ahead)
        told = forecast(known, every=every, current=judged.get(max(known, default=read_on)), read_on=read_on, ends_on=ends_on)
        for point in told.ahead:
            if point.day in values:
                yield "judged", point.low <= judged[point.day] <= point.high
                yield "value", point.low <= values[point.day] <= point.high


def coverage(every: str) -> dict[str, float]:
    """Over all series, days and lengths of history together."""
    must_be_here()
    series = [AS[every](values) for values in (city() | bikes()).values()]
    counted = Counter(outcome for values in series for history in TRIALS[every].histories for outcome in tried(values, every, history))
    return {kind: counted[kind, True] / (counted[kind, True] + counted[kind, False]) for kind in ("judged", "value")}


def test_the_band_holds_70_to_90_of_100_held_back_values(capsys: pytest.CaptureFixture[str]) -> None:
    """Of the 7-day average, which the band is of, and of the day's own value; the first is the figure that the chart states."""
    held = coverage("day")
    with capsys.disabled():
        print(f"\nforecast backtest: the 80 % band held {held['judged']:.1%} of the 7-day averages, {held['value']:.1%} of the daily values")
    assert LEAST <= held["judged"] <= MOST
    assert LEAST <= held["value"] <= MOST
    assert round(held["judged"], 2) == HELD["day"]


@pytest.mark.parametrize("every", ["week", "month"])
def test_the_same_figures_by_week_and_month_are_held_as_often_as_stated(every: str, capsys: pytest.CaptureFixture[str]) -> None:
    held = coverage(every)
    with capsys.disabled():
        print(f"\nforecast backtest, one value a {every}: the 80 % band held {held['value']:.1%}")
    assert round(held["value"], 2) == HELD[every]
