"""Which figures differ between two versions, with nothing but the facts making the difference."""

from datetime import date
from typing import Any

from data.intake import commit_sample
from data.store.undo import undo
from metrics.movement import Board, Change, Moved, moved
from metrics.movement import between as held_against
from tests.conftest import Board as World
from tests.conftest import as_csv
from tests.metrics.asking import scope

PLAN = {"title", "objective_id", "starts_on", "ends_on", "month_target"}
OLD = "starts_on | ends_on \n 2025-09-01 | 2025-09-10"  # a tenth of the way is due each day


def between(world: World, before: int, after: int | None = None) -> list[Moved]:
    return moved(world.store.cursor(before), world.store.cursor(after))


def told(found: list[Moved], board: Board = Board.OKR) -> list[tuple[Any, ...]]:
    """The innermost id or the name of what moved, the figure, before and after."""
    return [(of.metric_id or of.kr_id or of.objective_id or of.name, of.figure, of.before, of.after) for of in found if of.board is board]


def test_a_metric_tells_what_moved_of_it_and_its_key_result_and_objective_follow(board: World) -> None:
    """At 2025-09-05 half is due: 20 of 100 is 0.3 behind, so at risk; 60 of 100 is ahead of it."""
    board(objectives=OLD, kr_metrics="unit | baseline | target \n orders | 0 | 100", kr_values="day | value \n 2025-09-05 | 20")
    before = board.store.version()
    board.then(kr_values="day | value \n 2025-09-05 | 60")
    found = between(board, before)
    assert told(found) == [
        ("O1", "status", "at_risk", "on_track"),
        ("O1", "progress", 0.2, 0.6),
        ("KR1", "status", "at_risk", "on_track"),
        ("KR1", "progress", 0.2, 0.6),
        ("M1", "status", "at_risk", "on_track"),
        ("M1", "progress", 0.2, 0.6),
        ("M1", "current", 20, 60),
    ]
    assert {of.change for of in found} == {Change.MOVED}
    last = found[-1]
    assert (last.objective_id, last.kr_id, last.name, last.unit, last.direction) == ("O1", "KR1", "Orders", "orders", "increase")
    assert len(found) == 7


def test_a_new_target_and_a_new_baseline_are_told(board: World) -> None:
    """10 of 0…100 is 0.1; of 5…25 it is 5/20 = 0.25."""
    board(objectives=OLD, kr_metrics="baseline | target \n 0 | 100", kr_values="day | value \n 2025-09-05 | 10")
    before = board.store.version()
    board.then(kr_metrics="baseline | target \n 5 | 25")
    assert told(between(board, before))[-3:] == [("M1", "progress", 0.1, 0.25), ("M1", "target", 100, 25), ("M1", "baseline", 0, 5)]


def test_both_versions_are_read_on_the_later_ones_day(board: World) -> None:
    """On the 20th the values of the 10th are too old for both versions; read each on its own day, M1 would seem to have grown stale."""
    board(kr_metrics="metric_id \n M1 \n M2", kr_values="metric_id | day | value \n M1 | 2025-09-10 | 10 \n M2 | 2025-09-10 | 10")
    before = board.store.version()
    board.then(kr_values="metric_id | day | value \n M2 | 2025-09-20 | 30")
    assert [line for line in told(between(board, before)) if line[0] in ("M1", "M2")] == [
        ("M2", "status", "stale", "at_risk"),
        ("M2", "progress", None, 0.3),
        ("M2", "current", None, 30),
    ]


def test_what_changed_its_status_comes_first_then_the_order_of_the_board(board: World) -> None:
    board(
        objectives="objective_id | starts_on | ends_on \n O2 | 2025-09-01 | 2025-09-10 \n O10 | 2025-09-01 | 2025-09-10",
        key_results="kr_id | objective_id \n KR2 | O2 \n KR3 | O2 \n KR10 | O10",
        kr_metrics="metric_id | kr_id \n M2 | KR2 \n M3 | KR3 \n M10 | KR10",
        kr_values="metric_id | day | value \n M2 | 2025-09-05 | 10 \n M3 | 2025-09-05 | 10 \n M10 | 2025-09-05 | 10",
    )
    before = board.store.version()
    board.then(kr_values="metric_id | day | value \n M2 | 2025-09-05 | 11 \n M3 | 2025-09-05 | 60 \n M10 | 2025-09-05 | 60")
    found = between(board, before)
    assert list(dict.fromkeys(line[0] for line in told(found))) == ["KR3", "M3", "O10", "KR10", "M10", "O2", "KR2", "M2"]
    assert [of.figure for of in found if of.objective_id == "O2" and of.kr_id is None] == ["progress"]


def test_work_that_was_released_moves_key_results_objectives_teams_and_efficiency(board: World) -> None:
    """R1 and R2 are released in ten and in twenty days; before, R1 was in progress and R2 was not there."""
    board(
        objectives=OLD,
        kr_values="day | value \n 2025-09-10 | 1",
        requirements="requirement_id | team | kr_ids | created_at | released_at \n R0 | A | | 2025-08-27 | 2025-09-06 \n R1 | A | KR1 | 2025-08-25 |",
    )
    before = board.store.version()
    board.then(
        requirements="""
            requirement_id | team | kr_ids | created_at | released_at
            R1             | A    | KR1    | 2025-08-25 | 2025-09-04
            R2             | B    |        | 2025-08-20 | 2025-09-09
            R3             | B    |        | 2025-08-20 | 2025-09-11
        """
    )
    found = between(board, before)
    assert told(found) == [("O1", "delivered", 0, 1), ("O1", "in_progress", 1, 0), ("KR1", "delivered", 0, 1), ("KR1", "in_progress", 1, 0)]
    assert told(found, Board.INVESTMENT) == [
        ("A", "delivered", 1, 2),
        ("A", "unlinked", 1.0, 0.5),
        ("B", "delivered", 0, 1),
        ("B", "unlinked", None, 1.0),
    ]
    assert told(found, Board.EFFICIENCY) == [
        (None, "delivered", 1, 3),
        (None, "okr_delivered", 0, 1),
        (None, "okr_share", 0.0, 1 / 3),
        (None, "cycle_p85_days", 10.0, 17.0),  # of 10, 10 and 20
        (None, "cycle_within_14d_share", 1.0, 2 / 3),
    ]


def test_bugs_and_the_cycle_move_the_whole_range_as_one_bucket(board: World) -> None:
    """Cycles of 10 and then 10 and 20 days; B0 was raised before the range and is still open, B9 is no bug."""
    board(
        objectives=OLD,
        kr_values="day | value \n 2025-09-10 | 1",
        requirements="requirement_id | created_at | released_at \n R1 | 2025-08-25 | 2025-09-04",
        bugs="bug_id | created_at | environment \n B0 | 2025-08-01 | online",
    )
    before = board.store.version()
    board.then(
        requirements="requirement_id | created_at | released_at \n R2 | 2025-08-15 | 2025-09-04",
        bugs="""
            bug_id | created_at | environment | resolved_at | resolution
            B1     | 2025-09-02 | online      | 2025-09-03  | fixed
            B2     | 2025-09-02 | offline     |             |
            B9     | 2025-09-02 | online      | 2025-09-03  | by_design
        """,
    )
    assert told(between(board, before), Board.EFFICIENCY) == [
        (None, "delivered", 1, 2),
        (None, "cycle_p50_days", 10.0, 15.0),
        (None, "cycle_p85_days", 10.0, 18.5),
        (None, "cycle_within_14d_share", 1.0, 0.5),
        (None, "online_issues", 0, 1),
        (None, "valid_bugs", 0, 2),
        (None, "resolved_bugs", 0, 1),
        (None, "open_bugs", 1, 2),
    ]


def test_the_range_is_the_later_ones_so_that_a_new_objective_moves_no_delivered_work(board: World) -> None:
    """Without objectives the range begins ninety days back, with this one in January: read each by its own, R1 would count once."""
    board(requirements="requirement_id | created_at | released_at \n R1 | 2025-01-01 | 2025-01-10 \n R2 | 2025-09-01 | 2025-09-10")
    before = board.store.version()
    board.then(objectives="objective_id \n O1")
    assert told(between(board, before), Board.EFFICIENCY) == []
    assert told(between(board, before), Board.INVESTMENT) == []


def test_before_the_first_version_everything_is_new_and_counts_from_nothing(board: World) -> None:
    board(
        objectives=OLD,
        kr_values="day | value \n 2025-09-05 | 60",
        requirements="requirement_id | team | kr_ids | created_at | released_at \n R1 | A | KR1 | 2025-08-26 | 2025-09-05",
    )
    found = between(board, 0)
    assert {(of.change, of.improved) for of in found} == {(Change.NEW, None)}
    assert told(found)[:3] == [("O1", "status", None, "on_track"), ("O1", "progress", None, 0.6), ("O1", "delivered", 0, 1)]
    assert ("M1", "baseline", None, 0) in told(found)
    assert "in_progress" not in {of.figure for of in found}  # nothing is in progress, and nothing was
    assert told(found, Board.INVESTMENT) == [("A", "delivered", 0, 1), ("A", "unlinked", None, 0.0)]
    assert [line[1] for line in told(found, Board.EFFICIENCY)] == [
        "delivered",
        "okr_delivered",
        "okr_share",
        "cycle_p50_days",
        "cycle_p85_days",
        "cycle_within_14d_share",
    ]


def test_what_an_undo_takes_away_is_gone(board: World) -> None:
    board(objectives=OLD, kr_values="day | value \n 2025-09-05 | 60")
    board.then(kr_metrics="metric_id | name \n M2 | More")
    undo(board.store, board.store.version(), "Li")
    newest = board.store.version()
    gone = [of for of in between(board, newest - 1) if of.change is Change.GONE]
    assert told(gone) == [("M2", "status", "no_data", None), ("M2", "target", 100, None), ("M2", "baseline", 0, None)]
    assert {of.name for of in gone} == {"More"}


def test_the_same_version_twice_moves_nothing_nor_does_an_undo_of_an_undo(board: World) -> None:
    board(objectives=OLD, kr_values="day | value \n 2025-09-01..2025-09-05 | 0.1", requirements="released_at \n 2025-09-05")
    newest = board.store.version()
    undo(board.store, undo(board.store, newest, "Li"), "Li")
    assert between(board, newest, newest) == []
    assert between(board, newest) == []


def test_an_empty_store_moves_nothing(board: World) -> None:
    con = board()
    assert moved(con, con) == []


def test_the_sample_company_is_nobodys_past(board: World) -> None:
    """The first real import counts from nothing, and does not tell the sample's goals as gone."""
    board()
    goal = {"objective_id": "O1", "title": "Sample", "starts_on": "2025-01-01", "ends_on": "2025-12-31"}
    work = {"requirement_id": "S1", "title": "S", "created_at": "2025-09-01", "released_at": "2025-09-02"}
    commit_sample(board.store, {"objectives.csv": as_csv([goal]), "requirements.csv": as_csv([work])})
    before = board.store.version()
    board.then(requirements="requirement_id | created_at | released_at \n R1 | 2025-09-01 | 2025-09-03")
    found = between(board, before)
    assert {of.change for of in found} == {Change.NEW}
    assert told(found, Board.EFFICIENCY)[0] == (None, "delivered", 0, 1)
    assert told(found) == []


def test_a_metric_that_went_to_another_key_result_is_still_the_same(board: World) -> None:
    board(objectives=OLD, key_results="kr_id \n KR1 \n KR2", kr_metrics="metric_id | kr_id \n M1 | KR1", kr_values="day | value \n 2025-09-05 | 60")
    before = board.store.version()
    board.then(kr_metrics="metric_id | kr_id | target \n M1 | KR2 | 200")
    found = [of for of in between(board, before) if of.metric_id == "M1"]
    assert {(of.change, of.kr_id) for of in found} == {(Change.MOVED, "KR2")}
    assert ("M1", "target", 100, 200) in told(found)


def test_better_is_what_the_registry_and_the_metrics_direction_say(board: World) -> None:
    board(
        objectives=OLD,
        kr_metrics="metric_id | direction | baseline | target \n M1 | increase | 0 | 100 \n M2 | decrease | 100 | 0 \n M3 | maintain_below | 0 | 5",
        kr_values="metric_id | day | value \n M1 | 2025-09-05 | 50 \n M2 | 2025-09-05 | 50 \n M3 | 2025-09-05 | 4",
        requirements="requirement_id | kr_ids | released_at \n R1 | KR1 | 2025-09-04",
        bugs="bug_id \n B1",
    )
    before = board.store.version()
    board.then(
        kr_values="metric_id | day | value \n M1 | 2025-09-05 | 60 \n M2 | 2025-09-05 | 60 \n M3 | 2025-09-05 | 5",
        kr_metrics="metric_id | direction | target \n M3 | maintain_below | 6",
        requirements="requirement_id | kr_ids | status \n R2 | KR1 | in_progress",
        bugs="bug_id | created_at \n B2 | 2025-09-02",
    )
    found = between(board, before)
    assert [(of.metric_id, of.improved) for of in found if of.figure == "current"] == [("M1", True), ("M2", False), ("M3", False)]
    assert {of.improved for of in found if of.figure in ("target", "in_progress", "status")} == {None}
    assert {of.figure: of.improved for of in found if of.board is Board.EFFICIENCY} == {"valid_bugs": False, "open_bugs": False}


def against(world: World, before: dict[str, Any], **after: Any) -> list[Moved]:
    """Two questions held against each other on one cursor."""
    con = world.store.cursor()
    return held_against(con, scope(con, **before), scope(con, **after))


def test_two_days_of_one_version_are_read_each_at_its_own_end(board: World) -> None:
    """O1 runs ten days: 10 of 100 on the 1st is a tenth, as due; 40 on the 8th is 0.4 behind the 0.8 that are due by then."""
    board(
        objectives=OLD,
        kr_metrics="every \n week",
        kr_values="day | value \n 2025-09-01 | 10 \n 2025-09-08 | 40 \n 2025-09-10 | 90",
        requirements="""
            requirement_id | team | kr_ids | created_at | released_at
            R1             | A    | KR1    | 2025-09-01 | 2025-09-01
            R2             | A    | KR1    | 2025-09-01 | 2025-09-07
            R3             | A    | KR1    | 2025-09-01 | 2025-09-09
        """,
    )
    found = against(board, {"as_of": "2025-09-01"}, as_of="2025-09-08")
    assert told(found) == [
        ("O1", "status", "on_track", "at_risk"),
        ("O1", "progress", 0.1, 0.4),
        ("O1", "delivered", 1, 2),
        ("O1", "in_progress", 2, 1),
        ("KR1", "status", "on_track", "at_risk"),
        ("KR1", "progress", 0.1, 0.4),
        ("KR1", "delivered", 1, 2),
        ("KR1", "in_progress", 2, 1),
        ("M1", "status", "on_track", "at_risk"),
        ("M1", "progress", 0.1, 0.4),
        ("M1", "current", 10, 40),
    ]
    assert told(found, Board.INVESTMENT) == [("A", "delivered", 1, 2)]


def test_what_adds_up_over_the_days_between_is_neither_better_nor_worse(board: World) -> None:
    """Bugs of a longer range are more bugs; the stock of open ones is a figure of its day."""
    board(kr_values="day | value \n 2025-09-10 | 1", bugs="bug_id | created_at \n B1 | 2025-09-01 \n B2 | 2025-09-08")
    found = against(board, {"as_of": "2025-09-03"}, as_of="2025-09-10")
    improved = {of.figure: of.improved for of in found if of.board is Board.EFFICIENCY}
    assert improved == {"valid_bugs": None, "open_bugs": False}


def test_an_older_version_is_read_on_the_day_it_was_shown_if_the_question_says_so(board: World) -> None:
    """At its own day M1 was new and due nothing; only asked on the same day would it seem stale."""
    board(objectives=OLD, kr_values="day | value \n 2025-09-01 | 10")
    before = board.store.version()
    board.then(kr_values="day | value \n 2025-09-10 | 60")
    found = against(board, {"version": before})
    assert ("M1", "status", "on_track", "at_risk") in told(found)
    assert ("M1", "current", 10, 60) in told(found)


def test_facts_of_the_plan_are_told_with_what_they_were(board: World) -> None:
    """July's and August's targets stay, September's moves, October's is set."""
    board(
        objectives="title | starts_on | ends_on \n Grow | 2025-07-01 | 2025-12-31",
        key_results="kr_id | title \n KR1 | More orders",
        kr_metrics="name | target \n Orders | 100",
        kr_monthly_targets="month | target \n 2025-07 | 10 \n 2025-08 | 20 \n 2025-09 | 30",
        kr_values="day | value \n 2025-09-10 | 25",
    )
    before = board.store.version()
    board.then(
        objectives="title | starts_on | ends_on \n Grow faster | 2025-07-02 | 2025-11-30",
        key_results="kr_id | title \n KR1 | Many more orders",
        kr_metrics="name | target \n Orders a day | 100",
    )
    board.then(kr_monthly_targets="month | target \n 2025-09 | 40 \n 2025-10 | 60")
    facts = [(of.figure, of.before, of.after) for of in against(board, {"version": before, "as_of": "2025-09-10"}) if of.figure in PLAN]
    assert facts == [
        ("title", "Grow", "Grow faster"),
        ("starts_on", date(2025, 7, 1), date(2025, 7, 2)),
        ("ends_on", date(2025, 12, 31), date(2025, 11, 30)),
        ("title", "More orders", "Many more orders"),
        ("title", "Orders", "Orders a day"),
        ("month_target", 30, 40),
        ("month_target", None, 60),
    ]
    assert [of.month for of in against(board, {"version": before, "as_of": "2025-09-10"}) if of.month] == [date(2025, 9, 1), date(2025, 10, 1)]


def test_another_month_is_no_new_target(board: World) -> None:
    board(kr_monthly_targets="month | target \n 2025-08 | 20 \n 2025-09 | 30", kr_values="day | value \n 2025-08-31 | 10 \n 2025-09-01 | 10")
    assert [of for of in against(board, {"as_of": "2025-08-31"}, as_of="2025-09-01") if of.figure in PLAN] == []


def test_a_key_result_that_went_to_another_objective_says_from_where(board: World) -> None:
    board(
        objectives="objective_id \n O1 \n O2", key_results="kr_id | objective_id \n KR1 | O1 \n KR9 | O2", kr_values="day | value \n 2025-09-05 | 60"
    )
    before = board.store.version()
    board.then(key_results="kr_id | objective_id \n KR1 | O2")
    found = [of for of in between(board, before) if of.kr_id == "KR1" and of.figure == "objective_id"]
    assert [(of.before, of.after, of.objective_id) for of in found] == [("O1", "O2", "O2")]


def test_only_what_the_question_chose_is_held_against_each_other(board: World) -> None:
    board(
        objectives="objective_id \n O1 \n O2",
        key_results="kr_id | objective_id \n KR1 | O1 \n KR2 | O2",
        kr_metrics="metric_id | kr_id \n M1 | KR1 \n M2 | KR2",
        kr_values="metric_id | day | value \n M1 | 2025-09-05 | 10 \n M2 | 2025-09-05 | 10",
    )
    before = board.store.version()
    board.then(kr_values="metric_id | day | value \n M1 | 2025-09-05 | 20 \n M2 | 2025-09-05 | 20")
    found = against(board, {"version": before, "objectives": ("O2",)}, objectives=("O2",))
    assert {of.objective_id for of in found} == {"O2"}
