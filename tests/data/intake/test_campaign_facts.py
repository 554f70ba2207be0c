"""Campaigns, projects and what closes them come in as files: their words, their rules, and what they name that isn't there."""

import io

import pytest
import xlsxwriter

from data.intake import Choices, commit
from data.model.datasets import DATASETS
from data.okr_workbook import sheet_name
from data.store import Store
from tests.data.intake.drawn import counts, held, problems, read_in

RULES = [
    (
        "campaigns",
        "campaign_id | title | starts_on | ends_on",
        "2025-09-02 | 2025-09-01",
        "2025-09-01 | 2025-09-01",
        "ends_on",
        "ends_before_it_starts",
    ),
    (
        "iterations",
        "iteration_id | title | starts_on | ends_on",
        "2025-09-02 | 2025-09-01",
        "2025-09-01 | 2025-09-01",
        "ends_on",
        "ends_before_it_starts",
    ),
    (
        "projects",
        "project_id | title | kind | starts_on | ends_on",
        "专项 | 2025-09-02 | 2025-09-01",
        "专项 | 2025-09-02 | ",
        "ends_on",
        "ends_before_it_starts",
    ),
    (
        "risks",
        "risk_id | title | project_id | likelihood | impact | status | raised_on | closed_on",
        "P | 高 | low | closed | 2025-09-02 | 2025-09-01",
        "P | 高 | low | closed | 2025-09-02 | 2025-09-02",
        "closed_on",
        "closed_before_raised",
    ),
    ("closures", "subject_id | subject_kind | result_score", "campaign | 1.01", "campaign | 1", "result_score", "score_out_of_reach"),
    ("closures", "subject_id | subject_kind | process_score", "项目 | -0.01", "项目 | 0", "process_score", "score_out_of_reach"),
]
WORDS = [
    ("key_projects", "kp_id | kr_id | month | title | status", "K1 | KR1 | 2025-09 | a | {}", "status", "已取消", "dropped"),
    ("projects", "project_id | title | kind", "P1 | a | {}", "kind", "专项", "special"),
    ("projects", "project_id | title | kind | phase", "P1 | a | special | {}", "phase", "收尾", "close"),
    ("acceptance_lines", "subject_kind | subject_id | line | kind | title | verdict", "战役 | C1 | 1 | kr | a | {}", "verdict", "不通过", "rejected"),
    (
        "improvements",
        "improvement_id | subject_kind | subject_id | title | kind | status",
        "I1 | 战役 | C1 | a | keep | {}",
        "status",
        "已完成",
        "done",
    ),
    ("iteration_events", "iteration_id | kind | planned_on", "2026-0916 | {} | 2026-09-03", "kind", "技术评审&排期", "tech_review"),
    (
        "milestones",
        "milestone_id | subject_kind | subject_id | title | planned_on",
        "M1 | {} | C1 | a | 2025-09-01",
        "subject_kind",
        "项目",
        "project",
    ),
]
DATASETS_OF_SUBJECTS = {
    "milestones": "milestone_id | title | planned_on | subject_kind | subject_id \n {n} | a | 2025-09-01 | {kind} | {id}",
    "closures": "subject_kind | subject_id \n {kind} | {id}",
    "acceptance_lines": "line_no | kind | title | verdict | subject_kind | subject_id \n {n} | kr | a | accepted | {kind} | {id}",
    "improvements": "improvement_id | title | kind | status | subject_kind | subject_id \n {n} | a | keep | open | {kind} | {id}",
    "commendations": "who | subject_kind | subject_id \n {n} | {kind} | {id}",
}


@pytest.mark.parametrize(("dataset", "header", "wrong", "right", "field", "code"), RULES, ids=[f"{case[0]} {case[4]}" for case in RULES])
def test_a_line_that_cannot_be_is_rejected_and_the_one_just_within_the_rule_is_in(
    store: Store, dataset: str, header: str, wrong: str, right: str, field: str, code: str
) -> None:
    title = " | a" if "title" in header else ""
    report = read_in(store, dataset, f"{header} \n WRONG{title} | {wrong} \n RIGHT{title} | {right}")
    assert problems(report) == [(2, field, code)]
    assert held(store, dataset, header.partition(" ")[0]) == ["RIGHT"]


@pytest.mark.parametrize(("dataset", "header", "line", "field", "chinese", "ours"), WORDS, ids=[f"{case[0]} {case[3]}" for case in WORDS])
def test_a_word_is_known_in_both_languages_and_an_unknown_one_is_kept_and_listed(
    store: Store, dataset: str, header: str, line: str, field: str, chinese: str, ours: str
) -> None:
    assert problems(read_in(store, dataset, f"{header} \n {line.format(chinese)}")) == []
    assert held(store, dataset, field) == [ours]
    assert counts(read_in(store, dataset, f"{header} \n {line.format(f' {ours.upper()} ')}")) == {"lines": 1, "unchanged": 1}
    report = read_in(store, dataset, f"{header} \n {line.format('Moonlit')}")
    assert ("unknown_word_kept", {"value": "moonlit", "count": 1}) in [(told.code, dict(told.facts)) for told in report.problems]
    assert "moonlit" in held(store, dataset, field)


@pytest.mark.parametrize("dataset", DATASETS_OF_SUBJECTS)
def test_what_is_said_of_a_campaign_or_project_that_is_not_there_is_kept_and_dangles(store: Store, dataset: str) -> None:
    read_in(store, "campaigns", "campaign_id | title \n C1 | a \n BOTH | b")
    read_in(store, "projects", "project_id | title | kind \n P1 | a | special \n BOTH | b | special")
    header, line = DATASETS_OF_SUBJECTS[dataset].split(" \n ")
    told = [("campaign", "C1"), ("project", "P1"), ("战役", "BOTH"), ("project", "BOTH"), ("campaign", "P1"), ("project", "C1"), ("moon", "C9")]
    report = read_in(store, dataset, "\n".join([header, *(line.format(n=f"N{n}", kind=kind, id=id_) for n, (kind, id_) in enumerate(told))]))
    assert (report.new, report.dangling) == (7, 2), "a campaign isn't a project of the same id, and of an unknown kind nothing is known"
    found = {(note.facts["field"], note.facts["value"]) for note in report.notes if note.code == "dangling"}
    assert found == {("subject_id", "P1"), ("subject_id", "C1")}


@pytest.mark.parametrize(
    ("dataset", "table", "field", "value"),
    [
        ("campaigns", "campaign_id | title | parent_id \n C1 | a | \n C2 | b | C1 \n C3 | c | GHOST", "parent_id", "GHOST"),
        ("objectives", "objective_id | title | starts_on | ends_on | campaign_id \n O1 | a | 2025-01-01 | 2025-12-31 | C9", "campaign_id", "C9"),
        ("key_projects", "kp_id | kr_id | month | title \n K1 | KR9 | 2025-09 | a", "kr_id", "KR9"),
        ("projects", "project_id | title | kind | parent_id \n P1 | a | special | P9", "parent_id", "P9"),
        ("projects", "project_id | title | kind | campaign_id \n P1 | a | special | C9", "campaign_id", "C9"),
        (
            "risks",
            "risk_id | project_id | title | likelihood | impact | status | raised_on \n R1 | P9 | a | high | low | open | 2025-09-01",
            "project_id",
            "P9",
        ),
        ("iteration_events", "iteration_id | kind | planned_on \n 2026-0916 | end | 2026-09-16", "iteration_id", "2026-0916"),
    ],
)
def test_a_reference_to_nothing_is_kept_counted_and_named(store: Store, dataset: str, table: str, field: str, value: str) -> None:
    report = read_in(store, dataset, table)
    assert (report.rejected, report.dangling) == (0, 1)
    assert [dict(note.facts) for note in report.notes if note.code == "dangling"] == [{"field": field, "value": value, "count": 1}]


def test_a_dangling_reference_is_whole_as_soon_as_the_other_side_arrives(store: Store) -> None:
    line = "milestone_id | subject_kind | subject_id | title | planned_on \n M1 | campaign | C1 | a | 2025-09-01"
    assert read_in(store, "milestones", line).dangling == 1
    read_in(store, "campaigns", "campaign_id | title \n C1 | a")
    assert read_in(store, "milestones", line).dangling == 0


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_workbook_with_a_sheet_for_each_dataset_is_read_by_the_names_of_its_sheets(store: Store, language: str) -> None:
    """The headers that milestones, improvements and all others share decide nothing."""
    names = ["campaigns", "projects", "milestones", "risks", "closures", "acceptance_lines", "improvements", "commendations", "iterations"]
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for name in names:
            columns = [column for column in DATASETS[name].columns if column.required]
            sheet = book.add_worksheet(sheet_name(DATASETS[name], language))
            for place, column in enumerate(columns):
                sheet.write_string(0, place, column.label if language == "zh" else column.name)
                sheet.write_string(1, place, "2025-09-01" if column.kind == "day" else "a")
    reports = commit(store, "all.xlsx", out.getvalue(), Choices())
    assert [(report.dataset, report.new) for report in reports] == [(name, 1) for name in names]
