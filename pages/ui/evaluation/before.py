"""The five efficiency figures of a campaign's teams over its days, against the same number of days before."""

from datetime import date
from typing import NamedTuple

from metrics.campaigns.stretches import Stretches, stretches
from metrics.efficiency import Period, efficiency
from metrics.filters import environment_known
from metrics.reach import reach
from metrics.registry import FIGURES, Better
from metrics.scope import Bucket, Question, Scope
from pages.ui.bucket_change import NOTABLE
from pages.ui.definitions import about
from pages.ui.format import NONE, change, count, day_at, span_of
from pages.ui.format import days as days_text
from pages.ui.header import section
from pages.ui.store import answer, scope_of
from pages.ui.tables import sheet
from pages.ui.view import View
from pages.ui.words import Words

A_WEEK = frozenset({"delivered", "online_issues", "valid_bugs"})
WEEK, LEAST = 7, 28  # days of a week; days before that say something
FIVE = ("delivered", "cycle_p50_days", "online_issues", "valid_bugs", "open_bugs")


class Stretch(NamedTuple):
    """Days, `since <= day < until`, and their figures."""

    since: date
    until: date
    figures: Period

    @property
    def weeks(self) -> float:
        return (self.until - self.since).days / WEEK


class Both(NamedTuple):
    """A campaign's days and those before it, None where the data reach too few of them; whose work it is, and whether it is known where
    bugs were found.
    """

    now: Stretch
    then: Stretch | None
    reaches: date | None
    teams: int
    environments: bool


def draw(campaign_id: str, scope: Scope, view: View) -> None:
    """Nothing for a campaign without work for its objectives or one that hasn't begun."""
    both, say = _both(campaign_id, scope), view.words
    if both is None:
        return
    section(say("evaluation.before_title"), sub(both, view))
    sheet.draw("before", say("evaluation.before_title"), *_table(both, say), kind="narrow")


def table(campaign_id: str, scope: Scope, view: View) -> tuple[str, list[dict], list[dict]] | None:
    """What it is about, columns and rows; None for a campaign without work for its objectives or one that hasn't begun."""
    both = _both(campaign_id, scope)
    return None if both is None else (sub(both, view), *_table(both, view.words))


def sub(both: Both, view: View) -> str:
    """Whose work, of which days, against which."""
    say, now = view.words, both.now
    told = say("evaluation.before_sub", n=both.teams, now=_span(now.since, now.until, view))
    if both.then is not None:
        return told + say("evaluation.before_then", then=_span(both.then.since, both.then.until, view))
    return told + say("evaluation.before_none", day=day_at(both.reaches, view.today, say) if both.reaches else NONE)


def _both(campaign_id: str, scope: Scope) -> Both | None:
    """Before is as long as the campaign, or as far back as data reach."""
    days = answer(stretches, scope, campaign_id)
    if days is None:
        return None
    asked = _asked(days.since, days.until, days, scope)
    first = answer(reach, asked).first
    since = max(days.before, first) if first else days.before
    known = first is not None and (days.since - since).days >= LEAST
    then = Stretch(since, days.since, answer(efficiency, _asked(since, days.since, days, scope))[0]) if known else None
    return Both(Stretch(days.since, days.until, answer(efficiency, asked)[0]), then, first, len(days.teams), answer(environment_known, asked))


def _asked(since: date, until: date, days: Stretches, scope: Scope) -> Scope:
    return scope_of(Question(scope.as_of, since, until, Bucket.RANGE, teams=days.teams, version=scope.version))


def _table(both: Both, say: Words) -> tuple[list[dict], list[dict]]:
    columns = [
        sheet.column(say("glossary.figure"), kind="tight"),
        *(sheet.column(say(f"evaluation.{name}"), right=True) for name in ("now", "then", "change")),
    ]
    return columns, [_row(name, both, say) for name in FIVE]


def _row(name: str, both: Both, say: Words) -> dict:
    told = about(name, say)
    label = say("evaluation.a_week", name=told.label) if name in A_WEEK else told.label
    now, then = _figure(name, both.now, both), _figure(name, both.then, both)
    return sheet.row(
        [sheet.cell(label, title=told.definition), _cell(name, now, both.now, say), _cell(name, then, both.then, say), _change(name, now, then)]
    )


def _figure(name: str, of: Stretch | None, both: Both) -> float | None:
    """Of what is counted so many a week: the stretches may differ in length."""
    if of is None or (name == "online_issues" and not both.environments):
        return None
    value: float | None = getattr(of.figures, name)
    return value / of.weeks if value is not None and name in A_WEEK else value


def _cell(name: str, value: float | None, of: Stretch | None, say: Words) -> dict:
    sample = say("evaluation.sample", n=of.figures.cycle_n) if of and name == "cycle_p50_days" else ""
    return sheet.cell(days_text(value) if name in A_WEEK or name == "cycle_p50_days" else count(value), sub=sample)


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
