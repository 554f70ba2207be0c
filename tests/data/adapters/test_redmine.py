"""Redmine: what is resolved still waits to be closed, and only closing has a moment."""

from collections.abc import Callable

import pytest

from data.adapters import Part, parts, redmine
from data.errors import UnknownExport
from data.reading import Sheet

Drawn = Callable[..., Sheet]
Example = Callable[..., list[Part]]
ReadAs = Callable[..., list[tuple[str, ...]]]


def test_english_and_chinese_files_are_the_same_kind(example: Example) -> None:
    english, chinese = example("redmine.csv"), example("redmine_zh.csv")
    assert [(part.export, part.dataset) for part in english] == [(part.export, part.dataset) for part in chinese]
    assert [set(part.columns) for part in english] == [set(part.columns) for part in chinese]
    assert chinese[0].sheet.encoding == "gb18030"


@pytest.mark.parametrize(("cell", "id_"), [("#31", "31"), ("31", "31"), ("", "")])
def test_a_parent_is_written_with_or_without_its_mark(cell: str, id_: str) -> None:
    assert redmine.number(cell) == id_


def test_resolved_work_is_not_delivered_before_it_is_closed(read_as: ReadAs) -> None:
    table = """
        # | Tracker | Subject | Status   | Created    | Closed
        1 | Feature | a       | Resolved | 2026-01-01 | 2026-01-03
        2 | Feature | b       | Closed   | 2026-01-01 | 2026-01-03
        3 | Feature | c       | Rejected | 2026-01-01 | 2026-01-03
    """
    assert read_as("requirements", table, "status", "stage", "released_at", "cancelled_at") == [
        ("in_progress", "test", "", ""),
        ("released", "released", "2026-01-03", ""),
        ("cancelled", "cancelled", "", "2026-01-03"),
    ]


@pytest.mark.parametrize("header", ["# | Subject | Status | Updated | Created", "# | 主题 | 状态 | 作者 | 创建于"], ids=["english", "chinese"])
def test_without_trackers_it_is_recognised_by_what_else_is_its_own(read_as: ReadAs, header: str) -> None:
    table = f"""
        {header}
        1 | a | New | 2026-01-02 | 2026-01-01
    """
    assert read_as("requirements", table, "requirement_id", "title", "status") == [("1", "a", "new")]


def test_a_numbered_list_of_subjects_is_not_redmines(drawn: Drawn) -> None:
    with pytest.raises(UnknownExport):
        parts(
            drawn("""
            # | Subject | Status | Owner
            1 | a       | New    | Ann
        """)
        )


def test_estimated_hours_are_not_days(example: Example) -> None:
    requirements, _ = example("redmine.csv")
    assert "Estimated time" in requirements.unused
