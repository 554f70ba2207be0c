"""What is shown of a file's own lines: only rows that land, and the rejected ones as the file wrote them."""

from data.intake import RejectedLine
from data.intake.report import Edit
from data.store import Store
from tests.data.intake.drawn import read_in

MIXED = """
    编号 | 标题 | 创建时间  | 发布时间    | 备注
    R1 | bad day    | soon       |            | x
    R2 | impossible | 2025-09-02 | 2025-09-01 | y
    R3 | again      | 2025-09-01 |            |
    R4 | good       | 2025-09-01 |            |
    R5 | too long   | 2025-09-01 |            |   | , | z
    R3 | the last   | 2025-09-01 |            |
"""


def test_rejected_lines_are_kept_as_the_file_wrote_them(store: Store) -> None:
    report = read_in(store, "requirements", MIXED)
    assert report.header == ("编号", "标题", "创建时间", "发布时间", "备注")
    assert report.rejected_lines == [
        RejectedLine(2, ["R1", "bad day", "soon", "", "x"]),
        RejectedLine(3, ["R2", "impossible", "2025-09-02", "2025-09-01", "y"]),
        RejectedLine(6, ["R5", "too long", "2025-09-01", "", "", ",", "z"]),
    ]
    assert len(report.rejected_lines) == report.rejected


def test_the_first_rows_are_rows_that_land(store: Store) -> None:
    report = read_in(store, "requirements", MIXED)
    assert [(row["requirement_id"], row["title"]) for row in report.sample] == [("R4", "good"), ("R3", "the last")]


def test_a_word_kept_as_it_is_rejects_no_line(store: Store) -> None:
    report = read_in(store, "requirements", "requirement_id | title | created_at | status \n R1 | a | 2025-09-01 | dreaming")
    assert [problem.code for problem in report.problems] == ["unknown_word_kept"]
    assert report.rejected_lines == []
    assert [row["requirement_id"] for row in report.sample] == ["R1"]


def test_what_changes_is_told_field_by_field_with_what_was_and_the_rows_shown_are_the_new_ones(store: Store) -> None:
    read_in(
        store,
        "requirements",
        "requirement_id | title | owner | created_at \n R1 | a | Li | 2025-09-01 \n R2 | b | | 2025-09-01 \n R3 | c | | 2025-09-01",
    )
    again = """
        requirement_id | title | owner | created_at
        R1 | a | Wu | 2025-09-01
        R2 | b |    | 2025-09-01
        R3 | C |    | 2025-09-02
        R4 | d |    | 2025-09-02
    """
    report = read_in(store, "requirements", again)
    assert report.edits == [
        Edit(2, "R1", "owner", "Li", "Wu"),
        Edit(4, "R3", "title", "c", "C"),
        Edit(4, "R3", "created_at", "2025-09-01", "2025-09-02"),
    ]
    assert [row["requirement_id"] for row in report.sample] == ["R4"]
    same = read_in(store, "requirements", again)
    assert (same.edits, [row["requirement_id"] for row in same.sample]) == ([], ["R1", "R2", "R3", "R4"])
