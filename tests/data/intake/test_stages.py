"""Where an export has no moment of a stage, a change of the status between two imports is entered on the later one's day, and marked."""

import pytest

from data.intake import Choices, commit
from data.store import Store
from data.store.undo import undo
from tests.conftest import empty
from tests.data.intake.clock import ImportedOn, imported_on
from tests.data.intake.drawn import counts, held
from tests.data.test_export import exported
from tests.metrics.asking import work

__all__ = ["imported_on"]
STEMS = ("review", "ready", "dev", "test", "release_ready", "released", "retro", "cancelled")
Moments = dict[str, str]


def state(*statuses: str, **more: str) -> str:
    """A file with R1, R2 … in these states, raised on the first of March, and columns that all of them have alike."""
    header, cells = " | ".join(("", *more)), " | ".join(("", *more.values()))
    lines = [f"R{n} | a | {status} | 2026-03-01{cells}" for n, status in enumerate(statuses, start=1)]
    return "\n".join([f"requirement_id | title | status | created_at{header}", *lines])


def moments(store: Store, requirement: str = "R1", version: int | None = None) -> Moments:
    """A requirement's stages and their days; an observed one with a star."""
    columns = ", ".join(f"{stem}_on::varchar" for stem in STEMS)
    [row] = store.cursor(version).execute(f"select observed, {columns} from requirements where requirement_id = '{requirement}'").fetchall()
    starred = {stem: f"{day}{'*' if f'{stem}_at' in (row[0] or []) else ''}" for stem, day in zip(STEMS, row[1:], strict=True) if day}
    assert {f"{stem}_at" for stem in starred} >= set(row[0] or []), "what is marked is there"
    return starred


def test_nothing_is_observed_on_the_first_import(store: Store, imported_on: ImportedOn) -> None:
    imported_on("2026-03-05", state("in_progress", "released"))
    assert (moments(store), moments(store, "R2")) == ({}, {})


@pytest.mark.parametrize(
    ("before", "after", "entered"),
    [
        ("new", "in_progress", "dev"),
        ("planned", "待评审", "review"),
        ("backlog", "开发中", "dev"),
        ("待评审", "待开发", "ready"),
        ("in_progress", "待测试", "test"),
        ("待测试", "待发布", "release_ready"),
        ("in_progress", "released", "released"),
        ("new", "released", "released"),
        ("released", "已复盘", "retro"),
        ("in_progress", "cancelled", "cancelled"),
        ("new", "cancelled", "cancelled"),
    ],
)
def test_a_status_that_changed_is_entered_on_the_later_imports_day(
    store: Store, imported_on: ImportedOn, before: str, after: str, entered: str
) -> None:
    imported_on("2026-03-05", state(before, before))
    report = imported_on("2026-03-09", state(after, before))
    assert counts(report) == {"lines": 2, "changed": 1, "unchanged": 1}
    assert moments(store) == {entered: "2026-03-09*"}
    assert moments(store, "R2") == {}, "whose status stayed"


@pytest.mark.parametrize(
    ("before", "after"), [("", "in_progress"), ("waiting", "in_progress"), ("in_progress", "waiting"), ("new", "planned"), ("in_progress", "")]
)
def test_a_status_that_nobody_knows_or_that_is_no_stage_tells_no_moment(store: Store, imported_on: ImportedOn, before: str, after: str) -> None:
    imported_on("2026-03-05", state(before))
    imported_on("2026-03-09", state(after))
    assert moments(store) == {}


def test_a_status_seen_for_the_first_time_tells_no_moment(store: Store, imported_on: ImportedOn) -> None:
    imported_on("2026-03-05", "requirement_id | title | created_at \n R1 | a | 2026-03-01")
    imported_on("2026-03-09", state("in_progress"))
    assert moments(store) == {}


def test_the_first_entry_stays(store: Store, imported_on: ImportedOn) -> None:
    for day, status in (("05", "new"), ("06", "开发中"), ("07", "待测试"), ("08", "开发中"), ("09", "待测试"), ("10", "released")):
        imported_on(f"2026-03-{day}", state(status))
    assert moments(store) == {"dev": "2026-03-06*", "test": "2026-03-07*", "released": "2026-03-10*"}


def test_the_same_file_again_on_another_day_changes_nothing(store: Store, imported_on: ImportedOn) -> None:
    imported_on("2026-03-05", state("new"))
    imported_on("2026-03-06", state("in_progress"))
    again = imported_on("2026-03-20", state("in_progress"))
    assert (counts(again), again.version, moments(store)) == ({"lines": 1, "unchanged": 1}, None, {"dev": "2026-03-06*"})


@pytest.mark.parametrize("finish", ["released", "cancelled"])
@pytest.mark.parametrize("back", ["in_progress", "new", "待测试", "backlog"])
def test_a_finish_that_was_taken_back_is_none(store: Store, imported_on: ImportedOn, finish: str, back: str) -> None:
    imported_on("2026-03-05", state("in_progress", "in_progress"))
    imported_on("2026-03-06", state(finish, finish))
    imported_on("2026-03-07", state(back, finish))
    assert finish not in moments(store)
    assert moments(store, "R2") == {finish: "2026-03-06*"}
    imported_on("2026-03-08", state(finish, finish))
    assert (moments(store)[finish], moments(store, "R2")[finish]) == ("2026-03-08*", "2026-03-06*")


def test_a_retrospective_takes_no_release_back(store: Store, imported_on: ImportedOn) -> None:
    for day, status in (("05", "in_progress"), ("06", "released"), ("07", "已复盘")):
        imported_on(f"2026-03-{day}", state(status))
    assert moments(store) == {"released": "2026-03-06*", "retro": "2026-03-07*"}


@pytest.mark.parametrize(("first", "second"), [("released", "cancelled"), ("cancelled", "released")])
def test_released_and_cancelled_are_never_both(store: Store, imported_on: ImportedOn, first: str, second: str) -> None:
    for day, status in (("05", "in_progress"), ("06", first), ("07", second)):
        assert imported_on(f"2026-03-{day}", state(status)).rejected == 0
    assert moments(store) == {second: "2026-03-07*"}


def test_an_exported_finish_is_not_joined_by_an_observed_other_one(store: Store, imported_on: ImportedOn) -> None:
    imported_on("2026-03-05", state("released", released_at="2026-03-04"))
    assert imported_on("2026-03-06", state("cancelled")).rejected == 0
    assert moments(store) == {"released": "2026-03-04"}


def test_an_exported_moment_replaces_an_observed_one_and_drops_the_mark(store: Store, imported_on: ImportedOn) -> None:
    imported_on("2026-03-05", state("new"))
    imported_on("2026-03-09", state("in_progress"))
    imported_on("2026-03-10", state("in_progress", dev_at="2026-03-07 10:00"))
    assert moments(store) == {"dev": "2026-03-07"}
    imported_on("2026-03-11", state("released"))
    assert moments(store) == {"dev": "2026-03-07", "released": "2026-03-11*"}


def test_a_moment_that_the_file_has_is_never_observed(store: Store, imported_on: ImportedOn) -> None:
    imported_on("2026-03-05", state("new", dev_at="", released_at=""))
    imported_on("2026-03-06", state("in_progress", dev_at="2026-03-02", released_at=""))
    imported_on("2026-03-07", state("待测试", dev_at="2026-03-02", released_at=""))
    imported_on("2026-03-08", state("released", dev_at="2026-03-02", released_at=""))
    assert moments(store) == {"dev": "2026-03-02", "test": "2026-03-07*"}


def test_nothing_is_observed_before_it_was_raised(store: Store, imported_on: ImportedOn) -> None:
    imported_on("2026-02-01", state("new"))
    report = imported_on("2026-02-02", state("in_progress"))
    assert (report.rejected, moments(store)) == (0, {})


def test_undo_takes_what_was_observed_back(store: Store, imported_on: ImportedOn) -> None:
    imported_on("2026-03-05", state("new"))
    imported_on("2026-03-06", state("in_progress"))
    imported_on("2026-03-07", state("released"))
    undo(store, 3, "Li")
    assert (moments(store), moments(store, version=3)) == ({"dev": "2026-03-06*"}, {"dev": "2026-03-06*", "released": "2026-03-07*"})
    undo(store, 2, "Li")
    assert moments(store) == {}
    imported_on("2026-03-09", state("in_progress"))
    assert moments(store) == {"dev": "2026-03-09*"}


def test_figures_follow_what_was_observed(store: Store, imported_on: ImportedOn) -> None:
    imported_on("2026-03-01", "objective_id | title | starts_on | ends_on \n O1 | a | 2026-03-01 | 2026-03-31", "objectives")
    imported_on("2026-03-01", "kr_id | objective_id | title \n KR1 | O1 | a", "key_results")

    def delivered_and_in_progress() -> tuple[int, int]:
        return work(store.cursor(), since="2026-03-01", as_of="2026-03-31")["KR1"]

    figures = []
    for day, statuses in {
        "05": ("new", "new", "new"),
        "06": ("in_progress", "in_progress", "new"),
        "07": ("released", "in_progress", "new"),
        "08": ("released", "cancelled", "new"),
        "09": ("in_progress", "cancelled", "new"),
    }.items():
        imported_on(f"2026-03-{day}", state(*statuses, kr_ids="KR1"))
        figures.append(delivered_and_in_progress())
    assert figures == [(0, 0), (0, 2), (1, 1), (1, 0), (0, 1)]


def test_our_own_export_keeps_the_marks(store: Store, imported_on: ImportedOn) -> None:
    imported_on("2026-03-05", state("new", "new"))
    imported_on("2026-03-06", state("in_progress", "待测试"))
    imported_on("2026-03-07", state("released", "待测试"))
    file, before = exported(store, "requirements"), (moments(store), moments(store, "R2"))
    assert before == ({"dev": "2026-03-06*", "released": "2026-03-07*"}, {"test": "2026-03-06*"})
    (report,) = commit(store, "requirements.csv", file.encode(), Choices())
    assert counts(report) == {"lines": 2, "unchanged": 2}
    empty(store)
    commit(store, "requirements.csv", file.encode(), Choices())
    assert (moments(store), moments(store, "R2")) == before
    imported_on("2026-03-20", state("in_progress", "待发布"))
    assert (moments(store), moments(store, "R2")) == ({"dev": "2026-03-06*"}, {"test": "2026-03-06*", "release_ready": "2026-03-20*"})


def test_each_source_is_observed_by_itself(store: Store, imported_on: ImportedOn) -> None:
    imported_on("2026-03-05", state("new"))
    imported_on("2026-03-06", state("in_progress"), source="jira")
    assert held(store, "requirements", "dev_on") == [None, None]
