"""PingCode: epics, stories, tasks and bugs in one file; its plan is not what happened."""

from collections.abc import Callable

from data.adapters import Part, parts
from data.reading import Sheet

Drawn = Callable[..., Sheet]
Example = Callable[..., list[Part]]
ReadAs = Callable[..., list[tuple[str, ...]]]


def test_planned_days_and_story_points_are_not_read(example: Example) -> None:
    requirements, bugs = example("pingcode.csv")
    assert {"开始时间", "截止时间", "故事点"} <= set(requirements.unused) & set(bugs.unused)
    assert "estimate_days" not in requirements.columns


def test_what_is_done_without_a_day_of_completion_has_none(read_as: ReadAs) -> None:
    table = """
        编号 | 标题 | 类型     | 状态   | 所属迭代 | 创建时间   | 完成时间
        1    | a    | 用户故事 | 已完成 | S1       | 2026-01-01 |
        2    | b    | 用户故事 | 已完成 | S1       | 2026-01-01 | 2026-01-02
        3    | c    | 用户故事 | 进行中 | S1       | 2026-01-01 | 2026-01-02
    """
    assert read_as("requirements", table, "status", "released_at") == [("released", ""), ("released", "2026-01-02"), ("in_progress", "")]


def test_our_own_requirements_are_not_taken_for_pingcode(drawn: Drawn) -> None:
    [part] = parts(
        drawn("""
        编号 | 标题 | 类型 | 状态   | 优先级 | 负责人 | 迭代 | 创建时间
        1    | x    | 需求 | 开发中 | 高     | 张三   | 0916 | 2026-01-01
    """)
    )
    assert part.adapter == "canonical"
