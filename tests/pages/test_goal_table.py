"""The goal table's view model: every string formatted, every fraction ready."""

from datetime import date
from typing import Any

import pytest

from metrics.goals import GoalRow
from metrics.status import Status
from pages.ui.bullet import bar, kept
from pages.ui.status import SHAPES
from pages.ui.tables.goal_heads import explained, heads
from pages.ui.tables.goals import _fold, _kind, _metric, _sample
from pages.ui.tables.then import Then, of_metric
from pages.ui.words import Words, words

EN, ZH = words("en"), words("zh")
AS_OF = date(2026, 11, 19)


def metric(**changes: Any) -> GoalRow:
    """The worked example of DOMAIN.md: baseline 1500, target 2000, this week 1600, the week before 1497.7."""
    usual = GoalRow(
        objective_id="O1",
        objective_title="Grow",
        ended=False,
        kr_id="KR1",
        kr_title="More",
        owner="林知远",
        business_module="Feed",
        delivered=3,
        in_progress=1,
        metric_id="M1",
        metric_name="Daily users",
        unit="10 k",
        direction="increase",
        every="day",
        baseline=1500,
        target=2000,
        latest=1612,
        latest_on=date(2026, 11, 19),
        avg_7d=1600,
        days_7d=6,
        days_prev_7d=7,
        current=1600,
        wow=0.0683,
        progress=0.2,
        expected=0.58,
        gap=0.38,
        status="at_risk",
        month_target=1790,
    )
    return usual._replace(**changes)


def shown(say: Words = EN, **changes: Any) -> dict[str, Any]:
    return _metric(metric(**changes), [], say, AS_OF)


def test_the_worked_example_is_shown_as_written() -> None:
    cells = shown()
    assert [cells[name] for name in ("now", "wow", "base", "target", "month", "prog", "gap", "word", "shape")] == [
        "1,600",
        "+6.8%",
        "1,500",
        "2,000",
        "1,790",
        "20%",
        "−38 pt",
        "At risk",
        "■",
    ]
    assert cells["bar"] == {"fill": 0.2, "tick": 0.58, "ghost": None}


def test_the_sample_stands_on_the_hover() -> None:
    assert _sample(metric(), EN, AS_OF) == "1,600: mean of 6 days with a value in the last 7\nLast value 1,612 on 19 Nov"
    assert _sample(metric(every="month"), ZH, AS_OF) == "最新值 1,612（11月19日）"


def test_nothing_is_a_dash_never_a_zero() -> None:
    cells = shown(current=None, avg_7d=None, wow=None, progress=None, gap=None, month_target=None, status="stale")
    assert [cells[name] for name in ("now", "wow", "month", "prog", "gap")] == ["–"] * 5
    assert cells["statusTitle"] == "Last value 1,612 on 19 Nov; too old to count"


@pytest.mark.parametrize(
    ("wow", "direction", "kind"),
    [
        (0.1, "increase", "good"),
        (-0.1, "increase", "bad"),
        (-0.1, "decrease", "good"),
        (0.1, "maintain_below", "bad"),
        (0.1, "maintain_above", "good"),
        (0.0, "increase", ""),
        (0.0001, "increase", ""),
        (None, "increase", ""),
    ],
)
def test_better_follows_the_metrics_direction_never_the_sign(wow: float | None, direction: str, kind: str) -> None:
    assert _kind(metric(wow=wow, direction=direction)) == kind


def test_bars_are_clamped_and_figures_are_not() -> None:
    cells = shown(progress=1.09, expected=-0.2, gap=-1.29)
    assert cells["bar"] == {"fill": 1.0, "tick": 0.0, "ghost": None}
    assert (cells["prog"], cells["gap"]) == ("109%", "+129 pt")


def test_a_limit_to_keep_shows_its_baseline_and_says_its_side_and_that_its_bar_starts_at_zero() -> None:
    cells = shown(direction="maintain_below", baseline=9, target=5, current=6, progress=None, expected=None, gap=None)
    assert (cells["base"], cells["target"]) == ("9", "≤ 5")
    assert cells["baseTitle"] == "Baseline 9; this bar starts at 0"
    assert cells["bar"] == {"fill": pytest.approx(0.96), "tick": 0.8}
    assert cells["aria"] == "limit ≤ 5, now 6, baseline 9"


@pytest.mark.parametrize(
    ("language", "figures"),
    [("en", ["1M", "25M", "12.35M", "20M"]), ("zh", ["100万", "2,500万", "1,235万", "2,000万"])],
)
def test_figures_of_eight_digits_are_compact_and_whole_on_the_hover(language: str, figures: list[str]) -> None:
    cells = shown(words(language), baseline=1_000_000, target=25_000_001, current=12_345_678, avg_7d=12_345_678, month_target=20_000_000)
    assert [cells[name] for name in ("base", "target", "now", "month")] == figures
    assert (cells["baseTitle"], cells["targetTitle"]) == ("1,000,000", "25,000,001")
    assert "12,345,678" in cells["nowTitle"]
    assert cells["monthTitle"] == "20,000,000 10 k"


def test_two_figures_that_differ_never_read_the_same() -> None:
    cells = shown(baseline=25_000_000, target=25_000_001, current=25_000_000.5, month_target=None)
    assert (cells["base"], cells["target"]) == ("25,000,000", "25,000,001")


def test_a_current_value_says_what_it_rests_on_unless_that_is_a_full_week() -> None:
    assert shown(days_7d=7)["nowNote"] == ""
    assert shown(days_7d=6)["nowNote"] == "6 of 7 days"
    assert shown(ZH, days_7d=6)["nowNote"] == "6/7 日"
    assert shown(every="week", latest_on=date(2026, 11, 15))["nowNote"] == "latest 15\N{NO-BREAK SPACE}Nov"
    assert shown(ZH, every="month", latest_on=date(2025, 12, 31))["nowNote"] == "最新 2025年12月31日"
    assert shown(current=None, latest_on=date(2026, 10, 3))["nowNote"] == "latest 3\N{NO-BREAK SPACE}Oct"
    assert shown(current=None, latest=None, latest_on=None)["nowNote"] == ""


def test_the_distance_to_the_plan_is_explained_as_it_is_shown() -> None:
    for language, sign in (("en", "Positive is ahead"), ("zh", "正数表示超前")):
        by_key = {head["key"]: head["about"] for head in heads(words(language))}
        assert sign in by_key["gap"]["definition"]
        assert by_key["gap"] in [about._asdict() for about in explained(words(language))]
    assert shown()["gapTitle"] == "progress 20.0%, plan today 58.0%"


def test_each_column_with_a_figure_has_a_definition() -> None:
    assert [head["key"] for head in heads(EN) if not head["about"]] == ["kr", "metric"]


def test_the_fold_names_what_it_hides() -> None:
    rows = [metric(kr_id="KR1", status="achieved"), metric(kr_id="KR2", status="on_track"), metric(kr_id="KR3", status="behind")]
    assert _fold([[row] for row in rows], ZH) == "▸ 另有 2 个关键结果正常或已达成"
    assert _fold([[rows[1]], [rows[2]]], EN) == "▸ 1 more key result: on track"
    assert _fold([[rows[2]]], EN) == ""


def test_each_status_has_a_shape_of_its_own_that_is_not_just_a_dashed_one() -> None:
    assert len(set(SHAPES.values())) == len(Status)
    assert not {"◌", "○"} <= set(SHAPES.values())


@pytest.mark.parametrize("changes", [{"target": 0}, {"target": -3}, {"current": None}, {"target": None}])
def test_a_limit_that_cannot_be_drawn_has_no_bar(changes: dict[str, Any]) -> None:
    limit = metric(direction="maintain_below", **changes)
    assert kept(limit.current, limit.target) is None


def test_a_key_result_without_a_metric_says_so() -> None:
    nothing = dict.fromkeys(GoalRow._fields[GoalRow._fields.index("metric_id") :])
    cells = shown(**nothing)
    assert cells["name"] == "no metric yet"
    assert (cells["base"], cells["target"], cells["bar"], cells["word"]) == ("", "", None, "–")


def test_titles_stay_the_text_they_are() -> None:
    assert shown(metric_name="<b>x</b> **y** $z$")["name"] == "<b>x</b> **y** $z$"


def test_an_objective_without_progress_has_an_empty_bar_with_its_plan() -> None:
    assert bar(None, 0.5) == {"fill": 0.0, "tick": 0.5, "ghost": None}


def test_what_is_held_against_it_stands_beside_the_figure_and_limits_tell_their_value() -> None:
    """The limit is 4 of a track to 5: at 2 it was two fifths of the way."""
    now, limit = metric(metric_id="M1"), metric(metric_id="M2", direction="maintain_below", current=3.0, target=4.0)
    known = Then({"M1": now._replace(progress=1.4, status="achieved"), "M2": limit._replace(current=2.0, progress=None, status="on_track")})
    assert of_metric(now, known, EN) == {"ghost": 1.0, "was": "was 140%", "wasStatus": "was Achieved"}
    assert of_metric(limit, known, EN) == {"ghost": 0.4, "was": "was 2", "wasStatus": "was On track", "ofValue": True}
    assert of_metric(metric(metric_id="M3"), known, EN) == {}
    assert "was" not in of_metric(now._replace(progress=1.401), known, EN), "140% as it was"
    assert of_metric(now, Then({"M1": now._replace(progress=None, current=None)}), EN) == {}
