"""The five efficiency figures of a campaign's teams over its days, against the same number of days before."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from metrics.campaigns.evaluation import Course, course
from metrics.efficiency import Period, efficiency
from metrics.filters import environment_known
from metrics.registry import FIGURES, Better
from metrics.scope import Bucket, Question, Scope
from pages.ui.bucket_change import NOTABLE
from pages.ui.definitions import about
from pages.ui.format import NONE, change, count, day_at, number, span_of
from pages.ui.header import section
from pages.ui.store import answer, scope_of
from pages.ui.tables import sheet
from pages.ui.view import View
from pages.ui.words import Words

FIVE = ("delivered", "cycle_p50_days", "online_issues", "valid_bugs", "open_bugs")


class Both(NamedTuple):
    """The same figures of two stretches of time, each None where nothing can be said; and whether the range knows where bugs were found."""

    now: Period
    then: Period
    environments: bool


def draw(campaign_id: str, scope: Scope, view: View) -> None:
    """Nothing for a campaign without work for its objectives or one that hasn't begun."""
    days = answer(course, scope, campaign_id)
    if days is None:
        return
    say, both = view.words, _both(days, scope)
    section(
        say("evaluation.before_title"),
        say("evaluation.before_sub", n=len(days.teams), now=_span(days.since, days.until, view), then=_span(days.before, days.since, view)),
    )
    sheet.draw("before", say("evaluation.before_title"), *_table(both, say), kind="narrow")


def table(campaign_id: str, scope: Scope, view: View) -> tuple[list[dict], list[dict]] | None:
    """Columns and rows; None for a campaign without work for its objectives or one that hasn't begun."""
    days = answer(course, scope, campaign_id)
    return None if days is None else _table(_both(days, scope), view.words)


def _table(both: Both, say: Words) -> tuple[list[dict], list[dict]]:
    columns = [
        sheet.column(say("glossary.figure"), kind="tight"),
        *(sheet.column(say(f"evaluation.{name}"), right=True) for name in ("now", "then", "change")),
    ]
    return columns, [_row(name, both, say) for name in FIVE]


def _both(days: Course, scope: Scope) -> Both:
    now, then = (_asked(since, until, days, scope) for since, until in ((days.since, days.until), (days.before, days.since)))
    return Both(answer(efficiency, now)[0], answer(efficiency, then)[0], answer(environment_known, now))


def _asked(since: date, until: date, days: Course, scope: Scope) -> Scope:
    return scope_of(Question(scope.as_of, since, until, Bucket.RANGE, teams=days.teams, version=scope.version))


def _row(name: str, both: Both, say: Words) -> dict:
    now, then = _figure(name, both.now, both), _figure(name, both.then, both)
    written = _WRITTEN.get(name, count)
    told = about(name, say)
    return sheet.row(
        [
            sheet.cell(told.label, title=told.definition),
            sheet.cell(written(now), sub=_sample(name, both.now, say)),
            sheet.cell(written(then), sub=_sample(name, both.then, say)),
            _change(name, now, then),
        ]
    )


def _figure(name: str, of: Period, both: Both) -> float | None:
    if name == "online_issues" and not both.environments:
        return None
    value: float | None = getattr(of, name)
    return value


def _sample(name: str, of: Period, say: Words) -> str:
    return say("evaluation.sample", n=of.cycle_n) if name == "cycle_p50_days" else ""


def _change(name: str, now: float | None, then: float | None) -> str | dict:
    """Coloured by the figure's own direction, never by the sign, and from a tenth on."""
    if now is None or not then:
        return NONE
    share = (now - then) / then
    is_better = (share > 0) == (FIGURES[name].better is Better.HIGHER)
    return sheet.cell(change(share), kind="" if abs(share) < NOTABLE else "good" if is_better else "bad")


def _span(since: date, until: date, view: View) -> str:
    say = view.words
    if since.year == until.year == view.today.year:
        return span_of(since, until, say)
    return f"{day_at(since, view.today, say)} – {day_at(date.fromordinal(until.toordinal() - 1), view.today, say)}"


_WRITTEN: dict[str, Callable[[float | None], str]] = {"cycle_p50_days": number}
