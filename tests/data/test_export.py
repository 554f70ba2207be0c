"""Facts on their way out come back in unchanged."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import ImportRefused
from data.export import export
from data.export import held as files
from data.intake import Choices, commit
from data.keeping import keep
from data.model.datasets import DATASETS
from data.store import Store
from tests.conftest import empty
from tests.data.intake.drawn import counts, held, read_in

FACTS = {
    "objectives": """
        objective_id | title           | strategy | starts_on  | ends_on    | weight
        O1           | Grow, "fast" | a; b     | 2025-01-01 | 2025-12-31 | 2.5
        O2           | -minus          |          | 2025-01-01 | 2025-12-31 |
    """,
    "key_results": "kr_id | objective_id | title | business_module \n KR1 | O1 | 转化率 | 履约",
    "kr_metrics": """
        metric_id | kr_id | name | unit | direction   | baseline | target | every
        M1        | KR1   | GMV  | 万元 | increase    | -1,500   | 0.1    | week
        M2        | KR1   | GMV  |      | sideways    | 1e17     | 1e-7   |
    """,
    "kr_monthly_targets": "metric_id | month | target \n M1 | 2025-09 | -3.25",
    "kr_values": "metric_id | day | value \n M1 | 2025-09-01 | 0.30000000000000004 \n M1 | 2025-09-02 | -7",
    "requirements": """
        requirement_id | title       | team | kr_ids  | status  | created_at           | dev_at     | released_at                | url
        R1             | a           | A    | KR1;KR2 | 规划中  | 2025-09-01 08:00:00  | 2025-09-02 | 2025-09-03T00:00:00.25Z    | http://a/b?c=d&e
        +R2            | =1+1        |      | =KR     | godot   | 2025-09-01           |            |                            | @me
    """,
    "bugs": """
        bug_id | title | created_at | environment | status | resolution | resolved_at
        -1     | a     | 2025-09-01 | 线上        | closed | fixed      | 2025-09-01
    """,
    "campaigns": """
        campaign_id | title        | goal            | parent_id | lead | pmo | hr | pm  | starts_on  | ends_on
        C1          | =Half, "an"  | a; b；c         |           | -苏  | 顾  | 温 |     | 2025-01-01 | 2025-12-31
        C1-1        | 半小时       | <b>x</b> **y** | C1        |      |     |    | @秦 |            |
    """,
    "key_projects": """
        kp_id | kr_id | month   | title    | owner | status
        KP1   | KR1   | 2025-09 | -20 城   | 李    | 进行中
        KP2   | KR1   | 2025-10 | a; "b"   |       | odd
        KP3   | KR1   | 2025-11 | a        |       |
    """,
    "iterations": "iteration_id | starts_on | ends_on | tech_pms \n 2026-0916 | 2026-09-03 | 2026-09-16 | 李;=王",
    "iteration_events": "iteration_id | kind | planned_on | held_on \n T1 | 需求评审 | 2026-09-03 | \n T1 | lunch | 2026-09-04 | 2026-09-04",
    "projects": """
        project_id | title  | kind    | parent_id | campaign_id | phase | starts_on  | ends_on
        P1         | +new   | 横向    |           | C1          | 上线  | 2025-01-01 | 2025-01-01
        P2         | a      | unheard | P1        |             | odd   |            |
    """,
    "milestones": """
        milestone_id | subject_kind | subject_id | title | planned_on | done_on    | deliverable
        MS1          | 战役         | C1         | =go   | 2025-01-31 | 2025-02-01 | a; b
        MS2          | moon         | P1         | a     | 2025-01-31 |            |
    """,
    "risks": """
        risk_id | project_id | title | likelihood | impact | status | raised_on  | due_on | closed_on
        RISK1   | P1         | -5 %  | 高         | low    | 已关闭 | 2025-01-01 |        | 2025-01-01
    """,
    "closures": """
        subject_kind | subject_id | accepted_on | accepted_by | acceptance_note | data_version | as_of      | result_score | process_score
        campaign     | C1         | 2025-12-31  | 李          | @done; "well"   | 12           | 2025-12-30 | 0.75         | 1
        项目         | P1         |             |             |                 |              |            |              |
    """,
    "acceptance_lines": """
        subject_kind | subject_id | line_no | kind   | ref_id | title | verdict  | note
        campaign     | C1         | 1       | 里程碑 | MS1    | =a    | 部分通过 | -b
        campaign     | C1         | 10      | other  |        | b     | perhaps  |
    """,
    "improvements": """
        improvement_id | subject_kind | subject_id | title | kind | owner | due_on     | status
        IMP1           | campaign     | C1         | +a    | 改进 | 李    | 2025-12-31 | 待跟进
    """,
    "commendations": "subject_kind | subject_id | who | for_what \n campaign | C1 | -李 | =all; of it \n campaign | C1 | 王 |",
    "teams": "team | department | aliases \n 支付 | -电商 | Payments;收银 \n B | |",
    "settings": "name | value \n status.behind_gap | 0.3",
    "mutes": "rule | subject | until_on | reason | who \n drift | team: | 2025-09-30 | =moving | 李 \n behind | kr:KR1 | 2025-10-01 | -known | Li",
    "stage_changes": """
        requirement_id | changed_at              | to_status | from_status | to_stage
        R1             | 2025-09-02 10:00:00.125 | 测试中    | =doing      | 待测试
        R1             | 2025-09-03              | Done      |             | released
        R1             | 2025-09-03              | Odd       |             | lost
    """,
    "mappings": """
        name     | definition
        -weekly  | {"name": "-weekly", "dataset": "bugs", "header": ["a, b", "c"]}
        of later | {"new": [1, 2]}
    """,
}


def exported(store: Store, dataset: str) -> str:
    out = io.StringIO()
    export(store, DATASETS[dataset], out)
    return out.getvalue()


@pytest.mark.parametrize("dataset", FACTS)
def test_an_exported_file_read_in_again_changes_nothing(store: Store, dataset: str) -> None:
    lines = read_in(store, dataset, FACTS[dataset]).lines
    (report,) = commit(store, f"{dataset}.csv", exported(store, dataset).encode(), Choices())
    assert (report.dataset, counts(report)) == (dataset, {"lines": lines, "unchanged": lines})


@pytest.mark.parametrize("dataset", FACTS)
def test_an_exported_file_makes_the_same_facts_in_an_empty_store(store: Store, dataset: str) -> None:
    read_in(store, dataset, FACTS[dataset])
    columns = ", ".join(name for column in DATASETS[dataset].columns for name, _ in column.stored)
    before, file = held(store, dataset, columns), exported(store, dataset)
    empty(store)
    commit(store, f"{dataset}.csv", file.encode(), Choices())
    assert held(store, dataset, columns) == before


def test_every_dataset_comes_back() -> None:
    assert set(FACTS) == set(DATASETS)


def test_a_note_of_several_lines_comes_back_as_it_was(store: Store) -> None:
    note = "=first\n- second; **bold**\n\n<b>last</b>"
    out = io.StringIO()
    csv.writer(out).writerows([("subject_kind", "subject_id", "review_note"), ("campaign", "C1", note)])
    commit(store, "closures.csv", out.getvalue().encode(), Choices())
    file = exported(store, "closures")
    empty(store)
    commit(store, "closures.csv", file.encode(), Choices())
    assert held(store, "closures", "review_note") == [note]


def test_what_there_is_to_take_is_counted_by_dataset_and_where_keys_are_per_source_by_source(store: Store) -> None:
    read_in(store, "campaigns", "campaign_id | title \n C1 | a \n C2 | b")
    for source in ("tapd", "jira"):
        read_in(store, "bugs", "bug_id | title | created_at \n 1 | a | 2025-09-01", source=source)
    assert files(store.cursor()) == [("campaigns", None, 2), ("bugs", "jira", 1), ("bugs", "tapd", 1)]


@pytest.mark.parametrize("dataset", FACTS)
def test_no_cell_that_is_text_begins_like_a_formula(store: Store, dataset: str) -> None:
    read_in(store, dataset, FACTS[dataset])
    texts = {column.name for column in DATASETS[dataset].columns if column.kind in ("text", "texts")}
    rows = list(csv.DictReader(io.StringIO(exported(store, dataset))))
    assert [(name, cell) for row in rows for name, cell in row.items() if name in texts and cell.startswith(tuple("=+-@\t\r"))] == []


def test_numbers_stay_numbers_though_they_begin_with_a_sign(store: Store) -> None:
    read_in(store, "kr_values", FACTS["kr_values"])
    assert [row["value"] for row in csv.DictReader(io.StringIO(exported(store, "kr_values")))][1] == "-7"


def test_only_what_holds_is_exported_in_the_order_of_its_keys(store: Store) -> None:
    read_in(store, "teams", "team | lead \n B | b \n A | old")
    read_in(store, "teams", "team | lead \n A | new")
    assert exported(store, "teams") == "team,department,lead,aliases\nA,,new,\nB,,b,\n"


def test_an_empty_dataset_is_its_header(store: Store) -> None:
    assert exported(store, "kr_values") == "metric_id,day,value\n"


text = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=6)
like_a_formula = st.from_regex(r"'{0,3}[=+@-][a-z']{0,3}", fullmatch=True)


@given(
    titles=st.lists(st.tuples(text, text | like_a_formula, text), min_size=1, max_size=4),
    number=st.floats(min_value=-1e18, max_value=1e18),
)
@settings(max_examples=15)
def test_any_text_and_any_number_come_back_unchanged(store: Store, titles: list[tuple[str, str, str]], number: float) -> None:
    empty(store)
    out = io.StringIO()
    rows = [(f"R{n}", f"x{title}", owner, links, number, "2025-09-01") for n, (title, owner, links) in enumerate(titles)]
    csv.writer(out).writerows([("requirement_id", "title", "owner", "kr_ids", "estimate_days", "created_at"), *rows])
    (first,) = commit(store, "requirements.csv", out.getvalue().encode(), Choices())
    assert first.new == len(titles)
    (report,) = commit(store, "requirements.csv", exported(store, "requirements").encode(), Choices())
    assert counts(report) == {"lines": len(titles), "unchanged": len(titles)}


@pytest.mark.parametrize("lead", ["'=1+1", "''=1+1", "'-", "'", "''", "'Li'", "=1+1"])
def test_a_text_comes_back_with_the_quotes_that_it_has(store: Store, lead: str) -> None:
    keep(store, "teams", {"team": "A", "lead": lead}, "Li")
    (report,) = commit(store, "teams.csv", exported(store, "teams").encode(), Choices())
    assert counts(report) == {"lines": 1, "unchanged": 1}
    assert held(store, "teams", "lead") == [lead]


def test_facts_of_a_tracker_come_in_again_as_its_own(store: Store) -> None:
    read_in(store, "requirements", FACTS["requirements"], source="jira")
    (report,) = commit(store, "requirements.csv", exported(store, "requirements").encode(), Choices())
    assert (report.source, report.new, report.changed) == ("jira", 0, 0)


def test_one_file_is_of_one_source(store: Store) -> None:
    read_in(store, "requirements", "requirement_id | title | created_at \n R1 | a | 2026-01-01", source="jira")
    read_in(store, "requirements", "requirement_id | title | created_at \n R2 | a | 2026-01-01", source="tapd")
    with pytest.raises(ImportRefused, match="several_sources"):
        exported(store, "requirements")
    out = io.StringIO()
    export(store, DATASETS["requirements"], out, source="tapd")
    assert [row["requirement_id"] for row in csv.DictReader(io.StringIO(out.getvalue()))] == ["R2"]
