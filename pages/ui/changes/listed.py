"""What changed as a list: before → after, the boards one after the other, each row with the way to its place."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TypeAlias

from metrics.movement import Board, Change, Moved
from metrics.scope import Bucket
from pages.ui import markup
from pages.ui.address import NO_TEAM, Address, Chosen
from pages.ui.changes.behind import rows_behind
from pages.ui.changes.written import change, figure
from pages.ui.header import section
from pages.ui.markup import Tag
from pages.ui.view import View
from pages.ui.words import Words

SHOWN = 12
LEAST = 3  # of them that each board gets, if it has so many
MOST = 300
OF_METRICS = frozenset({"status", "progress"})
NO_TITLES: Mapping[str, str] = {}
Subject: TypeAlias = list[Moved]  # every figure that differs of one thing


def moved(rows: Sequence[Moved], view: View, version: int) -> None:
    """Which figures of the boards a version moved, under a heading of its own; the links lead to the boards as of it."""
    say = view.words
    section(say("moved.title"), say("moved.sub") if on_screen(rows) else "")
    draw(rows, view, at=Address(Chosen(version=version), view.address.language))


def draw(rows: Sequence[Moved], view: View, *, at: Address | None = None) -> None:
    """The most telling ones, the others behind one line. Links keep the reader's choices, or lead to `at`."""
    say, at = view.words, at or view.address
    subjects = _subjects(on_screen(rows))
    if not subjects:
        markup.show(Tag("p", "gb gb-sub", say("moved.none")))
        return
    first = _first(subjects)
    more = [subject for subject in subjects if subject not in first]
    markup.show(Tag("div", "gb gb-moved", _table(first, at, say), *_more(more, at, say)))


def table(rows: Sequence[Moved], at: Address | None, say: Words, titles: Mapping[str, str] = NO_TITLES) -> Tag:
    """All of them, `MOST` at most; without an address nothing leads anywhere. `titles` of the objectives put each under its own."""
    subjects = _subjects(on_screen(rows))
    return Tag("div", "gb gb-moved", _table(subjects[:MOST], at, say, titles), *_cut(subjects, say))


def on_screen(rows: Iterable[Moved]) -> list[Moved]:
    """Status and progress of a key result are told of its metrics and its objective, as on the board."""
    return [row for row in rows if row.metric_id or row.kr_id is None or row.figure not in OF_METRICS]


def _subjects(rows: Iterable[Moved]) -> list[Subject]:
    """All figures of one thing together: it is named once."""
    return [list(of_one) for _, of_one in groupby(rows, key=subject)]


def subject(row: Moved) -> tuple[object, ...]:
    """What it is a figure of."""
    return row.board, row.objective_id, row.kr_id, row.metric_id, row.name


def name(row: Moved, say: Words) -> str:
    return row.name or (say("team.none") if row.board is Board.INVESTMENT else say("moved.whole"))


def _first(subjects: Sequence[Subject]) -> list[Subject]:
    """What is seen at once: some of each board, and what room is left goes to the first of them."""
    counted = Counter(subject[0].board for subject in subjects)
    room = {board: min(LEAST, counted[board]) for board in Board}
    for board in Board:
        room[board] += min(counted[board] - room[board], SHOWN - sum(room.values()))
    return [subject for board in Board for subject in [subject for subject in subjects if subject[0].board is board][: room[board]]]


def _more(subjects: Sequence[Subject], at: Address, say: Words) -> list[Tag]:
    if not subjects:
        return []
    return [Tag("details", "", Tag("summary", "", say("moved.more", n=len(subjects))), _table(subjects[:MOST], at, say), *_cut(subjects, say))]


def _cut(subjects: Sequence[Subject], say: Words) -> list[Tag]:
    return [Tag("p", "gb-sub", say("moved.cut", n=MOST))] if len(subjects) > MOST else []


def _table(subjects: Sequence[Subject], at: Address | None, say: Words, titles: Mapping[str, str] = NO_TITLES) -> Tag:
    bodies = [_body(board, list(of_board), at, say, titles) for board, of_board in groupby(subjects, key=lambda subject: subject[0].board)]
    return Tag("table", "", *bodies, role="table", aria_label=say("moved.title"))


def _body(board: Board, subjects: Sequence[Subject], at: Address | None, say: Words, titles: Mapping[str, str]) -> Tag:
    head = Tag("tr", "", Tag("th", "", say(f"moved.board.{board}"), colspan="2", scope="rowgroup"), role="row")
    rows = _under_objectives(subjects, at, say, titles) if titles and board is Board.OKR else [_row(subject, at, say) for subject in subjects]
    return Tag("tbody", "", head, *rows, role="rowgroup")


def _under_objectives(subjects: Sequence[Subject], at: Address | None, say: Words, titles: Mapping[str, str]) -> Iterator[Tag]:
    """In the order in which the first of each stands; an objective's own figures stand beside its title."""
    for objective in dict.fromkeys(subject[0].objective_id or "" for subject in subjects):
        of_it = [subject for subject in subjects if subject[0].objective_id == objective]
        own = [row for subject in of_it if subject[0].kr_id is None for row in subject]
        title = f"{objective} {titles.get(objective, own[0].name or '' if own else '')}".strip()
        name = Tag("a", "", title, href=at.about("/objective", objective), data_go="") if at and objective in titles else title
        yield Tag("tr", "of", Tag("th", "what", name, scope="rowgroup"), _figures(own, at, say), role="row")
        yield from (_row(subject, at, say) for subject in of_it if subject[0].kr_id is not None)


def _row(subject: Subject, at: Address | None, say: Words) -> Tag:
    return Tag("tr", "", Tag("td", "what", *_what(subject[0], at, say), role="cell"), _figures(subject, at, say), role="row")


def _figures(rows: Sequence[Moved], at: Address | None, say: Words) -> Tag:
    figures = [Tag("span", "item", Tag("span", "figure", figure(row, say)), " ", Tag("span", "change", *_change(row, at, say))) for row in rows]
    return Tag("td", "figures", *figures, role="cell")


def _change(row: Moved, at: Address | None, say: Words) -> list[Tag | str]:
    return change(row, say, rows_behind(row, at) if at else "")


def _what(row: Moved, at: Address | None, say: Words) -> list[Tag | str]:
    """Its name with its number, as the way to its place; what is gone has no place any more."""
    shown, number = name(row, say), row.kr_id or row.objective_id
    told = Tag("a", "", shown, href=_place(row, at), data_go="") if at and row.change is not Change.GONE else Tag("span", "", shown)
    return [told, *([" ", Tag("span", "id", number)] if number else [])]


def _place(row: Moved, at: Address) -> str:
    match row.board:
        case Board.OKR if row.kr_id is not None:
            return at.about("/kr", row.kr_id)
        case Board.OKR:
            return at.about("/objective", row.objective_id or "")
        case Board.INVESTMENT:
            return at.about("/team", row.name or NO_TEAM)
        case Board.EFFICIENCY:
            return at.choosing(bucket=Bucket.RANGE).link("/efficiency")
