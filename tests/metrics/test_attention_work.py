"""Work that moves nothing, and work that turns away from the goals. The day is Sunday 29 June 2025."""

import pytest
from duckdb import DuckDBPyConnection

from metrics.attention import Kind, Rule
from metrics.outcome import outcome
from tests.conftest import Board
from tests.metrics.asking import scope
from tests.metrics.attending import Work, concerns, found, ids, released

DAY = "2025-06-29"
EIGHT_WEEKS = "2025-05-05"  # the first of the 56 days up to the day
GOALS = {
    "objectives": "objective_id \n O1",
    "key_results": "kr_id | objective_id \n KR1 | O1 \n KR2 | O1",
    "kr_metrics": "metric_id | kr_id \n M1 | KR1 \n M2 | KR2",
}


def values(then: float, now: float, metric: str = "M1") -> str:
    return f"metric_id | day | value \n {metric} | 2025-04-29..2025-05-04 | {then} \n {metric} | 2025-06-23..2025-06-29 | {now}"


def test_much_work_without_movement_is_told_with_both(board: Board) -> None:
    con = board(
        **GOALS,
        kr_values=values(20, 22),
        requirements=released(("A", "KR1", EIGHT_WEEKS, 30), ("A", "KR2", DAY, 6), ("A", "KR1", "2025-05-04", 9), ("A", "KR1", "2025-06-30", 9)),
    )
    (concern,) = found(con, Rule.NO_MOVEMENT, as_of=DAY)
    assert (concern.kind, concern.id, concern.metric_id) == (Kind.KR, "KR1", "M1")
    told = [concern.figures[name] for name in ("delivered", "part", "fair", "weeks", "moved")]
    assert told == [30, 30 / 36, 0.5, 8, pytest.approx(0.02)]


@pytest.mark.parametrize(
    ("then", "now", "own", "other"),
    [(20, 26, 40, 4), (20, 20, 28, 12), (20, 20, 9, 0)],
    ids=["it moved", "no more than its fair part", "too little work"],
)
def test_what_moved_or_took_no_more_than_its_fair_part_is_not_told(board: Board, then: float, now: float, own: int, other: int) -> None:
    con = board(**GOALS, kr_values=values(then, now), requirements=released(("A", "KR1", DAY, own), ("A", "KR2", DAY, other)))
    assert found(con, Rule.NO_MOVEMENT, as_of=DAY) == []


def test_one_metric_that_moved_is_movement(board: Board) -> None:
    goals = GOALS | {"kr_metrics": "metric_id | kr_id \n M1 | KR1 \n M2 | KR2 \n M3 | KR1"}
    series = values(20, 20) + "\n" + values(20, 40, "M3").partition("\n")[2]
    con = board(**goals, kr_values=series, requirements=released(("A", "KR1", DAY, 40)))
    assert found(con, Rule.NO_MOVEMENT, as_of=DAY) == []


def test_a_period_younger_than_the_weeks_and_a_metric_not_measured_then_are_not_judged(board: Board) -> None:
    work = released(("A", "KR1", DAY, 40))
    young = GOALS | {"objectives": "objective_id | starts_on \n O1 | 2025-05-06"}
    assert found(board(**young, kr_values=values(20, 20), requirements=work), Rule.NO_MOVEMENT, as_of=DAY) == []
    unmeasured = "metric_id | day | value \n M1 | 2025-06-23..2025-06-29 | 20"
    assert found(board(**GOALS, kr_values=unmeasured, requirements=work), Rule.NO_MOVEMENT, as_of=DAY) == []


def test_it_says_that_it_is_behind_too_so_that_the_key_result_stands_once(board: Board) -> None:
    con = board(**GOALS, kr_values=values(5, 5), requirements=released(("A", "KR1", DAY, 40)))
    (concern,) = [concern for concern in concerns(con, as_of=DAY) if concern.id == "KR1"]
    assert (concern.rule, concern.figures["gap"]) == (Rule.NO_MOVEMENT, pytest.approx(180 / 365 - 0.05))


def told_of_kr1(con: DuckDBPyConnection, today: str = DAY) -> list[tuple[Rule, str | None, bool]]:
    listed = concerns(con, as_of=DAY, today=today)
    return [(each.rule, each.metric_id, each.muted_until is not None) for each in listed if each.id == "KR1"]


def test_another_metric_further_behind_is_told_beside_it(board: Board) -> None:
    goals = GOALS | {"kr_metrics": "metric_id | kr_id \n M1 | KR1 \n M2 | KR2 \n M3 | KR1"}
    series = values(20, 20) + "\n" + values(0, -5, "M3").partition("\n")[2]
    con = board(**goals, kr_values=series, requirements=released(("A", "KR1", DAY, 40)))
    assert sorted(told_of_kr1(con)) == [(Rule.BEHIND, "M3", False), (Rule.NO_MOVEMENT, "M1", False)]


def test_it_weighs_at_least_what_being_behind_weighs(board: Board) -> None:
    """Two of two shares in weight are 1 / (0.5 * 1.5); the gap is far beyond its threshold."""
    con = board(**GOALS, kr_values=values(5, 5), requirements=released(("A", "KR1", DAY, 40)))
    (concern,) = found(con, Rule.NO_MOVEMENT, as_of=DAY)
    assert concern.weight == pytest.approx((180 / 365 - 0.05) / 0.20)


@pytest.mark.parametrize(
    ("muted", "told"),
    [
        ("no_movement", [(Rule.BEHIND, "M1", False), (Rule.NO_MOVEMENT, "M1", True)]),
        ("behind", [(Rule.BEHIND, "M1", True), (Rule.NO_MOVEMENT, "M1", False)]),
    ],
)
def test_muting_one_of_them_does_not_silence_the_other(board: Board, muted: str, told: list[tuple[Rule, str, bool]]) -> None:
    board(**GOALS, kr_values=values(5, 5), requirements=released(("A", "KR1", DAY, 40)))
    assert sorted(told_of_kr1(board.then(mutes=f"rule | subject | until_on \n {muted} | kr:KR1 | {DAY}"))) == told


def test_work_that_serves_several_counts_in_parts_as_in_work_against_outcome(board: Board) -> None:
    con = board(**GOALS, kr_values=values(20, 20), requirements=released(("A", "KR1", DAY, 30), ("A", "KR1;KR2", DAY, 10)))
    (concern,) = found(con, Rule.NO_MOVEMENT, as_of=DAY)
    shares = {kr.kr_id: kr.work_share for kr in outcome(con, scope(con, as_of=DAY, since=EIGHT_WEEKS))}
    assert (concern.figures["part"], shares["KR1"]) == (pytest.approx(35 / 40), pytest.approx(35 / 40))


def test_the_part_is_one_of_all_goals_whatever_objective_is_chosen(board: Board) -> None:
    goals = {
        "objectives": "objective_id \n O1 \n O2",
        "key_results": "kr_id | objective_id \n KR1 | O1 \n KR2 | O2",
        "kr_metrics": "metric_id | kr_id \n M1 | KR1",
    }
    con = board(**goals, kr_values=values(20, 20), requirements=released(("A", "KR1", DAY, 40), ("A", "KR2", DAY, 8)))
    assert [ids(found(con, Rule.NO_MOVEMENT, as_of=DAY, objectives=chosen)) for chosen in ((), ("O1",), ("O2",))] == [["KR1"], ["KR1"], []]


# Six weeks up to the day begin on 19 May, the twelve before them on 24 February.
RECENT, EARLIER = "2025-05-19", "2025-05-18"
USUAL: tuple[Work, ...] = (("B", "KR1", EARLIER, 20), ("B", "", EARLIER, 20), ("B", "KR1", RECENT, 20), ("B", "", RECENT, 20))


def test_a_team_whose_share_for_goals_dropped_is_told_with_both_shares(board: Board) -> None:
    con = board(
        requirements=released(
            *(("A", "KR1", EARLIER, 32), ("A", "", EARLIER, 8), ("A", "KR1", RECENT, 6), ("A", "", RECENT, 14)),
            *(("A", "", "2025-02-23", 50), ("A", "KR1", "2025-06-30", 50)),
            *USUAL,
        )
    )
    (concern,) = found(con, Rule.DRIFT, as_of=DAY)
    assert (concern.kind, concern.id, concern.title) == (Kind.TEAM, "A", "A")
    told = [concern.figures[name] for name in ("was", "now", "served", "delivered", "before_served", "before", "weeks")]
    assert told == [0.8, 0.3, 6, 20, 32, 40, 6]
    assert concern.weight == pytest.approx(0.5 / 0.15 * 20 / 30)


@pytest.mark.parametrize(
    "work",
    [
        (("A", "KR1", EARLIER, 32), ("A", "", EARLIER, 8), ("A", "KR1", RECENT, 28), ("A", "", RECENT, 12)),
        (("A", "KR1", EARLIER, 32), ("A", "", EARLIER, 8), ("A", "KR1", RECENT, 3), ("A", "", RECENT, 8)),
        (("A", "KR1", EARLIER, 8), ("A", "", EARLIER, 6), ("A", "KR1", RECENT, 5), ("A", "", RECENT, 8)),
        (("A", "KR1", EARLIER, 8), ("A", "", EARLIER, 32), ("A", "KR1", RECENT, 28), ("A", "", RECENT, 12)),
        (("A", "KR1", RECENT, 3), ("A", "", RECENT, 28)),
    ],
    ids=["within the threshold", "too few", "chance", "rising", "nothing before"],
)
def test_a_team_that_did_not_drop_or_delivered_too_little_to_tell_is_not(board: Board, work: tuple[Work, ...]) -> None:
    assert found(board(requirements=released(*work, *USUAL)), Rule.DRIFT, as_of=DAY) == []


DROPS: tuple[Work, ...] = (("A", "KR1", EARLIER, 32), ("A", "", EARLIER, 8), ("A", "KR1", RECENT, 6), ("A", "", RECENT, 34))


def test_work_without_a_team_is_a_team_of_its_own(board: Board) -> None:
    nameless = [("", *rest) for _, *rest in DROPS]
    (concern,) = found(board(requirements=released(*nameless, *USUAL)), Rule.DRIFT, as_of=DAY)  # type: ignore[arg-type]
    assert (concern.kind, concern.id, concern.title) == (Kind.TEAM, None, None)


def test_only_the_chosen_teams_are_told(board: Board) -> None:
    con = board(requirements=released(*DROPS, *USUAL))
    assert [ids(found(con, Rule.DRIFT, as_of=DAY, teams=teams)) for teams in (("A",), ("B",))] == [["A"], []]


def test_with_an_objective_chosen_no_drift_is_told_for_work_that_serves_another_goal(board: Board) -> None:
    """A turned from O1 to O2: all of its work served a goal. And A's drop to none is told of all goals, not of one."""
    goals = {"objectives": "objective_id \n O1 \n O2", "key_results": "kr_id | objective_id \n KR1 | O1 \n KR2 | O2"}
    con = board(**goals, requirements=released(("A", "KR1", EARLIER, 40), ("A", "KR2", RECENT, 40), *USUAL))
    assert [ids(found(con, Rule.DRIFT, as_of=DAY, objectives=chosen)) for chosen in ((), ("O1",), ("O2",))] == [[], [], []]
    con = board(requirements=released(*DROPS, *USUAL))
    assert [ids(found(con, Rule.DRIFT, as_of=DAY, objectives=chosen)) for chosen in ((), ("O1",))] == [["A"], []]


def test_unlinked_work_that_grows_in_all_teams_together_is_told(board: Board) -> None:
    con = board(requirements=released(*DROPS, *USUAL, ("", "", "2025-06-30", 90)))
    (concern,) = found(con, Rule.UNLINKED, as_of=DAY)
    assert (concern.kind, concern.id) == (Kind.ALL, None)
    told = [concern.figures[name] for name in ("was", "now", "served", "delivered")]
    assert told == [28 / 80, 54 / 80, 54, 80]
    assert concern.weight == pytest.approx((54 / 80 - 28 / 80) / 0.10)


def test_unlinked_work_is_not_told_of_one_team_alone_nor_with_an_objective_chosen(board: Board) -> None:
    con = board(requirements=released(*DROPS, *USUAL))
    assert found(con, Rule.UNLINKED, as_of=DAY, teams=("A",)) == []
    assert found(con, Rule.UNLINKED, as_of=DAY, objectives=("O1",)) == []


def test_unlinked_work_that_grows_by_less_than_the_threshold_is_not_told(board: Board) -> None:
    some = (("A", "KR1", EARLIER, 50), ("A", "", EARLIER, 50), ("A", "KR1", RECENT, 45), ("A", "", RECENT, 55))
    assert found(board(requirements=released(*some, *USUAL)), Rule.UNLINKED, as_of=DAY) == []


def test_with_teams_chosen_only_the_key_results_they_work_for_are_told(board: Board) -> None:
    con = board(
        **GOALS,
        kr_values=values(20, 5) + "\n" + values(20, 5, "M2").partition("\n")[2],
        requirements=released(("A", "KR1", DAY, 1), ("B", "KR2", DAY, 1)),
    )
    assert [sorted(ids(found(con, Rule.BEHIND, as_of=DAY, teams=teams))) for teams in ((), ("A",), ("B",))] == [["KR1", "KR2"], ["KR1"], ["KR2"]]  # type: ignore[type-var]
