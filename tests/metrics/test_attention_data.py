"""Figures that nobody brings, plans without months, and what is kept quiet. The day is 1 July 2025."""

from datetime import date, timedelta

import pytest
from duckdb import DuckDBPyConnection

from data.keeping import drop, keep
from data.store.undo import undo
from metrics.attention import Kind, Rule, subject
from tests.conftest import Board
from tests.metrics.attending import concerns, found, ids

DAY = "2025-07-01"
MONTHS = "metric_id | month | target \n M1 | 2025-06 | 40"


def test_a_metric_without_a_value_for_longer_than_its_kind_allows_is_told(board: Board) -> None:
    con = board(
        key_results="kr_id \n KR1 \n KR2 \n KR3 \n KR4 \n KR5",
        kr_metrics="metric_id | kr_id | every \n M1 | KR1 | day \n M2 | KR2 | day \n M3 | KR3 | week \n M4 | KR4 | week \n M5 | KR5 | month",
        kr_values="""
            metric_id | day        | value
            M1        | 2025-06-24 | 50
            M2        | 2025-06-25 | 50
            M3        | 2025-06-17 | 50
            M4        | 2025-06-18 | 50
            M5        | 2025-05-01 | 50
            M1        | 2025-07-02 | 50
        """,
    )
    told = {concern.id: (concern.figures["days"], concern.figures["latest_on"]) for concern in found(con, Rule.STALE, as_of=DAY)}
    assert told == {"KR1": (7, date(2025, 6, 24)), "KR3": (14, date(2025, 6, 17))}


def test_a_metric_that_was_never_measured_is_told_once_it_should_have_been(board: Board) -> None:
    con = board(
        objectives="objective_id | starts_on \n O1 | 2025-06-25 \n O2 | 2025-06-26",
        key_results="kr_id | objective_id \n KR1 | O1 \n KR2 | O2",
        kr_metrics="metric_id | kr_id \n M1 | KR1 \n M2 | KR2",
    )
    (concern,) = found(con, Rule.STALE, as_of=DAY)
    assert (concern.id, concern.figures["no_data"], concern.figures["days"], concern.figures["latest_on"]) == ("KR1", 1, 7, None)


def test_a_stale_metric_and_one_never_measured_are_one_entry_of_their_key_result(board: Board) -> None:
    con = board(kr_metrics="metric_id | name \n M1 | Orders \n M2 | Buyers", kr_values="metric_id | day | value \n M2 | 2025-06-01 | 50")
    (concern,) = found(con, Rule.STALE, as_of=DAY)
    assert [concern.figures[name] for name in ("metric", "stale", "no_data", "days")] == ["Buyers", 1, 1, 30]
    assert (concern.kind, concern.id, concern.weight) == (Kind.KR, "KR1", pytest.approx(0.5 * 4))  # four times what is allowed at most


def last_import(con: DuckDBPyConnection) -> date:
    day: date = con.execute("select max(made_on) from versions").fetchall()[0][0]
    return day


def test_a_source_that_brought_nothing_new_for_longer_than_the_threshold_is_told(board: Board) -> None:
    con = board(bugs="created_at \n 2025-06-30")
    made_on = last_import(con)
    told = [found(con, Rule.STALE, as_of=DAY, today=str(made_on + timedelta(days=days))) for days in (10, 11)]
    assert [ids(each) for each in told] == [[], ["canonical"]]
    (concern,) = told[1]
    assert (concern.kind, concern.figures["days"], concern.figures["latest_on"]) == (Kind.SOURCE, 11, made_on)
    assert concern.weight == pytest.approx(0.5 * 1.1)


def test_goals_need_no_weekly_import_and_a_filter_asks_about_no_source(board: Board) -> None:
    con = board(objectives="objective_id \n O1", teams="team \n A")
    later = str(last_import(con) + timedelta(days=99))
    assert found(con, Rule.STALE, as_of=DAY, today=later) == []
    con = board(bugs="team | created_at \n A | 2025-06-30")
    assert found(con, Rule.STALE, as_of=DAY, today=later, teams=("A",)) == []


def test_an_import_that_was_taken_back_brought_nothing(board: Board) -> None:
    con = board(bugs="created_at \n 2025-06-30")
    later = str(last_import(con) + timedelta(days=11))
    undo(board.store, board.store.version(), "Li")
    assert found(board.store.cursor(), Rule.STALE, as_of=DAY, today=later) == []


def test_a_plan_without_monthly_targets_is_told_once_for_its_objective(board: Board) -> None:
    con = board(kr_metrics="metric_id | kr_id \n M1 | KR1 \n M2 | KR1", kr_monthly_targets="")
    (concern,) = found(con, Rule.NO_MONTHS, as_of=DAY)
    assert (concern.kind, concern.id, concern.title) == (Kind.OBJECTIVE, "O1", "Grow")
    assert [concern.figures[name] for name in ("metrics", "days", "ends_on")] == [2, 365, date(2025, 12, 31)]
    assert concern.weight == pytest.approx(0.5)


@pytest.mark.parametrize(
    "tables",
    [
        {"kr_monthly_targets": MONTHS},
        {"kr_metrics": "direction | baseline | target \n maintain_below | 1 | 2"},
        {"kr_metrics": "baseline | target \n 100 | 100"},
        {"kr_metrics": "metric_id \n M1", "objectives": "starts_on | ends_on \n 2025-06-01 | 2025-07-15"},
        {"kr_metrics": "metric_id \n M1", "objectives": "starts_on | ends_on \n 2025-01-01 | 2025-06-30"},
        {"kr_metrics": "metric_id \n M1", "objectives": "starts_on | ends_on \n 2025-07-02 | 2025-12-31"},
    ],
    ids=["it has one", "a limit", "nothing to move", "forty-five days", "ended", "not begun"],
)
def test_what_has_a_month_or_needs_none_is_not_told(board: Board, tables: dict[str, str]) -> None:
    assert found(board(**tables), Rule.NO_MONTHS, as_of=DAY) == []


# Muting


BEHIND = "day | value \n 2025-06-25..2025-07-01 | 20"


@pytest.mark.parametrize(("until", "is_quiet"), [("2025-07-01", True), ("2025-06-30", False)], ids=["its last day", "the day after"])
def test_a_mute_holds_until_its_last_day_and_the_entry_goes_to_the_end(board: Board, until: str, is_quiet: bool) -> None:
    board(kr_values=BEHIND)
    con = board.then(mutes=f"rule | subject | until_on | reason | who \n behind | kr:KR1 | {until} | 重新排期 | Wang")
    listed = [(concern.rule, concern.muted_until is not None) for concern in concerns(con, as_of=DAY, today=DAY)]
    both = [(Rule.NO_MONTHS, False), (Rule.BEHIND, True)] if is_quiet else [(Rule.BEHIND, False), (Rule.NO_MONTHS, False)]
    assert listed == both


def test_a_muted_entry_says_until_when_by_whom_and_why(board: Board) -> None:
    board(kr_values=BEHIND)
    con = board.then(mutes="rule | subject | until_on | reason | who \n behind | kr:KR1 | 2025-07-10 | 重新排期 | Wang")
    (concern,) = found(con, Rule.BEHIND, as_of=DAY, today=DAY)
    assert (concern.muted_until, concern.muted_by, concern.muted_why) == (date(2025, 7, 10), "Wang", "重新排期")


def test_a_mute_of_another_rule_or_subject_is_not_this_ones(board: Board) -> None:
    board(kr_values=BEHIND)
    con = board.then(
        mutes="rule | subject | until_on \n stale | kr:KR1 | 2025-07-10 \n behind | kr:KR2 | 2025-07-10 \n behind | team:KR1 | 2025-07-10"
    )
    assert [concern.muted_until for concern in concerns(con, as_of=DAY, today=DAY)] == [None, None]


def test_a_mute_is_seen_from_its_version_on_until_it_is_dropped(board: Board) -> None:
    board(kr_values=BEHIND)
    before = board.store.version()
    keep(board.store, "mutes", {"rule": "behind", "subject": "kr:KR1", "until_on": "2025-07-10", "reason": "known", "who": "Li"}, "Li")
    drop(board.store, "mutes", {"rule": "behind", "subject": "kr:KR1"}, "Li")
    undo(board.store, before + 2, "Li")
    con = board.store.cursor()
    quiet = [found(con, Rule.BEHIND, as_of=DAY, today=DAY, version=version)[0].muted_by for version in range(before, before + 4)]
    assert quiet == [None, "Li", None, "Li"]


def test_a_mute_ends_with_time_even_where_no_figures_come(board: Board) -> None:
    board(kr_values=BEHIND)
    con = board.then(mutes="rule | subject | until_on \n behind | kr:KR1 | 2025-07-10")
    held = [found(con, Rule.BEHIND, as_of=DAY, today=today)[0].muted_until is not None for today in ("2025-07-10", "2025-07-11")]
    assert held == [True, False]


def test_a_mute_of_all_work_holds_for_the_same_teams_and_objectives_only(board: Board) -> None:
    weeks = [date(2025, 6, 24) - timedelta(weeks=ago) for ago in range(8)]
    new = [f"{team} | {day}" for team in ("A", "B") for day in weeks for _ in range(9 if day > weeks[3] else 1)]
    board(bugs="\n".join(["team | created_at", *new]))
    asked: list[tuple[str, ...]] = [(), ("A",), ("B",), ("A", "B"), ("B", "A")]
    con = board.store.cursor()
    subjects = [subject(found(con, Rule.OPEN_BUGS, as_of=DAY, today=DAY, teams=teams)[0]) for teams in asked]
    assert (subjects[0], len(set(subjects)), subjects[3]) == ("all:", 4, subjects[4])
    keep(board.store, "mutes", {"rule": "open_bugs", "subject": subjects[1], "until_on": "2025-07-10", "reason": "known", "who": "Li"}, "Li")
    con = board.store.cursor()
    muted = [found(con, Rule.OPEN_BUGS, as_of=DAY, today=DAY, teams=teams)[0].muted_until is not None for teams in asked]
    assert muted == [False, True, False, False, False]


def test_nothing_is_told_of_an_empty_store(board: Board) -> None:
    assert concerns(board()) == []


def test_the_heaviest_stands_first(board: Board) -> None:
    con = board(
        key_results="kr_id \n KR1 \n KR2 \n KR3",
        kr_metrics="metric_id | kr_id \n M1 | KR1 \n M2 | KR2 \n M3 | KR3",
        kr_values="\n".join(["metric_id | day | value", *(f"M{n} | 2025-06-25..2025-07-01 | {value}" for n, value in ((1, 25), (2, 5), (3, 25)))]),
    )
    assert [(concern.rule, concern.id) for concern in concerns(con, as_of=DAY)] == [
        *((Rule.BEHIND, id_) for id_ in ("KR2", "KR1", "KR3")),
        (Rule.NO_MONTHS, "O1"),
    ]
