"""Behind a KR figure are the values that it is made of: their mean is the average, both weeks of them are its change."""

from datetime import date
from pathlib import Path
from statistics import fmean

import pytest
from duckdb import DuckDBPyConnection

from metrics.goals import GoalRow, okr_progress
from metrics.records import Measure, ValueRecord, records
from metrics.scope import Scope
from tests.conftest import Board
from tests.metrics.asking import okr_row, scope
from tests.reckoning import worlds

DAILY = {
    "kr_metrics": "metric_id | name | unit \n M1 | Orders | k \n M2 | Other | k",
    "kr_values": """
        metric_id | day                    | value
        M1        | 2025-09-01..2025-09-07 | 10
        M1        | 2025-09-08             | 20
        M1        | 2025-09-10             | 23
        M1        | 2025-09-12..2025-09-13 | 99
        M2        | 2025-09-08..2025-09-10 | 7
    """,
}


def values(con: DuckDBPyConnection, asked: Scope, measure: Measure = Measure.VALUES, **part: object) -> list[ValueRecord]:
    found = records(con, asked, measure, **part)  # type: ignore[arg-type]
    assert found.total == len(found.rows)
    return found.rows


def days(rows: list[ValueRecord]) -> list[str]:
    return [str(row.day) for row in rows]


def test_behind_the_average_are_the_values_of_its_seven_days_the_newest_first(board: Board) -> None:
    con = board(**DAILY)
    found = records(con, scope(con, as_of="2025-09-10"), Measure.VALUES, metric="M1")
    assert [(str(row.day), row.value) for row in found.rows] == [
        ("2025-09-10", 23),
        ("2025-09-08", 20),
        ("2025-09-07", 10),
        ("2025-09-06", 10),
        ("2025-09-05", 10),
        ("2025-09-04", 10),
    ]
    assert found.tally.mean == pytest.approx(83 / 6)


def test_behind_the_change_are_both_weeks(board: Board) -> None:
    con = board(**DAILY)
    found = values(con, scope(con, as_of="2025-09-10"), Measure.CHANGE, metric="M1")
    assert (days(found)[0], days(found)[-1], len(found)) == ("2025-09-10", "2025-09-01", 9)


@pytest.mark.parametrize(
    ("every", "as_of", "current", "change"),
    [
        ("week", "2025-09-20", ["2025-09-15"], ["2025-09-15", "2025-09-01"]),
        ("week", "2025-09-29", [], ["2025-09-15", "2025-09-01"]),
        ("month", "2025-09-20", ["2025-09-15"], []),
        ("month", "2025-12-01", [], []),
    ],
)
def test_behind_a_weekly_or_monthly_metric_is_its_latest_value_while_that_is_fresh(
    board: Board, every: str, as_of: str, current: list[str], change: list[str]
) -> None:
    con = board(
        kr_metrics=f"every \n {every}",
        kr_values="day | value \n 2025-08-01 | 1 \n 2025-09-01 | 2 \n 2025-09-15 | 3 \n 2025-12-24 | 4",
    )
    asked = scope(con, as_of=as_of)
    assert days(values(con, asked, metric="M1")) == current
    assert days(values(con, asked, Measure.CHANGE, metric="M1")) == change


def test_a_part_of_time_has_all_its_values_up_to_the_day_the_metric_is_read(board: Board) -> None:
    con = board(**DAILY)
    part = {"metric": "M1", "since": date(2025, 9, 7), "until": date(2025, 9, 13)}
    assert days(values(con, scope(con, as_of="2025-09-12"), **part)) == ["2025-09-12", "2025-09-10", "2025-09-08", "2025-09-07"]
    assert days(values(con, scope(con, as_of="2025-09-08"), **part)) == ["2025-09-08", "2025-09-07"]


def test_the_values_of_an_ended_goal_are_those_of_its_last_week(board: Board) -> None:
    con = board(objectives="starts_on | ends_on \n 2025-01-01 | 2025-09-08", **DAILY)
    assert days(values(con, scope(con, as_of="2025-09-13"), metric="M1"))[0] == "2025-09-08"


def test_a_key_result_and_a_goal_have_the_values_of_all_their_metrics_and_no_mean_of_different_things(board: Board) -> None:
    con = board(**DAILY)
    asked = scope(con, as_of="2025-09-10")
    assert {row.metric_id for row in values(con, asked, kr="KR1")} == {"M1", "M2"}
    found = records(con, asked, Measure.VALUES, objective="O1")
    assert (found.total, found.tally.mean) == (9, None)
    assert values(con, asked, kr="KR2") == values(con, asked, objective="O2") == values(con, asked, metric="M3") == []
    assert values(con, scope(con, as_of="2025-09-10", objectives=("O2",))) == []


def test_a_team_filter_leaves_them_as_they_are(board: Board) -> None:
    con = board(teams="team \n A", **DAILY)
    asked, of_team = scope(con, as_of="2025-09-10"), scope(con, as_of="2025-09-10", teams=("A",))
    assert values(con, of_team, metric="M1") == values(con, asked, metric="M1")


def test_a_value_tells_its_metric_and_the_line_it_came_from(board: Board) -> None:
    con = board(**DAILY)
    first = values(con, scope(con, as_of="2025-09-10"), metric="M2")[-1]
    assert first == ValueRecord("M2", "Other", "KR1", date(2025, 9, 8), 7, "k", "canonical", "kr_values.csv", None, 13)


def test_the_worked_example_is_explained_by_its_values(board: Board) -> None:
    con = board(
        kr_metrics="baseline | target \n 1500 | 2000",
        kr_values="day | value \n 2025-09-01..2025-09-07 | 1497.7 \n 2025-09-08..2025-09-14 | 1600",
    )
    row = okr_row(con, as_of="2025-09-14")
    sample = values(con, scope(con, as_of="2025-09-14"), Measure.CHANGE, metric="M1")
    now, before = fmean(each.value for each in sample[:7]), fmean(each.value for each in sample[7:])
    assert now == row.avg_7d == pytest.approx(1600)
    assert (now - before) / before == pytest.approx(row.wow)


@pytest.mark.parametrize("seed", [8, 16])
def test_behind_each_figure_of_a_random_company_is_its_sample(board: Board, tmp_path: Path, seed: int) -> None:
    made = worlds.world(seed)
    con = board.files(worlds.write(made, tmp_path))
    for question in worlds.questions(seed, made)[:2]:
        asked = scope(con, **question)
        for row in okr_progress(con, asked):
            if row.metric_id is not None:
                explained(row, con, asked)


def explained(row: GoalRow, con: DuckDBPyConnection, asked: Scope) -> None:
    sample = [each.value for each in values(con, asked, metric=row.metric_id)]
    assert (fmean(sample) if sample else None) == (None if row.current is None else pytest.approx(row.current))
    if row.every not in ("week", "month"):
        assert len(sample) == row.days_7d
    if row.wow is not None:
        both = values(con, asked, Measure.CHANGE, metric=row.metric_id)
        assert len(both) == (2 if row.every == "week" else (row.days_7d or 0) + (row.days_prev_7d or 0))
        before = fmean(each.value for each in both[len(sample) :])
        assert (fmean(sample) - before) / abs(before) == pytest.approx(row.wow)
