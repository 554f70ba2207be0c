"""With an objective chosen, a bug counts through the requirement it belongs to."""

from data.intake import Choices, commit
from tests.conftest import Board
from tests.metrics.asking import per_bucket, whole

GOALS = {"objectives": "objective_id \n O1 \n O2", "key_results": "kr_id | objective_id \n KR1 | O1 \n KR2 | O2"}


def valid_bugs(board: Board, *objectives: str) -> int:
    return whole(board.store.cursor(), as_of="2025-09-30", since="2025-09-01", objectives=objectives).valid_bugs


def test_a_bug_counts_through_its_requirements_own_or_inherited_links(board: Board) -> None:
    con = board(
        **GOALS,
        requirements="""
            requirement_id | parent_id | kr_ids
            own            |           | KR1
            inherits       | own       |
            both           |           | KR1;KR2
            other          |           | KR2
            unlinked       |           |
        """,
        bugs="""
            requirement_id | created_at | environment | status   | resolved_at
            own            | 2025-09-02 | online      | resolved | 2025-09-09
            inherits       | 2025-09-02 | offline     | open     |
            both           | 2025-09-02 |             | open     |
            other          | 2025-09-02 | online      | open     |
            unlinked       | 2025-09-02 | online      | open     |
            GHOST          | 2025-09-02 | online      | open     |
                           | 2025-09-02 | online      | open     |
        """,
    )
    names = ("valid_bugs", "online_issues", "resolved_bugs", "open_bugs")
    asked = {"as_of": "2025-09-14", "since": "2025-09-01"}
    assert per_bucket(con, *names, objectives=("O1",), **asked) == {"2025-09-01": (3, 1, 0, 3), "2025-09-08": (0, 0, 1, 2)}
    assert per_bucket(con, *names, objectives=("O1", "O2"), **asked)["2025-09-01"] == (4, 2, 0, 4)
    assert per_bucket(con, *names, **asked)["2025-09-01"] == (7, 5, 0, 7)


def test_a_bugs_requirement_is_looked_up_in_its_own_source_first(board: Board) -> None:
    board(**GOALS, requirements="requirement_id | kr_ids \n 7 | KR1", bugs="requirement_id | created_at \n 7 | 2025-09-02")
    read_in(board, "requirements", "requirement_id,title,created_at,kr_ids\n7,a,2025-01-01,KR2\n", "jira")
    read_in(board, "bugs", "bug_id,title,created_at,requirement_id\n9,a,2025-09-02,7\n", "jira")
    assert (valid_bugs(board, "O1"), valid_bugs(board, "O2")) == (1, 1)


def test_else_it_is_the_only_one_with_that_id(board: Board) -> None:
    board(**GOALS, bugs="requirement_id | created_at \n 7 | 2025-09-02 \n 8 | 2025-09-02")
    read_in(board, "requirements", "requirement_id,title,created_at,kr_ids\n7,a,2025-01-01,KR1\n", "jira")
    assert valid_bugs(board, "O1") == 1


def test_else_it_is_ambiguous_and_the_bug_counts_as_unlinked(board: Board) -> None:
    board(**GOALS, bugs="requirement_id | created_at \n 7 | 2025-09-02")
    read_in(board, "requirements", "requirement_id,title,created_at,kr_ids\n7,a,2025-01-01,KR1\n", "jira")
    read_in(board, "requirements", "requirement_id,title,created_at,kr_ids\n7,a,2025-01-01,KR1\n", "zentao")
    assert (valid_bugs(board, "O1"), valid_bugs(board)) == (0, 1)


def test_a_team_filter_is_of_the_bugs_own_team(board: Board) -> None:
    con = board(
        **GOALS,
        requirements="requirement_id | team | kr_ids \n R | A | KR1",
        bugs="requirement_id | team | created_at \n R | A | 2025-09-02 \n R | B | 2025-09-02",
    )
    assert whole(con, as_of="2025-09-30", since="2025-09-01", objectives=("O1",), teams=("B",)).valid_bugs == 1


def read_in(board: Board, dataset: str, text: str, source: str) -> None:
    commit(board.store, f"{dataset}.csv", text.encode(), Choices(dataset=dataset, source=source))
