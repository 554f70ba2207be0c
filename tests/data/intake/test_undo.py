"""Taking a version back, as a new version."""

import pytest

from data.errors import ImportRefused
from data.store import Store
from data.store.history import history
from data.store.undo import undo
from tests.data.intake.drawn import held, read_in

FIRST = "bug_id | title | created_at \n A | first | 2025-09-01 \n B | first | 2025-09-01 \n C | first | 2025-09-01 \n D | first | 2025-09-01"
FIRST += "\n E | first | 2025-09-01"


def titles(store: Store, version: int | None = None) -> dict[str, str]:
    return dict(held(store, "bugs", "bug_id, title", version))


def test_undo_takes_back_what_was_new_changed_and_retired_and_keeps_what_came_later(store: Store) -> None:
    read_in(store, "bugs", FIRST)
    second = "bug_id | title | created_at \n A | changed | 2025-09-01 \n B | first | 2025-09-01 \n C | first | 2025-09-01 \n D | first | 2025-09-01"
    report = read_in(store, "bugs", f"{second} \n F | new | 2025-09-01", mode="snapshot")
    assert (report.new, report.changed, report.retired) == (1, 1, 1)
    read_in(store, "bugs", "bug_id | title \n B | later")
    assert undo(store, 2, "Li") == 4
    assert titles(store) == {"A": "first", "B": "later", "C": "first", "D": "first", "E": "first"}


def test_history_is_never_lost(store: Store) -> None:
    read_in(store, "bugs", FIRST)
    read_in(store, "bugs", "bug_id | title \n A | changed")
    undo(store, 2, "Li")
    assert [titles(store, version)["A"] for version in (1, 2, 3)] == ["first", "changed", "first"]
    assert [(entry.version, entry.kind, entry.who) for entry in history(store)] == [(3, "undo", "Li"), (2, "import", ""), (1, "import", "")]


def test_an_undo_can_be_undone(store: Store) -> None:
    read_in(store, "bugs", FIRST)
    read_in(store, "bugs", "bug_id | title \n A | changed")
    undo(store, undo(store, 2, "Li"), "Li")
    assert titles(store)["A"] == "changed"


@pytest.mark.parametrize(
    ("later", "mode"),
    [("bug_id | title \n A | again", "upsert"), (FIRST.replace("A | first | 2025-09-01 \n", ""), "snapshot")],
    ids=["changed again", "retired since"],
)
def test_facts_changed_again_since_are_collisions_listed_and_nothing_is_done(store: Store, later: str, mode: str) -> None:
    read_in(store, "bugs", FIRST)
    read_in(store, "bugs", "bug_id | title \n A | changed \n B | changed")
    read_in(store, "bugs", later, mode=mode)
    before = titles(store)
    with pytest.raises(ImportRefused) as refused:
        undo(store, 2, "Li")
    assert refused.value.code == "undo_collisions"
    assert refused.value.facts["count"] == (1 if mode == "upsert" else 2)
    assert "bugs A" in str(refused.value.facts["facts"])
    assert (titles(store), store.version()) == (before, 3)


def test_a_retired_fact_that_was_brought_again_is_a_collision(store: Store) -> None:
    read_in(store, "bugs", FIRST)
    read_in(store, "bugs", FIRST.replace("A | first | 2025-09-01 \n", ""), mode="snapshot")
    read_in(store, "bugs", "bug_id | title | created_at \n A | anew | 2025-09-01")
    with pytest.raises(ImportRefused, match="bugs A"):
        undo(store, 2, "Li")


def test_a_retired_fact_that_was_brought_again_and_retired_again_is_a_collision(store: Store) -> None:
    without_a = FIRST.replace("A | first | 2025-09-01 \n", "")
    read_in(store, "bugs", FIRST)
    read_in(store, "bugs", without_a, mode="snapshot")
    read_in(store, "bugs", "bug_id | title | created_at \n A | anew | 2025-09-01")
    read_in(store, "bugs", without_a, mode="snapshot")
    with pytest.raises(ImportRefused, match="bugs A"):
        undo(store, 2, "Li")
    assert "A" not in titles(store)


def test_the_same_key_of_another_source_is_no_collision(store: Store) -> None:
    read_in(store, "bugs", FIRST)
    read_in(store, "bugs", FIRST.replace("A | first | 2025-09-01 \n", ""), mode="snapshot")
    read_in(store, "bugs", "bug_id | title | created_at \n A | other | 2025-09-01", source="jira")
    undo(store, 2, "Li")
    assert held(store, "bugs", "title, source")[-1] == ("other", "jira")
    assert len(held(store, "bugs", "bug_id")) == 6


@pytest.mark.parametrize("version", [0, 2, 99])
def test_a_version_that_does_not_exist_cannot_be_undone(store: Store, version: int) -> None:
    read_in(store, "bugs", FIRST)
    with pytest.raises(ImportRefused) as refused:
        undo(store, version, "Li")
    assert (refused.value.code, store.version()) == ("no_such_version", 1)
