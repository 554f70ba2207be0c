"""Figures and days as they are written."""

from datetime import UTC, date, datetime, timedelta

import pytest

from pages.ui.format import age, change, compact, day_at, exact, full_day, moment, number, percent, points, span, span_of
from pages.ui.words import words

EN, ZH = words("en"), words("zh")
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "–"),
        (0, "0"),
        (1600, "1,600"),
        (1234.56, "1,235"),
        (229.514, "229.5"),
        (16.4, "16.4"),
        (3.719, "3.72"),
        (0.1234, "0.123"),
        (-2.5, "−2.5"),
        (-0.0001, "0"),
        (1e12, "1,000,000,000,000"),
    ],
)
def test_a_number_is_short_and_grouped(value: float | None, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        (999_999, "999,999", "999,999"),
        (1_000_000, "1M", "100万"),
        (25_000_001, "25M", "2,500万"),
        (-1_234_567, "−1.23M", "−123.5万"),
        (125_000_000, "125M", "1.25亿"),
        (2.5e9, "2.5B", "25亿"),
        (None, "–", "–"),
    ],
)
def test_a_number_of_seven_digits_is_told_in_its_languages_units(value: float | None, english: str, chinese: str) -> None:
    assert (compact(value, EN), compact(value, ZH)) == (english, chinese)


def test_the_year_is_written_when_it_is_not_the_days_own() -> None:
    assert day_at(date(2024, 12, 31), date(2025, 11, 22), ZH) == "2024年12月31日"
    assert day_at(date(2025, 12, 31), date(2025, 11, 22), EN) == "31 Dec"


def test_the_whole_value_is_kept_for_the_hover() -> None:
    assert exact(1234.567891) == "1,234.567891"


@pytest.mark.parametrize(
    ("share", "text"), [(None, "–"), (0, "0%"), (0.2, "20%"), (1.09, "109%"), (-0.3, "−30%"), (0.004, "0.4%"), (-0.0001, "0.0%")]
)
def test_a_share_that_is_not_nothing_never_reads_as_nothing(share: float | None, text: str) -> None:
    assert percent(share) == text


@pytest.mark.parametrize(("share", "text"), [(None, "–"), (0.0683, "+6.8%"), (-0.0035, "−0.4%"), (0.0001, "0.0%"), (0, "0.0%")])
def test_a_change_has_a_sign_unless_it_is_none(share: float | None, text: str) -> None:
    assert change(share) == text


def test_a_distance_is_in_points() -> None:
    assert [points(value, EN) for value in (0.15, -0.38, 0.001, None)] == ["+15 pt", "−38 pt", "±0 pt", "–"]
    assert points(-0.38, ZH) == "−38 点"


def test_years_are_written_where_they_differ() -> None:
    assert span(date(2026, 5, 25), date(2026, 11, 19), EN) == "25 May – 19 Nov"
    assert span(date(2025, 12, 1), date(2026, 1, 31), EN) == "1 Dec 2025 – 31 Jan 2026"
    assert span(date(2025, 12, 1), date(2026, 1, 31), ZH) == "2025年12月1日 – 2026年1月31日"


def test_a_half_open_range_is_read_by_its_days() -> None:
    assert span_of(date(2026, 5, 25), date(2026, 6, 1), ZH) == "5月25日 – 5月31日"
    assert span_of(date(2026, 5, 25), date(2026, 5, 26), ZH) == "5月25日"


def test_a_day_is_written_in_full() -> None:
    assert full_day(date(2026, 11, 19), EN) == "Thu 19 Nov 2026"
    assert full_day(date(2026, 11, 19), ZH) == "2026年11月19日 周四"


def test_a_moment_without_a_time_is_a_day() -> None:
    assert moment(datetime(2026, 11, 19, 8, 5, tzinfo=UTC)) == "2026-11-19 08:05"
    assert moment(date(2026, 11, 19)) == "2026-11-19"


@pytest.mark.parametrize(
    ("before", "text"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=90), "just now"),
        (timedelta(minutes=119), "119 minutes old"),
        (timedelta(hours=2), "2 hours old"),
        (timedelta(hours=48), "2 days old"),
    ],
)
def test_the_age_of_the_data(before: timedelta, text: str) -> None:
    assert age(NOW - before, NOW, EN) == text
