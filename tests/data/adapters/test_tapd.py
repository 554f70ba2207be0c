"""TAPD: stories and bugs are files of their own; what is closed has its day, whatever it is closed for."""

from collections.abc import Callable

from data.adapters import Part, parts
from data.reading import Sheet

Drawn = Callable[..., Sheet]
Example = Callable[..., list[Part]]
ReadAs = Callable[..., list[tuple[str, ...]]]


def test_a_story_file_in_gbk_and_as_html_named_xls_give_the_same(example: Example) -> None:
    [text], [page] = example("tapd_story_gbk.csv"), example("tapd_story.xls")
    assert (text.export, text.columns, text.count, text.unused) == (page.export, page.columns, page.count, page.unused)
    assert (text.sheet.encoding, text.adapter, text.dataset) == ("gb18030", "tapd", "requirements")


def test_a_day_of_completion_counts_only_for_what_is_known_to_be_over(read_as: ReadAs) -> None:
    table = """
        需求ID | 需求名称 | 状态     | 当前处理人 | 创建时间   | 完成时间
        1      | a        | 已实现   | 张三;      | 2026-01-01 | 2026-01-05
        2      | b        | 已拒绝   | 张三;李四; | 2026-01-01 | 2026-01-06
        3      | c        | 实现中   |            | 2026-01-01 | 2026-01-07
        4      | d        | 灰度观察 |            | 2026-01-01 | 2026-01-08
    """
    assert read_as("requirements", table, "requirement_id", "owner", "status", "released_at", "cancelled_at") == [
        ("1", "张三", "released", "2026-01-05", ""),
        ("2", "张三;李四", "cancelled", "", "2026-01-06"),
        ("3", "", "in_progress", "", ""),
        ("4", "", "灰度观察", "", ""),
    ]


def test_a_parent_is_named_by_its_title_or_its_id(read_as: ReadAs) -> None:
    table = """
        需求ID | 需求名称 | 父需求 | 预计结束   | 创建时间
        1      | 会员     |        | 2026-02-01 | 2026-01-01
        2      | 积分     | 会员   |            | 2026-01-01
        3      | 等级     | 1      |            | 2026-01-01
        4      | 签到     | 营销   |            | 2026-01-01
    """
    assert read_as("requirements", table, "requirement_id", "parent_id") == [("1", ""), ("2", "1"), ("3", "1"), ("4", "营销")]


def test_a_refused_bug_was_not_worth_fixing_and_ended_when_it_was_refused(read_as: ReadAs) -> None:
    table = """
        缺陷ID | 缺陷标题 | 严重程度 | 状态     | 解决方法   | 创建时间   | 解决时间   | 拒绝时间   | 关闭时间
        1      | a        | 严重     | 已拒绝   |            | 2026-01-01 |            | 2026-01-02 |
        2      | b        | 严重     | 已关闭   | 需求变更   | 2026-01-01 | 2026-01-03 |            | 2026-01-04
        3      | c        | 严重     | 重新打开 | 已解决     | 2026-01-01 | 2026-01-03 | 2026-01-02 | 2026-01-04
    """
    assert read_as("bugs", table, "bug_id", "status", "resolution", "resolved_at", "closed_at") == [
        ("1", "resolved", "wont_fix", "2026-01-02", ""),
        ("2", "closed", "需求变更", "2026-01-03", "2026-01-04"),
        ("3", "open", "", "", ""),
    ]


def test_our_own_requirements_are_not_taken_for_tapd(drawn: Drawn) -> None:
    [part] = parts(
        drawn("""
        编号 | 标题 | 状态   | 优先级 | 负责人 | 父需求 | 迭代 | 创建时间
        1    | x    | 开发中 | 高     | 张三   |        | 0916 | 2026-01-01
    """)
    )
    assert part.adapter == "canonical"
