"""What happened to the store: one entry per version, and per file of it, the newest first."""

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from data.intake import Choices, commit, commit_sample
from data.store import Store, open_store
from data.store.history import Entry, history
from data.store.opening import MIGRATIONS
from data.store.undo import undo
from tests.data.intake.drawn import as_file, read_in

BUGS = """
    bug_id | title | created_at
    A      | first | 2025-09-01
    B      | first | 2025-09-01
    B      | again | 2025-09-01
    C      | first | no day
"""


def versions(entries: list[Entry]) -> list[tuple[int, str, int | None, int | None]]:
    return [(entry.version, entry.kind, entry.undoes, entry.undone_by) for entry in entries]


def test_an_import_is_told_with_its_file_and_every_count(store: Store) -> None:
    content = as_file(BUGS)
    commit(store, "八月 bugs.csv", content, Choices(dataset="bugs", source="tracker", who="Li"))
    (entry,) = history(store)
    assert (entry.version, entry.kind, entry.who, entry.undoes, entry.undone_by) == (1, "import", "Li", None, None)
    assert (entry.file, entry.sheet, entry.dataset, entry.adapter, entry.source, entry.mode) == (
        "八月 bugs.csv",
        None,
        "bugs",
        "canonical",
        "tracker",
        "upsert",
    )
    assert entry.sha256 == hashlib.sha256(content).hexdigest()
    assert (entry.lines, entry.new, entry.changed, entry.unchanged, entry.superseded, entry.rejected, entry.blank, entry.retired) == (
        *(4, 2, 0, 0, 1, 1, 0),
        0,
    )
    assert abs(datetime.now(UTC).replace(tzinfo=None) - entry.made_at) < timedelta(minutes=1)


def test_a_version_of_several_files_has_an_entry_for_each_in_their_order(store: Store) -> None:
    commit_sample(store, {"teams.csv": as_file("team | lead \n T | Li"), "bugs.csv": as_file(BUGS)})
    found = [(entry.version, entry.kind, entry.file, entry.new) for entry in history(store)]
    assert found == [(1, "sample", "teams.csv", 1), (1, "sample", "bugs.csv", 2)]


def test_an_undo_names_what_it_took_back_and_that_version_names_it(store: Store) -> None:
    read_in(store, "bugs", BUGS)
    read_in(store, "teams", "team | lead \n T | Li")
    undo(store, 1, "Li")
    undo(store, 3, "Li")
    assert versions(history(store)) == [(4, "undo", 3, None), (3, "undo", 1, 4), (2, "import", None, None), (1, "import", None, 3)]
    assert [entry.file for entry in history(store)] == [None, None, "teams.csv", "bugs.csv"]


def test_a_page_of_it_counts_versions_not_files(store: Store) -> None:
    commit_sample(store, {"teams.csv": as_file("team | lead \n T | Li"), "bugs.csv": as_file(BUGS)})
    for name in ("A", "B", "C"):
        read_in(store, "teams", f"team | lead \n {name} | Li")
    assert [entry.version for entry in history(store, limit=2)] == [4, 3]
    assert [entry.version for entry in history(store, limit=2, offset=2)] == [2, 1, 1]
    assert history(store, limit=2, offset=4) == []


def test_a_file_that_changed_nothing_is_no_version(store: Store) -> None:
    read_in(store, "bugs", BUGS)
    read_in(store, "bugs", BUGS)
    assert [entry.version for entry in history(store)] == [1]


def test_an_empty_store_has_no_history(store: Store) -> None:
    assert history(store) == []


def test_a_store_made_before_undos_were_named_keeps_its_history(tmp_path: Path) -> None:
    path = tmp_path / "old.duckdb"
    with duckdb.connect(path) as con:
        con.execute("create table migrations (number integer primary key, name varchar not null)")
        con.execute((MIGRATIONS / "0001_facts.sql").read_text("utf-8"))
        con.execute("insert into migrations values (1, '0001_facts')")
        for version, kind in ((1, "import"), (2, "undo")):
            con.execute("insert into facts.versions values ($version, $kind, 'Li', '2025-09-01', '2025-09-01')", {"version": version, "kind": kind})
    store = open_store(path)
    assert versions(history(store)) == [(2, "undo", None, None), (1, "import", None, None)]
    store.close()
