"""The figures above a chart: the last complete bucket, against the one before it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from metrics.efficiency import Period
from metrics.records import Measure
from metrics.registry import FIGURES, Better
from pages.ui.address import Behind
from pages.ui.definitions import about
from pages.ui.format import count, number, percent
from pages.ui.markup import Tag
from pages.ui.view import View

NOTABLE = 0.1


class Pair(NamedTuple):
    """The bucket whose figures are shown, and the complete one before it if there is one."""

    shown: Period
    before: Period | None


def pair(rows: Sequence[Period]) -> Pair:
    """The last two complete buckets; while none is complete, the last one as it stands."""
    whole = [row for row in rows if row.complete]
    if not whole:
        return Pair(rows[-1], None)
    return Pair(whole[-1], whole[-2] if len(whole) > 1 else None)


def caption(name: str, rows: Sequence[Period], view: View) -> Tag:
    """A panel's title with its definition, its figure, and a line of words that stands for a legend."""
    figure, parts = _CAPTIONS[name]
    title = Tag("h2", "", view.words(f"efficiency.{name}"))
    both = pair(rows)
    return Tag("div", "gb gb-panel", title, explained(figure, view), Tag("div", "gb-fig", *parts(both, view)))


def explained(figure: str, view: View) -> Tag:
    """A small mark that opens the definition, by mouse, finger or keyboard."""
    facts = about(figure, view.words)
    panel = Tag("div", "", Tag("dl", "", Tag("dt", "", facts.label), Tag("dd", "", facts.definition), Tag("dd", "", facts.facts)))
    mark = Tag("summary", "", "ⓘ", title=facts.definition, aria_label=f"{view.words('about.open')}: {facts.label}")
    return Tag("details", "gb-about", mark, panel)


def _delivered(both: Pair, view: View) -> list[Tag]:
    say, row = view.words, both.shown
    return [
        _big(count(row.delivered), Measure.DELIVERED, row, view),
        _legend("acc", say("efficiency.for_goals", share=percent(row.okr_share)), Measure.OKR_DELIVERED, row, view),
        _legend("un", say("efficiency.unlinked"), Measure.UNLINKED, row, view),
        _change("delivered", both, lambda period: period.delivered, view),
    ]


def _cycle(both: Pair, view: View) -> list[Tag]:
    say, row = view.words, both.shown
    if row.cycle_p50_days is None:
        return [Tag("strong", "", "–"), _link(say("efficiency.sample", n=row.cycle_n), Measure.CYCLE, row, view)]
    rounded = round(row.cycle_p50_days, 1)
    return [
        _big(say("efficiency.days", n=number(rounded)), Measure.CYCLE, row, view),
        Tag("span", "", say("efficiency.cycle_sub", share=percent(row.cycle_within_14d_share))),
        _link(say("efficiency.sample", n=count(row.cycle_n)), Measure.CYCLE, row, view),
        _change("cycle_p50_days", both, lambda period: period.cycle_p50_days, view, more="longer", fewer="shorter"),
        *([Tag("span", "", say("efficiency.out_of_order", n=row.out_of_order))] if row.out_of_order else []),
    ]


def _online(both: Pair, view: View) -> list[Tag]:
    return [
        _big(count(both.shown.online_issues), Measure.ONLINE_ISSUES, both.shown, view),
        _change("online_issues", both, lambda period: period.online_issues, view),
    ]


def _valid(both: Pair, view: View) -> list[Tag]:
    say, row = view.words, both.shown
    return [
        _big(count(row.valid_bugs), Measure.VALID_BUGS, row, view),
        _legend("acc", say("efficiency.online", n=count(row.online_issues)), Measure.ONLINE_ISSUES, row, view),
        Tag("span", "", Tag("i", "gb-sw un"), say("efficiency.offline", n=count(row.valid_bugs - row.online_issues))),
        _change("valid_bugs", both, lambda period: period.valid_bugs, view),
    ]


def _open(both: Pair, view: View) -> list[Tag]:
    say, row = view.words, both.shown
    return [
        _big(count(row.open_bugs), Measure.OPEN_BUGS, row, view),
        _legend("quiet", say("efficiency.raised", n=count(row.valid_bugs)), Measure.VALID_BUGS, row, view),
        _legend("acc", say("efficiency.resolved", n=count(row.resolved_bugs)), Measure.RESOLVED_BUGS, row, view),
        _change("open_bugs", both, lambda period: period.open_bugs, view),
    ]


_CAPTIONS: dict[str, tuple[str, Callable[[Pair, View], list[Tag]]]] = {
    "delivered": ("okr_share", _delivered),
    "cycle": ("cycle_p50_days", _cycle),
    "online_issues": ("online_issues", _online),
    "valid_bugs": ("valid_bugs", _valid),
    "open_bugs": ("open_bugs", _open),
}


def _big(text: str, measure: Measure, row: Period, view: View) -> Tag:
    return Tag("strong", "", _link(text, measure, row, view))


def _legend(kind: str, text: str, measure: Measure, row: Period, view: View) -> Tag:
    return Tag("span", "", Tag("i", f"gb-sw {kind}"), _link(text, measure, row, view))


def _link(text: str, measure: Measure, row: Period, view: View) -> Tag:
    href = view.address.records(Behind(measure, since=row.period, until=row.until))
    return Tag("a", "", text, href=href, data_go="")


def _change(figure: str, both: Pair, read: Callable[[Period], float | None], view: View, *, more: str = "more", fewer: str = "fewer") -> Tag:
    """Against the complete bucket before, coloured by the figure's own direction."""
    now, then = read(both.shown), read(both.before) if both.before else None
    if now is None or then is None:
        return Tag("span", "", "")
    change = round(now - then, 1)
    word = more if change > 0 else fewer if change < 0 else "same"
    text = view.words(f"efficiency.{word}", n=number(abs(change)), bucket=view.words(f"bucket.one.{view.scope.bucket}"))
    return Tag("span", _kind(figure, change, then), text)


def _kind(figure: str, change: float, then: float) -> str:
    """Coloured from a tenth on: one fewer of forty is nothing to be alarmed by."""
    better = FIGURES[figure].better
    if abs(change) < abs(then) * NOTABLE or not change or better not in {Better.HIGHER, Better.LOWER}:
        return ""
    return "better" if (change > 0) == (better is Better.HIGHER) else "worse"
