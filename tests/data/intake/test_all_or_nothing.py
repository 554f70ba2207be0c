"""An import is one transaction, a preview leaves nothing, and every version can be read back as it was."""

from itertools import permutations
from pathlib import Path
from random import Random

import pytest

from data.errors import BoardError
from data.intake import Choices, commit, preview
from data.model.datasets import DATASETS
from data.store import Store
from metrics.goals import GoalRow, okr_progress
from tests.conftest import Board
from tests.data.intake.drawn import as_file, counts, held, read_in
from tests.metrics.asking import buckets, invested, okr_rows, scope
from tests.reckoning import worlds

FIRST = "team | lead \n A | a \n B | b"


def whole_store(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table that facts are kept in."""
    con = store.cursor()
    tables = con.execute("select table_name from duckdb_tables() where schema_name = 'facts'").fetchall()
    return {table: con.execute(f"select * from facts.{table} order by all").fetchall() for (table,) in tables if table != "calendar"}


def test_a_preview_tells_what_a_commit_would_do_and_leaves_nothing(store: Store) -> None:
    read_in(store, "teams", FIRST)
    before = whole_store(store)
    file = as_file("team | lead \n A | changed \n C | new \n | nameless")
    (foreseen,) = preview(store, "teams.csv", file, Choices())
    assert whole_store(store) == before
    (report,) = commit(store, "teams.csv", file, Choices())
    assert counts(foreseen) == counts(report) == {"lines": 3, "new": 1, "changed": 1, "rejected": 1}
    assert (foreseen.version, report.version) == (None, 2)
    assert (foreseen.problems, foreseen.columns, foreseen.sample) == (report.problems, report.columns, report.sample)


@pytest.mark.parametrize("broken", ["write", "tell_dangling", "record", "refresh_links"])
def test_an_exception_in_the_middle_leaves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    read_in(store, "teams", FIRST)
    before = whole_store(store)

    def fail(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(f"data.intake.importing.{broken}", fail)
    with pytest.raises(KeyboardInterrupt):
        commit(store, "requirements.csv", as_file("requirement_id | title | created_at \n R1 | a | 2025-09-01"), Choices())
    assert whole_store(store) == before
    monkeypatch.undo()
    assert counts(read_in(store, "teams", "team | lead \n A | changed")) == {"lines": 1, "changed": 1}, "and the store goes on"


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\x01\x02\xff" * 50, b"<html><table><tr><td>1</td></tr></table></html>", b"nobody,knows\n1,2\n", b"team,lead\n"],
    ids=["empty", "binary", "page", "unknown headers", "header alone"],
)
def test_a_file_that_cannot_be_read_is_one_error_and_leaves_nothing(store: Store, content: bytes) -> None:
    read_in(store, "teams", FIRST)
    before = whole_store(store)
    with pytest.raises(BoardError):
        commit(store, "file.csv", content, Choices())
    assert whole_store(store) == before


def test_versions_are_read_back_exactly(store: Store) -> None:
    seen = {}
    for n, lead in enumerate("abcab", start=1):
        read_in(store, "teams", f"team | lead \n A | {lead} \n T{n} | x")
        seen[n] = held(store, "teams", "team, lead, aliases")
    assert {version: held(store, "teams", "team, lead, aliases", version) for version in seen} == seen
    assert held(store, "teams", "team", version=0) == []


def test_a_version_that_is_read_stays_the_same_while_new_ones_come(store: Store) -> None:
    read_in(store, "teams", FIRST)
    reader = store.cursor()
    read_in(store, "teams", "team | lead \n A | changed")
    assert reader.execute("select lead from teams order by team").fetchall() == [("a",), ("b",)]


def test_any_order_of_files_gives_the_same_boards(board: Board, tmp_path: Path) -> None:
    """Two orders that differ in which side of each reference comes first, and a shuffled one."""
    question, files = worlds.questions(15, worlds.world(15))[0], worlds.write(worlds.world(15), tmp_path)
    orders = [files, files[::-1], Random(1).sample(files, k=len(files))]
    answers = []
    for order in orders:
        con = board.files(order)
        answers.append((okr_rows(con, **question), invested(con, **question), buckets(con, **question)))
    assert all(all(answer) for answer in answers), "the boards hold something"
    assert answers[0] == answers[1] == answers[2]


GOAL_FILES = {
    "objectives": "objective_id | title | starts_on | ends_on \n O1 | a | 2025-09-01 | 2025-09-30",
    "key_results": "kr_id | objective_id | title \n KR1 | O1 | a",
    "kr_metrics": "metric_id | kr_id | name | direction | baseline | target \n M1 | KR1 | a | increase | 0 | 10",
    "kr_values": "metric_id | day | value \n M1 | 2025-09-10 | 5",
}


@pytest.mark.parametrize("order", [*permutations(GOAL_FILES)], ids=" ".join)
def test_goals_arrive_in_any_order(store: Store, order: tuple[str, ...]) -> None:
    for dataset in order:
        read_in(store, dataset, GOAL_FILES[dataset])
    con = store.cursor()
    rows = okr_progress(con, scope(con))
    assert [(row.objective_id, row.kr_id, row.metric_id, row.progress) for row in rows] == [("O1", "KR1", "M1", 0.5)]
    assert isinstance(rows[0], GoalRow)


def test_dangling_references_are_kept_and_counted_by_the_facts_that_have_one(store: Store) -> None:
    assert read_in(store, "kr_values", GOAL_FILES["kr_values"]).dangling == 1
    assert read_in(store, "kr_metrics", GOAL_FILES["kr_metrics"]).dangling == 1
    assert read_in(store, "key_results", GOAL_FILES["key_results"]).dangling == 1
    assert read_in(store, "objectives", GOAL_FILES["objectives"]).dangling == 0
    assert read_in(store, "kr_values", "metric_id | day | value \n M1 | 2025-09-11 | 5 \n GHOST | 2025-09-11 | 5").dangling == 1
    report = read_in(
        store,
        "requirements",
        """
        requirement_id | title | created_at | kr_ids    | parent_id
        fine           | a     | 2025-09-01 | KR1       |
        child          | a     | 2025-09-01 |           | fine
        half           | a     | 2025-09-01 | KR1;GHOST |
        orphan         | a     | 2025-09-01 |           | GHOST
        both           | a     | 2025-09-01 | GHOST     | GHOST
        """,
    )
    assert (report.new, report.dangling) == (5, 3)
    bugs = "bug_id | title | created_at | requirement_id \n B1 | a | 2025-09-01 | fine \n B2 | a | 2025-09-01 | GHOST \n B3 | a | 2025-09-01 | "
    assert read_in(store, "bugs", bugs).dangling == 1
    assert read_in(store, "bugs", bugs, source="jira").dangling == 1, "the only one with that id, though of another source"
    assert len(held(store, "requirements", "requirement_id")) == 5


def test_every_dataset_has_a_table_and_a_view(store: Store) -> None:
    assert {name: held(store, name, "count(*)") for name in DATASETS} == {name: [0] for name in DATASETS}
