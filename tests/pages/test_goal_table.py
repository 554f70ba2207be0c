"""The goal table's view model: every string formatted, every fraction ready."""

from datetime import date
from typing import Any

import pytest

from metrics.goals import GoalRow
from pages.ui.bullet import bar
from pages.ui.tables.goals import _kept, _kind, _metric, _sample
from pages.ui.words import words

EN, ZH = words("en"), words("zh")


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


def shown(**changes: Any) -> dict[str, Any]:
    return _metric(metric(**changes), [], EN)


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
    assert cells["bar"] == {"fill": 0.2, "tick": 0.58}


def test_the_sample_stands_on_the_hover() -> None:
    assert _sample(metric(), EN) == "1,600: mean of 6 days with a value in the last 7\nLast value 1,612 on 19 Nov"
    assert _sample(metric(every="month"), ZH) == "最新值 1,612（11月19日）"


def test_nothing_is_a_dash_never_a_zero() -> None:
    cells = shown(current=None, avg_7d=None, wow=None, progress=None, gap=None, month_target=None, status="stale")
    assert [cells[name] for name in ("now", "wow", "month", "prog", "gap")] == ["–"] * 5
    assert cells["statusTitle"] == "Last value on 19 Nov; too old to count"


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
    assert cells["bar"] == {"fill": 1.0, "tick": 0.0}
    assert (cells["prog"], cells["gap"]) == ("109%", "+129 pt")


def test_a_limit_to_keep_starts_at_zero_and_says_its_side() -> None:
    cells = shown(direction="maintain_below", baseline=9, target=5, current=6, progress=None, expected=None, gap=None)
    assert (cells["base"], cells["target"]) == ("0", "≤ 5")
    assert cells["bar"] == {"fill": pytest.approx(0.96), "tick": 0.8}


@pytest.mark.parametrize("changes", [{"target": 0}, {"target": -3}, {"current": None}, {"target": None}])
def test_a_limit_that_cannot_be_drawn_has_no_bar(changes: dict[str, Any]) -> None:
    assert _kept(metric(direction="maintain_below", **changes)) is None


def test_a_key_result_without_a_metric_says_so() -> None:
    nothing = dict.fromkeys(GoalRow._fields[GoalRow._fields.index("metric_id") :])
    cells = shown(**nothing)
    assert cells["name"] == "no metric yet"
    assert (cells["base"], cells["target"], cells["bar"], cells["word"]) == ("", "", None, "–")


def test_titles_stay_the_text_they_are() -> None:
    assert shown(metric_name="<b>x</b> **y** $z$")["name"] == "<b>x</b> **y** $z$"


def test_an_objective_without_progress_has_an_empty_bar_with_its_plan() -> None:
    assert bar(None, 0.5) == {"fill": 0.0, "tick": 0.5}
