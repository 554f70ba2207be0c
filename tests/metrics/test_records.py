"""Behind a count are exactly as many rows, behind a share rows whose weights add up to it, behind a quantile its sample."""

import statistics
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection

from metrics.efficiency import efficiency
from metrics.goals import objectives, okr_progress
from metrics.investment import team_investment
from metrics.records import Measure, Records, RequirementRecord, records
from metrics.scope import Scope, resolve
from tests.conftest import Board
from tests.metrics.asking import scope, whole
from tests.reckoning import worlds

EVERYTHING = 10_000
SEEDS = (8, 16)  # worlds with much in all of their boards


def behind(con: DuckDBPyConnection, asked: Scope, measure: Measure, **part: object) -> Records:
    found = records(con, asked, measure, limit=EVERYTHING, **part)  # type: ignore[arg-type]
    assert found.total == len(found.rows)
    return found


@pytest.fixture(params=SEEDS)
def world(request: pytest.FixtureRequest, board: Board, tmp_path: Path) -> tuple[DuckDBPyConnection, list[Scope]]:
    """A random company, and the questions asked of it, with few and long buckets."""
    made = worlds.world(request.param)
    con = board.files(worlds.write(made, tmp_path))
    asked = [scope(con, **{**question, "bucket": "quarter"}) for question in worlds.questions(request.param, made)[:2]]
    return con, asked


def test_behind_each_figure_of_the_efficiency_board_are_as_many_rows(world: tuple[DuckDBPyConnection, list[Scope]]) -> None:
    con, questions = world
    for asked in questions:
        for period in efficiency(con, asked):
            part = {"since": period.period, "until": period.until}
            assert {measure: behind(con, asked, measure, **part).total for measure in Measure if measure.of_bugs} == {
                Measure.ONLINE_ISSUES: period.online_issues,
                Measure.VALID_BUGS: period.valid_bugs,
                Measure.RESOLVED_BUGS: period.resolved_bugs,
                Measure.OPEN_BUGS: period.open_bugs,
            }
            assert behind(con, asked, Measure.DELIVERED, **part).total == period.delivered
            assert behind(con, asked, Measure.OKR_DELIVERED, **part).total == period.okr_delivered
            sample = [row.cycle_days for row in behind(con, asked, Measure.CYCLE, **part).rows]  # type: ignore[union-attr]
            assert len(sample) == period.cycle_n
            if sample:
                assert statistics.median(sample) == pytest.approx(period.cycle_p50_days)
                assert statistics.fmean(sample) == pytest.approx(period.cycle_mean_days)
            if len(sample) > 1:
                assert statistics.quantiles(sample, n=20, method="inclusive")[16] == pytest.approx(period.cycle_p85_days)


def test_behind_each_row_of_the_okr_board_are_as_many_rows(world: tuple[DuckDBPyConnection, list[Scope]]) -> None:
    con, questions = world
    for asked in questions:
        for kr_id, delivered, in_progress in {(row.kr_id, row.delivered, row.in_progress) for row in okr_progress(con, asked)}:
            assert behind(con, asked, Measure.DELIVERED, kr=kr_id).total == delivered
            assert behind(con, asked, Measure.IN_PROGRESS, kr=kr_id).total == in_progress
        for row in objectives(con, asked):
            assert behind(con, asked, Measure.DELIVERED, objective=row.objective_id).total == row.delivered
            assert behind(con, asked, Measure.IN_PROGRESS, objective=row.objective_id).total == row.in_progress


def test_behind_each_cell_of_the_investment_are_rows_whose_weights_add_up_to_it(world: tuple[DuckDBPyConnection, list[Scope]]) -> None:
    con, questions = world
    for asked in questions:
        whole_range = {"since": asked.since, "until": asked.until}
        for cell in team_investment(con, asked):
            of_team = resolve(con, replace(asked.question, teams=(cell.team or "",), objectives=()))
            assert behind(con, of_team, Measure.DELIVERED).total == cell.delivered
            if cell.objective_id is None:
                assert behind(con, of_team, Measure.UNLINKED).total == cell.count
            else:
                found = behind(con, of_team, Measure.DELIVERED, objective=cell.objective_id, **whole_range)
                assert found.weight == pytest.approx(cell.count)
                assert sum(row.weight for row in found.rows) == pytest.approx(cell.count)  # type: ignore[union-attr]


MIXED = {
    "objectives": "objective_id | starts_on | ends_on \n O1 | 2025-09-01 | 2025-09-30 \n O2 | 2025-09-01 | 2025-09-30",
    "key_results": "kr_id | objective_id \n KR1 | O1 \n KR2 | O2",
    "requirements": """
        requirement_id | team | kr_ids  | created_at          | dev_at     | released_at         | url         | doc_url
        both           | A    | KR1;KR2 | 2025-08-01          |            | 2025-09-03          |             |
        one            | A    | KR1     | 2025-08-01 10:00:00 | 2025-09-09 | 2025-09-04 12:00:00 | http://r/1  | http://d/1
        none           |      |         | 2025-08-01          |            | 2025-09-04          |             |
        other day      | A    | KR1     | 2025-08-01          |            | 2025-09-11          |             |
        in progress    | A    | KR1     | 2025-08-01          |            |                     |             |
    """,
    "bugs": """
        bug_id | requirement_id | environment | created_at          | status   | resolved_at | resolution
        B1     | one            | online      | 2025-09-02 08:30:00 | resolved | 2025-09-09  | fixed
        B2     |                | offline     | 2025-09-02          | open     |             |
        B3     | one            | online      | 2025-09-02          | open     |             | invalid
    """,
}


@pytest.mark.parametrize(
    ("measure", "ids"),
    [
        (Measure.DELIVERED, ["none", "one", "both"]),
        (Measure.OKR_DELIVERED, ["one", "both"]),
        (Measure.UNLINKED, ["none"]),
        (Measure.IN_PROGRESS, ["other day", "in progress"]),
        (Measure.CYCLE, ["none", "one", "both"]),
        (Measure.ONLINE_ISSUES, ["B1"]),
        (Measure.VALID_BUGS, ["B1", "B2"]),
        (Measure.RESOLVED_BUGS, ["B1"]),
        (Measure.OPEN_BUGS, ["B2"]),
    ],
)
def test_each_measure_lists_its_rows_the_newest_first(board: Board, measure: Measure, ids: list[str]) -> None:
    con = board(**MIXED)
    assert [row[0] for row in behind(con, scope(con, as_of="2025-09-10"), measure).rows] == ids


def test_a_row_tells_its_links_its_weight_and_the_line_it_came_from(board: Board) -> None:
    con = board(**MIXED)
    asked = scope(con, as_of="2025-09-10")
    both = behind(con, asked, Measure.DELIVERED, objective="O2").rows
    assert [(row.requirement_id, row.kr_ids, row.objectives, row.weight) for row in both] == [  # type: ignore[union-attr]
        ("both", ["KR1", "KR2"], ["O1", "O2"], 0.5)
    ]
    one = next(row for row in behind(con, asked, Measure.DELIVERED).rows if row[0] == "one")
    assert isinstance(one, RequirementRecord)
    assert (one.file, one.sheet, one.line, one.source) == ("requirements.csv", None, 3, "canonical")
    assert (one.url, one.doc_url, one.weight) == ("http://r/1", "http://d/1", 1.0)


def test_moments_are_shown_in_business_time_and_days_without_time_as_days(board: Board) -> None:
    con = board(**MIXED)
    asked = scope(con, as_of="2025-09-10")
    found = {row[0]: row for row in behind(con, asked, Measure.DELIVERED).rows}
    assert found["both"].released_at == date(2025, 9, 3)
    assert isinstance(found["one"].released_at, datetime)
    assert found["one"].released_at.isoformat() == "2025-09-04T12:00:00+08:00"
    bugs = {row[0]: row for row in behind(con, asked, Measure.VALID_BUGS).rows}
    assert str(bugs["B1"].created_at) == "2025-09-02 08:30:00+08:00"
    assert str(bugs["B1"].resolved_at) == "2025-09-09"


def test_the_cycle_sample_leaves_out_pairs_out_of_order_and_follows_clock_and_filters(board: Board) -> None:
    con = board(**MIXED)
    asked = scope(con, as_of="2025-09-10", clock="dev")
    assert (behind(con, asked, Measure.CYCLE).total, whole(con, as_of="2025-09-10", clock="dev").cycle_n) == (0, 0)
    of_goal = scope(con, as_of="2025-09-10", objectives=("O2",))
    assert [row[0] for row in behind(con, of_goal, Measure.CYCLE).rows] == ["both"]
    of_nobody = scope(con, as_of="2025-09-10", teams=("",))
    assert [row[0] for row in behind(con, of_nobody, Measure.CYCLE).rows] == ["none"]


def test_pages_follow_each_other_without_a_gap(board: Board) -> None:
    con = board(requirements="\n".join(["released_at", *["2025-09-05"] * 25]))
    asked = scope(con, as_of="2025-09-10")
    pages = [records(con, asked, Measure.DELIVERED, limit=10, offset=offset) for offset in (0, 10, 20, 30)]
    assert [(page.total, page.weight, len(page.rows)) for page in pages] == [(25, 25, 10), (25, 25, 10), (25, 25, 5), (25, 25, 0)]
    assert len({row[0] for page in pages for row in page.rows}) == 25


def test_an_older_version_has_its_older_rows(board: Board) -> None:
    con = board(requirements="requirement_id | released_at \n R1 | 2025-09-05 \n R2 |")
    con = board.then(requirements="requirement_id | released_at \n R2 | 2025-09-06")
    assert [behind(con, scope(con, as_of="2025-09-10", version=version), Measure.DELIVERED).total for version in (1, 2)] == [1, 2]


def test_an_empty_store_has_no_rows(board: Board) -> None:
    con = board()
    asked = scope(con)
    assert [records(con, asked, measure).total for measure in Measure] == [0] * len(Measure)


def test_bugs_and_work_of_a_goal_in_a_part_of_the_range_are_only_that_goals(board: Board) -> None:
    con = board(
        objectives="objective_id \n O1 \n O2",
        key_results="kr_id | objective_id \n KR1 | O1 \n KR2 | O2",
        requirements="""requirement_id | kr_ids | released_at
                        R1             | KR1    | 2025-09-03
                        R2             | KR2    | 2025-09-03
                        R3             |        | 2025-09-03""",
        bugs="""bug_id | requirement_id | created_at
                B1     | R1             | 2025-09-03
                B2     | R2             | 2025-09-03
                B3     |                | 2025-09-03""",
    )
    asked, part = scope(con, as_of="2025-09-30"), {"since": date(2025, 9, 1), "until": date(2025, 10, 1)}
    assert [row.bug_id for row in behind(con, asked, Measure.VALID_BUGS, objective="O1", **part).rows] == ["B1"]  # type: ignore[union-attr]
    assert [row.requirement_id for row in behind(con, asked, Measure.DELIVERED, kr="KR2", **part).rows] == ["R2"]  # type: ignore[union-attr]
