"""A column of dates is read by one decision over all its lines; what leaves day and month open is asked, never guessed."""

from dataclasses import replace

import pytest

from data.adapters import KNOWN, parts
from data.errors import UnreadableFile
from data.intake import Choices, Report, commit, preview
from data.intake.shapes import DateReadings
from data.reading import Content, Reading, read
from data.store import Store
from tests.data.intake.drawn import as_file, held, problems

HEADER = "Issue key | Summary | Issue Type | Status | Created | Resolved"


def jira(*lines: str) -> bytes:
    """An export with a line for each `type, created, resolved`."""
    return as_file("\n".join([HEADER, *(f"A-{n} | x | {kind} | Done | {created} | {resolved}" for n, (kind, created, resolved) in numbered(lines))]))


def numbered(lines: tuple[str, ...]) -> list[tuple[int, tuple[str, str, str]]]:
    found = [[*(cell.strip() for cell in line.split("|")), "", ""] for line in lines]
    return [(n, (cells[0], cells[1], cells[2])) for n, cells in enumerate(found, start=1)]


def created(store: Store, *cells: str, order: str | None = None) -> list[str]:
    """How the moments of a file with these cells are read."""
    reports = commit(store, "jira.csv", jira(*(f"Story | {cell}" for cell in cells)), Choices(order=order))
    assert [report.problems for report in reports if report.rejected] == []
    told = "coalesce(created_at + interval 8 hours, created_on)::varchar"
    return [moment.removesuffix(" 00:00:00") for _, moment in held(store, "requirements", f"requirement_id, {told}")]


FORMATS = [
    ("25/Feb/26 10:17 PM", "2026-02-25 22:17:00"),
    ("25/Feb/26 12:00 AM", "2026-02-25"),
    ("25/Feb/26 12:30 PM", "2026-02-25 12:30:00"),
    ("30/Sep/21 17:20", "2021-09-30 17:20:00"),
    ("30/Sep/1999", "1999-09-30"),
    ("30/Sep/99", "1999-09-30"),
    ("6/21/2025 16:14", "2025-06-21 16:14:00"),
    ("6/21/25 4:14 PM", "2025-06-21 16:14:00"),
    ("16/02/2017 15:26", "2017-02-16 15:26:00"),
    ("16.02.2017 15:26:07", "2017-02-16 15:26:07"),
    ("1.2.2017", "2017-02-01"),
    ("16-02-17", "2017-02-16"),
    ("1/1/2017", "2017-01-01"),
    ("25/二月/26 10:17 下午", "2026-02-25 22:17:00"),
    ("25/十二月/26 10:17 上午", "2026-12-25 10:17:00"),
    ("2004-10-03T21:55:08.000+0000", "2004-10-04 05:55:08"),
    ("2026-10-02T17:00:00.000Z", "2026-10-03 01:00:00"),
    ("2026-10-02 17:00:00 UTC", "2026-10-03 01:00:00"),
    ("Fri Oct 02 2026 17:00:00 GMT+0000 (GMT+00:00)", "2026-10-03 01:00:00"),
    ("Fri Oct 02 2026 17:00:00 GMT+0800 (China Standard Time)", "2026-10-02 17:00:00"),
    ("Oct 2, 2026", "2026-10-02"),
    ("2026/2/5 8:30", "2026-02-05 08:30:00"),
    ("2026年2月5日 8:30", "2026-02-05 08:30:00"),
    ("2026/2/5 8:30 PM", "2026-02-05 20:30:00"),
    ("2026-02-05", "2026-02-05"),
]


@pytest.mark.parametrize(("written", "read"), FORMATS, ids=str)
def test_each_way_that_tools_write_moments_is_read(store: Store, written: str, read: str) -> None:
    assert created(store, written) == [read]


def test_one_date_decides_for_its_column_however_far_below_it_stands(store: Store) -> None:
    doubtful = [f"{1 + n % 12}/{1 + n // 12 % 12}/2025" for n in range(150)]
    assert created(store, *doubtful, "1/13/2025 08:00")[:2] == ["2025-01-01", "2025-10-01"]
    assert held(store, "requirements", "count(*) filter (where month(created_on) = 1)") == [13 + 1]


def test_a_column_that_leaves_it_open_is_read_like_the_others_of_its_file(store: Store) -> None:
    commit(store, "jira.csv", jira("Story | 1/2/2025 | 3/4/2025", "Story | 1/13/2025 | 3/4/2025"), Choices())
    assert held(store, "requirements", "created_on::varchar, released_on::varchar") == [("2025-01-02", "2025-03-04"), ("2025-01-13", "2025-03-04")]


def test_a_column_that_nobody_reads_helps_to_decide(store: Store) -> None:
    table = "Issue key | Summary | Created | Updated \n A-1 | x | 1/2/2025 | 1/2/2025 \n A-2 | x | 1/2/2025 | 2/28/2025"
    commit(store, "jira.csv", as_file(table), Choices())
    assert held(store, "requirements", "created_on::varchar") == ["2025-01-02"] * 2


@pytest.mark.parametrize("kinds", [("Story", "Bug"), ("Bug", "Story")])
def test_requirements_and_bugs_of_a_file_decide_for_each_other(store: Store, kinds: tuple[str, str]) -> None:
    commit(store, "jira.csv", jira(f"{kinds[0]} | 1/2/2025", f"{kinds[1]} | 1/13/2025"), Choices())
    assert held(store, "requirements", "created_on::varchar") + held(store, "bugs", "created_on::varchar") in (
        ["2025-01-02", "2025-01-13"],
        ["2025-01-13", "2025-01-02"],
    )


OPEN = jira("Story | 1/1/2025", "Story | 3/4/2025 | 05/06/2025")


def test_what_stays_open_is_a_question_and_until_it_is_answered_nothing_goes_in(store: Store) -> None:
    (report,) = preview(store, "jira.csv", OPEN, Choices())
    assert [(read.header, read.is_open, read.example) for read in report.questions] == [
        ("Created", True, "3/4/2025"),
        ("Resolved", True, "05/06/2025"),
    ]
    with pytest.raises(UnreadableFile) as refused:
        commit(store, "jira.csv", OPEN, Choices())
    assert (refused.value.code, refused.value.facts["column"], refused.value.facts["example"]) == ("ambiguous_dates", "Created", "3/4/2025")
    assert (store.version(), held(store, "requirements", "1")) == (0, [])


@pytest.mark.parametrize(("order", "day"), [("day_first", "2025-04-03"), ("month_first", "2025-03-04")])
def test_the_answer_decides(store: Store, order: str, day: str) -> None:
    (foreseen,) = preview(store, "jira.csv", OPEN, Choices(order=order))
    assert (foreseen.questions, [read.order for read in foreseen.dates]) == ([], [order, order])
    commit(store, "jira.csv", OPEN, Choices(order=order))
    assert held(store, "requirements", "created_on::varchar") == ["2025-01-01", day]


def test_the_answer_changes_nothing_of_a_column_that_is_sure(store: Store) -> None:
    assert created(store, "13/1/2025", "3/4/2025", order="month_first") == ["2025-01-13", "2025-04-03"]


def test_the_same_number_twice_leaves_nothing_open(store: Store) -> None:
    assert created(store, "1/1/2025", "7/7/2025") == ["2025-01-01", "2025-07-07"]


def test_a_column_in_two_orders_is_refused_with_an_example(store: Store) -> None:
    for ask in (preview, commit):
        with pytest.raises(UnreadableFile) as refused:
            ask(store, "jira.csv", jira("Story | 13/1/2025", "Story | 1/14/2025"), Choices())
        assert (refused.value.code, refused.value.facts["column"]) == ("mixed_dates", "created")
        assert refused.value.facts["example"] in ("13/1/2025", "1/14/2025")
    assert store.version() == 0


@pytest.mark.parametrize(
    "garbled", ["100/2/2025", "2/100/2025", "40/1/2025", "1/2/123", "1/45/2025", "1/13/2025 10:5", "soon", "1/2", "13/13/2025", "0/0/0000"]
)
@pytest.mark.parametrize("good", ["1/14/2025", "14/1/2025"])
def test_a_garbled_cell_rejects_its_line_and_decides_nothing(store: Store, garbled: str, good: str) -> None:
    (report,) = commit(store, "jira.csv", jira(f"Story | {good}", f"Story | {garbled}", "Story | 1/2/2025"), Choices())
    assert [(line, field) for line, field, _ in problems(report)] == [(3, "created_at")]
    assert held(store, "requirements", "created_on::varchar") == sorted(["2025-01-14", "2025-01-02" if good.startswith("1/") else "2025-02-01"])


@pytest.mark.parametrize(
    ("garbled", "good"), [("1/1/123", "3/4/25"), ("1/1/25 10:5", "3/4/25 10:30"), ("100/2/2025", "3/4/2025"), ("1/0/2025", "3/4/2025")]
)
def test_a_garbled_cell_written_much_like_a_good_one_hides_no_question(store: Store, garbled: str, good: str) -> None:
    (report,) = preview(store, "jira.csv", jira(f"Story | {garbled}", f"Story | {good}"), Choices())
    assert [(read.header, read.is_open) for read in report.questions] == [("Created", True)]


def test_a_report_says_how_each_column_of_dates_was_read(store: Store) -> None:
    (report,) = commit(store, "jira.csv", jira("Story | 25/Feb/26 10:17 PM | 2026-03-01", "Story | 1/2/2025", "Story | 13/2/2025"), Choices())
    assert told(report) == [("Created", "day_first", False, "1/2/2025")]


def told(report: Report) -> list[tuple[str, str, bool, str]]:
    return [(read.header, read.order, read.is_open, read.example) for read in report.dates]


def test_canonical_dates_are_read_by_the_same_rules(store: Store) -> None:
    table = "metric_id | day | value \n M | 1/2/2025 | 1 \n M | 1/13/2025 | 2"
    commit(store, "values.csv", as_file(table), Choices())
    assert held(store, "kr_values", "day::varchar") == ["2025-01-02", "2025-01-13"]


@pytest.mark.parametrize(
    ("cells", "days", "moments"),
    [
        (["2026/2/3 9:05", "2026/12/13 19:05"], (), ("%Y/%m/%d %H:%M",)),
        (["2026-2-3"], ("%Y-%m-%d",), ()),
        (["2026年2月3日"], ("%Y年%m月%d日",), ()),
        (["25/Feb/26 10:17 PM"], (), ("%d/%b/%y %I:%M %p",)),
        (["16/02/2017 15:26", "16/02/2017"], ("%d/%m/%Y",), ("%d/%m/%Y %H:%M",)),
        (["6/21/2025 16:14:07"], (), ("%m/%d/%Y %H:%M:%S",)),
        (["2026-02-03 09:05:00"], (), ()),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_the_engine_is_told_the_formats_of_the_usual_forms(store: Store, cells: list[str], days: tuple[str, ...], moments: tuple[str, ...]) -> None:
    """What it isn't told is read cell by cell, a hundred times as slowly."""
    lines = "\n".join(f"B{nth},a,{cell}" for nth, cell in enumerate(cells))
    [sheet] = read(Content("bugs.csv", f"bug_id,title,created_at\n{lines}\n".encode()), known=KNOWN).sheets
    [found] = DateReadings(store.cursor(), None).of(parts(sheet)[0]).values()
    assert (set(found.days), set(found.moments)) == (set(days), set(moments))


def test_a_moment_as_scripts_write_it_is_read_by_the_engine(store: Store) -> None:
    text = "bug_id,title,created_at\nB1,a,Fri Oct 02 2026 17:00:00 GMT+0000 (GMT+00:00)\n"
    [sheet] = read(Content("bugs.csv", text.encode()), known=KNOWN).sheets
    [found] = DateReadings(store.cursor(), None).of(parts(sheet)[0]).values()
    assert found.zoned


def test_a_date_that_nobody_formatted_in_a_workbook_is_read_as_one(store: Store) -> None:
    [sheet] = read(Content("bugs.csv", b"bug_id,title,created_at\nB1,a,46027\nB2,a,46024.5\nB3,a,7\n"), known=KNOWN).sheets
    book = Reading(Content("bugs.xlsx", b""), [replace(sheet, delimiter=None, encoding=None)], [])
    (report,) = commit(store, "bugs.xlsx", book, Choices())
    assert [(problem.line, problem.code) for problem in report.problems] == [(4, "not_a_moment")]
    assert held(store, "bugs", "created_on::varchar, created_at::varchar") == [("2026-01-02", "2026-01-02 04:00:00"), ("2026-01-05", None)]


def test_the_same_number_in_a_text_file_is_no_date(store: Store) -> None:
    (report,) = commit(store, "bugs.csv", b"bug_id,title,created_at\nB1,a,46027\n", Choices())
    assert report.rejected == 1


def test_morning_and_afternoon_may_stand_before_the_clock(store: Store) -> None:
    commit(store, "bugs.csv", "bug_id,title,created_at\nB1,a,2026/2/3 下午 3:05\nB2,a,2026/2/3 上午3:05\n".encode(), Choices())
    assert held(store, "bugs", "created_at::varchar") == ["2026-02-02 19:05:00", "2026-02-03 07:05:00"]
