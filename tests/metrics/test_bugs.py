"""Valid bugs, when they were resolved, and how many are open."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Board
from tests.metrics.asking import per_bucket, whole

SEPTEMBER = {"since": "2025-09-01", "as_of": "2025-09-30"}


@pytest.mark.parametrize(
    ("resolution", "valid"),
    [
        ("", True),
        ("fixed", True),
        ("已解决", True),
        ("postponed", True),
        ("延期处理", True),
        ("an unknown word", True),
        ("duplicate", False),
        ("重复Bug", False),
        ("by_design", False),
        ("设计如此", False),
        ("not_reproducible", False),
        ("无法重现", False),
        ("external", False),
        ("外部原因", False),
        ("wont_fix", False),
        ("不予解决", False),
        ("to_requirement", False),
        ("转为需求", False),
        ("invalid", False),
        (" Duplicate ", False),
    ],
)
def test_a_bug_is_valid_by_its_resolution(board: Board, resolution: str, valid: bool) -> None:
    con = board(
        bugs=f"""
            environment | created_at | resolution   | status   | resolved_at
            online      | 2025-09-02 | {resolution} | resolved | 2025-09-03
            online      | 2025-09-02 | {resolution} | open     |
        """
    )
    period = whole(con, as_of="2025-09-02", since="2025-09-01")
    assert (period.valid_bugs, period.online_issues, period.open_bugs) == ((2, 2, 2) if valid else (0, 0, 0))
    assert whole(con, **SEPTEMBER).resolved_bugs == (1 if valid else 0)


def test_valid_is_judged_by_what_the_version_read_knows(board: Board) -> None:
    con = board(bugs="bug_id | created_at \n B1 | 2025-09-02 \n B2 | 2025-09-02")
    before = board.store.version()
    con = board.then(bugs="bug_id | created_at | resolution \n B1 | 2025-09-02 | duplicate")
    assert whole(con, **SEPTEMBER).valid_bugs == 1
    assert whole(con, version=before, **SEPTEMBER).valid_bugs == 2


def test_valid_bugs_count_in_the_bucket_they_were_raised_in_and_online_issues_are_those_found_there(board: Board) -> None:
    con = board(
        bugs="""
            environment | created_at          | status   | resolved_at
            online      | 2025-08-31 23:59:59 | open     |
            online      | 2025-09-01 00:00:00 | resolved | 2025-09-09
            线上        | 2025-09-07 23:59:59 | open     |
            Online      | 2025-09-02          | open     |
            offline     | 2025-09-02          | open     |
            staging     | 2025-09-02          | open     |
                        | 2025-09-08          | open     |
        """
    )
    assert per_bucket(con, "valid_bugs", "online_issues", since="2025-09-01", as_of="2025-09-14") == {
        "2025-09-01": (5, 3),
        "2025-09-08": (1, 0),
    }


@pytest.mark.parametrize(
    ("status", "resolution", "resolved_at", "closed_at", "resolved_on"),
    [
        ("resolved", "", "2025-09-03", "2025-09-05", "2025-09-03"),
        ("closed", "fixed", "2025-09-03", "2025-09-05", "2025-09-03"),
        ("closed", "", "", "2025-09-05", "2025-09-05"),
        ("resolved", "", "", "2025-09-05", "2025-09-05"),
        ("open", "fixed", "2025-09-03", "", "2025-09-03"),
        ("", "postponed", "", "2025-09-05", "2025-09-05"),
        ("open", "", "2025-09-03", "2025-09-05", None),
        ("激活", "", "2025-09-03", "", None),
        ("", "", "2025-09-03", "2025-09-05", None),
        ("reopened", "", "2025-09-03", "2025-09-05", None),
        ("resolved", "", "", "", None),
        ("closed", "fixed", "", "", None),
    ],
)
def test_a_bug_is_resolved_when_resolved_or_else_closed_unless_it_is_open(
    board: Board, status: str, resolution: str, resolved_at: str, closed_at: str, resolved_on: str | None
) -> None:
    con = board(
        bugs=f"""
            created_at | status   | resolution   | resolved_at   | closed_at
            2025-09-02 | {status} | {resolution} | {resolved_at} | {closed_at}
        """
    )
    per_day = per_bucket(con, "resolved_bugs", bucket="day", since="2025-09-01", as_of="2025-09-09")
    assert [day for day, count in per_day.items() if count] == ([resolved_on] if resolved_on else [])
    assert whole(con, **SEPTEMBER).open_bugs == (0 if resolved_on else 1)


def test_resolved_bugs_count_in_the_bucket_they_were_resolved_in_whenever_raised(board: Board) -> None:
    con = board(
        bugs="""
            created_at | status   | resolution | resolved_at
            2024-01-01 | resolved |            | 2025-09-01 00:00:00
            2025-09-02 | resolved |            | 2025-09-07 23:59:59
            2025-09-02 | resolved |            | 2025-09-08 00:00:00
            2025-09-02 | resolved | duplicate  | 2025-09-03
            2024-01-01 | resolved |            | 2025-08-31 23:59:59
        """
    )
    assert per_bucket(con, "resolved_bugs", since="2025-09-01", as_of="2025-09-14") == {"2025-09-01": 2, "2025-09-08": 1}


def test_open_bugs_are_those_raised_before_the_end_and_not_resolved_before_it(board: Board) -> None:
    con = board(
        bugs="""
            created_at          | status   | resolution | resolved_at
            2024-01-01          | open     |            |
            2024-01-01          | resolved |            | 2025-08-31
            2025-09-07 23:59:59 | open     |            |
            2025-09-08 00:00:00 | open     |            |
            2025-09-02          | resolved |            | 2025-09-07 23:59:59
            2025-09-02          | resolved |            | 2025-09-08 00:00:00
            2025-09-02          | open     | duplicate  |
        """
    )
    assert per_bucket(con, "open_bugs", since="2025-09-01", as_of="2025-09-14") == {"2025-09-01": 3, "2025-09-08": 3}


def test_open_bugs_are_read_at_the_end_of_the_bucket_the_range_and_the_day_whichever_comes_first(board: Board) -> None:
    con = board(bugs="created_at \n 2025-09-01 \n 2025-09-02 \n 2025-09-03 \n 2025-09-04 \n 2025-09-05")
    assert per_bucket(con, "open_bugs", since="2025-08-30", until="2025-09-04", as_of="2025-09-30") == {"2025-08-25": 0, "2025-09-01": 3}
    assert per_bucket(con, "open_bugs", since="2025-08-30", until="2025-09-30", as_of="2025-09-02") == {"2025-08-25": 0, "2025-09-01": 2}
    assert per_bucket(con, "open_bugs", bucket="day", since="2025-09-04", as_of="2025-09-05") == {"2025-09-04": 4, "2025-09-05": 5}


lives = st.lists(st.tuples(st.integers(0, 40), st.one_of(st.none(), st.integers(0, 40))), min_size=1, max_size=25)


@given(bugs=lives, bucket=st.sampled_from(["day", "week", "month"]), since=st.integers(0, 45))
@settings(max_examples=12)
def test_open_bugs_are_the_running_sum_of_raised_minus_resolved(board: Board, bugs: list[tuple[int, int | None]], bucket: str, since: int) -> None:
    first = date(2025, 8, 15)
    lines = [
        f"{first + timedelta(days=raised)} | {'open' if took is None else 'closed'} | {'' if took is None else first + timedelta(raised + took)}"
        for raised, took in bugs
    ]
    con = board(bugs="\n".join(["created_at | status | resolved_at", *lines]))
    asked = {"since": str(first + timedelta(days=since)), "as_of": str(first + timedelta(days=60))}
    before = sum(raised < since and (took is None or raised + took >= since) for raised, took in bugs)
    stock = before
    for raised, resolved, still_open in per_bucket(con, "valid_bugs", "resolved_bugs", "open_bugs", bucket=bucket, **asked).values():
        stock += raised - resolved
        assert still_open == stock
    assert stock == sum(took is None or raised + took > 60 for raised, took in bugs)
