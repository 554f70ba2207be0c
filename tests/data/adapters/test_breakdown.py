"""The OKR breakdown comes in again: exactly what was edited changes, and every cell is accounted for."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import pytest
import xlsxwriter

from data.adapters.breakdown.columns import COLUMNS, KINDS
from data.adapters.breakdown.listing import month_of
from data.intake import Choices, Report, commit, preview
from data.intake.contract import contract
from data.store import Store
from tests.conftest import Board

MONTHS = ("2025-01", "2025-02")
KNOWN = {"objective_id": "O1", "kr_id": "KR1"}
GROW = {"objective": "Grow", "kr": "More orders", "strategy": "Coupons"}
ORDERS = {"metric_id": "M1", "metric": "Orders", "direction": "increase", "baseline": "0", "target": "100"}
Plan = Callable[..., bytes]


def line(kind: str, *months: str, **cells: str) -> list[str]:
    said = KNOWN | cells | {"line": KINDS[kind].en if kind in KINDS else kind}
    return [*(said.get(column, "") for column in COLUMNS), *months]


def header(language: str = "en", months: Sequence[str] = MONTHS, mark: str = "") -> list[str]:
    return [*(name(language) for name in COLUMNS.values()), *months, *([mark] if mark else [])]


def as_csv(*lines: Sequence[str], head: Sequence[str] = ()) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([head or header(), *lines])
    return out.getvalue().encode()


PLAN = (
    line("target", "40", "80", **GROW, **ORDERS),
    line("actual", "38", "", metric_id="M1"),
    line("attainment", "0.95", "", metric_id="M1"),
    line("kp", "[KP1] Open a store (doing) @Li", "[KP2] Open two"),
)


@pytest.fixture
def world(board: Board, store: Store) -> Store:
    board(
        objectives="objective_id | strategy \n O1 | Coupons",
        key_results="kr_id \n KR1",
        kr_metrics="metric_id \n M1",
        kr_monthly_targets="month | target \n 2025-01 | 40 \n 2025-02 | 80",
        key_projects="kp_id | month | title | status | owner \n KP1 | 2025-01 | Open a store | doing | Li \n KP2 | 2025-02 | Open two | |",
    )
    return store


def with_(nth: int, changes: Mapping[str | int, str]) -> list[list[str]]:
    """The plan with some cells of a line, by column or by month, written otherwise."""
    lines = [list(each) for each in PLAN]
    for where, text in changes.items():
        lines[nth][len(COLUMNS) + where if isinstance(where, int) else list(COLUMNS).index(where)] = text
    return lines


def told(reports: Sequence[Report]) -> dict[str, tuple[int, int, int, int]]:
    """By dataset what is new, changed, unchanged and rejected."""
    assert all(report.accounted == report.lines for report in reports)
    return {report.dataset: (report.new, report.changed, report.unchanged, report.rejected) for report in reports}


def edited(reports: Sequence[Report]) -> dict[str, tuple[int, int]]:
    """The datasets in which something changes: new and changed."""
    return {report.dataset: (report.new, report.changed) for report in reports if report.changes_something}


def held(store: Store, question: str) -> list[tuple[Any, ...]]:
    return store.cursor().execute(question).fetchall()


def problems(reports: Sequence[Report]) -> list[tuple[int, str, str]]:
    """Line of the file, column and code."""
    return [
        (place.line, place.column or problem.field, problem.code)
        for report in reports
        for problem in report.problems
        if (place := report.place(problem.line))
    ]


def test_what_nobody_edited_changes_nothing(world: Store) -> None:
    assert told(commit(world, "plan.csv", as_csv(*PLAN), Choices())) == {
        "objectives": (0, 0, 1, 0),
        "key_results": (0, 0, 1, 0),
        "kr_metrics": (0, 0, 1, 0),
        "kr_monthly_targets": (0, 0, 2, 0),
        "key_projects": (0, 0, 2, 0),
    }


def test_lines_that_are_worked_out_are_blank_and_said_to_be(world: Store) -> None:
    first, *others = preview(world, "plan.csv", as_csv(*PLAN), Choices())
    assert (first.lines, first.blank, sum(report.blank for report in others)) == (3, 2, 0)
    assert [note.code for note in first.notes] == ["breakdown_computed", "breakdown_keeps"]


def test_an_edited_target_and_an_edited_kp_are_the_only_facts_that_change(world: Store) -> None:
    lines = with_(0, {1: "85"})
    lines[3][len(COLUMNS)] = "[KP1] Open a store (done) @Li"
    assert edited(commit(world, "plan.csv", as_csv(*lines), Choices())) == {"kr_monthly_targets": (0, 1), "key_projects": (0, 1)}
    assert held(world, "select month::varchar, target from kr_monthly_targets order by 1") == [("2025-01-01", 40.0), ("2025-02-01", 85.0)]
    assert held(world, "select kp_id, status from key_projects order by 1") == [("KP1", "done"), ("KP2", None)]


def test_a_fact_names_the_line_of_the_file_it_stands_on(world: Store) -> None:
    commit(world, "plan.csv", as_csv(*with_(3, {0: "[KP1] Open a store (done) @Li"})), Choices())
    assert held(world, "select line from facts.key_projects where kp_id = 'KP1' and valid_from = (select max(version) from facts.versions)") == [(5,)]


@pytest.mark.parametrize(
    ("cell", "changes"),
    [
        ({"objective": "Grow faster"}, "objectives"),
        ({"strategy": ""}, "objectives"),
        ({"objective_owner": "Zhao"}, "objectives"),
        ({"kr": "Many more orders"}, "key_results"),
        ({"kr_owner": "Qian"}, "key_results"),
        ({"target": "120"}, "kr_metrics"),
        ({"unit": "k"}, "kr_metrics"),
    ],
    ids=str,
)
def test_each_cell_is_a_fact_of_its_own_dataset(world: Store, cell: dict[str | int, str], changes: str) -> None:
    assert edited(preview(world, "plan.csv", as_csv(*with_(0, cell)), Choices())) == {changes: (0, 1)}


def test_a_kp_cut_and_pasted_into_another_month_moves_there(world: Store) -> None:
    lines = with_(3, {0: "", 1: "[KP2] Open two\n[KP1] Open a store (doing) @Li"})
    assert edited(commit(world, "plan.csv", as_csv(*lines), Choices())) == {"key_projects": (0, 1)}
    assert held(world, "select month::varchar, status, owner from key_projects where kp_id = 'KP1'") == [("2025-02-01", "doing", "Li")]


def test_a_line_without_a_number_is_a_new_kp_once_however_often_it_is_brought(world: Store) -> None:
    lines = with_(3, {1: "[KP2] Open two\nTrain the staff (计划) @Wu"})
    assert edited(commit(world, "plan.csv", as_csv(*lines), Choices())) == {"key_projects": (1, 0)}
    assert edited(commit(world, "again.csv", as_csv(*lines), Choices())) == {}
    [(number, *rest)] = held(world, "select kp_id, kr_id, month::varchar, title, status, owner from key_projects where owner = 'Wu'")
    assert (number.startswith("KR1-2025-02-"), rest) == (True, ["KR1", "2025-02-01", "Train the staff", "planned", "Wu"])


def test_a_removed_kp_and_an_emptied_target_stay_and_a_dropped_kp_is_dropped(world: Store) -> None:
    lines = with_(0, {1: ""})
    lines[3][-2:] = ["[KP1] Open a store (dropped) @Li", ""]
    assert edited(commit(world, "plan.csv", as_csv(*lines), Choices())) == {"key_projects": (0, 1)}
    assert held(world, "select count(*), sum(target) from kr_monthly_targets") == [(2, 120.0)]
    assert held(world, "select kp_id, status from key_projects order by 1") == [("KP1", "dropped"), ("KP2", None)]


def test_an_unreadable_cell_is_rejected_with_its_line_and_month_and_the_others_go_in(world: Store) -> None:
    lines = with_(0, {0: "about 50", 1: "90"})
    lines[3][-1] = "[KP2 Open two\nSecond"
    reports = commit(world, "plan.csv", as_csv(*lines), Choices())
    assert problems(reports) == [(2, "2025-01", "not_a_number"), (5, "2025-02", "kp_without_end")]
    assert told(reports)["kr_monthly_targets"] == (0, 1, 0, 1)
    assert told(reports)["key_projects"] == (1, 0, 1, 1)
    [target] = [report for report in reports if report.dataset == "kr_monthly_targets"]
    assert contract(target, lambda problem: problem.code)["problems"] == [{"line": 2, "field": "2025-01", "reason": "not_a_number"}]


def test_an_unknown_objective_is_rejected_and_a_new_key_result_with_its_metric_goes_in(world: Store) -> None:
    more = [
        line("target", "5", objective_id="O9", objective="Elsewhere", kr_id="KR9", kr="There", **(ORDERS | {"metric_id": "M9"})),
        line("target", "7", kr_id="KR2", kr="Fewer returns", **(ORDERS | {"metric_id": "M2", "metric": "Returns"})),
    ]
    reports = commit(world, "plan.csv", as_csv(*PLAN, *more), Choices())
    assert problems(reports) == [(6, "ends_on", "missing_column"), (6, "starts_on", "missing_column")]
    assert edited(reports) == {"key_results": (2, 0), "kr_metrics": (2, 0), "kr_monthly_targets": (2, 0)}
    assert [report.dangling for report in reports if report.dataset == "key_results"] == [1]
    assert held(world, "select kr_id, objective_id from key_results order by 1") == [("KR1", "O1"), ("KR2", "O1"), ("KR9", "O9")]


def test_a_key_result_named_without_a_number_is_rejected_and_renames_nobody(world: Store) -> None:
    reports = commit(world, "plan.csv", as_csv(*PLAN, line("target", "7", kr_id="", kr="Fewer returns", metric="Returns")), Choices())
    assert {place for place, _, _ in problems(reports)} == {6}
    assert edited(reports) == {}


def test_what_repeated_cells_contradict_is_told_by_the_last(world: Store) -> None:
    reports = commit(world, "plan.csv", as_csv(*with_(3, {"kr": "Better orders"})), Choices())
    assert [(report.changed, report.superseded) for report in reports if report.dataset == "key_results"] == [(1, 1)]
    assert held(world, "select title from key_results") == [("Better orders",)]


def test_a_line_that_does_not_say_what_it_is_is_never_guessed_at(world: Store) -> None:
    reports = commit(world, "plan.csv", as_csv(*PLAN, line("", "7", metric_id="M1")), Choices())
    assert problems(reports) == [(6, "2025-01", "no_kind_of_line")]


def test_a_column_that_was_deleted_keeps_its_values_and_one_of_somebodys_own_is_named(world: Store) -> None:
    place = list(COLUMNS).index("strategy")
    lines = [[*each[:place], *each[place + 1 :], "my note"] for each in (header(), *PLAN)]
    lines[0][-1] = "Remark"
    reports = preview(world, "plan.csv", as_csv(*lines[1:], head=lines[0]), Choices())
    assert edited(reports) == {}
    assert all("Remark" in report.unused for report in reports)


def test_a_sub_campaign_without_an_objective_and_blank_lines_say_nothing(world: Store) -> None:
    none = line("none", campaign="Later", objective_id="", kr_id="")
    assert edited(preview(world, "plan.csv", as_csv(none, [""], *PLAN, ["", "", ""], ["A remark below the table"]), Choices())) == {}


def test_a_file_of_an_earlier_version_takes_nothing_back_that_it_does_not_edit(world: Store, board: Board) -> None:
    mark = f"goalboard:breakdown:canonical:{world.version()}"
    board.then(
        kr_monthly_targets="month | target \n 2025-01 | 45", key_projects="kp_id | month | title | status | owner \n KP1 | 2025-01 | Open | done | Li"
    )
    lines = with_(0, {1: "90"})
    reports = commit(world, "plan.csv", as_csv(*lines, head=header(mark=mark)), Choices())
    assert edited(reports) == {"kr_monthly_targets": (0, 1)}
    assert held(world, "select target from kr_monthly_targets order by month") == [(45.0,), (90.0,)]
    assert held(world, "select title, status from key_projects where kp_id = 'KP1'") == [("Open", "done")]


def test_an_edit_of_what_somebody_else_changed_since_is_refused_with_their_name(world: Store) -> None:
    mark = f"goalboard:breakdown:canonical:{world.version()}"
    commit(world, "theirs.csv", as_csv(*with_(0, {0: "45"})), Choices(who="Sun"))
    reports = commit(world, "mine.csv", as_csv(*with_(0, {0: "50", 1: "90"}), head=header(mark=mark)), Choices(who="Li"))
    [target] = [report for report in reports if report.dataset == "kr_monthly_targets"]
    assert [(problem.code, problem.facts["who"]) for problem in target.problems] == [("overtaken", "Sun")]
    assert told(reports)["kr_monthly_targets"] == (0, 1, 0, 1)
    assert held(world, "select target from kr_monthly_targets order by month") == [(45.0,), (90.0,)]


def test_both_may_make_the_same_edit(world: Store) -> None:
    mark = f"goalboard:breakdown:canonical:{world.version()}"
    commit(world, "theirs.csv", as_csv(*with_(0, {0: "45"})), Choices())
    reports = commit(world, "mine.csv", as_csv(*with_(0, {0: "45"}), head=header(mark=mark)), Choices())
    assert (told(reports)["kr_monthly_targets"], edited(reports)) == ((0, 0, 2, 0), {})


def test_a_kp_that_somebody_retired_does_not_return_with_a_file_of_before(world: Store) -> None:
    mark = f"goalboard:breakdown:canonical:{world.version()}"
    commit(world, "kps.csv", b"kp_id,kr_id,month,title\nKP2,KR1,2025-02,Open two\n", Choices(mode="snapshot", yes=True))
    assert edited(commit(world, "plan.csv", as_csv(*PLAN, head=header(mark=mark)), Choices())) == {}


def test_rejected_lines_come_in_again_once_they_are_mended(world: Store) -> None:
    [target] = [report for report in commit(world, "plan.csv", as_csv(*with_(0, {0: "n/a"})), Choices()) if report.dataset == "kr_monthly_targets"]
    [rejected] = target.rejected_lines
    mended = ["55" if cell == "n/a" else cell for cell in rejected.cells]
    out = io.StringIO()
    csv.writer(out).writerows([target.header, mended])
    assert edited(commit(world, "mended.csv", out.getvalue().encode(), Choices())) == {"kr_monthly_targets": (0, 1)}
    assert held(world, "select target from kr_monthly_targets order by month") == [(55.0,), (80.0,)]


def test_a_workbook_that_other_programs_saved_is_read_alike(world: Store) -> None:
    """Months became dates, ids and targets numbers or the reverse; cells were merged, so that only the first of them holds anything."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet, month = book.add_worksheet("Tabelle1"), book.add_format({"num_format": "mmm-yy"})
        sheet.write_row(1, 1, header("zh", months=()))
        sheet.write_datetime(1, 1 + len(COLUMNS), datetime(2025, 1, 1), month)  # noqa: DTZ001
        sheet.write_number(1, 2 + len(COLUMNS), 45689)  # the first of February 2025, its format lost
        for row, line_ in enumerate(PLAN, start=2):
            for place, cell in enumerate(line_, start=1):
                first = row == 2 or cell != PLAN[row - 3][place - 1]
                sheet.write(row, place, f"{cell}  " if cell and not cell[0].isdigit() else cell) if first else None
        sheet.write_string(2, 1 + len(COLUMNS), "40")
        sheet.write_number(2, 2 + len(COLUMNS), 8e1)
    reports = preview(world, "plan.xlsx", out.getvalue(), Choices())
    assert {report.sheet for report in reports} == {"Tabelle1"}
    assert (edited(reports), problems(reports)) == ({}, [])
    assert sum(unchanged for _, _, unchanged, _ in told(reports).values()) == 7


@pytest.mark.parametrize(
    "text",
    [
        "2025-03",
        "2025-3",
        "2025/03",
        "2025年3月",
        "2025-03-01 00:00:00",
        "45717",
        "Mar-25",
        "Mar 2025",
        " 2025.03 ",
        "2025－03",
        "２０２５年３月",
        "202503",
    ],
)
def test_a_month_is_known_however_it_is_written(text: str) -> None:
    assert month_of(text) == "2025-03"


@pytest.mark.parametrize("text", ["", "Remark", "目标值", "Q1", "12", "2025-13", "202513", "3月", "March"])
def test_anything_else_is_no_month(text: str) -> None:
    assert month_of(text) == ""


@pytest.mark.parametrize("head", ["2月", "February", "2025-13"])
def test_what_stands_under_a_month_that_cannot_be_read_is_told_cell_by_cell(world: Store, head: str) -> None:
    lines = with_(0, {1: "85"})
    reports = commit(world, "plan.csv", as_csv(*lines, head=header(months=("2025-01", head))), Choices())
    assert problems(reports) == [(2, head, "no_month"), (5, head, "no_month")]
    assert told(reports)["kr_monthly_targets"] == (0, 0, 1, 1)
    assert told(reports)["key_projects"] == (0, 0, 1, 1)


@pytest.mark.parametrize("head", ["", "Remark"])
def test_no_column_among_the_months_is_passed_over_silently(world: Store, head: str) -> None:
    lines = [[*each[: len(COLUMNS) + 1], "85" if nth == 0 else "", each[-1]] for nth, each in enumerate(PLAN)]
    reports = preview(world, "plan.csv", as_csv(*lines, head=header(months=("2025-01", head, "2025-02"))), Choices())
    assert [number for number, _, _ in problems(reports)] == [2]
    assert edited(reports) == {}


@pytest.mark.parametrize("head", ["Remark", "2nd thoughts", "Marketing"])
def test_a_column_of_ones_own_beside_the_months_is_let_be(world: Store, head: str) -> None:
    lines = [[*each, "85"] for each in PLAN]
    reports = preview(world, "plan.csv", as_csv(*lines, head=header(months=(*MONTHS, head))), Choices())
    assert (edited(reports), problems(reports)) == ({}, [])
    assert head in reports[0].unused
