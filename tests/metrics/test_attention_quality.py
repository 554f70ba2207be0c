"""Open bugs that rise, a delivery cycle beyond its usual range. The day is Wednesday 2 July 2025, so the last whole week ends on 29 June."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from metrics.attention import Kind, Rule
from tests.conftest import Board
from tests.metrics.attending import found

DAY = "2025-07-02"
MONDAY = date(2025, 6, 23)  # of the last whole week


def week(ago: int) -> date:
    """A Tuesday, so many weeks before the last whole one."""
    return MONDAY + timedelta(days=1 - 7 * ago)


def stock(*open_bugs: int, team: str = "A") -> str:
    """Bugs so that this many are open at the end of each week, the last one whole; each week two more come and go."""
    lines, before = [], 0
    for ago, after in zip(range(len(open_bugs) - 1, -1, -1), open_bugs, strict=True):
        new, gone = max(after - before, 0), max(before - after, 0)
        lines += [f"{team} | {week(ago)} | | " for _ in range(new)]
        lines += [f"{team} | {week(ago)} | fixed | {week(ago)}" for _ in range(2)]
        lines += [f"{team} | {week(30)} | fixed | {week(ago)}" for _ in range(gone)]
        before = after
    return "\n".join(["team | created_at | resolution | resolved_at", *lines])


def test_a_stock_that_rose_in_each_of_three_weeks_is_told_with_what_came_and_went(board: Board) -> None:
    (concern,) = found(board(bugs=stock(40, 40, 40, 40, 40, 46, 52, 58)), Rule.OPEN_BUGS, as_of=DAY)
    assert (concern.kind, concern.id) == (Kind.ALL, None)
    told = [concern.figures[name] for name in ("was", "now", "raised", "resolved", "since", "until")]
    assert told == [40, 58, 24, 6, date(2025, 6, 9), date(2025, 6, 30)]
    assert concern.weight == pytest.approx(18 / 40 / 0.20)


@pytest.mark.parametrize(
    "open_bugs",
    [
        (20, 20, 20, 20, 20, 26, 26, 38),
        (20, 20, 20, 20, 25, 24, 34, 48),
        (99, 99, 99, 99, 99, 105, 111, 117),
        (20, 20, 20, 20, 26, 32, 38, 38),
        (0, 0, 0, 0, 0, 6, 12, 18),
    ],
    ids=["one week stood still", "one week fell", "within the threshold", "not in the last week", "from nothing"],
)
def test_a_stock_that_did_not_rise_each_week_or_only_a_little_is_not_told(board: Board, open_bugs: tuple[int, ...]) -> None:
    assert found(board(bugs=stock(*open_bugs)), Rule.OPEN_BUGS, as_of=DAY) == []


def test_a_stock_that_wanders_as_much_all_the_time_is_not_told(board: Board) -> None:
    wandering = (30, 36, 42, 37, 30, 26, 21, 27, 33, 39, 33, 27, 22, 28, 33, 38)
    assert found(board(bugs=stock(*wandering)), Rule.OPEN_BUGS, as_of=DAY) == []


def test_a_rise_that_chance_makes_of_so_many_bugs_that_come_and_go_is_not_told(board: Board) -> None:
    """16 came and 6 went: three standard errors are 14, the stock rose by 10."""
    assert found(board(bugs=stock(20, 20, 20, 20, 20, 23, 26, 30)), Rule.OPEN_BUGS, as_of=DAY) == []


def test_bugs_of_the_week_that_runs_do_not_count(board: Board) -> None:
    running = "\n".join("A | 2025-07-01 | | " for _ in range(20))
    con = board(bugs=f"{stock(20, 20, 20, 20, 20, 20, 26, 32)}\n{running}")
    assert found(con, Rule.OPEN_BUGS, as_of=DAY) == []


def test_bugs_that_were_none_and_those_of_other_teams_do_not_count(board: Board) -> None:
    con = board(bugs=stock(20, 20, 20, 20, 20, 26, 32, 38).replace(" | | ", " | duplicate | "))
    assert found(con, Rule.OPEN_BUGS, as_of=DAY) == []
    con = board(bugs=stock(20, 20, 20, 20, 20, 26, 32, 38))
    assert [len(found(con, Rule.OPEN_BUGS, as_of=DAY, teams=teams)) for teams in (("A",), ("B",))] == [1, 0]


def cycles(days: Iterable[int], each: int = 5) -> str:
    """So many requirements released in each week, the last one whole, all of them after so many days."""
    taken = list(days)
    lines = [
        f"A | {week(ago) - timedelta(days=length)} | {week(ago)}"
        for ago, length in zip(range(len(taken) - 1, -1, -1), taken, strict=True)
        for _ in range(each)
    ]
    return "\n".join(["team | created_at | released_at", *lines])


USUAL = [10, 12, 11, 10, 9, 11, 10, 9, 10, 11]  # median 10, median deviation 1


def test_two_weeks_beyond_the_usual_range_are_told(board: Board) -> None:
    (concern,) = found(board(requirements=cycles([*USUAL, 14, 16])), Rule.SLOW, as_of=DAY)
    told = [concern.figures[name] for name in ("was", "now", "usual", "most", "sample", "since", "until")]
    assert told == [14, 16, 10, 13, 5, date(2025, 6, 23), date(2025, 6, 30)]
    assert (concern.kind, concern.weight) == (Kind.ALL, pytest.approx(2.0))


@pytest.mark.parametrize(
    ("days", "each"),
    [([*USUAL, 13, 16], 5), ([*USUAL, 16, 12], 5), ([*USUAL, 7, 6], 5), ([*USUAL, 14, 16], 4), ([*USUAL[:7], 14, 16], 5)],
    ids=["one at the edge of the range", "back again", "faster", "too few releases", "too few weeks to say what is usual"],
)
def test_one_slow_week_or_too_small_a_sample_is_not_told(board: Board, days: list[int], each: int) -> None:
    assert found(board(requirements=cycles(days, each)), Rule.SLOW, as_of=DAY) == []


def test_where_weeks_hardly_differ_a_little_slower_is_not_beyond_the_range(board: Board) -> None:
    assert found(board(requirements=cycles([*[10] * 10, 11, 11])), Rule.SLOW, as_of=DAY) == []
    assert len(found(board(requirements=cycles([*[10] * 10, 12, 12])), Rule.SLOW, as_of=DAY)) == 1


def test_a_holiday_is_no_slowness(board: Board) -> None:
    """Both last weeks took 16 days, seven of them workdays, as the usual ones have: the first of October is off for eight days."""
    usual = [(date(2025, 9, 23) - timedelta(weeks=ago), 10 + ago % 2) for ago in range(10)]
    for days, is_told in ((16, False), (26, True)):
        released = [*usual, (date(2025, 10, 9), days), (date(2025, 10, 14), days)]
        lines = [f"A | {day - timedelta(days=taken)} | {day}" for day, taken in released for _ in range(5)]
        con = board(requirements="\n".join(["team | created_at | released_at", *lines]))
        assert bool(found(con, Rule.SLOW, as_of="2025-10-20")) is is_told


def test_releases_of_the_week_that_runs_and_of_other_teams_do_not_count(board: Board) -> None:
    running = "\n".join("A | 2025-05-01 | 2025-07-01" for _ in range(9))
    con = board(requirements=f"{cycles([*USUAL, 10, 16])}\n{running}")
    assert found(con, Rule.SLOW, as_of=DAY) == []
    con = board(requirements=cycles([*USUAL, 14, 16]))
    assert [len(found(con, Rule.SLOW, as_of=DAY, teams=teams)) for teams in (("A",), ("B",))] == [1, 0]
