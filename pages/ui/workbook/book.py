"""The breakdown as the bytes of a workbook: a sheet to plan on, and one that says how."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from data.adapters import canonical
from data.adapters.breakdown import Origin, origin_mark
from data.adapters.breakdown.columns import COLUMNS, READ_ME, SHEET
from data.intake.held import SAMPLE
from data.model.datasets import DATASETS
from data.okr_workbook import words_of
from metrics.campaigns.breakdown import Breakdown, MonthCell
from pages.ui.format import day, full_day, number
from pages.ui.safe import AS_IT_STANDS, FORMULA, LONGEST
from pages.ui.view import View
from pages.ui.words import Words
from pages.ui.workbook.lines import GROUPS, Line, Value, left_out, lines
from pages.ui.workbook.look import GREY, MONTH_WIDTH, WIDTHS, Look

A3 = 8
FROZEN = 2  # columns that stay: sub-campaign and objective
OWNER = {"objective_id": "objective", "kr_id": "kr", "metric_id": "metric"}  # ids, and what they are of
GROUP_OF = {column: group for group, columns in GROUPS.items() for column in columns}
LONGEST_HEADER = 80  # of what a sheet of paper may say above
HINTS = ("edit", "grey", "kp", "new", "drop", "ids", "numbers", "back")


def book(found: Breakdown, title: str, view: View) -> bytes:
    import xlsxwriter  # noqa: PLC0415 - only who takes a file along waits for it

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, AS_IT_STANDS | {"constant_memory": False, "in_memory": True}) as made:
        look, language = Look(made), view.words.language
        _plan(made.add_worksheet(SHEET(language)), found, title, view, look)
        _read_me(made.add_worksheet(READ_ME(language)), found, title, view, look)
    return out.getvalue()


def _plan(sheet: Any, found: Breakdown, title: str, view: View, look: Look) -> None:
    _head(sheet, found, view, look)
    made, covered = lines(found, view.words.language), dict.fromkeys(GROUPS, 0)
    for row, line in enumerate(made, start=1):
        _cells(sheet, row, line, covered, look)
        for place, month in enumerate(found.months, start=len(COLUMNS)):
            _month(sheet, row, place, line, month, look, now=month == found.this_month)
        for month, cell in line.changed.items():
            sheet.write_comment(row, len(COLUMNS) + found.months.index(month), _changed(cell, view.words))
    _choices(sheet, len(made), view.words.language)
    _paper(sheet, title, view)


def _head(sheet: Any, found: Breakdown, view: View, look: Look) -> None:
    for place, (column, name) in enumerate(COLUMNS.items()):
        sheet.set_column(place, place, WIDTHS[column])
        sheet.write_string(0, place, name(view.words.language), look.head(now=False))
    for place, month in enumerate(found.months, start=len(COLUMNS)):
        sheet.set_column(place, place, MONTH_WIDTH)
        sheet.write_string(0, place, f"{month:%Y-%m}", look.head(now=month == found.this_month))
    origin = Origin(SAMPLE if view.freshness.sample else canonical.NAME, view.scope.version)
    sheet.set_column(len(COLUMNS) + len(found.months), len(COLUMNS) + len(found.months), 2)
    sheet.write_string(0, len(COLUMNS) + len(found.months), origin_mark(origin), look.hidden())
    sheet.freeze_panes(1, FROZEN)


def _cells(sheet: Any, row: int, line: Line, covered: dict[str, int], look: Look) -> None:
    """What several lines show together stands on the first of them, across all; `covered` is the last line of each such group."""
    for place, column in enumerate(COLUMNS):
        value, group = line.cells.get(column), GROUP_OF.get(column, "")
        shape = look.cell(column, line.begins, grey=_is_grey(column, line), quoted=_is_formula(value))
        last = row + line.spans.get(group, 1) - 1
        if last > row:
            sheet.merge_range(row, place, last, place, "", shape)
        if group in line.spans or covered.get(group, 0) < row:
            _write(sheet, row, place, value, shape)
    covered |= {group: row + count - 1 for group, count in line.spans.items()}


def _is_grey(column: str, line: Line) -> bool:
    """An id that only repeats the line above, and the name of a line that isn't read."""
    return (line.kind in GREY and column == "line") or (column in OWNER and OWNER[column] not in line.spans)


def _month(sheet: Any, row: int, place: int, line: Line, month: date, look: Look, *, now: bool) -> None:
    value = line.months.get(month)
    _write(sheet, row, place, value, look.month(line.kind, line.begins, value, now=now, quoted=_is_formula(value)), is_read=line.kind not in GREY)


def _write(sheet: Any, row: int, place: int, value: Value, shape: Any, *, is_read: bool = True) -> None:
    """A number that a workbook wouldn't keep to its last digit is written as text where it is read again, so that it comes back whole."""
    if isinstance(value, float):
        if not is_read or float(f"{value:.16G}") == value:
            sheet.write_number(row, place, value, shape)
        else:
            sheet.write_string(row, place, repr(value), shape)
    elif value:
        sheet.write_string(row, place, _as_read(value)[:LONGEST], shape)
    else:
        sheet.write_blank(row, place, None, shape)


def _is_formula(value: Value) -> bool:
    return isinstance(value, str) and value.startswith(FORMULA)


def _as_read(text: str) -> str:
    """The reader takes a quote away that stands before a formula's sign."""
    return f"'{text}" if text.startswith("'") and text.lstrip("'").startswith(FORMULA) else text


def _changed(cell: MonthCell, say: Words) -> str:
    told = day(cell.changed_on, say) if cell.changed_on else ""
    return say("plan.changed_in", now=number(cell.target), then=number(cell.earlier_target), version=cell.changed_in, day=told)


def _choices(sheet: Any, count: int, language: str) -> None:
    """The directions that a metric may have."""
    column = list(COLUMNS).index("direction")
    words = words_of(DATASETS["kr_metrics"].column("direction"), language)
    sheet.data_validation(1, column, max(1, count), column, {"validate": "list", "source": words})


def _paper(sheet: Any, title: str, view: View) -> None:
    """On A3 across, as wide as one sheet, the header on each."""
    sheet.set_landscape()
    sheet.set_paper(A3)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    facts = " · ".join(_facts(view))
    sheet.set_header(f'&L&"-,Bold"{_on_paper(title)}&R{_on_paper(facts)}')
    sheet.set_footer("&R&P / &N")


def _on_paper(text: str) -> str:
    """An `&` begins an order to the printer; a number behind one would be a size of letters."""
    return text[:LONGEST_HEADER].replace("&", "&&")


def _facts(view: View) -> Sequence[str]:
    say, scope = view.words, view.scope
    as_of = [say("meta.as_of", day=full_day(scope.as_of, say))] if scope.as_of else []
    return [*as_of, say("meta.version", n=scope.version), *([say("meta.sample")] if view.freshness.sample else [])]


def _read_me(sheet: Any, found: Breakdown, title: str, view: View, look: Look) -> None:
    say, absent = view.words, left_out(found)
    sheet.set_column(0, 0, 110)
    sheet.write_string(0, 0, title, look.plain(bold=True))
    told = [" · ".join(_facts(view)), *(say(f"workbook.read_me.{hint}") for hint in HINTS)]
    told += [say("workbook.read_me.left_out", n=absent)] if absent else []
    for row, text in enumerate(told, start=1):
        sheet.write_string(row, 0, text, look.plain())
