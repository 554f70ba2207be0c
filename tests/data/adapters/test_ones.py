"""ONES: a bug says whether it was found online; a mark that is missing says that it was not."""

from collections.abc import Callable

import pytest

from data.adapters import Part, ones

Example = Callable[..., list[Part]]
ReadAs = Callable[..., list[tuple[str, ...]]]


@pytest.mark.parametrize(("mark", "environment"), [("是", "online"), ("否", "offline"), ("", "offline"), ("不确定", "不确定")])
def test_a_bug_not_marked_as_online_was_found_before(mark: str, environment: str) -> None:
    assert ones.environment(mark) == environment


def test_without_the_column_nobody_knows(read_as: ReadAs) -> None:
    table = """
        ID | 标题 | 工作项类型 | 状态 | 所属迭代 | 创建时间
        1  | a    | 缺陷       | 打开 | S1       | 2026-01-01
    """
    assert read_as("bugs", table, "bug_id", "environment") == [("1", "")]


def test_the_project_is_the_team_unless_a_team_is_named(read_as: ReadAs) -> None:
    table = """
        ID | 标题 | 工作项类型 | 所属团队 | 所属项目 | 创建者 | 创建时间
        1  | a    | 需求       | 支付组   | 商城     | 李四   | 2026-01-01
        2  | b    | 需求       |          | 商城     | 李四   | 2026-01-01
        3  | c    | 需求       |          |          | 李四   | 2026-01-01
    """
    assert read_as("requirements", table, "requirement_id", "team") == [("1", "支付组"), ("2", "商城"), ("3", "")]


def test_a_file_with_its_words_for_sprint_and_author_is_not_of_yunxiao(example: Example) -> None:
    assert {part.export for part in example("ones.csv")} == {"ones"}
    assert {part.export for part in example("yunxiao.xlsx")} == {"yunxiao"}
