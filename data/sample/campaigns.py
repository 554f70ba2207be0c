"""The campaigns: one under way with four sub-campaigns, one closed before it, one to come; and the projects that deliver them."""

from collections.abc import Sequence
from datetime import date

from data.sample.goals import FESTIVAL
from data.sample.story import Row, Story
from data.sample.year import Period, Year, month_after

CLOSED = "C0"  # the campaign of the festival
PARENTS = dict.fromkeys(("C1-1", "C1-2", "C1-3", "C1-4"), "C1")
SET_UP_FOR = 2  # months that the sub-campaign without an objective will have
PROJECTS = {
    "P0": ("campaign", CLOSED, "close"),
    "P1": ("campaign", "C1-1", "run"),
    "P2": ("campaign", "C1-3", "run"),
    "P3": ("special", "C1", "go_live"),
    "P4": ("horizontal", "", "run"),
}
WORK = {  # of a team's work for this key result
    "fulfilment": ("O1-KR1", "P1"),
    "merchant": ("O3-KR1", "P2"),
    "checkout": ("O1-KR3", "P3"),
    "quality": ("O4-KR2", "P4"),
    "platform": ("O4-KR2", "P4"),
}
FESTIVAL_WORK = {"O2-KR1": f"{FESTIVAL}-KR1", "O2-KR3": f"{FESTIVAL}-KR2"}


def campaigns(year: Year, story: Story) -> list[Row]:
    return [{"campaign_id": key, **words, "parent_id": PARENTS.get(key, ""), **_period(year, key)} for key, words in story.words["campaigns"].items()]


def projects(year: Year, story: Story) -> list[Row]:
    return [
        {"project_id": key, "kind": kind, "campaign_id": campaign, **story.of("projects", key), "phase": phase, **_period(year, campaign)}
        for key, (kind, campaign, phase) in PROJECTS.items()
    ]


def with_their_work(year: Year, story: Story, requirements: Sequence[Row]) -> list[Row]:
    """The requirements, with the project each belongs to. What was released in the festival for households and members was for it."""
    own, checkout = {story.team(team)["name"]: part for team, part in WORK.items()}, story.of("planted", "checkout")
    return [row | {"project_id": "P3"} if row["title"] == checkout else _belonging(year, own, row) for row in requirements]


def _belonging(year: Year, own: dict[str, tuple[str, str]], row: Row) -> Row:
    festival_kr = FESTIVAL_WORK.get(row["kr_ids"])
    if festival_kr and _is_in(year.festival, row["released_at"]):
        return row | {"kr_ids": festival_kr, "project_id": "P0"}
    kr, project = own.get(row["team"], ("", ""))
    is_its = kr in row["kr_ids"].split(";") and row["created_at"][:10] >= year.period.starts_on.isoformat()
    return row | {"project_id": project if is_its else ""}


def _is_in(period: Period, moment: str) -> bool:
    return period.starts_on.isoformat() <= moment[:10] <= period.ends_on.isoformat()


def _period(year: Year, campaign: str) -> Row:
    period = _lasts(year, campaign)
    return {"starts_on": period.starts_on.isoformat(), "ends_on": period.ends_on.isoformat()}


def _lasts(year: Year, campaign: str) -> Period:
    if campaign == CLOSED:
        return year.festival
    if campaign == "C1-4":
        return Period.of_months(month_after(year.today, 1), SET_UP_FOR)
    return Period.of_months(_next_period(year), len(year.period.months)) if campaign == "C2" else year.period


def _next_period(year: Year) -> date:
    return month_after(year.period.ends_on, 1)
