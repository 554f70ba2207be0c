"""Our own datasets are recognised by their headers, in whatever order and language, and read as they stand."""

from collections.abc import Callable

import pytest

from data.adapters import KNOWN, Part, parts
from data.errors import UnknownExport, UnreadableFile
from data.intake import Choices, commit
from data.model.datasets import DATASETS, Dataset, fold
from data.reading import Sheet
from data.store import Store
from tests.data.adapters.told import EXPORTS, facts

Drawn = Callable[..., Sheet]
Example = Callable[..., list[Part]]
ReadAs = Callable[..., list[tuple[str, ...]]]


def a_line_below(headers: list[str]) -> str:
    return f"{' | '.join(headers)} \n {' | '.join('x' for _ in headers)}"


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda dataset: dataset.name)
@pytest.mark.parametrize("language", ["name", "label"])
@pytest.mark.parametrize("turn", [1, -1], ids=["in order", "backwards"])
def test_each_dataset_is_recognised_by_its_headers(drawn: Drawn, dataset: Dataset, language: str, turn: int) -> None:
    headers = [getattr(column, language) for column in dataset.columns][::turn]
    [part] = parts(drawn(a_line_below(headers)))
    assert (part.dataset, part.adapter, part.source, set(part.columns), part.unused) == (
        dataset.name, "canonical", "canonical", {column.name for column in dataset.columns}, (),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("headers", "dataset"),
    [
        ("date,metric,value", "kr_values"),
        ("metric_id,month,target", "kr_monthly_targets"),
        ("metric,month,monthly_target", "kr_monthly_targets"),
        ("KR,目标编号,描述,1号位,业务模块", "key_results"),
        ("Bug编号,标题,需求编号,状态,优先级,创建时间,负责人,类型", "bugs"),
        ("需求编号,关联KR", "requirements"),
        ("requirement id*,Title,CREATED_AT", "requirements"),
        ("ＫＲ编号,目标编号,关键结果", "key_results"),
        ("团队,别名", "teams"),
        ("团队", "teams"),
    ],
)
def test_the_dataset_whose_keys_are_there_and_that_explains_most_is_meant(drawn: Drawn, headers: str, dataset: str) -> None:
    [part] = parts(drawn(a_line_below(headers.split(","))))
    assert part.dataset == dataset


def test_repeated_moved_and_further_columns_are_harmless(drawn: Drawn, read_as: ReadAs) -> None:
    table = """
        remark | value | day        | value | metric_id |
        ok     | 5     | 2026-01-01 | 6     | DAU       |
        short  | 7     | 2026-01-02 |       | DAU       |
    """
    [part] = parts(drawn(table))
    assert part.columns == {"metric_id": "metric_id", "day": "day", "value": "value"}
    assert part.unused == ("remark",)
    assert read_as("kr_values", table, "metric_id", "day", "value") == [("DAU", "2026-01-01", "5"), ("DAU", "2026-01-02", "7")]


def test_a_line_that_ends_early_has_nothing_in_the_columns_it_lacks(store: Store) -> None:
    (report,) = commit(store, "values.csv", b"remark,value,day,metric_id\nok,5,2026-01-01,DAU\nshort,7\n", Choices())
    assert facts(store, report, ("metric_id", "value")) == [{"metric_id": "DAU", "value": "5"}]
    assert [(problem.line, problem.field, problem.code) for problem in report.problems] == [(3, "day", "empty"), (3, "metric_id", "empty")]


def test_of_two_names_of_one_field_the_first_is_read_and_the_other_shown_as_unused(drawn: Drawn, read_as: ReadAs) -> None:
    table = """
        目标编号 | 描述 | 目标 | 开始日期   | 结束日期
        O1       | long | main | 2026-01-01 | 2026-12-31
    """
    [part] = parts(drawn(table))
    assert part.unused == ("描述",)
    assert read_as("objectives", table, "title") == [("main",)]


def test_what_is_no_data_is_counted_as_blank_and_named(store: Store, example: Example) -> None:
    name = "goals_with_preamble.csv"
    [part] = example(name)
    assert (part.header_line, part.count) == (4, 3)
    assert part.blank == 6  # two lines of preamble, two blank lines, the header again, the total
    assert part.notes == (("preamble", 1), ("preamble", 2), ("repeated_header", 8), ("total", 11))
    (report,) = commit(store, name, (EXPORTS / name).read_bytes(), Choices())
    assert [tuple(row.values()) for row in facts(store, report, ("objective_id", "title"))] == [
        ("O1", "活跃用户翻倍"), ("O2", "成本降低\n一成"), ("O3", "Total revenue"),
    ]  # fmt: skip
    assert store.cursor().execute("select line from objectives order by line").fetchall() == [(5,), (6,), (10,)]


def test_a_total_is_only_a_last_line_that_lacks_what_a_fact_has(drawn: Drawn) -> None:
    [part] = parts(
        drawn("""
        metric_id | day        | value
        合计      |            | 3
        DAU       | 2026-01-01 | 5
        Total     | 2026-01-01 | 5
    """)
    )
    assert (part.count, part.blank) == (3, 0)
    [part] = parts(
        drawn("""
        day        | metric_id | value
        2026-01-01 | DAU       | 5
        Sum:       |           | 5
                   |           |
        总计：     |           | 5
    """)
    )
    assert (part.count, part.blank, part.notes) == (1, 3, (("total", 3), ("total", 5)))


def test_a_team_that_is_called_like_a_total_stays_data_above_other_teams(drawn: Drawn) -> None:
    [part] = parts(drawn("team | department \n Total | shop \n web | shop"))
    assert (part.count, part.blank, part.notes) == (2, 0, ())


def test_a_second_header_in_the_other_language_is_no_data(drawn: Drawn, read_as: ReadAs) -> None:
    table = """
        team | department
        团队 | 部门
        web  | shop
    """
    [part] = parts(drawn(table))
    assert (part.count, part.notes) == (1, (("repeated_header", 2),))
    assert read_as("teams", table, "team") == [("web",)]


def test_a_sheet_named_like_a_dataset_is_that_dataset(drawn: Drawn) -> None:
    text = """
        metric_id | day        | value | month   | target | name
        DAU       | 2026-01-01 | 5     | 2026-01 | 7      | x
    """
    assert [parts(drawn(text, name))[0].dataset for name in ("月度目标", "KR_Values ", "kr_metrics")] == [
        "kr_monthly_targets",
        "kr_values",
        "kr_metrics",
    ]


def test_a_dataset_that_is_asked_for_is_read_though_another_fits_better(drawn: Drawn) -> None:
    sheet = drawn("""
        kr_id | objective_id | title
        KR1   | O1           | more users
    """)
    assert [parts(sheet, dataset=name)[0].dataset for name in ("objectives", "key_results")] == ["objectives", "key_results"]
    with pytest.raises(UnknownExport) as caught:
        parts(sheet, dataset="kr_values")
    assert (caught.value.code, caught.value.facts["missing"]) == ("not_this_dataset", ("metric_id (指标编号)", "day (日期)", "value (值)"))


def test_an_unknown_file_is_told_what_it_is_nearest_to_and_what_is_missing(drawn: Drawn) -> None:
    with pytest.raises(UnknownExport) as caught:
        parts(
            drawn("""
            Weekly report |       |
            date          | value | remark
            2026-01-01    | 5     |
        """)
        )
    assert caught.value.facts == {
        "nearest": "kr_values", "sheet": None, "line": 2, "headers": ("date", "value", "remark"), "missing": ("metric_id (指标编号)",),
    }  # fmt: skip


@pytest.mark.parametrize("header", ["Name,Email,Phone", "Team,Title,Status,Estimate", "a,b", "ID,Team,Title,Description,Status"])
def test_one_common_word_does_not_make_a_file_ours(drawn: Drawn, header: str) -> None:
    with pytest.raises(UnknownExport):
        parts(drawn(f"{header.replace(',', '|')} \n x | y"))


def test_a_header_without_lines_is_refused(drawn: Drawn) -> None:
    with pytest.raises(UnreadableFile) as caught:
        parts(
            drawn("""
            metric_id | day | value
                      |     |
        """)
        )
    assert (caught.value.code, caught.value.facts) == ("header_only", {"sheet": None, "line": 1})


def test_each_sheet_of_a_workbook_is_recognised_by_itself(store: Store, example: Example) -> None:
    name = "goals.xlsx"
    goals, work = example(name)
    assert (goals.dataset, goals.header_line, goals.notes) == ("objectives", 2, (("preamble", 1),))
    assert work.dataset == "requirements"
    first, second = commit(store, name, (EXPORTS / name).read_bytes(), Choices())
    assert facts(store, first, ("objective_id", "starts_on", "weight")) == [{"objective_id": "12345", "starts_on": "2026-01-01", "weight": "0.5"}]
    assert facts(store, second, ("requirement_id", "created_at")) == [{"requirement_id": "7", "created_at": "2026-01-05 09:30:00"}]


def test_the_reader_knows_the_headers_of_every_export_and_no_others() -> None:
    headers = ["Issue key", " 指标 编号 ", "Bug标题", "", "x" * 1000, "banana"]
    assert [header for header in headers if fold(header) in KNOWN] == ["Issue key", " 指标 编号 ", "Bug标题"]
