"""The last complete bucket of the efficiency figures, and how it differs from the one before."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from metrics.efficiency import Period
from metrics.registry import FIGURES, Better
from pages.ui.buckets import bucket_name
from pages.ui.format import count, day_at, number, percent
from pages.ui.view import View

NOTABLE = 0.1


class Seen(NamedTuple):
    """The bucket whose figures are shown, the complete one before it if there is one, and all there are."""

    shown: Period
    before: Period | None
    rows: Sequence[Period]
    then: Sequence[Period] = ()  # all there were then, where the reader holds the board against an earlier day or version
    other_p50: float | None = None  # the median cycle in the days that the board doesn't count


def seen(rows: Sequence[Period], then: Sequence[Period] = ()) -> Seen:
    """The last two complete buckets; while none is complete, the last one as it stands."""
    whole = [row for row in rows if row.complete]
    if not whole:
        return Seen(rows[-1], None, rows, then)
    return Seen(whole[-1], whole[-2] if len(whole) > 1 else None, rows, then)


def was(board: Seen, read: Callable[[Period], float | None], written: Callable[[float | None], str], view: View) -> str:
    """What the board showed then, where that was another figure; with its bucket where that was another one too."""
    if not board.then:
        return ""
    shown = seen(board.then).shown
    then = written(read(shown))
    if then == written(read(board.shown)):
        return ""
    name = bucket_name(shown.period, shown.until, view.scope.bucket, today(view).year, view.words)
    same = shown.period == board.shown.period
    return view.words("versus.was", value=then) if same else view.words("versus.was_in", value=then, bucket=name)


def stock_was(board: Seen, view: View) -> str:
    """The open bugs of that day, where they were not as many."""
    if not board.then or board.then[-1].open_bugs == board.rows[-1].open_bugs or view.before is None:
        return ""
    then = board.then[-1]
    on = day_at(min(then.until, view.before.until) - timedelta(days=1), today(view), view.words)
    return view.words("versus.was_in", value=count(then.open_bugs), bucket=on)


def change_of(
    figure: str, board: Seen, read: Callable[[Period], float | None], view: View, *, more: str = "more", fewer: str = "fewer"
) -> tuple[str, str]:
    """Against the complete bucket before: the words, and whether it is better or worse by the figure's own direction."""
    now, then = read(board.shown), read(board.before) if board.before else None
    if now is None or then is None:
        return "", ""
    change = round(now - then, 1)
    word = _more_or_fewer(change, more, fewer)
    text = view.words(f"efficiency.{word}", n=number(abs(change)), bucket=view.words(f"bucket.one.{view.scope.bucket}"))
    return text, _kind(figure, change, then)


def stock_change_of(rows: Sequence[Period], view: View) -> tuple[str, str]:
    """Against the end of the bucket before, whose stock is written out."""
    if len(rows) == 1:
        return "", ""
    now, before = rows[-1].open_bugs, rows[-2]
    change = now - before.open_bugs
    then = {"day": last_day(before, view), "then": count(before.open_bugs), "span": _days_between(before, rows[-1], view)}
    text = view.words(f"efficiency.stock_{_more_or_fewer(change)}", n=count(abs(change)), **then)
    return text, _kind("open_bugs", change, before.open_bugs)


def _days_between(before: Period, now: Period, view: View) -> str:
    """A bucket that has just begun is a day long where the others are a week."""
    return view.words("efficiency.days", n=(min(now.until, view.scope.until) - before.until).days)


def colour_rule(view: View) -> str:
    return view.words("efficiency.colour_rule", share=percent(NOTABLE))


def last_day(row: Period, view: View) -> str:
    return day_at(min(row.until, view.scope.until) - timedelta(days=1), today(view), view.words)


def today(view: View) -> date:
    return view.scope.as_of or view.scope.until


def _more_or_fewer(change: float, more: str = "more", fewer: str = "fewer") -> str:
    return more if change > 0 else fewer if change < 0 else "same"


def _kind(figure: str, change: float, then: float) -> str:
    """Coloured from a tenth on: one fewer of forty is nothing to be alarmed by."""
    better = FIGURES[figure].better
    if abs(change) < abs(then) * NOTABLE or not change or better not in {Better.HIGHER, Better.LOWER}:
        return ""
    return "better" if (change > 0) == (better is Better.HIGHER) else "worse"
