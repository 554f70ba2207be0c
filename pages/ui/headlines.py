"""The figures above a chart: the last complete bucket, against the one before it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from metrics.efficiency import Cycles, Period
from metrics.records import Measure
from metrics.scope import Bucket, Clock, Days
from pages.ui.address import Behind
from pages.ui.bucket_change import Seen, change_of, colour_rule, last_day, seen, stock_change_of, stock_was, today, was
from pages.ui.buckets import bucket_name, periods_then
from pages.ui.explained import explained
from pages.ui.format import count, days, number, percent
from pages.ui.markup import Tag
from pages.ui.view import View


def basis(rows: Sequence[Period], view: View) -> str:
    """Which bucket the figures are of, what they are held against, and how many the pictures show."""
    if not rows:
        return ""
    say, board, bucket = view.words, seen(rows), view.scope.bucket
    names = {"bucket": say(f"bucket.one.{bucket}"), "buckets": say(f"bucket.many.{bucket}"), "span": _name(board.shown, view), "n": len(rows)}
    if bucket is Bucket.RANGE:
        return say("efficiency.answer_range", **names)
    if not board.shown.complete:
        return say("efficiency.answer_none", **names)
    return say("efficiency.answer" if board.before else "efficiency.answer_first", **names)


def caption(name: str, rows: Sequence[Period], view: View, others: Mapping[date, Cycles] | None = None) -> Tag:
    """A panel's title with its definitions, its figures, and a line of words that stands for a legend.

    `others` are the cycles in the days that the board doesn't count: workdays, unless the reader chose those.
    """
    heading = Tag("h2", "", title(name, view))
    return Tag(
        "div",
        "gb gb-panel",
        heading,
        explained(_CAPTIONS[name][0], view, colour_rule(view)),
        Tag("div", "gb-fig", *figures(name, rows, view, others)),
    )


def title(name: str, view: View) -> str:
    return view.words("efficiency.delivered_for_chosen" if name == "delivered" and view.scope.objectives else f"efficiency.{name}")


def figures(name: str, rows: Sequence[Period], view: View, others: Mapping[date, Cycles] | None = None) -> list[Tag]:
    """A panel's figures, each with the words that stand for a legend."""
    return _CAPTIONS[name][1](_with_other(seen(rows, periods_then(view)), others or {}), view)


def _delivered(board: Seen, view: View) -> list[Tag]:
    say, row = view.words, board.shown
    parts = [
        _legend("acc", say("efficiency.for_goals", share=percent(row.okr_share)), Measure.OKR_DELIVERED, row, view),
        _legend("un", say("efficiency.unlinked"), Measure.UNLINKED, row, view),
    ]
    return [
        _big(count(row.delivered), Measure.DELIVERED, row, view),
        *_said(was(board, lambda period: period.delivered, count, view)),
        *([] if view.scope.objectives else parts),  # with an objective chosen all of it serves one
        _change("delivered", board, lambda period: period.delivered, view),
    ]


def _cycle(board: Seen, view: View) -> list[Tag]:
    say, row = view.words, board.shown
    then = _said(was(board, lambda period: period.cycle_p50_days, days, view))
    if row.cycle_p50_days is None:
        return [Tag("strong", "", "–"), *then, _link(say("efficiency.sample", n=row.cycle_n), Measure.CYCLE, row, view), *_clock(view)]
    rounded = round(row.cycle_p50_days, 1)
    return [
        _big(say("efficiency.days", n=number(rounded)), Measure.CYCLE, row, view),
        *then,
        *_in_other_days(board, view),
        _quiet(say("efficiency.cycle_sub", p85=days(row.cycle_p85_days), share=percent(row.cycle_within_14d_share)), Measure.CYCLE, row, view),
        *_clock(view),
        _link(say("efficiency.sample", n=count(row.cycle_n)), Measure.CYCLE, row, view),
        _change("cycle_p50_days", board, lambda period: period.cycle_p50_days, view, more="longer", fewer="shorter"),
        *([Tag("span", "", say("efficiency.out_of_order", n=row.out_of_order))] if row.out_of_order else []),
    ]


def _with_other(board: Seen, others: Mapping[date, Cycles]) -> Seen:
    found = others.get(board.shown.period)
    return board._replace(other_p50=found.p50) if found else board


def _in_other_days(board: Seen, view: View) -> list[Tag]:
    if board.other_p50 is None:
        return []
    other = Days.CALENDAR if view.scope.question.days is Days.WORKDAY else Days.WORKDAY
    in_other = replace(view, address=view.address.choosing(days=other))
    return [_quiet(view.words(f"efficiency.also_{other}", n=number(round(board.other_p50, 1))), Measure.CYCLE, board.shown, in_other)]


def _clock(view: View) -> list[Tag]:
    """From when on and in which days the cycle is counted, where the reader chose."""
    asked = view.scope.question
    if (asked.clock, asked.days) == (Clock.CREATED, Days.CALENDAR):
        return []
    return [Tag("b", "", f"{view.words(f'efficiency.from.{asked.clock}')} · {view.words(f'efficiency.in.{asked.days}')}")]


def _online(board: Seen, view: View) -> list[Tag]:
    then = _said(was(board, lambda period: period.online_issues, count, view))
    if board.shown.online_issues is None:
        return [Tag("strong", "", "–"), *then, Tag("span", "", view.words("efficiency.not_known"))]
    return [
        _big(count(board.shown.online_issues), Measure.ONLINE_ISSUES, board.shown, view),
        *then,
        _change("online_issues", board, lambda period: period.online_issues, view),
    ]


def _valid(board: Seen, view: View) -> list[Tag]:
    return [
        _big(count(board.shown.valid_bugs), Measure.VALID_BUGS, board.shown, view),
        *_said(was(board, lambda period: period.valid_bugs, count, view)),
        *_environments(board.shown, view),
        _change("valid_bugs", board, lambda period: period.valid_bugs, view),
    ]


def _environments(row: Period, view: View) -> list[Tag]:
    say, grey = view.words, Tag("i", "gb-sw un")
    if row.online_issues is None:
        return [Tag("span", "", grey, say("efficiency.environment_not_given"))]
    return [
        _legend("acc", say("efficiency.online", n=count(row.online_issues)), Measure.ONLINE_ISSUES, row, view),
        Tag("span", "", grey, say("efficiency.elsewhere", n=count(row.valid_bugs - row.online_issues))),
    ]


def _open(board: Seen, view: View) -> list[Tag]:
    """A stock is what it is today, so it is read at the end of the range; only the flow is the bucket's."""
    say, now = view.words, board.rows[-1]
    return [
        _big(count(now.open_bugs), Measure.OPEN_BUGS, now, view),
        Tag("span", "", say("efficiency.on", day=last_day(now, view))),
        *_said(stock_was(board, view)),
        _stock_change(board.rows, view),
        *_flow(board.shown, view),
    ]


def _stock_change(rows: Sequence[Period], view: View) -> Tag:
    text, kind = stock_change_of(rows, view)
    return Tag("span", kind, text, title=colour_rule(view)) if text else Tag("span", "", "")


def _flow(row: Period, view: View) -> list[Tag]:
    say = view.words
    of = "" if view.scope.bucket is Bucket.RANGE else say("efficiency.of", bucket=_name(row, view))
    return [
        _legend("quiet", say("efficiency.raised", n=count(row.valid_bugs)), Measure.VALID_BUGS, row, view, of),
        _legend("acc", say("efficiency.resolved", n=count(row.resolved_bugs)), Measure.RESOLVED_BUGS, row, view),
    ]


_CAPTIONS: dict[str, tuple[tuple[str, ...], Callable[[Seen, View], list[Tag]]]] = {
    "delivered": (("delivered", "okr_share"), _delivered),
    "cycle": (("cycle_p50_days", "cycle_p85_days", "cycle_within_14d_share", "cycle_n"), _cycle),
    "online_issues": (("online_issues",), _online),
    "valid_bugs": (("valid_bugs", "online_issues"), _valid),
    "open_bugs": (("open_bugs", "valid_bugs", "resolved_bugs"), _open),
}


def _name(row: Period, view: View) -> str:
    return bucket_name(row.period, row.until, view.scope.bucket, today(view).year, view.words)


def _big(text: str, measure: Measure, row: Period, view: View) -> Tag:
    return Tag("strong", "", _link(text, measure, row, view))


def _legend(kind: str, text: str, measure: Measure, row: Period, view: View, before: str = "") -> Tag:
    return Tag("span", "", before, Tag("i", f"gb-sw {kind}"), _link(text, measure, row, view))


def _said(text: str) -> list[Tag]:
    return [Tag("span", "", text)] if text else []


def _link(text: str, measure: Measure, row: Period, view: View, kind: str = "") -> Tag:
    href = view.address.records(Behind(measure, since=row.period, until=row.until))
    return Tag("a", kind, text, href=href, data_go="")


def _quiet(text: str, measure: Measure, row: Period, view: View) -> Tag:
    """A figure beside the big one; it has the same rows behind it."""
    return _link(text, measure, row, view, "gb-to")


def _change(figure: str, board: Seen, read: Callable[[Period], float | None], view: View, *, more: str = "more", fewer: str = "fewer") -> Tag:
    text, kind = change_of(figure, board, read, view, more=more, fewer=fewer)
    return Tag("span", kind, text, title=colour_rule(view)) if text else Tag("span", "", "")
