"""Every line of a file is in exactly one of its counts."""

import csv
import io
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import UnreadableFile
from data.intake import Choices, commit, preview
from data.store import Store
from tests.conftest import empty
from tests.data.intake.drawn import as_file, counts, held, problems, read_in


def test_each_line_is_new_changed_unchanged_superseded_rejected_or_blank(store: Store) -> None:
    read_in(store, "kr_values", "metric_id | day | value \n M1 | 2025-09-01 | 1 \n M1 | 2025-09-02 | 2")
    report = read_in(
        store,
        "kr_values",
        """
        metric_id | day        | value
        M1        | 2025-09-01 | 1
        M1        | 2025-09-02 | 20
                  |            |
        M1        | 2025-09-03 | 3
        M1        | 2025-09-03 | 4
        M1        | 2025-09-04 | many
        metric_id | day        | value
        合计      |            | 99
        """,
    )
    assert counts(report) == {"lines": 8, "new": 1, "changed": 1, "unchanged": 1, "superseded": 1, "rejected": 1, "blank": 3}
    assert report.accounted == report.lines
    assert sorted((note.line, note.code) for note in report.notes if note.code != "dangling") == [(8, "repeated_header"), (9, "total")]
    assert held(store, "kr_values", "day::varchar, value") == [("2025-09-01", 1.0), ("2025-09-02", 20.0), ("2025-09-03", 4.0)]


def test_a_later_line_with_the_same_key_supersedes_all_earlier_ones(store: Store) -> None:
    report = read_in(store, "teams", "team | lead \n A | 1 \n A | 2 \n B | 5 \n Ａ | 3")
    assert counts(report) == {"lines": 4, "new": 2, "superseded": 2}
    assert held(store, "teams", "team, lead") == [("A", "3"), ("B", "5")]


def test_a_line_that_repeats_what_holds_is_unchanged_though_an_earlier_one_said_otherwise(store: Store) -> None:
    read_in(store, "teams", "team | lead \n A | 1")
    report = read_in(store, "teams", "team | lead \n A | 2 \n A | 1")
    assert counts(report) == {"lines": 2, "unchanged": 1, "superseded": 1}
    assert report.version is None


def test_a_rejected_line_supersedes_nothing(store: Store) -> None:
    report = read_in(
        store,
        "requirements",
        """
        requirement_id | title  | created_at | released_at
        R1             | first  | 2025-09-02 | 2025-09-03
        R1             | second | 2025-09-02 | 2025-09-01
        R1             | third  | whenever   | 2025-09-03
        """,
    )
    assert counts(report) == {"lines": 3, "new": 1, "rejected": 2}
    assert problems(report) == [(3, "released_at", "before_raised"), (4, "created_at", "not_a_moment")]
    assert held(store, "requirements", "title") == ["first"]


def test_a_line_with_several_wrong_cells_is_rejected_once_and_each_cell_told(store: Store) -> None:
    report = read_in(store, "kr_values", "metric_id | day | value \n | never | 3% \n M1 | 2025-09-01 | 1")
    assert counts(report) == {"lines": 2, "new": 1, "rejected": 1}
    assert problems(report) == [(2, "day", "not_a_day"), (2, "metric_id", "empty"), (2, "value", "not_a_number")]


def test_problems_name_the_physical_line_on_which_a_record_starts(store: Store) -> None:
    content = b'requirement_id,title,created_at\nR1,"two\nlines",2025-09-01\nR2,"three\nlines\nhere",never\nR3,x,never\n'
    (report,) = commit(store, "requirements.csv", content, Choices())
    assert (report.lines, problems(report)) == (3, [(4, "created_at", "not_a_moment"), (7, "created_at", "not_a_moment")])


cells = st.sampled_from(["A", "B", "C", " A ", "", "Ａ", "alpha"])
lines = st.lists(st.tuples(cells, st.sampled_from(["", "x", "y", "'=1"]), st.sampled_from(["", "P;Q", "P"])), min_size=1, max_size=12)


@given(first=lines, second=lines)
@settings(max_examples=15)
def test_the_equation_holds_for_any_lines_and_reading_them_in_twice_is_reading_them_in_once(
    store: Store, first: list[tuple[str, str, str]], second: list[tuple[str, str, str]]
) -> None:
    empty(store)
    for drawn in (first, second):
        if not any(any(cell.strip() for cell in line) for line in drawn):
            continue
        file = as_file("\n".join(["team | lead | aliases", *(" | ".join(line) for line in drawn)]))
        (foreseen,) = preview(store, "teams.csv", file, Choices(dataset="teams"))
        (report,) = commit(store, "teams.csv", file, Choices(dataset="teams"))
        assert counts(foreseen) == counts(report)
        assert report.accounted == report.lines == len(drawn)
        facts = held(store, "teams", "team, lead, aliases")
        (again,) = commit(store, "teams.csv", file, Choices(dataset="teams"))
        assert (again.new, again.changed, again.version) == (0, 0, None)
        assert held(store, "teams", "team, lead, aliases") == facts


HEADER = ["metric_id", "day", "value"]
good = st.tuples(st.sampled_from(["M1", "M2", "合计"]), st.sampled_from(["2025-09-01", "2025-09-02"]), st.sampled_from(["1", " 2 "]))
bad = st.sampled_from([("M1", "never", "1"), ("M1", "2025-09-01", "3%"), ("", "2025-09-01", "1"), ("M1", "two\nlines", "x"), ("M1",)])
blank = st.sampled_from([(), ("",), ("", " ", ""), ("", "", "", "", " ")])
overlong = st.sampled_from([("M1", "2025-09-01", "1", "x"), ("M1", "2025-09-01", "1", "", "", "too far")])
total = st.sampled_from([("合计", "", "9"), ("Total:", "", "9")])
written = st.lists(good | good | bad | blank | overlong | total | st.just(tuple(HEADER)), min_size=1, max_size=15)


@given(lines=written, above=st.lists(st.sampled_from([("Weekly report",), ()]), max_size=2))
@settings(max_examples=40)
def test_whatever_stands_in_a_file_each_line_is_counted_once_and_the_rejected_come_back_as_written(
    store: Store, lines: list[tuple[str, ...]], above: list[tuple[str, ...]]
) -> None:
    empty(store)
    out = io.StringIO()
    csv.writer(out).writerows([*above, HEADER, *lines])
    try:
        (report,) = commit(store, "kr_values.csv", out.getvalue().encode(), Choices(dataset="kr_values", delimiter=","))
    except UnreadableFile:  # nothing but blank lines below the header
        return
    assert report.accounted == report.lines == len(above) + len(lines)
    assert len(report.rejected_lines) == report.rejected
    starts = dict(zip(_first_lines([*above, HEADER, *lines]), [*above, HEADER, *lines], strict=True))
    assert [tuple(line.cells) for line in report.rejected_lines] == [starts[line.line] for line in report.rejected_lines]
    rejecting = {problem.line for problem in report.problems}
    assert rejecting == {line.line for line in report.rejected_lines}
    assert len(held(store, "kr_values", "1")) == report.new


def _first_lines(records: list[Any]) -> list[int]:
    """The physical line on which each record starts."""
    breaks = [1 + sum(cell.count("\n") for cell in record) for record in records]
    return [1 + sum(breaks[:place]) for place in range(len(records))]


def test_what_dangles_is_named_with_the_first_line_and_how_many_lines_want_it(store: Store) -> None:
    report = read_in(
        store, "bugs", "bug_id | title | requirement_id | created_at \n B1 | a | R1 | 2025-09-01 \n B2 | a | R1 | 2025-09-01 \n B3 | a | | 2025-09-01"
    )
    assert report.dangling == 2
    assert [(note.line, note.code, dict(note.facts)) for note in report.notes] == [
        (2, "dangling", {"field": "requirement_id", "value": "R1", "count": 2})
    ]


def test_work_that_is_finished_without_a_date_is_listed(store: Store) -> None:
    report = read_in(
        store,
        "requirements",
        """requirement_id | title | status | created_at | released_at
           R1 | a | released  | 2025-09-01 | 2025-09-02
           R2 | a | released  | 2025-09-01 |
           R3 | a | cancelled | 2025-09-01 |""",
    )
    assert {(note.line, note.code, note.facts["value"]) for note in report.notes} == {
        (3, "finished_without_date", "released"),
        (4, "finished_without_date", "cancelled"),
    }
