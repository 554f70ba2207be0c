"""Which day the boards are read at."""

from datetime import date

import pytest

from metrics.efficiency import efficiency
from metrics.goals import objectives, okr_progress
from metrics.investment import team_investment
from metrics.scope import Question, resolve
from tests.conftest import Board
from tests.metrics.asking import figures, scope, whole, work


def test_the_default_day_is_the_last_with_a_value_over_all_metrics_whatever_the_filters(board: Board) -> None:
    con = board(
        objectives="objective_id \n O1 \n O2",
        kr_values="""
            metric_id | day        | value
            M1        | 2025-09-03 | 1
            GHOST     | 2025-09-05 | 1
        """,
        requirements="""
            team | released_at
            A    | 2025-09-20
        """,
    )
    assert scope(con).as_of == date(2025, 9, 5)
    assert scope(con, objectives=("O2",), teams=("B",)).as_of == date(2025, 9, 5)


@pytest.mark.parametrize(
    "stage",
    ["created", "review", "ready", "dev", "test", "release_ready", "released", "retro", "blocked"],
)
def test_without_values_the_default_day_is_that_of_the_latest_moment_of_a_requirement(board: Board, stage: str) -> None:
    con = board(requirements=f"{stage}_at \n 2025-09-03 23:59:59 \n 2025-09-02", bugs="created_at \n 2025-09-01")
    assert scope(con).as_of == date(2025, 9, 3)


def test_without_values_a_cancellation_is_a_moment_too(board: Board) -> None:
    con = board(requirements="cancelled_at \n 2025-09-04")
    assert scope(con).as_of == date(2025, 9, 4)


@pytest.mark.parametrize("moment", ["created_at", "resolved_at", "closed_at"])
def test_without_values_the_default_day_is_that_of_the_latest_moment_of_a_bug(board: Board, moment: str) -> None:
    con = board(requirements="created_at \n 2025-09-01", bugs=f"{moment} \n 2025-09-03 00:00:00 \n 2025-09-02")
    assert scope(con).as_of == date(2025, 9, 3)


def test_the_default_day_is_a_day_of_the_business_time_zone(board: Board) -> None:
    con = board(bugs="created_at \n 2025-09-03T16:00:00Z \n 2025-09-03T10:00:00-04:00")
    assert scope(con).as_of == date(2025, 9, 4)


@pytest.mark.parametrize(
    "tables",
    [{"kr_values": "day | value \n 2099-01-01 | 1"}, {"requirements": "released_at \n 2099-01-01"}, {"bugs": "created_at \n 2099-01-01"}],
    ids=["value", "requirement", "bug"],
)
def test_the_default_day_is_never_later_than_the_newest_import(board: Board, tables: dict[str, str]) -> None:
    con = board(**tables)
    imported_on = con.execute("select max(made_on) from versions").fetchone()
    assert imported_on == (scope(con).as_of,)


def test_a_chosen_day_may_lie_anywhere(board: Board) -> None:
    con = board(kr_values="day | value \n 2025-09-03 | 1")
    assert scope(con, as_of="2024-02-29").as_of == date(2024, 2, 29)
    assert scope(con, as_of="2099-01-01").as_of == date(2099, 1, 1)


@pytest.mark.parametrize(
    "tables",
    [{}, {"teams": "team \n A"}, {"kr_metrics": "metric_id \n M1"}],
    ids=["empty store", "teams alone", "goals alone"],
)
def test_with_nothing_that_happened_the_boards_are_empty(board: Board, tables: dict[str, str]) -> None:
    con = board(**tables)
    asked = resolve(con, Question())
    assert asked.as_of is None
    assert [answer(con, asked) for answer in (okr_progress, objectives, team_investment, efficiency)] == [[], [], [], []]


def test_the_world_is_shown_at_the_end_of_the_day_and_later_facts_do_not_count(board: Board) -> None:
    con = board(
        kr_values="""
            day        | value
            2025-09-03 | 10
            2025-09-04 | 90
        """,
        requirements="""
            kr_ids | created_at          | released_at
            KR1    | 2025-09-01          | 2025-09-03 23:59:59
            KR1    | 2025-09-03          |
            KR1    | 2025-09-01          | 2025-09-04 00:00:00
            KR1    | 2025-09-04 00:00:00 |
        """,
        bugs="""
            created_at          | status   | resolved_at
            2025-09-01          | resolved | 2025-09-03 23:59:59
            2025-09-03 23:59:59 | resolved | 2025-09-04 00:00:00
            2025-09-04 00:00:00 | open     |
        """,
    )
    assert figures(con, "latest", "avg_7d", as_of="2025-09-03") == {"M1": (10, 10)}
    assert work(con, as_of="2025-09-03") == {"KR1": (1, 2)}
    day = whole(con, as_of="2025-09-03")
    assert (day.delivered, day.valid_bugs, day.resolved_bugs, day.open_bugs) == (1, 2, 1, 1)
