"""ZenTao: bug and story exports, with numbered references, year zero and words of its own."""

from collections.abc import Callable

import pytest

from data.adapters import Part, parts
from data.errors import UnknownExport
from data.reading import Sheet

Drawn = Callable[..., Sheet]
Example = Callable[..., list[Part]]
Table = Callable[..., list[tuple[str, ...]]]


def test_bugs_are_read_without_numbers_tabs_and_year_zero(example: Example, table: Table) -> None:
    [part] = example("zentao_bug.csv")
    assert (part.adapter, part.source, part.dataset) == ("zentao", "zentao", "bugs")
    assert table(part, "bug_id", "team", "requirement_id", "severity", "status", "resolution", "resolved_at", "closed_at") == [
        ("201", "商城", "101", "1", "closed", "fixed", "2026-01-11 10:00:00", "2026-01-12 10:00:00"),
        ("202", "商城", "", "4", "resolved", "by_design", "2026-01-11 11:00:00", ""),
        ("203", "商城", "", "2", "open", "", "", ""),
    ]
    assert "environment" not in part.columns


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("设计如此", "by_design"), ("重复Bug", "duplicate"), ("外部原因", "external"), ("已解决", "fixed"), ("无法重现", "not_reproducible"),
        ("延期处理", "postponed"), ("不予解决", "wont_fix"), ("转为需求", "to_requirement"), ("", ""), ("搁置", "搁置"), ("已解决(#fixed)", "fixed"),
    ],
)  # fmt: skip
def test_resolutions_become_our_words_and_unknown_ones_stay(drawn: Drawn, table: Table, word: str, meaning: str) -> None:
    [part] = parts(
        drawn(f"""
        Bug编号 | Bug标题 | Bug状态 | 解决方案 | 创建日期
        1       | x       | 已关闭  | {word}   | 2026-01-01
    """)
    )
    assert table(part, "resolution") == [(meaning,)]


def test_a_story_is_delivered_when_released_or_closed_as_completed(example: Example, table: Table) -> None:
    [part] = example("zentao_story_gbk.csv")
    assert (part.adapter, part.dataset) == ("zentao", "requirements")
    assert table(part, "requirement_id", "title", "team", "priority", "status", "released_at", "cancelled_at") == [
        ("101", "下单", "商城", "1", "released", "2026-02-01 10:00:00", ""),
        ("102", "退货", "商城", "2", "cancelled", "", "2026-02-02"),
        ("103", "发票", "商城", "3", "in_progress", "", ""),
        ("104", "会员", "商城", "3", "released", "", ""),
        ("105", "分期", "支付", "3", "搁置", "", ""),
    ]


@pytest.mark.parametrize(
    ("stage", "state"),
    [
        ("未开始", "new"), ("已计划", "planned"), ("已立项", "planned"), ("研发中", "in_progress"), ("研发完毕", "in_progress"),
        ("测试中", "in_progress"), ("测试完毕", "in_progress"), ("已验收", "in_progress"),
        ("已发布", "released"), ("已关闭", "已关闭"), ("灰度", "灰度"),
    ],
)  # fmt: skip
def test_stages_become_our_words(drawn: Drawn, table: Table, stage: str, state: str) -> None:
    [part] = parts(
        drawn(f"""
        编号 | 需求名称 | 所处阶段 | 创建日期
        1    | x        | {stage}  | 2026-01-01
    """)
    )
    assert (part.adapter, table(part, "status")) == ("zentao", [(state,)])


@pytest.mark.parametrize("reason", ["已细分", "重复", "延期", "不做", "已取消", "设计如此"])
def test_a_story_closed_for_another_reason_is_cancelled_on_that_day(drawn: Drawn, table: Table, reason: str) -> None:
    [part] = parts(
        drawn(f"""
        编号 | 软件需求名称 | 所处阶段 | 创建日期   | 关闭日期   | 关闭原因
        1    | x            | 已关闭   | 2026-01-01 | 2026-01-05 | {reason}
    """)
    )
    assert table(part, "status", "released_at", "cancelled_at") == [("cancelled", "", "2026-01-05")]


def test_bugs_can_be_read_as_requirements_but_stories_not_as_bugs(example: Example, table: Table) -> None:
    [part] = example("zentao_bug.csv", "requirements")
    assert table(part, "requirement_id", "status", "released_at", "cancelled_at", "parent_id") == [
        ("201", "released", "2026-01-11 10:00:00", "", "101"),
        ("202", "cancelled", "", "2026-01-11 11:00:00", ""),
        ("203", "new", "", "", ""),
    ]
    with pytest.raises(UnknownExport, match="not_this_dataset"):
        example("zentao_story_gbk.csv", "bugs")


def test_our_own_bug_file_is_not_taken_for_one_of_zentao(drawn: Drawn) -> None:
    [part] = parts(
        drawn("""
        Bug编号 | 标题 | 严重程度 | 状态   | 解决方案 | 创建时间
        1       | x    | 高       | 已关闭 | 已解决   | 2026-01-01
    """)
    )
    assert part.adapter == "canonical"
