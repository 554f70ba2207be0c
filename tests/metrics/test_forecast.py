"""The forecast of a metric: what it expects of plain courses, when it stays silent, and where its band may not be."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.forecast import Ahead, Forecast, Silence, forecast

FIRST = date(2025, 1, 1)


def days(*values: float | None) -> dict[date, float]:
    """One value a day; None is a day without any."""
    return {FIRST + timedelta(days=nth): value for nth, value in enumerate(values) if value is not None}


def ahead(values: Mapping[date, float], steps: int, *, every: str = "day", most: float | None = None) -> Forecast:
    read_on = max(values, default=FIRST)
    current = values.get(read_on)
    return forecast(values, every=every, current=current, read_on=read_on, ends_on=read_on + timedelta(days=steps), most=most)


def last(values: Mapping[date, float], steps: int, *, every: str = "day", most: float | None = None) -> Ahead:
    return ahead(values, steps, every=every, most=most).ahead[-1]


def test_what_never_moved_stays_and_the_band_has_no_width() -> None:
    assert last(days(*[5.0] * 60), 30)[1:] == (5, 5, 5)


def test_a_straight_course_goes_on_straight() -> None:
    """On day 59 the mean of its week is 56; thirty days later 86."""
    assert last(days(*map(float, range(60))), 30)[1:] == pytest.approx((86, 86, 86))


def test_a_straight_course_under_noise_is_inside_the_band() -> None:
    held = 0
    for seed in range(40):
        noise = Random(seed)
        point = last(days(*(nth + noise.gauss(0, 8) for nth in range(100))), 60)
        held += point.low <= 100 - 1 - 3 + 60 <= point.high
    assert held >= 32


def test_noise_around_a_level_is_no_trend() -> None:
    noise = Random(7)
    point = last(days(*(50 + noise.gauss(0, 5) for _ in range(120))), 60)
    assert point.expected == pytest.approx(50, abs=6)
    assert point.low < 50 < point.high


def test_a_step_is_not_taken_for_a_slope_that_never_ends() -> None:
    point = last(days(*[10.0] * 60, *[20.0] * 40), 60)
    assert point.expected == pytest.approx(20)
    assert point.low <= 10
    assert point.high >= 30


def test_days_without_values_are_left_out_not_taken_for_zero() -> None:
    sundays_off = days(*(None if nth % 7 == 6 else 40.0 for nth in range(98)))
    assert last(sundays_off, 30)[1:] == pytest.approx((40, 40, 40))


def test_nothing_falls_below_zero_that_never_was_below_it() -> None:
    assert last(days(*(max(0.0, 100 - 2 * nth) for nth in range(48))), 60)[1:] == (0, 0, 0)
    assert last(days(*(float(10 - nth) for nth in range(48))), 60).expected < -50


def test_a_share_stays_below_the_most_it_can_be_unless_it_was_above() -> None:
    climbing = days(*(60 + nth * 0.5 for nth in range(70)))
    assert last(climbing, 60, most=100.0)[1:] == (100, 100, 100)
    assert last(climbing, 60).expected > 100
    assert last(days(*(90 + nth * 0.5 for nth in range(70))), 60, most=100.0).expected > 130


def test_the_band_never_narrows_on_its_way() -> None:
    chance = Random(3)
    walk = [100.0]
    walk += [walk[-1] + chance.gauss(0, 2) for _ in range(200)]
    widths = [point.high - point.low for point in ahead(days(*walk[:200]), 90).ahead]
    assert widths == sorted(widths)
    assert widths[0] > 0


def test_beyond_what_the_past_can_show_the_band_widens_in_proportion() -> None:
    chance = Random(5)
    points = ahead(days(*(50 + chance.gauss(0, 5) for _ in range(40))), 120).ahead
    assert (points[119].high - points[119].expected) == pytest.approx(2 * (points[59].high - points[59].expected))


def test_later_values_than_the_day_read_are_not_known() -> None:
    values = days(*[10.0] * 60, *[99.0] * 30)
    found = forecast(values, every="day", current=10.0, read_on=FIRST + timedelta(days=59), ends_on=FIRST + timedelta(days=89))
    assert {point[1:] for point in found.ahead} == {(10, 10, 10)}


def test_a_day_before_the_last_can_be_read_as_if_it_were_the_last() -> None:
    """No look-ahead: what is forecast on a day is the same whether or not more values came since."""
    chance = Random(11)
    values = days(*(50 + chance.gauss(0, 5) for _ in range(150)))
    read_on = FIRST + timedelta(days=99)
    until_then = {day: value for day, value in values.items() if day <= read_on}
    asked = {"every": "day", "current": 50.0, "read_on": read_on, "ends_on": FIRST + timedelta(days=140)}
    assert forecast(values, **asked) == forecast(until_then, **asked)


def test_a_weekly_metric_steps_by_weeks_and_ends_with_the_period() -> None:
    weeks = {FIRST + timedelta(days=7 * nth): 10.0 + nth for nth in range(12)}
    found = ahead(weeks, 17, every="week").ahead
    assert [(point.day - max(weeks)).days for point in found] == [7, 14, 17]
    assert [point.expected for point in found] == pytest.approx([22, 23, 24])


def test_a_monthly_metric_steps_by_month_ends() -> None:
    months = {date(2024 + nth // 12, nth % 12 + 1, 15): 5.0 for nth in range(14)}
    read_on = date(2025, 2, 20)
    found = forecast(months, every="month", current=5.0, read_on=read_on, ends_on=date(2025, 5, 20))
    assert [point.day for point in found.ahead] == [date(2025, 3, 31), date(2025, 4, 30), date(2025, 5, 20)]
    assert {point.expected for point in found.ahead} == {5}


@pytest.mark.parametrize(
    ("values", "current", "steps", "silence"),
    [
        (days(*[1.0] * 60), 1.0, 0, Silence.ENDED),
        ({}, None, 30, Silence.NO_VALUE),
        (days(*[1.0] * 60), None, 30, Silence.STALE),
        (days(*[1.0] * 34), 1.0, 30, Silence.SHORT),
        (days(*[1.0] * 40), 1.0, 165, Silence.SHORT),
        (days(*[1.0, None, None] * 33, 1.0), 1.0, 30, Silence.GAPPY),
    ],
    ids=["ended", "no value", "stale", "too short", "too short for so far", "gappy"],
)
def test_silent_and_says_why(values: Mapping[date, float], current: float | None, steps: int, silence: Silence) -> None:
    read_on = max(values, default=FIRST)
    found = forecast(values, every="day", current=current, read_on=read_on, ends_on=read_on + timedelta(days=steps))
    assert (found.ahead, found.silence) == ((), silence)


def test_five_weeks_are_enough_and_less_says_how_many_there_are() -> None:
    assert ahead(days(*[1.0] * 35), 30).silence is None
    assert ahead(days(*[1.0] * 34), 30) == Forecast((), Silence.SHORT, has=34, needs=35)
    assert ahead(days(*[1.0] * 40), 165) == Forecast((), Silence.SHORT, has=40, needs=42)
    assert ahead(days(*[1.0, None, None] * 33, 1.0), 30) == Forecast((), Silence.GAPPY, has=34, needs=100)


@given(values=st.lists(st.none() | st.floats(-1e6, 1e6), min_size=30, max_size=90), steps=st.integers(1, 120))
def test_whatever_the_values_the_band_holds_what_is_expected(values: list[float | None], steps: int) -> None:
    drawn = days(*values, 1.0)
    found = ahead(drawn, steps)
    assert bool(found.ahead) != bool(found.silence)
    assert all(point.low <= point.expected <= point.high for point in found.ahead)
    assert [(point.day - max(drawn)).days for point in found.ahead] == list(range(1, len(found.ahead) + 1))


def test_a_years_values_are_read_in_less_than_fifteen_milliseconds() -> None:
    chance = Random(1)
    values = days(*(50 + chance.gauss(0, 5) for _ in range(365)))
    took = []
    for _ in range(5):
        began = perf_counter()
        ahead(values, 91)
        took.append(perf_counter() - began)
    assert min(took) < 0.015
