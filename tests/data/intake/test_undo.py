"""Taking a version back, as a new version."""

import pytest

from data.errors import ImportRefused
from data.intake import Choices, commit, commit_sample
from data.store import Store
from data.store.history import history
from data.store.undo import Collision, Effect, foreseen, undo
from tests.data.intake.drawn import as_file, held, read_in

FIRST = "bug_id | title | created_at \n A | first | 2025-09-01 \n B | first | 2025-09-01 \n C | first | 2025-09-01 \n D | first | 2025-09-01"
FIRST += "\n E | first | 2025-09-01"


def without(*bugs: str) -> str:
    """The first file without some of its lines."""
    return "\n".join(line for line in FIRST.splitlines() if line.split()[0] not in bugs)


def refusal(store: Store, version: int) -> ImportRefused:
    """Why an undo is refused; what it would do is refused alike, and nothing is done."""
    before, newest = held(store, "bugs", "*"), store.version()
    with pytest.raises(ImportRefused) as looked_at:
        foreseen(store, version)
    with pytest.raises(ImportRefused) as refused:
        undo(store, version, "Li")
    assert (looked_at.value.code, looked_at.value.facts) == (refused.value.code, refused.value.facts)
    assert (held(store, "bugs", "*"), store.version()) == (before, newest)
    return refused.value


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


def test_an_undo_of_an_undo_can_be_undone_too(store: Store) -> None:
    read_in(store, "bugs", FIRST)
    read_in(store, "bugs", "bug_id | title \n A | changed")
    for version in (2, 3, 4):
        undo(store, version, "Li")
    assert [titles(store, version)["A"] for version in range(1, 6)] == ["first", "changed", "first", "changed", "first"]


def test_a_later_change_that_was_undone_is_none_so_that_versions_can_be_taken_back_from_the_newest_on(store: Store) -> None:
    read_in(store, "bugs", FIRST)
    read_in(store, "bugs", "bug_id | title | created_at \n A | second | 2025-09-01 \n F | second | 2025-09-01")
    read_in(store, "bugs", without("A", "B"), mode="snapshot", yes=True)
    assert [str(each) for each in refusal(store, 2).facts["facts"]] == ["bugs canonical A (3)", "bugs canonical F (3)"]
    undo(store, 3, "Li")
    assert titles(store) == {"A": "second", "B": "first", "C": "first", "D": "first", "E": "first", "F": "second"}
    assert foreseen(store, 2) == [Effect("bugs", new=1, changed=1, retired=0)]
    undo(store, 2, "Li")
    assert titles(store) == {"A": "first", "B": "first", "C": "first", "D": "first", "E": "first"}


def test_an_undo_that_a_later_undo_built_upon_collides_with_it(store: Store) -> None:
    """Version 4 gave A back what 2 had made of it, and 5 took that away: to undo 4 would bring back what 3 had made of A."""
    read_in(store, "bugs", FIRST)
    read_in(store, "bugs", "bug_id | title \n A | second")
    read_in(store, "bugs", "bug_id | title \n A | third")
    assert (undo(store, 3, "Li"), undo(store, 2, "Li")) == (4, 5)
    assert titles(store)["A"] == "first"
    assert refusal(store, 4).facts["facts"] == [Collision("bugs", "canonical", "A", 5)]
    undo(store, 5, "Li")
    undo(store, 4, "Li")
    assert titles(store)["A"] == "third"


def test_a_change_that_was_undone_and_made_again_is_one(store: Store) -> None:
    read_in(store, "bugs", FIRST)
    read_in(store, "bugs", "bug_id | title \n A | second")
    undo(store, undo(store, 2, "Li"), "Li")
    assert refusal(store, 1).facts["facts"] == [Collision("bugs", "canonical", "A", 4)]


def test_a_version_is_undone_once_and_the_refusal_names_the_undo_that_turns_it_round(store: Store) -> None:
    read_in(store, "bugs", FIRST)
    read_in(store, "bugs", "bug_id | title \n A | changed")
    undo(store, 2, "Li")
    assert (refusal(store, 2).code, refusal(store, 2).facts) == ("already_undone", {"version": 2, "by": 3, "last": 3})
    undo(store, 3, "Li")
    assert refusal(store, 2).facts == {"version": 2, "by": 3, "last": 4}
    assert refusal(store, 3).facts == {"version": 3, "by": 4, "last": 4}


def test_what_an_undo_would_do_is_counted_per_dataset_and_nothing_is_done(store: Store) -> None:
    read_in(store, "bugs", FIRST)
    read_in(store, "teams", "team | lead \n T | Wang")
    complete = f"{without('C', 'E')} \n F | new | 2025-09-01 \n G | new | 2025-09-01".replace("A | first", "A | changed")
    read_in(store, "bugs", complete, mode="snapshot", yes=True)
    assert foreseen(store, 3) == [Effect("bugs", new=2, changed=1, retired=2)]
    assert foreseen(store, 2) == [Effect("teams", new=1, changed=0, retired=0)]
    assert (store.version(), titles(store)["A"]) == (3, "changed")
    assert [entry.kind for entry in history(store)] == ["import"] * 3
    undo(store, 3, "Li")
    assert foreseen(store, 4) == [Effect("bugs", new=2, changed=1, retired=2)]


@pytest.mark.parametrize(
    ("later", "mode", "keys"),
    [("bug_id | title \n A | again", "upsert", ["A"]), (without("A"), "snapshot", ["A", "B"])],
    ids=["changed again", "retired since"],
)
def test_facts_changed_again_since_are_collisions(store: Store, later: str, mode: str, keys: list[str]) -> None:
    read_in(store, "bugs", FIRST)
    read_in(store, "bugs", "bug_id | title \n A | changed \n B | changed")
    read_in(store, "bugs", later, mode=mode)
    refused = refusal(store, 2)
    assert refused.code == "undo_collisions"
    assert refused.facts == {"version": 2, "count": len(keys), "facts": [Collision("bugs", "canonical", key, 3) for key in keys]}


def test_all_collisions_are_listed_each_with_the_first_version_that_touched_it(store: Store) -> None:
    many = [f"X{n:03}" for n in range(100)]
    read_in(store, "bugs", "\n".join(["bug_id | title | created_at", *(f"{name} | first | 2025-09-01" for name in many)]))
    read_in(store, "teams", "team | lead \n T | Wang")
    read_in(store, "bugs", "\n".join(["bug_id | title", *(f"{name} | second" for name in many)]))
    read_in(store, "bugs", "bug_id | title \n X007 | third")
    found = refusal(store, 1).facts["facts"]
    assert found == [Collision("bugs", "canonical", name, 3) for name in many]
    assert str(found[7]) == "bugs canonical X007 (3)"


def test_a_collision_names_a_key_of_several_columns_whole_and_no_source_where_keys_are_global(store: Store) -> None:
    read_in(store, "kr_values", "metric_id | day | value \n M1 | 2025-09-01 | 1 \n M1 | 2025-09-02 | 2")
    read_in(store, "kr_values", "metric_id | day | value \n M1 | 2025-09-01 | 3")
    assert refusal(store, 1).facts["facts"] == [Collision("kr_values", None, "M1 2025-09-01", 2)]


def test_a_retired_fact_that_was_brought_again_is_a_collision(store: Store) -> None:
    read_in(store, "bugs", FIRST)
    read_in(store, "bugs", without("A"), mode="snapshot")
    read_in(store, "bugs", "bug_id | title | created_at \n A | anew | 2025-09-01")
    assert refusal(store, 2).facts["facts"] == [Collision("bugs", "canonical", "A", 3)]


def test_a_retired_fact_that_was_brought_again_and_retired_again_is_a_collision(store: Store) -> None:
    read_in(store, "bugs", FIRST)
    read_in(store, "bugs", without("A"), mode="snapshot")
    read_in(store, "bugs", "bug_id | title | created_at \n A | anew | 2025-09-01")
    read_in(store, "bugs", without("A"), mode="snapshot")
    assert refusal(store, 2).facts["facts"] == [Collision("bugs", "canonical", "A", 3)]
    assert "A" not in titles(store)


def test_the_sample_company_collides_with_no_real_fact_of_the_same_number(store: Store) -> None:
    """It would come back only to an otherwise empty store, and beside real facts it stays away."""
    team = as_file("team | lead \n T | sample")
    commit_sample(store, {"teams.csv": team})
    commit(store, "bugs.csv", as_file(FIRST), Choices(dataset="bugs"))
    read_in(store, "teams", "team | lead \n T | real")
    assert foreseen(store, 2) == [Effect("bugs", new=5, changed=0, retired=0)]
    undo(store, 2, "Li")
    assert (held(store, "teams", "team, lead"), held(store, "bugs", "bug_id")) == ([("T", "real")], [])


def test_the_sample_company_comes_back_to_an_otherwise_empty_store(store: Store) -> None:
    commit_sample(store, {"teams.csv": as_file("team | lead \n T | sample")})
    read_in(store, "teams", "team | lead \n T | real")
    assert foreseen(store, 2) == [Effect("teams", new=1, changed=0, retired=1)]
    undo(store, 2, "Li")
    assert held(store, "teams", "team, lead, source") == [("T", "sample", "sample")]


def test_the_same_key_of_another_source_is_no_collision(store: Store) -> None:
    read_in(store, "bugs", FIRST)
    read_in(store, "bugs", without("A"), mode="snapshot")
    read_in(store, "bugs", "bug_id | title | created_at \n A | other | 2025-09-01", source="jira")
    undo(store, 2, "Li")
    assert held(store, "bugs", "title, source")[-1] == ("other", "jira")
    assert len(held(store, "bugs", "bug_id")) == 6


@pytest.mark.parametrize("version", [0, 2, 99])
def test_a_version_that_does_not_exist_cannot_be_undone(store: Store, version: int) -> None:
    read_in(store, "bugs", FIRST)
    assert (refusal(store, version).code, refusal(store, version).facts) == ("no_such_version", {"version": version, "newest": 1})
