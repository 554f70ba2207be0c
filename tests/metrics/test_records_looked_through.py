"""Rows are searched, sorted and turned page by page; none of it changes the number that they explain."""

import pytest
from duckdb import DuckDBPyConnection

from metrics.records import Asked, Measure, columns, every_record, records
from metrics.scope import Scope
from tests.conftest import Board
from tests.metrics.asking import scope

WORK = """
    requirement_id | title         | team | owner | type    | estimate_days | created_at          | dev_at     | released_at         | kr_ids
    R1             | Pay by CARD   | 支付 | 林    | feature | 3             | 2025-07-01          | 2025-08-20 | 2025-09-01          | KR1
    R2             | 100% discount | web  | Zhou  |         | 20            | 2025-08-02 10:00:00 | 2025-08-10 | 2025-09-03 10:00:00 | KR1;KR2
    R10            | Ｐａｙ１０ 元 | web  | Zhou  | chore   |               | 2025-08-02 09:00:00 |            | 2025-09-02          |
    R3             | snake_case    |      |       | feature | 5             | 2025-08-03          | 2025-08-05 | 2025-09-04          | KR2
    R4             | Pay later     | web  | Zhou  |         |               | 2025-08-03          |            |                     |
"""
GOALS = {
    "objectives": "objective_id \n O1 \n O2",
    "key_results": "kr_id | objective_id \n KR1 | O1 \n KR2 | O2",
}


@pytest.fixture
def con(board: Board) -> DuckDBPyConnection:
    return board(requirements=WORK, teams="team | aliases \n 支付 | pay team", **GOALS)


def ids(con: DuckDBPyConnection, asked: Scope | None = None, **how: object) -> list[str]:
    found = records(con, asked or scope(con, as_of="2025-09-10"), Measure.DELIVERED, **how)  # type: ignore[arg-type]
    assert found.total == 4
    assert found.found.rows == len(found.rows)
    return [row.requirement_id for row in found.rows]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("pay", ["R10", "R1"]),
        ("ＰＡＹ", ["R10", "R1"]),
        ("pay10　元", ["R10"]),
        ("r1", ["R10", "R1"]),
        ("支付", ["R1"]),
        ("zhou", ["R2", "R10"]),
        ("%", ["R2"]),
        ("_", ["R3"]),
        (".", []),
        ("0% d", ["R2"]),
        ("[", []),
        ("\\", []),
        ("feature", []),
        ("x" * 5000, []),
        ("\x00", []),
    ],
)
def test_a_search_finds_the_text_as_it_stands_in_id_title_owner_or_team(con: DuckDBPyConnection, text: str, found: list[str]) -> None:
    assert ids(con, search=text) == found


def test_a_search_tells_what_it_found_beside_the_number_which_stays(con: DuckDBPyConnection) -> None:
    of_goal = scope(con, as_of="2025-09-10", objectives=("O1",))
    found = records(con, of_goal, Measure.DELIVERED, search="discount")
    assert (found.tally.rows, found.tally.weight, found.tally.whole) == (2, 1.5, 4)
    assert (found.found.rows, found.found.weight, [row.requirement_id for row in found.rows]) == (1, 0.5, ["R2"])


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("", ["R3", "R2", "R10", "R1"]),
        ("title", ["R2", "R1", "R3", "R10"]),
        ("-title", ["R10", "R3", "R1", "R2"]),
        ("created_at", ["R1", "R10", "R2", "R3"]),
        ("-created_at", ["R3", "R2", "R10", "R1"]),
        ("dev_at", ["R3", "R2", "R1", "R10"]),
        ("-dev_at", ["R1", "R2", "R3", "R10"]),
        ("estimate_days", ["R1", "R3", "R2", "R10"]),
        ("-estimate_days", ["R2", "R3", "R1", "R10"]),
        ("type", ["R10", "R3", "R1", "R2"]),
        ("-cycle_days", ["R1", "R3", "R2", "R10"]),
        ("kr_ids", ["R2", "R1", "R3", "R10"]),
        ("no_such_column", ["R3", "R2", "R10", "R1"]),
        ("title; drop table facts.requirements", ["R3", "R2", "R10", "R1"]),
    ],
)
def test_rows_are_sorted_by_a_column_with_nothing_last_and_equals_in_the_usual_order(con: DuckDBPyConnection, sort: str, order: list[str]) -> None:
    assert ids(con, sort=sort) == order


@pytest.mark.parametrize("measure", [Measure.DELIVERED, Measure.VALID_BUGS, Measure.VALUES])
def test_rows_can_be_sorted_by_every_column_they_have_both_ways(board: Board, measure: Measure) -> None:
    con = board(
        requirements=WORK,
        bugs="bug_id | created_at | resolved_at | status \n B1 | 2025-09-01 | 2025-09-02 | closed \n B2 | 2025-09-03 | | open",
        kr_metrics="metric_id \n M1",
        kr_values="day | value \n 2025-09-09..2025-09-10 | 1",
        **GOALS,
    )
    asked = scope(con, as_of="2025-09-10")
    usual = sorted(map(repr, records(con, asked, measure).rows))
    assert len(usual) > 1
    for name in (*columns(measure), "origin"):
        for way in ("", "-"):
            assert sorted(map(repr, records(con, asked, measure, sort=way + name).rows)) == usual


def test_pages_of_a_search_follow_each_other_in_its_order(board: Board) -> None:
    con = board(requirements="\n".join(["title | released_at", *[f"{'odd' if n % 2 else 'even'} {n:02} | 2025-09-05" for n in range(50)]]))
    asked = scope(con, as_of="2025-09-10")
    pages = [records(con, asked, Measure.DELIVERED, search="odd", sort="-title", limit=10, offset=offset) for offset in (0, 10, 20, 30)]
    assert [row.title for page in pages for row in page.rows] == [f"odd {n:02}" for n in range(49, 0, -2)]
    assert {(page.total, page.found.rows) for page in pages} == {(50, 25)}


def test_all_rows_are_those_of_the_pages_in_their_order(con: DuckDBPyConnection) -> None:
    asked = scope(con, as_of="2025-09-10")
    everything = list(every_record(con, asked, Asked(Measure.DELIVERED, search="r", sort="title")))
    assert everything == records(con, asked, Measure.DELIVERED, search="r", sort="title").rows


def test_a_team_is_found_and_shown_by_its_proper_name(board: Board) -> None:
    con = board(requirements="team | released_at \n old name | 2025-09-05", teams="team | aliases \n Payments | old name")
    found = records(con, scope(con, as_of="2025-09-10"), Measure.DELIVERED, search="payments")
    assert [row.team for row in found.rows] == ["Payments"]


def test_a_share_tells_the_whole_that_it_is_a_part_of(con: DuckDBPyConnection) -> None:
    asked = scope(con, as_of="2025-09-10")
    shares = {measure: records(con, asked, measure).tally for measure in (Measure.OKR_DELIVERED, Measure.UNLINKED, Measure.DELIVERED)}
    assert {measure: (tally.rows, tally.whole, tally.share) for measure, tally in shares.items()} == {
        Measure.OKR_DELIVERED: (3, 4, 0.75),
        Measure.UNLINKED: (1, 4, 0.25),
        Measure.DELIVERED: (4, None, None),
    }


def test_a_key_results_part_is_shared_with_the_others_of_its_objective(board: Board) -> None:
    con = board(
        objectives="objective_id \n O1 \n O2",
        key_results="kr_id | objective_id \n KR1 | O1 \n KR2 | O1 \n KR3 | O2",
        requirements="kr_ids | released_at \n KR1;KR2;KR3 | 2025-09-01 \n KR1 | 2025-09-02 \n | 2025-09-02",
    )
    asked = scope(con, as_of="2025-09-10")
    part = {"since": asked.since, "until": asked.until}
    tallies = {kr: records(con, asked, Measure.DELIVERED, kr=kr, **part).tally for kr in ("KR1", "KR2", "KR3")}
    assert {kr: (tally.rows, tally.weight, tally.whole) for kr, tally in tallies.items()} == {
        "KR1": (2, 1.25, 2),
        "KR2": (1, 0.25, 2),
        "KR3": (1, 0.5, 2),
    }


def test_a_sample_of_cycles_tells_its_quantiles(board: Board) -> None:
    con = board(
        requirements="""
            created_at | released_at
            2025-08-01 | 2025-08-02
            2025-08-01 | 2025-08-05
            2025-08-01 | 2025-08-15
            2025-08-01 | 2025-08-31
            2025-08-01 |
        """
    )
    tally = records(con, scope(con, as_of="2025-09-10", since="2025-08-01"), Measure.CYCLE).tally
    assert (tally.rows, tally.mean, tally.p50, tally.within_14d) == (4, 12.25, 9, 0.75)
    assert tally.p85 == pytest.approx(14 + 0.55 * 16)


def test_sorted_by_weight_is_by_the_weight_that_is_shown(board: Board) -> None:
    con = board(
        objectives="objective_id\nO1\nO2",
        key_results="kr_id | objective_id\nKR1 | O1\nKR2 | O1\nKR3 | O2",
        requirements="""
            requirement_id | kr_ids  | created_at | released_at
            RA             | KR1;KR2 | 2025-01-01 | 2025-01-05
            RB             | KR1     | 2025-01-01 | 2025-01-04
            RC             | KR1;KR3 | 2025-01-01 | 2025-01-03
            RD             |         | 2025-01-01 | 2025-01-02
        """,
    )
    asked = scope(con, as_of="2025-06-01")
    for sort, order in (("weight", sorted), ("-weight", lambda shown: sorted(shown, reverse=True))):
        shown = [row.weight for row in records(con, asked, Measure.DELIVERED, kr="KR1", sort=sort).rows]  # type: ignore[union-attr]
        assert len(shown) == 3
        assert shown == order(shown)
