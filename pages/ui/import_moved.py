"""Which figures moved: before → after, the boards one after the other, each row with the way to its place."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

import streamlit as st

from metrics.movement import Board, Change, Moved, Value
from metrics.registry import FIGURES, Unit
from metrics.scope import Bucket
from pages.ui import markup
from pages.ui.address import NO_TEAM, Address, Chosen
from pages.ui.definitions import label
from pages.ui.format import compact, count, days, exact, number, percent
from pages.ui.header import section
from pages.ui.markup import Tag
from pages.ui.status import shape, word
from pages.ui.view import View
from pages.ui.words import Words

SHOWN = 12
LEAST = 3  # rows that each board gets of them, if it has so many
MOST = 300
OF_METRICS = frozenset({"status", "progress"})
SHARES = frozenset({"unlinked"}) | {name for name, figure in FIGURES.items() if figure.unit is Unit.SHARE}
COUNTS = frozenset(name for name, figure in FIGURES.items() if figure.unit is Unit.COUNT)
DAYS = frozenset(name for name, figure in FIGURES.items() if figure.unit is Unit.DAYS)

_STYLE = """
.gb-moved table{width:100%;max-width:1000px;border-collapse:collapse;border:0}
.gb-moved th,.gb-moved td{border:0;border-bottom:1px solid var(--gb-hair);padding:5px 16px 5px 0}
.gb-moved th,.gb-moved td{text-align:left;vertical-align:baseline;font-weight:400}
.gb-moved tbody th{font-weight:600;padding-top:14px;border-bottom-color:var(--gb-ink)}
.gb-moved td.same{border-bottom-color:transparent}
.gb-moved td.what{width:50%;overflow-wrap:anywhere}.gb-moved td.change{width:30%;white-space:nowrap}
.gb-moved i{font-style:normal}.gb-moved b{font-weight:600}
.gb-moved .was,.gb-moved .id,.gb-moved .unit,.gb-moved td.figure{color:var(--gb-muted)}
.gb-moved .better{color:var(--gb-on_track-t)}.gb-moved .worse{color:var(--gb-at_risk-t)}
.gb-moved summary{cursor:pointer;color:var(--gb-accent);width:fit-content;padding:8px 0}
@media (max-width:640px){
 .gb-moved table,.gb-moved tbody{display:block}
 .gb-moved tr{display:flex;flex-wrap:wrap;justify-content:space-between;border-bottom:1px solid var(--gb-hair);padding:5px 0}
 .gb-moved th,.gb-moved td{border:0;padding:0}.gb-moved td.what{width:auto;flex:1 0 100%}.gb-moved td.again{display:none}
 .gb-moved td.change{width:auto;white-space:normal}
}
"""


def draw(moved: Sequence[Moved], view: View, version: int | None = None) -> None:
    """`version` is the one that the figures moved at, the newest unless it is named; the links lead to the boards as of it."""
    say = view.words
    rows = _on_screen(moved)
    section(say("moved.title"), say("moved.sub") if rows else say("moved.none"))
    if not rows:
        return
    at = Address(Chosen(version=version or view.newest), view.address.language)
    first = _first(rows)
    more = [row for row in rows if row not in first]
    st.html(f"<style>{_STYLE}</style>")
    markup.show(Tag("div", "gb gb-moved", _table(first, at, say), *_more(more, at, say)))


def _on_screen(moved: Iterable[Moved]) -> list[Moved]:
    """Status and progress of a key result are told of its metrics and its objective, as on the board."""
    return [row for row in moved if row.metric_id or row.kr_id is None or row.figure not in OF_METRICS]


def _first(rows: Sequence[Moved]) -> list[Moved]:
    """The rows seen at once: some of each board, and what room is left goes to the first of them."""
    counted = Counter(row.board for row in rows)
    room = {board: min(LEAST, counted[board]) for board in Board}
    for board in Board:
        room[board] += min(counted[board] - room[board], SHOWN - sum(room.values()))
    return [row for board in Board for row in [row for row in rows if row.board is board][: room[board]]]


def _more(rows: Sequence[Moved], at: Address, say: Words) -> list[Tag]:
    if not rows:
        return []
    cut = [Tag("p", "gb-sub", say("moved.cut", n=MOST))] if len(rows) > MOST else []
    return [Tag("details", "", Tag("summary", "", say("moved.more", n=len(rows))), _table(rows[:MOST], at, say), *cut)]


def _table(rows: Sequence[Moved], at: Address, say: Words) -> Tag:
    bodies = [_body(board, list(of_board), at, say) for board, of_board in groupby(rows, key=lambda row: row.board)]
    return Tag("table", "", *bodies, role="table", aria_label=say("moved.title"))


def _body(board: Board, rows: Sequence[Moved], at: Address, say: Words) -> Tag:
    title = Tag("tr", "", Tag("th", "", say(f"moved.board.{board}"), colspan="3", scope="rowgroup"), role="row")
    subjects = [list(of_one) for _, of_one in groupby(rows, key=_subject)]
    lines = [_row(row, at, say, first=row is of_one[0], last=row is of_one[-1]) for of_one in subjects for row in of_one]
    return Tag("tbody", "", title, *lines, role="rowgroup")


def _subject(row: Moved) -> tuple[str | None, ...]:
    return row.objective_id, row.kr_id, row.metric_id, row.name


def _row(row: Moved, at: Address, say: Words, *, first: bool, last: bool) -> Tag:
    """What has several figures is named once."""
    kind = "" if last else " same"
    what = _what(row, at, say) if first else []
    return Tag(
        "tr",
        "",
        Tag("td", f"what{kind}{'' if first else ' again'}", *what, role="cell"),
        Tag("td", f"figure{kind}", _figure(row.figure, say), role="cell"),
        Tag("td", f"change{kind}", *_change(row, say), role="cell"),
        role="row",
    )


def _what(row: Moved, at: Address, say: Words) -> list[Tag | str]:
    """Its name with its number, as the way to its place; what is gone has no place any more."""
    name = row.name or (say("team.none") if row.board is Board.INVESTMENT else say("moved.whole"))
    number_ = row.kr_id or row.objective_id
    told = Tag("span", "", name) if row.change is Change.GONE else Tag("a", "", name, href=_place(row, at), data_go="")
    return [told, *([" ", Tag("span", "id", number_)] if number_ else [])]


def _place(row: Moved, at: Address) -> str:
    match row.board:
        case Board.OKR:
            return at.choosing(objectives=(row.objective_id,)).link("/okr")
        case Board.INVESTMENT:
            return at.choosing(teams=(row.name or NO_TEAM,)).link("/okr")
        case Board.EFFICIENCY:
            return at.choosing(bucket=Bucket.RANGE).link("/efficiency")


def _figure(name: str, say: Words) -> str:
    return say(f"moved.figure.{name}") if say.knows(f"moved.figure.{name}") else label(name, say)


def _change(row: Moved, say: Words) -> list[Tag | str]:
    before, after = _both(row, say)
    was = Tag("span", "was", say("moved.new")) if row.change is Change.NEW else Tag("span", "was", before)
    now = Tag("span", "was", say("moved.gone")) if row.change is Change.GONE else after
    unit = [" ", Tag("span", "unit", row.unit)] if row.unit and row.figure in {"current", "target", "baseline"} else []
    return [was, " → ", now, *unit]


def _both(row: Moved, say: Words) -> tuple[Tag | str, Tag]:
    if row.figure == "status":
        return _status(row.before, say), Tag("b", "", _status(row.after, say))
    short, whole = _written(row.figure, say)
    shown = whole if short(row.before) == short(row.after) else short
    kind = {True: "better", False: "worse", None: ""}[row.improved]
    return shown(row.before), Tag("b", kind, shown(row.after), title=whole(row.after))


def _status(status: Value, say: Words) -> Tag:
    known = status if isinstance(status, str) else None
    return Tag("span", f"s-{known}" if known else "", Tag("i", "", shape(known)), *([" ", word(known, say)] if known else []))


def _written(figure: str, say: Words) -> tuple[Callable[[Value], str], Callable[[Value], str]]:
    """How a figure is written on its board, and so that two which differ only a little don't read the same."""
    if figure in SHARES:
        return percent, lambda share: percent(share, 2)
    if figure in COUNTS:
        return count, count
    if figure in DAYS:
        return days, number
    return lambda value: compact(value, say), exact
