"""A parent that an export names by another name than its key."""

from data.intake import Choices, commit
from data.store import Store
from tests.data.intake.drawn import as_file, held

HEADER = "Issue key | Issue id | Summary | Issue Type | Status | Created | Parent"


def bring(store: Store, *lines: str) -> None:
    commit(store, "jira.csv", as_file("\n".join([HEADER, *lines])), Choices())


def parents(store: Store) -> list[tuple[str, str | None]]:
    return held(store, "requirements", "requirement_id, parent_id")


def test_it_is_known_by_its_line_in_the_file_and_stays_known_without(store: Store) -> None:
    bring(store, "A-1 | 100 | big | Story | Open | 2026-01-01 |", "A-2 | 101 | small | Story | Open | 2026-01-01 | 100")
    assert parents(store) == [("A-1", None), ("A-2", "A-1")]
    bring(store, "A-2 | 101 | small | Story | Done | 2026-01-01 | 100")
    assert parents(store) == [("A-1", None), ("A-2", "A-1")]


def test_another_parent_in_the_file_replaces_it_and_none_clears_it(store: Store) -> None:
    bring(store, "A-1 | 100 | big | Story | Open | 2026-01-01 |", "A-2 | 101 | small | Story | Open | 2026-01-01 | 100")
    bring(store, "A-3 | 102 | other | Story | Open | 2026-01-01 |", "A-2 | 101 | small | Story | Open | 2026-01-01 | 102")
    assert parents(store)[1] == ("A-2", "A-3")
    bring(store, "A-2 | 101 | small | Story | Open | 2026-01-01 |")
    assert parents(store)[1] == ("A-2", None)


def test_a_name_that_two_lines_have_is_nobodys(store: Store) -> None:
    header = "ID | 标题 | 状态 | 优先级 | 处理人 | 父需求 | 创建时间"
    same = [f"{key} | 登录 | 规划中 | 高 | x | | 2026-01-01" for key in (1, 2)]
    commit(store, "tapd.csv", as_file("\n".join([header, *same, "3 | 按钮 | 规划中 | 高 | x | 登录 | 2026-01-01"])), Choices())
    assert parents(store)[2] == ("3", "登录")
