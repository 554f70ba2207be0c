"""The course of a key result's metrics: day by day what they were, what the plan asks, and where they are likely to go."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from statistics import fmean
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from metrics.forecast import Forecast, forecast, foreseen
from metrics.goals import natural
from metrics.kr import FRESH_DAYS, MetricDay, current, metric_days
from metrics.plan import between, corners
from metrics.registry import RISING
from metrics.scope import Scope, narrow

FARTHEST_DAYS = 731  # ahead: a period without a real end would be a picture of nothing
EVE_DAYS, LEAST_DAYS = 14, 28  # shown before the period; before the day read, where the period has hardly begun
PERCENT = ("%", "％")


class Outlook(StrEnum):
    """Where the forecast lies against the target: all of its band beyond it, its middle, only its better side, or nothing of it."""

    ALL = "all"
    MIDDLE = "middle"
    SIDE = "side"
    NONE = "none"


class Reading(NamedTuple):
    """One day: its value, and the 7-day average of a daily metric; None where there is none."""

    day: date
    value: float | None
    avg_7d: float | None


class MetricCourse(NamedTuple):
    """One metric: its facts as read at the as-of day, its readings up to it, its plan's corners, its forecast and where that ends.

    `plan` is empty where there is nothing to get to: for a limit that is kept, and where the target is the baseline.
    """

    facts: MetricDay
    readings: Sequence[Reading]
    plan: Sequence[tuple[date, float]]
    forecast: Forecast
    foreseen: float | None

    @property
    def metric_id(self) -> str:
        return self.facts.metric_id or ""

    @property
    def daily(self) -> bool:
        """Judged by its 7-day average, not by its values."""
        return self.facts.every not in FRESH_DAYS

    @property
    def judged(self) -> Mapping[date, float]:
        """What it counts as, on each day that has it."""
        found = {reading.day: reading.avg_7d if self.daily else reading.value for reading in self.readings}
        return {day: value for day, value in found.items() if value is not None}

    @property
    def outlook(self) -> Outlook | None:
        if not self.forecast.ahead or self.facts.target is None:
            return None
        _, expected, low, high = self.forecast.ahead[-1]
        sides = (low, expected, high) if self.facts.direction in RISING else (-high, -expected, -low)
        target = self.facts.target if self.facts.direction in RISING else -self.facts.target
        return list(Outlook)[sum(side < target for side in sides)]

    def planned(self, day: date) -> float | None:
        return between(self.plan, day) if self.plan else None

    @property
    def since(self) -> date:
        return shown_since(self.facts)

    @property
    def ends_on(self) -> date:
        """The last day of the picture and of the forecast: the period's, unless that lies more than two years ahead."""
        return shown_until(self.facts)


def course(con: DuckDBPyConnection, scope: Scope, kr_id: str) -> list[MetricCourse]:
    """Each metric of the key result, in the order of the OKR board; none where it is unknown or has no metric."""
    if scope.as_of is None:
        return []
    narrow(con, scope)
    found = [day for day in metric_days(con, scope) if day.kr_id == kr_id and day.metric_id is not None]
    values = _values(con, [day.metric_id for day in found])
    return [_course(day, values.get(day.metric_id or "", {})) for day in sorted(found, key=lambda day: natural(day.metric_id or ""))]


def shown_since(facts: MetricDay) -> date:
    """The first day of the picture."""
    return min(facts.starts_on - timedelta(days=EVE_DAYS), facts.read_on - timedelta(days=LEAST_DAYS))


def shown_until(facts: MetricDay) -> date:
    return facts.ends_on if (facts.ends_on - facts.read_on).days <= FARTHEST_DAYS else facts.read_on + timedelta(days=FARTHEST_DAYS)


def _course(facts: MetricDay, values: Mapping[date, float]) -> MetricCourse:
    known = {day: value for day, value in values.items() if day <= facts.read_on}
    ahead = forecast(
        known,
        every=facts.every or "day",
        current=current(facts),
        read_on=facts.read_on,
        ends_on=shown_until(facts),
        most=100.0 if facts.unit in PERCENT else None,
    )
    return MetricCourse(facts, _readings(facts, known), _plan(facts), ahead, foreseen(ahead))


def _readings(facts: MetricDay, known: Mapping[date, float]) -> list[Reading]:
    first = shown_since(facts)
    days = [first + timedelta(days=nth) for nth in range((facts.read_on - first).days + 1)]
    readings = [Reading(day, known.get(day), None if facts.every in FRESH_DAYS else _mean(known, day)) for day in days]
    return [reading for reading in readings if reading.value is not None or reading.avg_7d is not None]


def _mean(known: Mapping[date, float], day: date) -> float | None:
    values = [known[on] for nth in range(7) if (on := day - timedelta(days=nth)) in known]
    return fmean(values) if values else None


def _plan(facts: MetricDay) -> list[tuple[date, float]]:
    if facts.direction not in ("increase", "decrease") or facts.baseline is None or facts.target is None or facts.target == facts.baseline:
        return []
    plan = corners(
        baseline=facts.baseline,
        target=facts.target,
        starts_on=facts.starts_on,
        ends_on=facts.ends_on,
        monthly_targets=facts.monthly_targets,
    )
    last = shown_until(facts)
    return plan if plan[-1][0] <= last else [*(corner for corner in plan if corner[0] < last), (last, between(plan, last))]


def _values(con: DuckDBPyConnection, metrics: Sequence[str | None]) -> dict[str, dict[date, float]]:
    values: dict[str, dict[date, float]] = {}
    for metric_id, day, value in con.execute(_VALUES, {"metrics": list(metrics)}).fetchall():
        values.setdefault(metric_id, {})[day] = value
    return values


_VALUES = """
    select metric_id, day, value
    from kr_values
    where list_contains($metrics::varchar[], metric_id)
    order by day
"""
