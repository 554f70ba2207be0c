"""The last complete bucket of the efficiency figures, and how it differs from the one before."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from metrics.efficiency import Period
from metrics.registry import FIGURES, Better
from pages.ui.format import count, day_at, number, percent
from pages.ui.view import View

NOTABLE = 0.1


class Seen(NamedTuple):
    """The bucket whose figures are shown, the complete one before it if there is one, and all there are."""

    shown: Period
    before: Period | None
    rows: Sequence[Period]
    other_p50: float | None = None  # the median cycle in the days that the board doesn't count


def seen(rows: Sequence[Period]) -> Seen:
    """The last two complete buckets; while none is complete, the last one as it stands."""
    whole = [row for row in rows if row.complete]
    if not whole:
        return Seen(rows[-1], None, rows)
    return Seen(whole[-1], whole[-2] if len(whole) > 1 else None, rows)


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
    then = {"day": last_day(before, view), "then": count(before.open_bugs)}
    text = view.words(f"efficiency.stock_{_more_or_fewer(change)}", n=count(abs(change)), **then)
    return text, _kind("open_bugs", change, before.open_bugs)


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
