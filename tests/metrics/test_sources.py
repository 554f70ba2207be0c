"""How old the data are: each source by its newest import that stands."""

from datetime import UTC, datetime, timedelta

from duckdb import DuckDBPyConnection

from data.intake import Choices, commit
from data.sample_store import fill_if_empty
from data.store import Store
from data.store.undo import undo
from metrics.scope import Question, resolve
from metrics.sources import Source, sources
from tests.conftest import Board

WORK = b"requirement_id,title,created_at\nR1,Work,2025-01-01\n"
MORE = b"requirement_id,title,created_at\nR1,Work,2025-01-01\nR2,More,2025-01-02\n"


def told(store: Store, version: int | None = None) -> list[tuple[str, str | None, str]]:
    con = store.cursor()
    return [(source.kind, source.source, source.file) for source in of(con, version)]


def of(con: DuckDBPyConnection, version: int | None = None) -> list[Source]:
    return sources(con, resolve(con, Question(version=version)))


def bring(store: Store, file: str, content: bytes, source: str) -> None:
    commit(store, file, content, Choices(source=source))


def test_each_tracker_is_a_source_and_the_one_brought_longest_ago_comes_first(store: Store) -> None:
    bring(store, "zentao.csv", WORK, "zentao")
    bring(store, "jira.csv", WORK, "jira")
    bring(store, "more.csv", MORE, "zentao")
    assert told(store) == [("work", "jira", "jira.csv"), ("work", "zentao", "more.csv")]


def test_plan_and_figures_are_sources_of_their_own_wherever_they_come_from(board: Board) -> None:
    con = board(objectives="objective_id\nO1", kr_values="day | value\n2025-01-01 | 1")
    assert {source.kind for source in of(con)} == {"plan", "figures"}


def test_settings_and_teams_are_nobodys_data(board: Board) -> None:
    assert of(board(settings="name | value\nstatus.behind_gap | 0.3", teams="team\nweb")) == []


def test_what_was_undone_does_not_make_a_source_younger(store: Store) -> None:
    bring(store, "first.csv", WORK, "jira")
    bring(store, "second.csv", MORE, "jira")
    undo(store, 2, "PMO")
    assert told(store) == [("work", "jira", "first.csv")]


def test_an_earlier_version_knows_only_what_was_brought_by_then(store: Store) -> None:
    bring(store, "first.csv", WORK, "jira")
    bring(store, "second.csv", MORE, "jira")
    assert told(store, 1) == [("work", "jira", "first.csv")]


def test_the_sample_is_told_until_real_facts_come(store: Store) -> None:
    fill_if_empty(store, "en")
    assert {source for _, source, _ in told(store)} == {"sample", None}
    bring(store, "jira.csv", WORK, "jira")
    assert told(store) == [("work", "jira", "jira.csv")]


def test_the_moment_is_in_business_time(store: Store) -> None:
    bring(store, "jira.csv", WORK, "jira")
    (source,) = of(store.cursor())
    assert source.brought_at.utcoffset() == timedelta(hours=8)
    assert abs(datetime.now(UTC) - source.brought_at) < timedelta(minutes=1)


def test_what_was_undone_and_brought_back_is_a_source_again(store: Store) -> None:
    bring(store, "first.csv", WORK, "jira")
    undo(store, 1, "PMO")
    assert told(store) == []
    undo(store, 2, "PMO")
    assert told(store) == [("work", "jira", "first.csv")]
    undo(store, 3, "PMO")
    assert told(store) == []
