"""What a tracker logged of states entered fills the stages that its export leaves out; each stage has its first entry."""

from itertools import permutations

import pytest

from data.intake import Choices, commit
from data.store import Store
from data.store.undo import undo
from tests.data.adapters.told import EXPORTS
from tests.data.intake.clock import ImportedOn, imported_on
from tests.data.intake.drawn import counts, held, read_in
from tests.data.intake.test_stages import moments, state
from tests.metrics.asking import work

__all__ = ["imported_on"]
HEADER = "requirement_id | changed_at | to_status | to_stage"


def log(*changes: str) -> str:
    """A log of R1: each change is a day of March and a stage, or a status without one in brackets."""
    lines = []
    for change in changes:
        day, stage = change.split()
        lines.append(f"R1 | 2026-03-{day} 10:00 | {stage.strip('()')} | {'' if stage.startswith('(') else stage}")
    return "\n".join([HEADER, *lines])


REQUIREMENTS = state("in_progress", "in_progress")
LOG = log("02 dev", "03 test", "04 dev", "05 test", "06 released")
FACTS = {"dev": "2026-03-02", "test": "2026-03-03", "released": "2026-03-06"}


@pytest.mark.parametrize("order", [*permutations(("requirements", "stage_changes"))], ids=" before ".join)
def test_whichever_comes_first_the_facts_are_the_same(store: Store, order: tuple[str, ...]) -> None:
    for dataset in order:
        read_in(store, dataset, {"requirements": REQUIREMENTS, "stage_changes": LOG}[dataset])
    assert moments(store) == FACTS
    assert held(store, "requirements", "requirement_id, dev_at::varchar") == [("R1", "2026-03-02 02:00:00"), ("R2", None)]


@pytest.mark.parametrize("order", [*permutations(range(3))], ids=str)
def test_a_log_in_pieces_tells_the_same_in_any_order(store: Store, order: tuple[int, ...]) -> None:
    files = [("requirements", REQUIREMENTS), ("stage_changes", log("03 test", "04 dev", "06 released")), ("stage_changes", log("02 dev", "05 test"))]
    for place in order:
        read_in(store, *files[place])
    assert moments(store) == FACTS


def test_the_same_log_twice_changes_nothing(store: Store) -> None:
    read_in(store, "requirements", REQUIREMENTS)
    read_in(store, "stage_changes", LOG)
    again = read_in(store, "stage_changes", LOG)
    assert (counts(again), again.version, store.version()) == ({"lines": 5, "unchanged": 5}, None, 2)


@pytest.mark.parametrize("more", [{}, {"dev_at": "", "released_at": "", "cancelled_at": ""}], ids=["without moments", "with empty moments"])
def test_the_same_requirements_after_the_log_change_nothing(store: Store, more: dict[str, str]) -> None:
    read_in(store, "requirements", state("in_progress", **more))
    read_in(store, "stage_changes", LOG)
    again = read_in(store, "requirements", state("in_progress", **more))
    assert (counts(again), again.version, moments(store)) == ({"lines": 1, "unchanged": 1}, None, FACTS)


def test_a_requirement_that_changes_keeps_what_was_logged(store: Store) -> None:
    read_in(store, "requirements", state("in_progress", released_at=""))
    read_in(store, "stage_changes", LOG)
    report = read_in(store, "requirements", state("released", released_at="", title="b").replace("| a |", "| b |", 1))
    assert (report.changed, moments(store), held(store, "requirements", "title")) == (1, FACTS, ["b"])


@pytest.mark.parametrize("order", [*permutations(("requirements", "stage_changes"))], ids=" before ".join)
def test_an_exported_moment_is_worth_more_than_a_logged_one(store: Store, order: tuple[str, ...]) -> None:
    for dataset in order:
        read_in(store, dataset, {"requirements": state("released", dev_at="2026-03-04"), "stage_changes": LOG}[dataset])
    assert moments(store) == FACTS | {"dev": "2026-03-04"}


def test_a_logged_moment_is_worth_more_than_an_observed_one_whichever_comes_first(store: Store, imported_on: ImportedOn) -> None:
    imported_on("2026-03-05", state("new"))
    imported_on("2026-03-08", state("in_progress"))
    imported_on("2026-03-10", state("released"))
    assert moments(store) == {"dev": "2026-03-08*", "released": "2026-03-10*"}
    imported_on("2026-03-11", log("02 dev", "03 test"), "stage_changes")
    assert moments(store) == {"dev": "2026-03-02", "test": "2026-03-03", "released": "2026-03-10*"}
    imported_on("2026-03-12", log("04 released"), "stage_changes")
    assert moments(store) == {"dev": "2026-03-02", "test": "2026-03-03", "released": "2026-03-04"}


def test_what_was_logged_is_not_observed_again(store: Store, imported_on: ImportedOn) -> None:
    imported_on("2026-03-05", state("new"))
    imported_on("2026-03-06", log("02 dev"), "stage_changes")
    imported_on("2026-03-08", state("in_progress"))
    assert moments(store) == {"dev": "2026-03-02"}


LEFT_AGAIN = [
    (("02 dev", "03 released", "04 dev"), {"dev": "2026-03-02"}),
    (("02 dev", "03 released", "04 (reopened)"), {"dev": "2026-03-02"}),
    (("02 dev", "03 released", "04 dev", "05 released"), {"dev": "2026-03-02", "released": "2026-03-05"}),
    (("02 released", "03 retro"), {"released": "2026-03-02", "retro": "2026-03-03"}),
    (("02 released", "03 retro", "04 released"), {"released": "2026-03-02"}),
    (("02 released", "03 released"), {"released": "2026-03-02"}),
    (("02 released", "03 cancelled"), {"cancelled": "2026-03-03"}),
    (("02 cancelled", "03 dev", "04 released"), {"dev": "2026-03-03", "released": "2026-03-04"}),
    (("02 cancelled", "03 released"), {"released": "2026-03-03"}),
    (("02 (waiting)",), {}),
]


@pytest.mark.parametrize(("changes", "facts"), LEFT_AGAIN, ids=[", ".join(changes) for changes, _ in LEFT_AGAIN])
@pytest.mark.parametrize("piecewise", [False, True], ids=["one log", "a log a change"])
def test_a_finish_that_was_left_again_does_not_count(store: Store, changes: tuple[str, ...], facts: dict[str, str], piecewise: bool) -> None:
    read_in(store, "requirements", REQUIREMENTS)
    for piece in [[change] for change in changes] if piecewise else [changes]:
        assert read_in(store, "stage_changes", log(*piece)).rejected == 0
    assert (moments(store), moments(store, "R2")) == (facts, {})


@pytest.mark.parametrize(("exported", "logged"), [("cancelled_at", "released"), ("released_at", "cancelled")])
def test_released_and_cancelled_are_never_both(store: Store, exported: str, logged: str) -> None:
    read_in(store, "requirements", state("released", **{exported: "2026-03-04"}))
    read_in(store, "stage_changes", log(f"06 {logged}"))
    assert moments(store) == {exported.removesuffix("_at"): "2026-03-04"}, "the export's word counts"


def test_a_logged_finish_replaces_the_other_one_that_was_only_observed(store: Store, imported_on: ImportedOn) -> None:
    imported_on("2026-03-05", state("in_progress"))
    imported_on("2026-03-06", state("cancelled"))
    imported_on("2026-03-07", log("05 cancelled", "06 released"), "stage_changes")
    assert moments(store) == {"released": "2026-03-06"}


def test_an_exported_finish_is_taken_in_though_the_log_tells_the_other_one(store: Store) -> None:
    read_in(store, "requirements", state("in_progress"))
    read_in(store, "stage_changes", log("06 released"))
    assert read_in(store, "requirements", state("cancelled", released_at="", cancelled_at="2026-03-08")).rejected == 0
    assert moments(store) == {"cancelled": "2026-03-08"}


def test_nothing_is_logged_before_it_was_raised(store: Store) -> None:
    read_in(store, "requirements", REQUIREMENTS.replace("2026-03-01", "2026-03-03"))
    read_in(store, "stage_changes", log("02 dev", "04 test"))
    assert moments(store) == {"test": "2026-03-04"}


def test_a_logged_requirement_keeps_its_links_to_goals(store: Store) -> None:
    read_in(store, "objectives", "objective_id | title | starts_on | ends_on \n O1 | a | 2026-03-01 | 2026-03-31")
    read_in(store, "key_results", "kr_id | objective_id | title \n KR1 | O1 | a")
    read_in(store, "requirements", state("in_progress", "in_progress", kr_ids="KR1"))
    read_in(store, "stage_changes", LOG)
    assert work(store.cursor(), since="2026-03-01", as_of="2026-03-31") == {"KR1": (1, 1)}


def test_the_log_of_another_source_is_not_ours(store: Store) -> None:
    read_in(store, "requirements", REQUIREMENTS)
    read_in(store, "stage_changes", LOG, source="devlake")
    assert moments(store) == {}
    read_in(store, "requirements", REQUIREMENTS, source="devlake")
    assert held(store, "requirements", "source, requirement_id, dev_on is not null") == [
        ("canonical", "R1", False), ("canonical", "R2", False), ("devlake", "R1", True), ("devlake", "R2", False),
    ]  # fmt: skip


def test_undo_takes_back_what_the_log_had_told(store: Store) -> None:
    read_in(store, "requirements", state("in_progress", dev_at="2026-03-04"))
    read_in(store, "stage_changes", LOG)
    assert moments(store) == FACTS | {"dev": "2026-03-04"}
    undo(store, 2, "Li")
    assert (moments(store), held(store, "stage_changes", "1")) == ({"dev": "2026-03-04"}, [])
    assert moments(store, version=2) == FACTS | {"dev": "2026-03-04"}
    undo(store, 3, "Li")
    assert moments(store) == FACTS | {"dev": "2026-03-04"}


def test_a_change_of_which_only_the_day_is_known_is_undone_like_others(store: Store) -> None:
    read_in(store, "requirements", REQUIREMENTS)
    read_in(store, "stage_changes", LOG.replace(" 10:00", ""))
    assert moments(store) == FACTS
    undo(store, 2, "Li")
    assert (moments(store), held(store, "stage_changes", "1")) == ({}, [])


def test_a_complete_log_without_a_change_takes_its_moment_away(store: Store) -> None:
    read_in(store, "requirements", REQUIREMENTS)
    read_in(store, "stage_changes", LOG)
    read_in(store, "stage_changes", log("02 dev", "03 test", "04 dev", "05 test"), mode="snapshot")
    assert moments(store) == {"dev": "2026-03-02", "test": "2026-03-03"}


def test_devlakes_issues_and_changelog_meet(store: Store) -> None:
    for name in ("devlake_changelog.csv", "devlake_issues.csv"):
        commit(store, name, (EXPORTS / name).read_bytes(), Choices())
    filled = held(store, "requirements", "requirement_id, coalesce(review_on, ready_on, dev_on, test_on, release_ready_on) is not null")
    assert any(is_filled for _, is_filled in filled), "some issue's stages are told by the changelog alone"
