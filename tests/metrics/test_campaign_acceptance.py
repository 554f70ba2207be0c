"""What was promised, as the data propose it, and how verdicts find what they are about."""

from duckdb import DuckDBPyConnection

from data.keeping import drop
from data.store import Store
from metrics.campaigns.acceptance import Judged, Line, free_numbers, judged, lines, promised, tally
from tests.conftest import Board
from tests.metrics.asking import scope

WORLD = {
    "campaigns": "campaign_id | title | parent_id \n C1 | Sale | \n C1-1 | Stock | C1 \n C2 | Abroad |",
    "objectives": "objective_id | campaign_id \n O1 | C1 \n O2 | C1-1 \n O3 | C2 \n O4 |",
    "key_results": "kr_id | objective_id | title \n K1 | O1 | Orders \n K2 | O2 | Depots \n K3 | O3 | Export \n K4 | O4 | Alone",
    "kr_metrics": "metric_id | kr_id | target \n M1 | K1 | 100 \n M1b | K1 | 200 \n M3 | K3 | 100",
    "kr_values": "metric_id | day | value \n M1 | 2025-06-30 | 50 \n M1b | 2025-06-30 | 50 \n M3 | 2025-06-30 | 50",
    "projects": "project_id | title | campaign_id | phase \n P1 | Depot | C1-1 | close \n P2 | Alone | | run \n P3 | Ports | C2 | run",
    "milestones": """
        milestone_id | subject_kind | subject_id | title   | planned_on | done_on    | deliverable
        M-1          | campaign     | C1         | Kick    | 2025-03-01 | 2025-03-01 | Papers
        M-2          | project      | P1         | Built   | 2025-04-01 | 2025-04-11 | Depot north
        M-3          | project      | P1         | Rented  | 2025-05-01 |            | Depot south
        M-4          | project      | P1         | Talked  | 2025-05-01 | 2025-05-01 |
        M-5          | campaign     | C2         | Shipped | 2025-05-01 | 2025-05-01 | Ship
        M-6          | project      | P2         | Painted | 2025-05-01 | 2025-05-01 | Paint
    """,
}


def offered(con: DuckDBPyConnection, kind: str = "campaign", name: str = "C1") -> list[str]:
    return [of.line_no for of in promised(con, scope(con, as_of="2025-06-30"), kind, name)]


def matched(con: DuckDBPyConnection) -> dict[str, Line]:
    now = scope(con, as_of="2025-06-30")
    return {line.line_no: line for line in lines(promised(con, now, "campaign", "C1"), judged(con, now, "campaign", "C1"))}


def test_a_campaign_promised_its_key_results_milestones_and_projects_with_those_below_it(board: Board) -> None:
    con = board(**WORLD)
    assert offered(con) == ["kr:K1", "kr:K2", "milestone:M-1", "milestone:M-2", "milestone:M-3", "milestone:M-4", "deliverable:P1"]


def test_a_sub_campaign_promised_only_its_own(board: Board) -> None:
    assert [line for line in offered(board(**WORLD), name="C1-1") if not line.startswith("milestone")] == ["kr:K2", "deliverable:P1"]


def test_a_project_promised_its_milestones_and_itself(board: Board) -> None:
    con = board(**WORLD)
    assert offered(con, "project", "P2") == ["milestone:M-6", "deliverable:P2"]
    assert offered(con, "campaign", "nobody") == []


def test_each_promise_says_how_far_it_came(board: Board) -> None:
    con = board(**WORLD)
    found = {of.line_no: of for of in promised(con, scope(con, as_of="2025-06-30"), "campaign", "C1")}
    assert found["kr:K1"].progress == (0.5 + 0.25) / 2
    assert [(row.metric_id, row.current) for row in found["kr:K1"].rows] == [("M1", 50), ("M1b", 50)]
    assert (found["kr:K2"].progress, found["kr:K2"].rows) == (None, ())  # no metric, and still promised
    assert found["milestone:M-2"].milestone.days == 10  # type: ignore[union-attr]
    assert found["deliverable:P1"].phase == "close"
    assert [(of.deliverable, of.done_on is not None) for of in found["deliverable:P1"].milestones] == [("Depot north", True), ("Depot south", False)]


def test_a_verdict_finds_its_promise_by_what_it_is_about_whatever_its_number(board: Board) -> None:
    con = board(
        **WORLD,
        acceptance_lines="""
            subject_id | line_no     | kind        | ref_id | title   | verdict  | note
            C1         | 1           | kr          | K1     | Old     | partly   | half
            C1         | milestone:M-1 | milestone | M-1    | Kick    | accepted |
            C2         | 2           | kr          | K2     | Depots  | rejected |
        """,
    )
    found = matched(con)
    assert (found["1"].title, found["1"].verdict, found["1"].note, found["1"].gone) == ("Orders", "partly", "half", False)
    assert found["milestone:M-1"].verdict == "accepted"
    assert found["kr:K2"].verdict is None  # the verdict on it is another campaign's
    assert "kr:K1" not in found
    assert tally(list(found.values())) == {"partly": 1, "accepted": 1, None: 5}


def test_a_verdict_on_what_is_not_there_any_more_stays_and_says_so(board: Board) -> None:
    con = board(
        **WORLD,
        acceptance_lines="""
            subject_id | line_no | kind        | ref_id | title      | verdict
            C1         | 1       | kr          | K9     | Vanished   | accepted
            C1         | 2       | deliverable | M-2    | Hand over  | accepted
            C1         | other:1 | other       |        | In budget  | partly
        """,
    )
    found = matched(con)
    assert {name: (found[name].title, found[name].gone, found[name].is_proposed) for name in ("1", "2", "other:1")} == {
        "1": ("Vanished", True, False),
        "2": ("Hand over", False, False),  # a milestone's, so that its days can be told
        "other:1": ("In budget", False, False),
    }
    assert [line.kind for line in found.values()] == ["kr"] * 3 + ["milestone"] * 4 + ["deliverable"] * 2 + ["other"]


def test_a_free_line_never_gets_a_number_that_another_one_had(board: Board, store: Store) -> None:
    con = board(acceptance_lines="subject_id | line_no \n C1 | other:2 \n C1 | other:3 \n C2 | other:1 \n C1 | kr:K1")
    drop(store, "acceptance_lines", {"subject_kind": "campaign", "subject_id": "C1", "line_no": "other:3"}, "Li")
    assert free_numbers(con, scope(con), "campaign", "C1", 3) == ["other:1", "other:4", "other:5"]
    assert free_numbers(con, scope(con), "project", "C1", 1) == ["other:1"]


def test_two_verdicts_on_one_promise_are_both_kept() -> None:
    twice = [Judged("1", "kr", "K1", "Orders", "accepted", None), Judged("2", "kr", "K1", "Orders", "rejected", None)]
    assert [line.verdict for line in lines([], twice)] == ["accepted", "rejected"]
