"""The sample company fills only an empty store; the first real import retires it whole."""

import pytest

from data.errors import ImportRefused
from data.intake import Choices, commit, commit_sample, preview
from data.model.datasets import DATASETS
from data.sample_store import fill_if_empty
from data.store import Store
from data.store.undo import undo
from metrics.filters import freshness
from tests.data.intake.drawn import as_file, counts, held, read_in
from tests.metrics.asking import scope

SAMPLE = {
    "objectives.csv": as_file("objective_id | title | starts_on | ends_on \n O1 | sample | 2025-01-01 | 2025-12-31"),
    "key_results.csv": as_file("kr_id | objective_id | title \n KR1 | O1 | sample"),
    "kr_metrics.csv": as_file("metric_id | kr_id | name | direction | baseline | target \n M1 | KR1 | sample | increase | 0 | 1"),
    "requirements.csv": as_file("requirement_id | title | created_at | kr_ids \n R1 | sample | 2025-09-01 | KR1"),
    "teams.csv": as_file("team | lead \n A | sample"),
}


def everything(store: Store, version: int | None = None) -> dict[str, int]:
    found = {name: len(held(store, name, "1", version)) for name in DATASETS}
    return {name: count for name, count in found.items() if count}


def test_the_sample_is_one_version_of_its_own_kind(store: Store) -> None:
    commit_sample(store, SAMPLE)
    assert held(store, "versions", "version, kind") == [(1, "sample")]
    assert everything(store) == {"objectives": 1, "key_results": 1, "kr_metrics": 1, "requirements": 1, "teams": 1}
    assert freshness(store.cursor(), scope(store.cursor())).sample is True


def test_the_first_real_import_retires_the_whole_sample_and_meets_none_of_its_facts(store: Store) -> None:
    commit_sample(store, SAMPLE)
    report = read_in(store, "teams", "team | department \n A | real")
    assert (counts(report), report.sample_retired) == ({"lines": 1, "new": 1}, True)
    assert everything(store) == {"teams": 1}
    assert held(store, "teams", "team, lead, department") == [("A", None, "real")]
    assert held(store, "requirement_links", "kr_id") == []
    assert everything(store, version=1) == {"objectives": 1, "key_results": 1, "kr_metrics": 1, "requirements": 1, "teams": 1}
    assert freshness(store.cursor(), scope(store.cursor())).sample is False
    assert read_in(store, "teams", "team \n B").sample_retired is False


def test_what_hangs_on_the_retired_sample_alone_is_dangling(store: Store) -> None:
    commit_sample(store, SAMPLE)
    report = read_in(store, "kr_values", "metric_id | day | value \n M1 | 2025-09-01 | 1")
    assert report.dangling == 1


def test_undoing_the_first_real_import_brings_the_sample_back(store: Store) -> None:
    commit_sample(store, SAMPLE)
    before = everything(store)
    undo(store, read_in(store, "teams", "team | department \n A | real").version or 0, "Li")
    assert everything(store) == before
    assert held(store, "teams", "team, lead, department") == [("A", "sample", None)]
    assert held(store, "requirement_links", "kr_id") == ["KR1"]
    assert read_in(store, "teams", "team \n B").sample_retired is True
    assert everything(store) == {"teams": 1}


def test_an_import_that_brings_nothing_and_a_preview_leave_the_sample_alone(store: Store) -> None:
    commit_sample(store, SAMPLE)
    before = everything(store)
    read_in(store, "kr_values", "metric_id | day | value \n M1 | never | 1")
    (foreseen,) = preview(store, "teams.csv", as_file("team | lead \n B | b"), Choices())
    assert foreseen.sample_retired is True
    assert everything(store) == before


def test_the_sample_fills_only_a_store_that_never_held_anything(store: Store) -> None:
    read_in(store, "teams", "team \n A")
    undo(store, 1, "Li")
    assert fill_if_empty(store) == []
    assert everything(store) == {}


def test_nobody_imports_as_the_sample(store: Store) -> None:
    with pytest.raises(ImportRefused) as refused:
        commit(store, "teams.csv", as_file("team | lead \n A | b"), Choices(source="sample"))
    assert refused.value.code == "source_reserved"


def test_taking_the_first_real_import_back_later_leaves_the_sample_out_while_other_real_facts_hold(store: Store) -> None:
    commit_sample(store, {"teams.csv": as_file("team \n Sample")})
    read_in(store, "bugs", "bug_id | title | created_at \n B1 | a | 2025-09-01")
    read_in(store, "bugs", "bug_id | title | created_at \n B2 | a | 2025-09-01")
    undo(store, 2, "me")
    assert (held(store, "teams", "team"), held(store, "bugs", "bug_id")) == ([], ["B2"])
    undo(store, 3, "me")
    assert (held(store, "teams", "team"), held(store, "bugs", "bug_id")) == ([], [])
