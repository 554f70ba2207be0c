"""How a campaign is closed: the record's stages, its trace, and figures that stay what they were when it was accepted."""

from duckdb import DuckDBPyConnection

from data.keeping import keep
from data.store import Store
from data.store.undo import undo
from metrics.campaigns import closing
from metrics.campaigns.acceptance import promised
from metrics.campaigns.closing import Closure, Stage, StepKind, closure, newer_data, trace
from metrics.scope import resolve
from tests.conftest import Board
from tests.metrics.asking import scope

C1 = {"subject_kind": "campaign", "subject_id": "C1"}
OPENED = {**C1, "opened_on": "2025-12-01", "opened_by": "Li"}
ACCEPTED = {**C1, "accepted_on": "2025-12-31", "accepted_by": "Wang", "data_version": "5", "as_of": "2025-12-31"}
REOPENED = {**C1, "accepted_on": "", "accepted_by": "", "data_version": "", "as_of": "", "reopened_why": "a milestone was forgotten"}
GOALS = {
    "campaigns": "campaign_id | title \n C1 | Sale",
    "objectives": "objective_id | campaign_id \n O1 | C1",
    "kr_metrics": "metric_id \n M1",
    "kr_values": "day | value \n 2025-12-31 | 50",
}


def record(con: DuckDBPyConnection, **choices: object) -> Closure | None:
    return closure(con, scope(con, **choices), "campaign", "C1")


def told(con: DuckDBPyConnection, **choices: object) -> list[tuple[int, StepKind, str | None]]:
    return [(step.version, step.kind, step.by or step.why) for step in trace(con, scope(con, **choices), "campaign", "C1")]


def test_a_record_is_opened_then_accepted_then_open_again(board: Board, store: Store) -> None:
    con = board(closures="subject_id | opened_on | opened_by \n C2 | 2025-01-01 | Zhao")  # another campaign's
    assert record(con) is None
    stages = []
    for edit in (OPENED, ACCEPTED, REOPENED):
        keep(store, "closures", edit, "Li")
        found = record(con)
        assert found is not None
        stages.append((found.stage, found.accepted_in))
    assert stages == [(Stage.OPENED, None), (Stage.ACCEPTED, 3), (Stage.OPENED, None)]
    assert record(con, version=3).stage is Stage.ACCEPTED  # type: ignore[union-attr]


def test_the_trace_names_every_step_with_its_version(board: Board, store: Store) -> None:
    con = board()
    for edit in (OPENED, ACCEPTED, {**C1, "result_score": "0.8"}, {**C1, "review_note": "Fine"}, REOPENED):
        keep(store, "closures", edit, "Zhao")
    assert told(con) == [
        (1, StepKind.OPENED, "Li"),
        (2, StepKind.ACCEPTED, "Wang"),
        (3, StepKind.EVALUATED, None),
        (4, StepKind.REVIEWED, None),
        (5, StepKind.REOPENED, "a milestone was forgotten"),
    ]
    assert told(con, version=2) == [(1, StepKind.OPENED, "Li"), (2, StepKind.ACCEPTED, "Wang")]
    assert {step.who for step in trace(con, scope(con), "campaign", "C1")} == {"Zhao"}


def test_an_undo_is_a_step_of_its_own_and_what_it_brings_back_holds_again(board: Board, store: Store) -> None:
    con = board()
    keep(store, "closures", OPENED, "Li")
    keep(store, "closures", ACCEPTED, "Li")
    undo(store, 2, "Zhao")
    assert record(con).stage is Stage.OPENED  # type: ignore[union-attr]
    undo(store, 3, "Zhao")
    assert record(con).accepted_in == 4  # type: ignore[union-attr]
    assert [kind for _, kind, _ in told(con)] == [StepKind.OPENED, StepKind.ACCEPTED, StepKind.TAKEN_BACK, StepKind.TAKEN_BACK]


def test_a_record_taken_back_whole_is_gone_and_its_trace_stays(board: Board, store: Store) -> None:
    con = board()
    keep(store, "closures", OPENED, "Li")
    undo(store, 1, "Zhao")
    assert record(con) is None
    assert told(con) == [(1, StepKind.OPENED, "Li"), (2, StepKind.TAKEN_BACK, None)]


def test_what_is_written_after_an_acceptance_leaves_it_where_it_was(board: Board, store: Store) -> None:
    con = board()
    keep(store, "closures", {**OPENED, **ACCEPTED, "data_version": "1"}, "Li")
    keep(store, "closures", {**C1, "result_score": "0.8"}, "Li")
    found = record(con)
    assert found is not None
    assert (found.accepted_in, found.frozen.version) == (1, 1)  # type: ignore[union-attr]


def test_a_version_that_cannot_have_been_looked_at_gives_way_to_that_of_the_acceptance(board: Board) -> None:
    con = board(closures="subject_id | accepted_on | data_version \n C1 | 2025-12-31 | 99")  # a record from another store
    frozen = record(con).frozen  # type: ignore[union-attr]
    assert (frozen.version, str(frozen.as_of)) == (1, "2025-12-31")  # type: ignore[union-attr]


def test_figures_of_an_acceptance_stay_through_imports_edits_and_undos(board: Board, store: Store) -> None:
    con = board(**GOALS)
    seen = store.version()
    keep(store, "closures", {**OPENED, **ACCEPTED, "data_version": str(seen)}, "Li")
    board.then(kr_values="day | value \n 2025-12-31 | 90 \n 2025-12-30 | 90")
    keep(store, "kr_metrics", {"metric_id": "M1", "target": "55"}, "Li")
    undo(store, store.version() - 1, "Li")
    frozen = record(con).frozen  # type: ignore[union-attr]
    assert frozen is not None
    then, now = (promised(con, resolve(con, question), "campaign", "C1")[0].progress for question in (frozen, scope(con).question))
    assert (then, now) == (0.5, 50 / 55)
    assert newer_data(con, scope(con), seen) == store.version()


def test_what_people_write_to_close_a_campaign_is_no_newer_data(board: Board, store: Store) -> None:
    con = board(**GOALS)
    seen = store.version()
    keep(store, "closures", OPENED, "Li")
    keep(store, "commendations", {**C1, "who": "An"}, "Li")
    undo(store, store.version(), "Li")
    assert newer_data(con, scope(con), seen) is None
    board.then(teams="team \n A")
    assert newer_data(con, scope(con), seen) == store.version()
    assert newer_data(con, scope(con, version=seen + 1), seen) is None


def test_a_project_has_a_record_of_its_own(board: Board) -> None:
    con = board(closures="subject_kind | subject_id | opened_on \n project | C1 | 2025-01-01")
    assert record(con) is None
    assert closing.closure(con, scope(con), "project", "C1") is not None
