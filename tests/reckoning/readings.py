"""Section 5.1: what one KR metric says at a day."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from .facts import ONE_DAY, Row, World, day, number, real, text_or_none, word

DIRECTIONS = {"提升": "increase", "降低": "decrease", "不低于": "maintain_above", "不高于": "maintain_below"}
RHYTHMS = {"": "day", "日": "day", "周": "week", "月": "month"}
KEPT_DAYS = {"week": 13, "month": 61}
MISSED_A_LITTLE = Fraction(1, 10)
A_LITTLE_LATE = Fraction(1, 4)
WEEK = timedelta(days=7)

Values = dict[date, Fraction]


class Metric(NamedTuple):
    metric_id: str
    direction: str
    every: str
    baseline: Fraction
    target: Fraction
    values: Values
    month_targets: dict[str, Fraction]
    starts_on: date
    ends_on: date

    @property
    def measurable(self) -> bool:
        return not self.maintained and self.target != self.baseline

    @property
    def maintained(self) -> bool:
        return self.direction.startswith("maintain")


def metric(row: Row, objective: Row, world: World) -> Metric:
    metric_id = row["metric_id"].strip()
    return Metric(
        metric_id=metric_id,
        direction=DIRECTIONS.get(word(row["direction"]), word(row["direction"])),
        every=RHYTHMS.get(word(row["every"]), word(row["every"])),
        baseline=number(row["baseline"]),
        target=number(row["target"]),
        values={day(each["day"]): number(each["value"]) for each in of_metric(world["kr_values"], metric_id)},
        month_targets={each["month"].strip(): number(each["target"]) for each in of_metric(world["kr_monthly_targets"], metric_id)},
        starts_on=day(objective["starts_on"]),
        ends_on=day(objective["ends_on"]),
    )


def of_metric(rows: list[Row], metric_id: str) -> list[Row]:
    return [row for row in rows if row["metric_id"].strip() == metric_id]


def reading(row: Row, one: Metric, at: date) -> dict[str, object]:
    """The metric's part of a row of the OKR board."""
    latest_on, now, ahead = latest_day(one.values, at), current(one, at), gap(one, at)
    return {
        "metric_id": one.metric_id,
        "metric_name": row["name"].strip(),
        "unit": text_or_none(row["unit"]),
        "direction": one.direction,
        "every": one.every,
        "baseline": real(one.baseline),
        "target": real(one.target),
        "latest": real(one.values[latest_on]) if latest_on else None,
        "latest_on": latest_on.isoformat() if latest_on else None,
        "avg_7d": real(avg_7d(one.values, at)),
        "days_7d": len(last_week(one.values, at)),
        "days_prev_7d": len(last_week(one.values, at - WEEK)),
        "current": real(now),
        "wow": real(wow(one, at)),
        "progress": real(progress(one, at)),
        "expected": real(expected(one, at)),
        "gap": real(ahead),
        "status": status(one, at),
        "month_target": real(one.month_targets.get(f"{at:%Y-%m}")),
    }


def last_week(values: Values, at: date) -> list[Fraction]:
    return [values[each] for back in range(7) if (each := at - timedelta(days=back)) in values]


def avg_7d(values: Values, at: date) -> Fraction | None:
    found = last_week(values, at)
    return sum(found, Fraction()) / len(found) if found else None


def latest_day(values: Values, at: date) -> date | None:
    return max((each for each in values if each <= at), default=None)


def current(one: Metric, at: date) -> Fraction | None:
    if one.every == "day":
        return avg_7d(one.values, at)
    latest_on = latest_day(one.values, at)
    if latest_on is None or (at - latest_on).days > KEPT_DAYS[one.every]:
        return None
    return one.values[latest_on]


def wow(one: Metric, at: date) -> Fraction | None:
    now, before = current(one, at), compared_with(one, at)
    return (now - before) / abs(before) if now is not None and before else None


def compared_with(one: Metric, at: date) -> Fraction | None:
    if one.every == "day":
        return avg_7d(one.values, at - WEEK)
    latest_on = latest_day(one.values, at)
    if one.every == "month" or latest_on is None:
        return None
    before = latest_day(one.values, latest_on - ONE_DAY)
    return one.values[before] if before else None


def progress(one: Metric, at: date) -> Fraction | None:
    now = current(one, at)
    return (now - one.baseline) / (one.target - one.baseline) if now is not None and one.measurable else None


def expected(one: Metric, at: date) -> Fraction | None:
    return (planned(one, at) - one.baseline) / (one.target - one.baseline) if one.measurable else None


def planned(one: Metric, at: date) -> Fraction:
    """The plan line, at the end of a day: straight between its knots, flat before and after."""
    knots = plan_knots(one)
    if at <= knots[0][0]:
        return one.baseline
    for (left, low), (right, high) in pairwise(knots):
        if at <= right:
            return low + (high - low) * Fraction((at - left).days, (right - left).days)
    return one.target


def plan_knots(one: Metric) -> list[tuple[date, Fraction]]:
    months = ((last_day_of(month), target) for month, target in one.month_targets.items())
    inside = sorted((end, target) for end, target in months if one.starts_on <= end < one.ends_on)
    return [(one.starts_on - ONE_DAY, one.baseline), *inside, (one.ends_on, one.target)]


def last_day_of(month: str) -> date:
    in_next_month = date.fromisoformat(f"{month}-01") + timedelta(days=31)
    return in_next_month.replace(day=1) - ONE_DAY


def gap(one: Metric, at: date) -> Fraction | None:
    planned_share, reached = expected(one, at), progress(one, at)
    return planned_share - reached if planned_share is not None and reached is not None else None


def status(one: Metric, at: date) -> str:
    if at < one.starts_on:
        return "not_started"
    if latest_day(one.values, at) is None:
        return "no_data"
    now = current(one, at)
    if now is None:
        return "stale"
    return kept(one, now) if one.maintained else moved(one, at)


def kept(one: Metric, now: Fraction) -> str:
    missed = one.target - now if one.direction == "maintain_above" else now - one.target
    if missed <= 0:
        return "on_track"
    return "behind" if missed <= MISSED_A_LITTLE * abs(one.target) else "at_risk"


def moved(one: Metric, at: date) -> str:
    reached, late = progress(one, at), gap(one, at)
    if reached is None or late is None:
        return "undefined"
    if reached >= 1:
        return "achieved"
    if late <= 0:
        return "on_track"
    return "behind" if late <= A_LITTLE_LATE else "at_risk"
