"""Our own datasets are recognised by their headers, in whatever order and language, and read as they stand."""

from collections.abc import Callable

import pytest

from data.adapters import Part, known_headers, parts
from data.errors import UnknownExport, UnreadableFile
from data.model.datasets import DATASETS
from data.reading import Line, Sheet

Drawn = Callable[..., Sheet]
Example = Callable[..., list[Part]]
Table = Callable[..., list[tuple[str, ...]]]


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda dataset: dataset.name)
@pytest.mark.parametrize("language", ["name", "label"])
@pytest.mark.parametrize("turn", [1, -1], ids=["in order", "backwards"])
def test_each_dataset_is_recognised_by_its_headers(dataset: object, language: str, turn: int) -> None:
    known = DATASETS[getattr(dataset, "name")]  # noqa: B009
    headers = [getattr(column, language) for column in known.columns][::turn]
    [part] = parts(Sheet(None, [Line(1, headers), Line(2, ["x"] * len(headers))], None, None))
    assert (part.dataset, part.adapter, part.source, set(part.columns), part.unused) == (
        known.name, "canonical", "canonical", {column.name for column in known.columns}, (),
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
def test_the_dataset_whose_keys_are_there_and_that_explains_most_is_meant(headers: str, dataset: str) -> None:
    header = headers.split(",")
    [part] = parts(Sheet(None, [Line(1, header), Line(2, ["x"] * len(header))], None, None))
    assert part.dataset == dataset


def test_repeated_moved_and_further_columns_are_harmless(drawn: Drawn, table: Table) -> None:
    [part] = parts(
        drawn("""
        remark | value | day        | value | metric_id |
        ok     | 5     | 2026-01-01 | 6     | DAU       |
        short  | 7
    """)
    )
    assert table(part, "metric_id", "day", "value") == [("DAU", "2026-01-01", "5"), ("", "", "7")]
    assert part.columns == {"metric_id": "metric_id", "day": "day", "value": "value"}
    assert part.unused == ("remark",)


def test_of_two_names_of_one_field_the_first_is_read_and_the_other_shown_as_unused(drawn: Drawn, table: Table) -> None:
    [part] = parts(
        drawn("""
        目标编号 | 描述 | 目标 | 开始日期   | 结束日期
        O1       | long | main | 2026-01-01 | 2026-12-31
    """)
    )
    assert table(part, "title") == [("main",)]
    assert part.unused == ("描述",)


def test_what_is_no_data_is_counted_as_blank_and_named(example: Example, table: Table) -> None:
    [part] = example("goals_with_preamble.csv")
    assert table(part, "objective_id", "title") == [("O1", "活跃用户翻倍"), ("O2", "成本降低\n一成"), ("O3", "Total revenue")]
    assert [line.number for line in part.lines] == [5, 6, 10]
    assert part.header_line == 4
    assert part.blank == 6  # two lines of preamble, two blank lines, the header again, the total
    assert part.notes == (("preamble", 1), ("preamble", 2), ("repeated_header", 8), ("total", 11))


def test_a_total_is_only_a_last_line_that_lacks_what_a_fact_has(drawn: Drawn) -> None:
    [part] = parts(
        drawn("""
        metric_id | day        | value
        合计      |            | 3
        DAU       | 2026-01-01 | 5
        Total     | 2026-01-01 | 5
    """)
    )
    assert len(part.lines) == 3
    [part] = parts(
        drawn("""
        day        | metric_id | value
        2026-01-01 | DAU       | 5
        Sum:       |           | 5
                   |           |
        总计：     |           | 5
    """)
    )
    assert (len(part.lines), part.blank, part.notes) == (1, 3, (("total", 3), ("total", 5)))


def test_a_second_header_in_the_other_language_is_no_data(drawn: Drawn) -> None:
    [part] = parts(
        drawn("""
        team | department
        团队 | 部门
        web  | shop
    """)
    )
    assert ([line.number for line in part.lines], part.notes) == ([3], (("repeated_header", 2),))


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
def test_one_common_word_does_not_make_a_file_ours(header: str) -> None:
    with pytest.raises(UnknownExport):
        parts(Sheet(None, [Line(1, header.split(",")), Line(2, ["x", "y"])], None, None))


def test_a_header_without_lines_is_refused(drawn: Drawn) -> None:
    with pytest.raises(UnreadableFile) as caught:
        parts(
            drawn("""
            metric_id | day | value
                      |     |
        """)
        )
    assert (caught.value.code, caught.value.facts) == ("header_only", {"sheet": None, "line": 1})


def test_each_sheet_of_a_workbook_is_recognised_by_itself(example: Example, table: Table) -> None:
    goals, work = example("goals.xlsx")
    assert (goals.dataset, goals.header_line, goals.notes) == ("objectives", 2, (("preamble", 1),))
    assert table(goals, "objective_id", "starts_on", "weight") == [("12345", "2026-01-01", "0.5")]
    assert (work.dataset, table(work, "requirement_id", "created_at")) == ("requirements", [("7", "2026-01-05 09:30:00")])


def test_known_headers_counts_what_any_export_knows() -> None:
    assert known_headers(["Issue key", " 指标 编号 ", "Bug标题", "", "x" * 1000, "banana"]) == 3
