"""The number in words: how many rows, what they add up to, of what, on which row of the board, in which days."""

from datetime import timedelta

from metrics.campaigns import campaigns
from metrics.filters import objective_choices
from metrics.goals import okr_progress
from metrics.records import Measure, Records, Tally
from pages.ui.format import count, days, full_day, number, percent
from pages.ui.header import told_span
from pages.ui.records.columns import of_goals
from pages.ui.store import answer
from pages.ui.view import View

STOCKS = frozenset({Measure.IN_PROGRESS, Measure.OPEN_BUGS})


def amount(found: Records, view: View) -> str:
    """Rows, and with a search the found ones of all; where goals are asked about what their parts add up to."""
    say, some = view.words, found.found
    if view.address.behind.search:
        rows = say("records.found", n=found.total, found=count(some.rows), total=count(found.total))
    else:
        rows = say("records.total", n=found.total, total=count(found.total))
    return say("records.weighed", rows=rows, weight=number(some.weight)) if of_goals(view) and some.weight != some.rows else rows


def facts(found: Records, view: View) -> list[str]:
    """What the rows explain, and of which row of the board, days and metric."""
    return [view.words(f"measure.{view.address.behind.measure}"), *_figures(found.tally, view), *_board_row(view), *_time(view)]


def _figures(tally: Tally, view: View) -> list[str]:
    """The figures that the rows are the sample or a part of; a search changes none of them."""
    say = view.words
    if tally.share is not None:
        whole = "for_goals" if view.address.behind.kr else "delivered"
        return [say(f"records.share_of_{whole}", share=percent(tally.share, 1), whole=count(tally.whole))]
    if tally.p50 is not None:
        return [say("records.sample", p50=days(tally.p50), p85=days(tally.p85), mean=days(tally.mean), share=percent(tally.within_14d))]
    return [say("records.mean", mean=number(tally.mean))] if tally.mean is not None else []


def _board_row(view: View) -> list[str]:
    say, behind = view.words, view.address.behind
    titles = dict(answer(objective_choices, view.scope))
    rows = answer(okr_progress, view.scope) if behind.kr or behind.metric else []
    listed = answer(campaigns, view.scope) if behind.campaign else []
    named = {
        "metric": (behind.metric, next((row.metric_name for row in rows if row.metric_id == behind.metric), None)),
        "kr": (behind.kr, next((row.kr_title for row in rows if row.kr_id == behind.kr), None)),
        "goal": (behind.goal, titles.get(behind.goal or "")),
        "campaign": (behind.campaign, next((each.title for each in listed if each.campaign_id == behind.campaign), None)),
    }
    told = [say(f"records.of_{what}", name=f"{id_} {title or ''}".strip()) for what, (id_, title) in named.items() if id_]
    return told if behind.owner is None else [*told, say("records.of_owner", name=behind.owner or say("people.nobody"))]


def _time(view: View) -> list[str]:
    say, behind, scope = view.words, view.address.behind, view.scope
    if scope.as_of is None:
        return []
    in_part = behind.since is not None or behind.until is not None
    if behind.measure.of_values:
        if not in_part:
            return [say(f"records.made_of.{behind.measure}")]
        since, until = behind.since or scope.since, min(behind.until or scope.until, scope.as_of + timedelta(days=1))
        return [told_span(since, until, scope.as_of, say)]
    if not in_part and (behind.kr or behind.goal or behind.campaign) and not view.address.chosen.since and behind.measure.of_work:
        return [say("records.at", day=full_day(scope.as_of, say)) if behind.measure in STOCKS else say("records.board_range")]
    until = min(scope.until, behind.until or scope.until)
    if behind.measure in STOCKS:
        last = until - timedelta(days=1) if behind.until else scope.as_of
        return [say("records.at", day=full_day(last, say))]
    return [told_span(max(scope.since, behind.since or scope.since), until, scope.as_of, say)]
