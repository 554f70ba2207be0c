"""What the text of a cell means."""

import pytest

from data.store import Store
from tests.data.intake.drawn import as_file, held, problems, read_in


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1,150", 1150.0),
        ("1,234,567.5", 1234567.5),
        ("１２", 12.0),
        ("１，１５０．５", 1150.5),
        ("-0.5", -0.5),
        ("+3", 3.0),
        (".5", 0.5),
        ("1e3", 1000.0),
        (" 7 ", 7.0),
        ("0", 0.0),
        ("12%", None),
        ("1.2万", None),
        ("3 days", None),
        ("¥5", None),
        ("1,15", None),
        ("1,1500", None),
        ("1.150,5", None),
        ("nan", None),
        ("inf", None),
        ("-Infinity", None),
        ("--1", None),
        ("1_000", None),
        ("-", None),
        ("n/a", None),
    ],
)
def test_a_number_is_read_as_it_stands_or_rejected_and_never_converted(store: Store, cell: str, value: float | None) -> None:
    report = read_in(store, "kr_values", f"metric_id | day | value \n M1 | 2025-09-01 | {cell}")
    assert held(store, "kr_values", "value") == ([] if value is None else [value])
    assert problems(report) == ([(2, "value", "not_a_number")] if value is None else [])
    assert all(problem.facts["value"] == cell.strip() for problem in report.problems)


@pytest.mark.parametrize("cell", ["1e999", "1e19", "-2e18"])
def test_a_number_too_large_for_a_mean_to_stay_a_number_is_rejected(store: Store, cell: str) -> None:
    report = read_in(store, "kr_values", f"metric_id | day | value \n M1 | 2025-09-01 | {cell}")
    assert problems(report) == [(2, "value", "number_out_of_reach")]


@pytest.mark.parametrize(
    ("cell", "on", "at"),
    [
        ("2025-09-01", "2025-09-01", None),
        ("2025/9/1", "2025-09-01", None),
        ("2025.09.01", "2025-09-01", None),
        ("2025年9月1日", "2025-09-01", None),
        ("2025-09-01 00:00:00", "2025-09-01", "2025-08-31 16:00:00"),
        ("2025-09-01 07:59:59", "2025-09-01", "2025-08-31 23:59:59"),
        ("2025-09-01T08:00", "2025-09-01", "2025-09-01 00:00:00"),
        ("2025/9/1 8:05", "2025-09-01", "2025-09-01 00:05:00"),
        ("2025年9月1日 8:05:06", "2025-09-01", "2025-09-01 00:05:06"),
        ("2025-08-31T16:00:00Z", "2025-09-01", "2025-08-31 16:00:00"),
        ("2025-08-31 15:59:59Z", "2025-08-31", "2025-08-31 15:59:59"),
        ("2025-08-31T16:00:00.000+0000", "2025-09-01", "2025-08-31 16:00:00"),
        ("2025-08-31 20:00:00-04:00", "2025-09-01", "2025-09-01 00:00:00"),
        ("2025-09-01 08:00:00.123456", "2025-09-01", "2025-09-01 00:00:00.123456"),
        ("1991-08-01 12:00:00", "1991-08-01", "1991-08-01 03:00:00"),
    ],
)
def test_a_moment_is_a_day_of_business_time_and_an_instant_if_its_time_is_known(store: Store, cell: str, on: str, at: str | None) -> None:
    read_in(store, "requirements", f"requirement_id | title | created_at \n R1 | a | {cell}")
    assert held(store, "requirements", "created_on::varchar, created_at::varchar") == [(on, at)]


@pytest.mark.parametrize(
    "cell",
    [
        "2025-02-29",
        "2025-13-01",
        "13/13/2025",
        "2025-09-01 24:00:00",
        "2025-09-01 12:60",
        "soon",
        "45901",
        "0000-00-00 00:00:00",
        "0001-01-01 00:00:00",
        "9999-12-31 23:59:59-12:00",
    ],
)
def test_what_is_no_moment_is_rejected(store: Store, cell: str) -> None:
    report = read_in(store, "requirements", f"requirement_id | title | created_at \n R1 | a | {cell} \n R2 | a | 2025-09-01")
    assert [(line, field) for line, field, _ in problems(report)] == [(2, "created_at")]
    assert held(store, "requirements", "requirement_id") == ["R2"]


@pytest.mark.parametrize("cell", ["2025-09-01", "2025/9/1", "2025年9月1日", "2025-09-01 00:00:00", "2025/9/1 0:00"])
def test_a_day_lets_go_of_a_time_of_day(store: Store, cell: str) -> None:
    read_in(store, "kr_values", f"metric_id | day | value \n M1 | {cell} | 1")
    assert held(store, "kr_values", "day::varchar") == ["2025-09-01"]


@pytest.mark.parametrize("cell", ["2025-09", "2025/9", "2025年9月", "2025年09月", "2025-09-15"])
def test_a_month_is_kept_as_its_first_day(store: Store, cell: str) -> None:
    read_in(store, "kr_monthly_targets", f"metric_id | month | target \n M1 | {cell} | 1")
    assert held(store, "kr_monthly_targets", "month::varchar") == ["2025-09-01"]


@pytest.mark.parametrize(
    ("column", "cell", "kept"),
    [
        ("status", "进行中", "in_progress"),
        ("status", " Planned ", "planned"),
        ("status", "规划中", "planned"),
        ("status", "待对焦", "backlog"),
        ("status", "已发布", "released"),
        ("status", "已取消", "cancelled"),
        ("status", "ＲＥＬＥＡＳＥＤ", "released"),
        ("team", " Ａ－Team　", "A-Team"),
        ("kr_ids", "KR1; KR2；KR1;", ["KR1", "KR2"]),
        ("kr_ids", " ; ", None),
        ("owner", "  ", None),
        ("owner", "'=SUM(A1)", "=SUM(A1)"),
        ("owner", "'tis", "'tis"),
    ],
)
def test_words_teams_and_lists_are_made_plain(store: Store, column: str, cell: str, kept: object) -> None:
    read_in(store, "requirements", f"requirement_id | title | created_at | {column} \n R1 | a | 2025-09-01 | {cell}")
    assert held(store, "requirements", column) == [kept]


def test_an_unknown_word_is_kept_as_it_is_shown_and_listed_once_with_its_first_line(store: Store) -> None:
    report = read_in(
        store,
        "bugs",
        """
        bug_id | title | created_at | environment | status | resolution
        B1     | a     | 2025-09-01 | 线上        | 激活   | 已解决
        B2     | a     | 2025-09-01 | Staging     | open   | Mystery
        B3     | a     | 2025-09-01 | staging     | closed | 延期处理
        """,
    )
    listed = [(problem.line, problem.field, problem.code, dict(problem.facts)) for problem in report.problems]
    assert listed == [
        (3, "environment", "unknown_word_kept", {"value": "staging", "count": 2}),
        (3, "resolution", "unknown_word_kept", {"value": "mystery", "count": 1}),
    ]
    assert report.rejected == 0
    assert held(store, "bugs", "bug_id, environment, status, resolution") == [
        ("B1", "online", "open", "fixed"),
        ("B2", "staging", "open", "mystery"),
        ("B3", "staging", "closed", "postponed"),
    ]


def test_empty_cells_with_a_default_take_it(store: Store) -> None:
    read_in(store, "kr_metrics", "metric_id | kr_id | name | direction | baseline | target | every \n M1 | K | n | 提升 | 0 | 1 |")
    read_in(store, "objectives", "objective_id | title | starts_on | ends_on | weight \n O1 | a | 2025-01-01 | 2025-12-31 |")
    assert held(store, "kr_metrics", "every, direction") == [("day", "increase")]
    assert held(store, "objectives", "weight") == [1.0]


HEADERS = {
    "objectives": ("目标编号 | 目标 | 解读 | 策略 | 1号位 | 开始日期 | 结束日期 | 权重", "O1 | a | b | c | d | 2025-09-01 | 2025-09-02 | 2"),
    "key_results": ("KR编号 | 目标编号 | 关键结果 | 负责人 | 业务模块 | 权重", "KR1 | O1 | a | b | c | 2"),
    "kr_metrics": ("指标编号 | KR编号 | 指标名称 | 单位 | 方向 | 基准 | 目标值 | 频率", "M1 | KR1 | a | % | 不低于 | 1 | 2 | 周"),
    "kr_monthly_targets": ("指标编号 | 月份 | 目标", "M1 | 2025-09 | 2"),
    "kr_values": ("指标编号 | 日期 | 数值", "M1 | 2025-09-01 | 2"),
    "requirements": (
        "需求编号 | 需求名称 | 团队 | 关联KR | 父需求 | 状态 | 创建时间 | 待评审时间 | 开发时间 | 发布时间 | 文档链接",
        "R1 | a | A | KR1 | R0 | 已发布 | 2025-09-01 | 2025-09-02 | 2025-09-03 | 2025-09-04 | http://d",
    ),
    "bugs": (
        "缺陷编号 | 标题 | 团队 | 需求编号 | 严重程度 | 环境 | 状态 | 解决方案 | 创建时间 | 解决时间 | 关闭时间",
        "B1 | a | A | R1 | 1 | 线上 | 已关闭 | 已解决 | 2025-09-01 | 2025-09-02 | 2025-09-03",
    ),
    "teams": ("团队 | 部门 | 负责人 | 别名", "A | b | c | d;e"),
}


@pytest.mark.parametrize("dataset", HEADERS)
def test_every_dataset_is_recognised_by_its_chinese_headers(store: Store, dataset: str) -> None:
    from data.intake import Choices, commit

    header, line = HEADERS[dataset]
    (report,) = commit(store, "文件.csv", as_file(f"{header} \n {line}"), Choices())
    assert (report.dataset, report.new, len(report.columns.keys() - {"stage"}), report.unused) == (dataset, 1, header.count("|") + 1, ())


def test_headers_are_matched_without_regard_to_case_spaces_and_width(store: Store) -> None:
    report = read_in(store, "kr_values", "Metric ID | ＤＡＹ | value* \n M1 | 2025-09-01 | 1")
    assert (report.new, report.unused) == (1, ())


@pytest.mark.parametrize("cell", ["202601051230000", "2026-W01-1", "20260132", "2026-1"])
def test_what_only_resembles_a_day_is_no_moment(store: Store, cell: str) -> None:
    report = read_in(store, "bugs", f"bug_id | title | created_at \n B1 | a | {cell}")
    assert [(problem.line, problem.field) for problem in report.problems] == [(2, "created_at")]


def test_a_setting_that_nobody_reads_or_that_makes_no_sense_is_rejected(store: Store) -> None:
    report = read_in(store, "settings", "name | value \n status.behind_gap | 0.3 \n status.behind_gpa | 0.3 \n status.maintain_miss | -5")
    assert problems(report) == [(3, "name", "unknown_setting"), (4, "value", "setting_out_of_reach")]
