"""A row's history: what each version did to it, by whom, from which line; as known at the version read."""

from datetime import date

import pytest
from duckdb import DuckDBPyConnection

from data.intake import Choices, commit
from data.store import Store
from data.store.undo import undo
from metrics.lineage import Dataset, Event, Step, lineage, value_key
from metrics.records import RequirementRecord, known
from metrics.scope import Question, resolve
from tests.conftest import Board
from tests.metrics.asking import scope

SNAPSHOT = Choices(dataset="requirements", mode="snapshot", yes=True, who="Zhou")


def history(con: DuckDBPyConnection, key: str = "R1", *, version: int | None = None, dataset: Dataset = Dataset.REQUIREMENTS) -> list[Step]:
    return lineage(con, resolve(con, Question(version=version)), dataset, "canonical", key)


def told(steps: list[Step]) -> list[tuple[int, str, dict[str, tuple[object, object]]]]:
    return [(step.version, step.kind.value, step.changed) for step in steps]


def test_each_version_that_touched_a_row_is_a_step_with_what_it_changed(board: Board) -> None:
    board(requirements="requirement_id | title | status | team \n R1 | Old | new | A \n R2 | Other | new | A")
    board.then(requirements="requirement_id | title | status | team \n R2 | Other | planned | A")
    con = board.then(requirements="requirement_id | title | status | team \n R2 | Other | planned | B \n R1 | New | new |")
    assert told(history(con)) == [(1, "new", {}), (3, "changed", {"title": ("Old", "New"), "team": ("A", None)})]
    assert [(step.file, step.sheet, step.line, step.by, step.undoes) for step in history(con)] == [
        ("requirements.csv", None, 2, "import", None),
        ("requirements.csv", None, 3, "import", None),
    ]


def test_a_moment_is_one_fact_in_business_time_and_a_day_where_its_time_is_unknown(board: Board) -> None:
    board(requirements="requirement_id | created_at | dev_at \n R1 | 2025-01-01 | 2025-01-02")
    con = board.then(requirements="requirement_id | created_at | dev_at \n R1 | 2025-01-01 | 2025-01-02 08:00:00")
    (before, after) = history(con)[1].changed["dev_at"]
    assert (before, str(after)) == (date(2025, 1, 2), "2025-01-02 08:00:00+08:00")


def test_a_row_that_goes_and_returns_is_told_as_such(board: Board) -> None:
    board(requirements="requirement_id \n R1 \n R2")
    commit(board.store, "all.csv", b"requirement_id,title,created_at\nR2,Work,2025-01-01\n", SNAPSHOT)
    con = board.then(requirements="requirement_id \n R1")
    assert told(history(con)) == [(1, "new", {}), (2, "gone", {}), (3, "back", {})]
    assert [(step.who, step.file) for step in history(con)][1] == ("Zhou", "requirements.csv")


def test_an_undo_is_a_step_that_names_the_version_it_took_back(board: Board) -> None:
    board(requirements="requirement_id | title \n R1 | Old")
    board.then(requirements="requirement_id | title \n R1 | New \n R2 | Second")
    undo(board.store, 2, "Lin")
    con = board.store.cursor()
    last = history(con)[-1]
    assert (last.version, last.kind, last.by, last.undoes, last.who, last.changed) == (3, Event.CHANGED, "undo", 2, "Lin", {"title": ("New", "Old")})
    assert told(history(con, "R2")) == [(2, "new", {}), (3, "gone", {})]


def test_an_older_version_knows_only_its_own_past(board: Board) -> None:
    board(requirements="requirement_id | title \n R1 | One")
    board.then(requirements="requirement_id | title \n R1 | Two")
    con = board.then(requirements="requirement_id | title \n R1 | Three")
    assert [step.version for step in history(con, version=2)] == [1, 2]
    assert history(con, "R9") == []
    assert lineage(con, resolve(con, Question()), Dataset.REQUIREMENTS, "jira", "R1") == []


def test_a_bug_and_a_value_have_their_histories_too(board: Board) -> None:
    board(bugs="bug_id | status \n B1 | open", kr_values="day | value \n 2025-09-01 | 1 \n 2025-09-02 | 5")
    con = board.then(bugs="bug_id | status \n B1 | closed", kr_values="day | value \n 2025-09-01 | 2 \n 2025-09-02 | 5")
    assert [step.changed for step in history(con, "B1", dataset=Dataset.BUGS)] == [{}, {"status": ("open", "closed")}]
    changed = [step.changed for step in history(con, value_key("M1", date(2025, 9, 1)), dataset=Dataset.VALUES)]
    assert changed == [{}, {"value": (1, 2)}]
    assert len(history(con, value_key("M1", date(2025, 9, 2)), dataset=Dataset.VALUES)) == 1
    assert history(con, "M1@never", dataset=Dataset.VALUES) == history(con, "M1", dataset=Dataset.VALUES) == []


TREE = """
    requirement_id | parent_id | kr_ids   | status
    top            |           | KR1;GONE | new
    middle         | top       |          | new
    leaf           | middle    |          | released
    own            | top       | KR2      | new
    lone           |           |          | new
    left           | right     |          | new
    right          | left      |          | new
"""


@pytest.mark.parametrize(
    ("key", "serves", "through"),
    [
        ("top", [("KR1", "O1"), ("GONE", None)], None),
        ("leaf", [("KR1", "O1"), ("GONE", None)], "top"),
        ("own", [("KR2", "O1")], None),
        ("lone", [], None),
        ("left", [], None),
    ],
)
def test_a_requirement_says_what_it_serves_and_through_which_ancestor(
    board: Board, key: str, serves: list[tuple[str, str | None]], through: str | None
) -> None:
    con = board(objectives="objective_id \n O1", key_results="kr_id \n KR1 \n KR2", requirements=TREE)
    found = known(con, scope(con), Dataset.REQUIREMENTS, "canonical", key)
    assert found is not None
    assert [(served.kr_id, served.objective_id) for served in found.serves] == serves
    assert found.through == through


def test_what_is_finished_without_a_date_is_told_not_to_count(board: Board) -> None:
    con = board(key_results="kr_id \n KR1", requirements=TREE)
    asked = scope(con)
    found = {key: known(con, asked, Dataset.REQUIREMENTS, "canonical", key) for key in ("leaf", "top")}
    assert {key: one and one.counts for key, one in found.items()} == {"leaf": False, "top": True}


def test_a_row_that_went_is_known_as_it_was_last(board: Board) -> None:
    board(requirements="requirement_id | title \n R1 | Last words \n R2 | Stays")
    commit(board.store, "all.csv", b"requirement_id,title,created_at\nR2,Stays,2025-01-01\n", SNAPSHOT)
    con = board.store.cursor()
    found = known(con, scope(con), Dataset.REQUIREMENTS, "canonical", "R1")
    assert found is not None
    assert isinstance(found.record, RequirementRecord)
    assert (found.gone, found.record.title) == (2, "Last words")
    still = known(con, scope(con, version=1), Dataset.REQUIREMENTS, "canonical", "R1")
    assert still is not None
    assert still.gone is None


def test_a_requirement_has_the_bugs_that_name_it_and_a_bug_its_requirement(board: Board) -> None:
    con = board(
        requirements="requirement_id \n R1 \n R2",
        bugs="""
            bug_id | requirement_id | resolution | created_at
            B1     | R1             |            | 2025-01-02
            B2     | R1             | duplicate  | 2025-01-03
            B3     | R2             |            | 2025-01-03
            B4     |                |            | 2025-01-03
            B5     | R9             |            | 2025-01-03
        """,
    )
    asked = scope(con)
    of_work = known(con, asked, Dataset.REQUIREMENTS, "canonical", "R1")
    assert of_work is not None
    assert [bug.bug_id for bug in of_work.bugs] == ["B2", "B1"]
    of_bugs = {key: known(con, asked, Dataset.BUGS, "canonical", key) for key in ("B1", "B2", "B4", "B5")}
    named = {key: one and one.requirement and one.requirement.requirement_id for key, one in of_bugs.items()}
    assert named == {"B1": "R1", "B2": "R1", "B4": None, "B5": None}
    assert {key: one and one.counts for key, one in of_bugs.items()} == {"B1": True, "B2": False, "B4": True, "B5": True}


def test_a_bug_finds_its_requirement_in_its_own_source_or_else_the_only_one(board: Board) -> None:
    con = board(requirements="requirement_id \n R1 \n R2")
    both = b"requirement_id,title,created_at\nR2,Twin,2025-01-01\n"
    bugs = b"bug_id,title,requirement_id,created_at\nB1,x,R1,2025-01-02\nB2,x,R2,2025-01-02\n"
    commit(board.store, "requirements.csv", both, Choices(dataset="requirements", source="other"))
    commit(board.store, "bugs.csv", bugs, Choices(dataset="bugs", source="third"))
    commit(board.store, "bugs.csv", bugs.replace(b"B", b"C"), Choices(dataset="bugs", source="other"))
    con = board.store.cursor()
    asked = scope(con)
    found = [known(con, asked, Dataset.BUGS, source, key) for source, key in (("third", "B1"), ("third", "B2"), ("other", "C2"))]
    assert [one and one.requirement and one.requirement.source for one in found] == ["canonical", None, "other"]
    twins = [known(con, asked, Dataset.REQUIREMENTS, source, "R2") for source in ("canonical", "other")]
    assert [[bug.bug_id for bug in one.bugs] for one in twins if one] == [[], ["C2"]]


def test_a_value_has_one_history_whoever_brought_it(store: Store) -> None:
    """Values are keyed by metric and day alone: a second source changes the same fact."""
    commit(store, "values.csv", b"metric_id,day,value\nM1,2025-06-30,20\n", Choices(dataset="kr_values"))
    commit(store, "bi.csv", b"metric_id,day,value\nM1,2025-06-30,35\n", Choices(dataset="kr_values", source="bi"))
    con = store.cursor()
    asked = resolve(con, Question())
    for source in ("canonical", "bi"):
        steps = lineage(con, asked, Dataset.VALUES, source, "M1@2025-06-30")
        assert [(step.version, step.changed.get("value")) for step in steps] == [(1, None), (2, (20.0, 35.0))]
