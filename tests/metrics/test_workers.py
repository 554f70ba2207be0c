"""Who works on a goal: the people of each team, with the counts of the OKR board."""

from metrics.records import Measure, records
from metrics.workers import Worker, workers
from tests.conftest import Board
from tests.metrics.asking import okr_rows, scope

WORLD = {
    "objectives": """
        objective_id | starts_on  | ends_on
        O1           | 2025-01-01 | 2025-06-30
        O2           | 2025-01-01 | 2025-06-30
    """,
    "key_results": """
        kr_id | objective_id
        A     | O1
        B     | O1
        C     | O2
    """,
    "kr_values": """
        day        | value
        2025-03-31 | 1
    """,
    "kr_metrics": """
        kr_id
        A
    """,
    "requirements": """
        kr_ids | team | owner | created_at | dev_at     | released_at | cancelled_at
        A      | Pay  | Li    | 2025-01-02 | 2025-01-03 | 2025-02-01  |
        A;B    | Pay  | Li    | 2025-01-02 | 2025-01-03 | 2025-02-02  |
        B      | Pay  | Wu    | 2025-03-01 | 2025-03-03 |             |
        A      | Ship |       | 2025-03-01 | 2025-03-03 |             |
        A      |      | Li    | 2025-03-01 | 2025-03-03 | 2025-03-31  |
        A      | Pay  | Wu    | 2024-12-01 | 2024-12-03 | 2024-12-31  |
        A      | Pay  | Wu    | 2025-03-01 | 2025-03-03 |             | 2025-03-30
        A      | Pay  | Wu    | 2025-03-01 | 2025-03-03 | 2025-04-01  |
        C      | Pay  | He    | 2025-01-02 | 2025-01-03 | 2025-02-01  |
               | Pay  | He    | 2025-01-02 | 2025-01-03 | 2025-02-01  |
    """,
}


def test_people_stand_in_their_teams_the_busiest_team_first(board: Board) -> None:
    """Not counted: what was released before the period, what was cancelled, other goals' work, work for none."""
    con = board(**WORLD)
    assert workers(con, scope(con, as_of="2025-03-31"), kr="A") == [
        Worker("Pay", "Li", 2, 0),
        Worker("Pay", "Wu", 0, 1),
        Worker("Ship", None, 0, 1),
        Worker(None, "Li", 1, 0),
    ]


def test_what_serves_two_key_results_counts_once_on_their_objective(board: Board) -> None:
    con = board(**WORLD)
    assert workers(con, scope(con, as_of="2025-03-31"), objective="O1")[:2] == [Worker("Pay", "Li", 2, 0), Worker("Pay", "Wu", 0, 2)]


def test_the_counts_add_up_to_those_of_the_okr_board(board: Board) -> None:
    con = board(**WORLD)
    for choices in ({"as_of": "2025-03-31"}, {"as_of": "2025-03-31", "since": "2025-02-02"}, {"as_of": "2025-03-31", "teams": ("Pay",)}):
        on_board = {row.kr_id: (row.delivered, row.in_progress) for row in okr_rows(con, **choices)}
        for kr in "ABC":
            found = workers(con, scope(con, **choices), kr=kr)
            assert (sum(one.delivered for one in found), sum(one.in_progress for one in found)) == on_board[kr]


def test_nobody_works_on_a_goal_that_is_not_there(board: Board) -> None:
    con = board(**WORLD)
    assert workers(con, scope(con, as_of="2025-03-31"), kr="Z") == []


def test_an_empty_store_has_nobody(board: Board) -> None:
    con = board()
    assert workers(con, scope(con), kr="A") == []


def test_each_count_is_explained_by_as_many_rows(board: Board) -> None:
    """Of the person in the team, whoever they are; `""` is nobody, and no team."""
    con = board(**WORLD)
    for worker in workers(con, scope(con, as_of="2025-03-31"), kr="A"):
        of_team = scope(con, as_of="2025-03-31", teams=(worker.team or "",))
        for measure, count in ((Measure.DELIVERED, worker.delivered), (Measure.IN_PROGRESS, worker.in_progress)):
            found = records(con, of_team, measure, kr="A", owner=worker.owner or "")
            assert (found.total, {row.owner for row in found.rows} <= {worker.owner}) == (count, True)


def test_an_owner_is_taken_as_written_not_searched_for(board: Board) -> None:
    con = board(
        requirements="""
            kr_ids | owner  | created_at | released_at
            KR1    | Li     | 2025-01-02 | 2025-02-01
            KR1    | Li Wei | 2025-01-02 | 2025-02-01
            KR1    |        | 2025-01-02 | 2025-02-01
        """
    )
    asked = scope(con, as_of="2025-03-31")
    assert records(con, asked, Measure.DELIVERED, kr="KR1", owner="Li").total == 1
    assert records(con, asked, Measure.DELIVERED, kr="KR1", owner="").total == 1
    assert records(con, asked, Measure.DELIVERED, kr="KR1", owner="Wei").total == 0
    assert records(con, asked, Measure.DELIVERED, kr="KR1", search="Wei", owner="Li Wei").found.rows == 1
