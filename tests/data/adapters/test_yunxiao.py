"""Yunxiao: the type of a work item says what it is; a test case is no work."""

from collections.abc import Callable

import pytest

from data.adapters import Part

Example = Callable[..., list[Part]]
ReadAs = Callable[..., list[tuple[str, ...]]]


def test_a_workbook_gives_requirements_and_bugs_and_leaves_test_cases_out(example: Example) -> None:
    requirements, bugs = example("yunxiao.xlsx")
    assert [(part.adapter, part.dataset, part.count) for part in (requirements, bugs)] == [("yunxiao", "requirements", 6), ("yunxiao", "bugs", 3)]
    assert (requirements.blank, requirements.kinds["测试用例"]) == (1, ("", 1))


@pytest.mark.parametrize(
    ("status", "ours", "resolution", "day"),
    [
        ("待确认", "open", "", ""),
        ("再次打开", "open", "", ""),
        ("已修复", "resolved", "", "2026-01-03"),
        ("暂不修复", "resolved", "postponed", "2026-01-03"),
        ("已关闭", "closed", "", "2026-01-03"),
    ],
)
def test_an_open_bug_has_no_end_though_the_export_fills_it(read_as: ReadAs, status: str, ours: str, resolution: str, day: str) -> None:
    table = f"""
        编号 | 标题 | 工作项类型 | 状态     | 创建人 | 创建时间   | 完成时间
        1    | a    | 缺陷       | {status} | 张三   | 2026-01-01 | 2026-01-03
    """
    assert read_as("bugs", table, "status", "resolution", "resolved_at") == [(ours, resolution, day)]
