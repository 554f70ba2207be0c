"""The five efficiency figures, each with its course and its change; the last complete bucket, as on the efficiency board."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from metrics.efficiency import Period
from metrics.records import Measure
from pages.ui.address import Behind
from pages.ui.bucket_change import Seen, change_of, colour_rule, seen, stock_change_of, stock_was, was
from pages.ui.buckets import bucket_name, in_other_days, periods, periods_then
from pages.ui.definitions import about
from pages.ui.format import count, day_at, days, number, percent
from pages.ui.view import View

TREND = 26  # buckets of the course that is drawn


def figures(view: View) -> dict:
    """Empty where there is no bucket to show."""
    rows, say = periods(view), view.words
    if not rows:
        return {"rows": []}
    board = seen(rows, periods_then(view))
    return {
        "title": say("overview.figures"),
        "basis": _basis(board, view),
        "href": view.address.link("/efficiency"),
        "all": say("overview.all_figures"),
        "rows": [_delivered(board, view), _cycle(board, view), _online(board, view), _valid(board, view), _open(board, view)],
    }


def _basis(board: Seen, view: View) -> str:
    span = bucket_name(board.shown.period, board.shown.until, view.scope.bucket, view.today.year, view.words)
    kind = "overview.basis" if board.shown.complete else "overview.basis_so_far"
    return view.words(kind, span=span, bucket=view.words(f"bucket.one.{view.scope.bucket}"))


def _delivered(board: Seen, view: View) -> dict:
    row, say = board.shown, view.words
    change = change_of("delivered", board, lambda period: period.delivered, view)
    of_goals = Behind(Measure.OKR_DELIVERED, since=row.period, until=row.until)
    sub = {"sub": say("efficiency.for_goals", share=percent(row.okr_share)), "subHref": view.address.records(of_goals)}
    told = _figure("delivered", count(row.delivered), Measure.DELIVERED, board, change, lambda period: period.delivered, view)
    return told if row.okr_share is None or view.scope.objectives else told | sub


def _cycle(board: Seen, view: View) -> dict:
    row, say = board.shown, view.words
    shown = "–" if row.cycle_p50_days is None else say("efficiency.days", n=number(round(row.cycle_p50_days, 1)))
    change = change_of("cycle_p50_days", board, lambda period: period.cycle_p50_days, view, more="longer", fewer="shorter")
    other = in_other_days(view).get(row.period)
    kind = "calendar" if view.scope.question.days == "workday" else "workday"
    sub = say(f"efficiency.also_{kind}", n=number(round(other.p50, 1))) if other and other.p50 is not None else ""
    told = _figure("cycle_p50_days", shown, Measure.CYCLE, board, change, lambda period: period.cycle_p50_days, view, sub)
    return told | {"about": told["about"] | {"label": say("overview.cycle")}}


def _online(board: Seen, view: View) -> dict:
    row, say = board.shown, view.words
    if row.online_issues is None:
        return _figure("online_issues", "–", Measure.ONLINE_ISSUES, board, ("", ""), lambda _row: None, view, say("efficiency.not_known"))
    change = change_of("online_issues", board, lambda period: period.online_issues, view)
    return _figure("online_issues", count(row.online_issues), Measure.ONLINE_ISSUES, board, change, lambda period: period.online_issues, view)


def _valid(board: Seen, view: View) -> dict:
    change = change_of("valid_bugs", board, lambda period: period.valid_bugs, view)
    return _figure("valid_bugs", count(board.shown.valid_bugs), Measure.VALID_BUGS, board, change, lambda period: period.valid_bugs, view)


def _open(board: Seen, view: View) -> dict:
    """A stock is what it is today; its rows are those of the last bucket's end."""
    now = board.rows[-1]
    day = day_at(min(now.until, view.scope.until) - timedelta(days=1), view.today, view.words)
    today = board._replace(shown=now)
    change = stock_change_of(board.rows, view)
    sub = view.words("efficiency.on", day=day)
    return _figure("open_bugs", count(now.open_bugs), Measure.OPEN_BUGS, today, change, lambda period: period.open_bugs, view, sub, stock=True)


def _figure(
    name: str,
    shown: str,
    measure: Measure,
    board: Seen,
    change: tuple[str, str],
    read: Callable[[Period], float | None],
    view: View,
    sub: str = "",
    *,
    stock: bool = False,
) -> dict:
    text, kind = change
    behind = Behind(measure, since=board.shown.period, until=board.shown.until)
    return {
        "about": about(name, view.words)._asdict(),
        "value": shown,
        "href": "" if read(board.shown) is None else view.address.records(behind),
        "was": stock_was(board, view) if stock else was(board, read, days if measure is Measure.CYCLE else count, view),
        "sub": sub,
        "change": text,
        "kind": kind,
        "rule": colour_rule(view),
        "trend": _trend(board.rows, read, stock=stock),
    }


def _trend(rows: Sequence[Period], read: Callable[[Period], float | None], *, stock: bool) -> list[float | None]:
    """Whole buckets only, for half a week would read as a fall; a stock is whole at any time."""
    return [read(row) for row in rows if row.complete or stock][-TREND:]
