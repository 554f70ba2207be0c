"""The milestones of a campaign as a picture and its figures, for any place that shows them: its page, a file."""

from collections.abc import Sequence

from metrics.campaigns.milestones import Milestone, milestones
from pages.ui.charts import milestones as chart
from pages.ui.charts.labels import cut
from pages.ui.colours import Colours
from pages.ui.format import day_at
from pages.ui.markup import Tag
from pages.ui.panels import brush
from pages.ui.store import answer, spec
from pages.ui.view import View

COLUMNS = ("id", "campaign", "kind", "subject_id")
LONGEST = 380  # pixels of a name in the list of the late ones
DAYS = ("planned_on", "done_on", "days", "moved_from", "deliverable")


def of_campaign(view: View, campaign_id: str) -> Sequence[Milestone]:
    return answer(milestones, view.scope, campaign_id)


def picture(view: View, campaign_id: str, ink: Colours) -> dict:
    """Vega-Lite. There has to be a milestone to show."""
    key = (view.scope, campaign_id, ink, view.words.language)
    return spec(chart.milestones, key, of_campaign(view, campaign_id), view.scope.as_of, lambda of: told(of, view), brush(view, ink))


def late(view: View, campaign_id: str) -> list[Tag]:
    """Those that are late, each with its name and by how much: in the picture not all of them have room for it."""
    rows = sorted((row for row in of_campaign(view, campaign_id) if row.is_late), key=lambda row: (row.done_on is not None, -(row.days or 0)))
    return [Tag("span", "", f"{cut(row.title, LONGEST)} · {state(row, view)}") for row in rows]


def told(of: Milestone, view: View) -> dict[str, str]:
    """What a tooltip says of it, by the name of its line."""
    say = view.words
    more = [say("milestones.moved", day=_day(of.moved_from, view)) if of.moved_from else "", of.deliverable or ""]
    return {
        "of": of.subject_title or of.subject_id,
        "state": state(of, view),
        "planned": _day(of.planned_on, view),
        "done": _day(of.done_on, view),
        "more": " · ".join(filter(None, more)),
    }


def state(of: Milestone, view: View) -> str:
    return view.words(f"milestones.state.{of.state}", n=of.days)


def table(view: View, campaign_id: str) -> tuple[Sequence[str], Sequence[Sequence[object]]]:
    """Header and rows, the days as they are."""
    say = view.words
    named = [say(f"milestones.column.{name}") for name in COLUMNS]
    header = [*named, say("milestones.subject"), say("milestones.milestone"), say("milestones.standing")]
    return [*header, *(say(f"milestones.column.{name}") for name in DAYS)], [_line(of, view) for of in of_campaign(view, campaign_id)]


def _line(of: Milestone, view: View) -> list[object]:
    kind = view.words(f"milestones.kind.{of.subject_kind}")
    named = [of.milestone_id, of.campaign_id, kind, of.subject_id, of.subject_title, of.title, state(of, view)]
    return [*named, *(getattr(of, name) for name in DAYS)]


def _day(day: object, view: View) -> str:
    return day_at(day, view.scope.as_of, view.words) if day else ""  # type: ignore[arg-type]
