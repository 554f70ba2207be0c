"""Facts on their way out come back in unchanged."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import ImportRefused
from data.export import export
from data.intake import Choices, commit
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


@given(
    titles=st.lists(st.tuples(text, text, text), min_size=1, max_size=4),
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
