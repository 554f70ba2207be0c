"""The template of the OKR plan: it is imported as it is, and people can fill it in."""

import io
from datetime import date

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from data.intake import Choices, commit, preview
from data.model.datasets import DATASETS
from data.okr_workbook import LANGUAGES, PLAN, called, template
from data.store import Store

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_imports_unchanged_with_every_sheet_recognised_and_nothing_rejected(store: Store, language: str) -> None:
    reports = commit(store, "plan.xlsx", template(language, TODAY), Choices())
    assert [report.dataset for report in reports] == list(PLAN)
    assert [(report.rejected, report.dangling, report.unused, report.problems) for report in reports] == [(0, 0, (), [])] * len(PLAN)
    assert all(report.new == report.lines > 0 for report in reports)
    assert [note for report in reports for note in report.notes] == [], "its own sheet of explanations isn't told as unknown"


def test_a_sheet_of_somebody_elses_that_is_called_like_our_explanations_is_told(store: Store) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for name, rows in {"说明": [["备注", "金额"], ["a", "1"]], "kr_values": [["metric_id", "day", "value"], ["M1", "2026-01-05", "5"]]}.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    reports = preview(store, "mine.xlsx", out.getvalue(), Choices())
    assert [(note.code, note.facts) for report in reports for note in report.notes if note.code != "dangling"] == [
        ("sheet_set_aside", {"sheet": "说明"})
    ]


def test_both_languages_hold_the_same_plan(store: Store) -> None:
    """Only what is text differs: numbers, days, months, ids and fixed words are the same."""
    for language in LANGUAGES:
        commit(store, "plan.xlsx", template(language, TODAY), Choices())
    again = {report.dataset: report for report in preview(store, "plan.xlsx", template("zh", TODAY), Choices())}
    assert {name: again[name].unchanged for name in ("kr_monthly_targets", "kr_values")} == {"kr_monthly_targets": 4, "kr_values": 9}
    told = store.cursor().execute("select metric_id, kr_id, direction, baseline, target, every from kr_metrics order by 1").fetchall()
    assert told == [("M1", "O1-KR1", "increase", 3.2, 5.0, "day"), ("M2", "O1-KR2", "decrease", 4.0, 2.0, "week")]
    months = store.cursor().execute("select month from kr_monthly_targets order by 1").fetchall()
    assert months[0] == (date(2026, 3, 1),)
    planned = store.cursor().execute("select kp_id, kr_id, month, status from key_projects order by 1").fetchall()
    assert planned == [
        ("KP1", "O1-KR1", date(2026, 1, 1), "done"),
        ("KP2", "O1-KR1", date(2026, 11, 1), "doing"),
        ("KP3", "O1-KR2", date(2026, 12, 1), "planned"),
    ]
    assert store.cursor().execute("select subject_kind, subject_id, done_on from milestones order by milestone_id").fetchall() == [
        ("campaign", "C1", date(2026, 1, 1)),
        ("campaign", "C1", None),
    ]


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2024, 2, 29), date(2026, 12, 31)])
def test_on_any_day_its_figures_lie_in_the_year_and_not_in_the_future(store: Store, today: date) -> None:
    assert [report.rejected for report in commit(store, "plan.xlsx", template("en", today), Choices())] == [0] * len(PLAN)
    first, last = store.cursor().execute("select min(day), max(day) from kr_values").fetchall()[0]
    assert date(today.year, 1, 1) <= first <= last == today


@pytest.mark.parametrize("language", LANGUAGES)
def test_days_are_dates_numbers_are_numbers_and_ids_are_text(language: str) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(template(language, TODAY)))
    _, metric, *_ = book.get_sheet_by_name(book.sheet_names[1 + PLAN.index("kr_values")]).to_python()
    assert [type(cell) for cell in metric] == [str, date, float]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_of_the_plan_is_explained(language: str) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(template(language, TODAY)))
    told = [row[0] for row in book.get_sheet_by_index(0).to_python()]
    columns = [column for name in PLAN for column in DATASETS[name].columns]
    assert [row.partition(" · ")[2] for row in told[-len(columns) :]] == [called(column, language) for column in columns]
