"""How a campaign is closed: the record's stages, its trace, and figures that stay what they were when it was accepted."""

import io
from collections.abc import Sequence
from itertools import permutations

import pytest
from duckdb import DuckDBPyConnection

from data.export import export
from data.intake import Choices, commit, commit_sample
from data.keeping import keep, keep_all
from data.model.datasets import DATASETS
from data.store import Store
from data.store.undo import undo
from metrics.campaigns import closing
from metrics.campaigns.acceptance import promised
from metrics.campaigns.answers import LineRow, answer
from metrics.campaigns.closing import Closure, Stage, closure, newer_data
from metrics.campaigns.trace import StepKind, trace
from metrics.scope import resolve
from tests.conftest import Board, empty
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


def test_every_save_of_verdicts_is_a_step_with_its_count(board: Board, store: Store) -> None:
    """Of a version that did both, verdicts come before the acceptance that rests on them; another campaign's are none of it."""
    con, line = board(), {**C1, "kind": "other", "title": "Law", "verdict": "partly"}
    other = {**line, "subject_id": "C2", "line_no": "1"}
    keep(store, "closures", OPENED, "Li")
    keep_all(store, {"acceptance_lines": [{**line, "line_no": name} for name in ("1", "2", "3")] + [other]}, "Wang")
    better, gone = {**line, "line_no": "2", "verdict": "accepted"}, {**C1, "line_no": "3"}
    keep_all(store, {"acceptance_lines": [better]}, "Zhao", dropped={"acceptance_lines": [gone]})
    keep_all(store, {"acceptance_lines": [{**line, "line_no": "1", "note": "late"}], "closures": [ACCEPTED]}, "Li")
    keep_all(store, {"acceptance_lines": [{**other, "verdict": "rejected"}]}, "Li")
    undo(store, 3, "Chen")
    steps = [(step.version, step.kind, step.who, step.lines) for step in trace(con, scope(con), "campaign", "C1")]
    assert steps == [
        (1, StepKind.OPENED, "Li", None),
        (2, StepKind.JUDGED, "Wang", 3),
        (3, StepKind.JUDGED, "Zhao", 2),
        (4, StepKind.JUDGED, "Li", 1),
        (4, StepKind.ACCEPTED, "Li", None),
        (6, StepKind.TAKEN_BACK, "Chen", None),
    ]
    assert [step.version for step in trace(con, scope(con, version=2), "campaign", "C1")] == [1, 2]


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


LINE = {**C1, "line_no": "kr:KR1", "kind": "kr", "ref_id": "KR1", "title": "More orders", "verdict": "partly", "note": "ok"}
SUBJECT = "subject_id | accepted_on | data_version | as_of"


def told_lines(con: DuckDBPyConnection, **choices: object) -> list[tuple[object, ...]]:
    rows: Sequence[LineRow] = answer(con, scope(con, **choices), "acceptance", "C1")  # type: ignore[assignment]
    return [(row.line_no, row.verdict, row.progress) for row in rows]


@pytest.mark.parametrize("last", list(permutations(["kr_values", "closures", "acceptance_lines"])))
def test_an_acceptance_from_a_file_finds_its_verdicts_and_figures_in_whatever_order_the_files_arrive(
    board: Board, store: Store, last: Sequence[str]
) -> None:
    board(**GOALS)
    seen = store.version()
    keep_all(store, {"acceptance_lines": [LINE], "closures": [{**OPENED, **ACCEPTED, "data_version": str(seen)}]}, "Li")
    files = {name: exported(store, name) for name in ("campaigns", "objectives", "key_results", "kr_metrics", *last)}
    before = told_lines(store.cursor())
    empty(store)
    for name, text in files.items():
        commit(store, f"{name}.csv", text, Choices(dataset=name))
    assert told_lines(store.cursor()) == before == [("kr:KR1", "partly", 0.5)]


def exported(store: Store, name: str) -> bytes:
    out = io.StringIO()
    export(store, DATASETS[name], out)
    return out.getvalue().encode()


def test_an_acceptance_from_a_file_is_read_at_its_day_as_known_at_the_version_read(board: Board) -> None:
    con = board(**GOALS | {"closures": f"{SUBJECT} \n C1 | 2026-01-05 | 1 | 2025-12-31"})  # 1 was another store's, before it had any goal
    found = record(con)
    assert found is not None
    assert (found.from_file, found.accepted_in) == (True, 5)  # the key result came after it
    assert told_lines(con) == [("kr:KR1", None, 0.5)]
    board.then(kr_values="day | value \n 2025-12-31 | 90 \n 2026-01-04 | 20")
    assert told_lines(con) == [("kr:KR1", None, 0.9)]
    assert told_lines(con, version=6) == [("kr:KR1", None, 0.5)]


def test_an_acceptance_from_a_file_without_a_day_is_read_at_the_day_it_was_accepted_on(board: Board) -> None:
    con = board(closures="subject_id | accepted_on | data_version \n C1 | 2025-12-31 | 99")
    frozen = record(con).frozen  # type: ignore[union-attr]
    assert (frozen.version, str(frozen.as_of)) == (1, "2025-12-31")  # type: ignore[union-attr]


def test_an_undo_of_the_file_that_brought_the_verdicts_takes_them_from_an_acceptance_from_a_file(board: Board, store: Store) -> None:
    con = board(**GOALS | {"closures": f"{SUBJECT} \n C1 | 2025-12-31 | 1 | 2025-12-31"})
    board.then(acceptance_lines="subject_id | line_no | kind | ref_id \n C1 | kr:KR1 | kr | KR1 \n C2 | kr:KR2 | kr | KR2")
    assert told_lines(con) == [("kr:KR1", "accepted", 0.5)]
    undo(store, store.version(), "Li")
    assert told_lines(con) == [("kr:KR1", None, 0.5)]
    undo(store, store.version(), "Li")
    assert told_lines(con) == [("kr:KR1", "accepted", 0.5)]


def test_what_people_write_on_a_line_leaves_an_acceptance_as_it_was_wherever_it_came_from(board: Board, store: Store) -> None:
    lines = "subject_id | line_no | kind | ref_id \n C1 | kr:KR1 | kr | KR1"
    con = board(**GOALS | {"acceptance_lines": lines, "closures": f"{SUBJECT} \n C1 | 2025-12-31 | 1 | 2025-12-31"})
    keep(store, "acceptance_lines", {**LINE, "verdict": "rejected"}, "Zhao")
    assert told_lines(con) == [("kr:KR1", "accepted", 0.5)]
    undo(store, store.version(), "Zhao")
    undo(store, store.version(), "Zhao")  # and the verdict is "rejected" again
    assert told_lines(con) == [("kr:KR1", "accepted", 0.5)]


def test_what_is_accepted_here_stays_what_it_was_through_files_and_an_undo_of_its_undo(board: Board, store: Store) -> None:
    con = board(**GOALS)
    seen = store.version()
    made = keep_all(store, {"acceptance_lines": [LINE], "closures": [{**OPENED, **ACCEPTED, "data_version": str(seen)}]}, "Li")
    assert made is not None
    undo(store, made, "Li")
    undo(store, made + 1, "Li")
    board.then(kr_values="day | value \n 2025-12-31 | 90", acceptance_lines="subject_id | line_no | kind | ref_id \n C1 | kr:KR1 | kr | KR1")
    found = record(con)
    assert found is not None
    assert (found.from_file, found.accepted_in, told_lines(con)) == (False, made + 2, [("kr:KR1", "partly", 0.5)])


def test_a_score_written_here_does_not_make_an_acceptance_from_a_file_ours(board: Board, store: Store) -> None:
    con = board(**GOALS | {"closures": f"{SUBJECT} \n C1 | 2025-12-31 | 1 | 2025-12-31"})
    keep(store, "closures", {**C1, "result_score": "0.8"}, "Li")
    keep(store, "closures", REOPENED, "Li")
    assert not record(con).from_file  # type: ignore[union-attr]
    undo(store, store.version(), "Li")
    assert record(con).from_file  # type: ignore[union-attr]


def test_the_trace_of_a_real_campaign_knows_nothing_of_the_sample_company(store: Store) -> None:
    goal = b"objective_id,title,starts_on,ends_on\nO1,Grow,2025-01-01,2025-12-31\n"
    closed = b"subject_kind,subject_id,opened_on,opened_by,accepted_on,accepted_by\ncampaign,C1,2025-01-01,An,2025-02-01,Bo\n"
    commit_sample(store, {"objectives.csv": goal, "closures.csv": closed})
    con = store.cursor()
    assert [by for *_, by in told(con)] == ["An", "Bo"]
    keep(store, "closures", {**C1, "result_score": "0.8"}, "Li")
    assert told(con)[2:] == [(2, StepKind.EVALUATED, None)]
    commit(store, "closures.csv", b"subject_kind,subject_id,opened_on,opened_by\ncampaign,C1,2025-12-01,Zhao\n", Choices())
    assert told(con) == [(3, StepKind.OPENED, "Zhao")]
    assert [by for *_, by in told(con, version=1)] == ["An", "Bo"]
    undo(store, 3, "Li")  # the sample company is back
    assert [kind for _, kind, _ in told(con)][2:] == [StepKind.EVALUATED, StepKind.REMOVED, StepKind.TAKEN_BACK]
    assert record(con).stage is Stage.ACCEPTED  # type: ignore[union-attr]


def test_once_real_data_came_a_sample_record_is_none_and_leaves_no_trace(store: Store) -> None:
    goal = b"objective_id,title,starts_on,ends_on\nO1,Grow,2025-01-01,2025-12-31\n"
    closed = {
        "closures.csv": b"subject_kind,subject_id,opened_on\ncampaign,C1,2025-01-01\n",
        "acceptance_lines.csv": b"subject_kind,subject_id,line_no,kind,title,verdict\ncampaign,C1,other:1,other,Law,partly\n",
    }
    commit_sample(store, {"objectives.csv": goal, **closed})
    assert [version for version, *_ in told(store.cursor())] == [1, 1]
    commit(store, "teams.csv", b"team\nA\n", Choices())
    assert (record(store.cursor()), told(store.cursor())) == (None, [])


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


def test_an_undo_of_an_undo_is_newer_data_where_what_it_brings_back_is(board: Board, store: Store) -> None:
    con = board(**GOALS)
    board.then(kr_values="day | value \n 2025-12-31 | 90")
    seen = undo(store, store.version(), "Li")
    keep(store, "closures", OPENED, "Li")
    assert newer_data(con, scope(con), seen) is None
    for taken_back in (seen + 1, seen + 2, seen):  # an edit, the undo of that, and the undo of the import
        undo(store, taken_back, "Li")
    assert store.version() == seen + 4
    assert newer_data(con, scope(con), seen) == seen + 4
    assert newer_data(con, scope(con, version=seen + 3), seen) is None


def test_a_project_has_a_record_of_its_own(board: Board) -> None:
    con = board(closures="subject_kind | subject_id | opened_on \n project | C1 | 2025-01-01")
    assert record(con) is None
    assert closing.closure(con, scope(con), "project", "C1") is not None
