"""What of a person's is late or behind, in one line."""

from collections import Counter
from collections.abc import Sequence

from metrics.campaigns.mine import Kind, Mine
from metrics.status import Status
from pages.ui.markup import Tag
from pages.ui.status import shape
from pages.ui.view import View

OWED = (Kind.KP, Kind.MILESTONE, Kind.RISK, Kind.IMPROVEMENT)
GOALS = (Kind.KR, Kind.OBJECTIVE, Kind.CAMPAIGN)
BEHIND = (Status.AT_RISK, Status.BEHIND)


def told(rows: Sequence[Mine], view: View) -> list[Tag]:
    """What is overdue, then the goals that are behind their plan, each by its status; where there are none, that is said. Nothing of nobody's."""
    say = view.words
    late = {kind: sum(row.kind == kind and row.late_days is not None for row in rows) for kind in OWED}
    goals = Counter((row.kind, row.status) for row in rows if not row.ended)
    tags = [_part(say(f"mine.late.{kind}", n=n), Status.AT_RISK) for kind, n in late.items() if n]
    tags += [_part(say(f"mine.{status}.{kind}", n=n), status) for kind in GOALS for status in BEHIND if (n := goals[kind, status])]
    return tags or ([Tag("span", "", say("mine.calm"))] if rows else [])


def _part(text: str, status: Status) -> Tag:
    return Tag("span", f"s-{status}", Tag("i", "", shape(status)), " ", Tag("b", "", text))
