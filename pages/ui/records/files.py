"""All rows behind a number as a file: those found, in their order, with the columns shown."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import partial

import streamlit as st

from metrics.records import Asked, Record, Records, every_record
from pages.ui.format import full_day
from pages.ui.records.cells import text
from pages.ui.records.columns import ORIGIN, shown
from pages.ui.records.told import amount, facts
from pages.ui.safe import MOST_ROWS, Sheet, book_file, table_file
from pages.ui.store import store
from pages.ui.view import View
from pages.ui.words import Words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw(found: Records, view: View) -> None:
    """Made when it is asked for. What doesn't fit on a sheet is to be had as CSV."""
    say = view.words
    with st.popover(say("records.take"), icon=":material/download:", width="content", key="gb_download"):
        if found.found.rows > MOST_ROWS:
            st.caption(say("records.too_many", most=f"{MOST_ROWS:,}"))
        else:
            _button("xlsx", XLSX, partial(workbook, found, view), view)
        _button("csv", "text/csv", partial(table, view), view)


def table(view: View) -> bytes:
    """Columns by the names that the importer knows."""
    names = _fields(view)
    return table_file(names, ([_plain(getattr(record, name)) for name in names] for record in _all(view)))


def workbook(found: Records, view: View) -> bytes:
    """Columns by the reader's names; a second sheet says what the rows are, so that the file can be forwarded."""
    say, names = view.words, _fields(view)
    rows = ([_valued(name, getattr(record, name), say) for name in names] for record in _all(view))
    listed = Sheet(say("records.sheet_rows"), [say(f"column.{name}") for name in names], rows)
    about = Sheet(say("records.sheet_about"), [say("records.about.what"), say("records.about.value")], _about(found, view))
    return book_file([listed, about])


def _button(kind: str, mime: str, data: partial[bytes], view: View) -> None:
    st.download_button(
        view.words(f"records.{kind}"),
        data=data,
        file_name=f"{_name(view)}.{kind}",
        mime=mime,
        type="tertiary",
        on_click="ignore",
        key=f"gb_take_{kind}",
    )


def _name(view: View) -> str:
    return f"{view.address.behind.measure}-{view.scope.as_of}-v{view.scope.version}"


def _fields(view: View) -> Sequence[str]:
    return [name for shown_as in shown(view) for name in (("source", "file", "sheet", "line") if shown_as == ORIGIN else (shown_as,))]


def _all(view: View) -> Iterator[Record]:
    behind = view.address.behind
    looked_through = (behind.since, behind.until, behind.search, behind.sort, behind.owner)
    asked = Asked(behind.measure, behind.kr, behind.goal, behind.metric, *looked_through, behind.campaign)
    return every_record(store().cursor(view.scope.version), view.scope, asked)


def _about(found: Records, view: View) -> list[list[object]]:
    """What the rows explain, what was chosen, the day and the version read: the file alone can be understood."""
    say, scope, chosen = view.words, view.scope, view.address.chosen
    told = {
        "figure": " · ".join(facts(found, view)),
        "rows": amount(found, view),
        "search": view.address.behind.search,
        "teams": say("list.and").join(team or say("team.none") for team in chosen.teams),
        "objectives": say("list.and").join(chosen.objectives),
        "clock": say(f"clock.{scope.question.clock}"),
        "days": say(f"days.{scope.question.days}"),
        "as_of": full_day(scope.as_of, say) if scope.as_of else "",
        "version": str(scope.version),
        "sample": say("meta.sample") if view.freshness.sample else "",
    }
    return [[say(f"records.about.{name}"), value] for name, value in told.items() if value]


def _valued(name: str, value: object, say: Words) -> object:
    """Numbers and days as such, a moment in business time without its offset, which sheets don't know; all else as it is shown."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    return value if isinstance(value, date | float | int) or value is None else text(name, value, say)


def _plain(value: object) -> object:
    if isinstance(value, list):
        return ";".join(value)
    return value.isoformat() if hasattr(value, "isoformat") else value
