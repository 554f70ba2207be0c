"""The milestones' chart: what is drawn, and that no name lies over another."""

import copy
import json
from datetime import date, timedelta
from itertools import combinations

import altair as alt
import pytest

from metrics.campaigns.milestones import Milestone, State
from metrics.scope import Bucket
from pages.ui.address import Address
from pages.ui.charts.canvas import Brush
from pages.ui.charts.labels import LINE, PARTS, Box, width_of
from pages.ui.charts.milestones import WIDTHS, milestones
from pages.ui.words import words
from tests.pages.test_charts import INK

DAY = date(2026, 6, 30)
BRUSH = Brush(Bucket.WEEK, INK, words("en"), Address(), DAY.year)


def stone(name: str, planned: str, done: str = "", state: State = State.DONE, days: int | None = None, of: str = "C1") -> Milestone:
    planned_on, done_on = date.fromisoformat(planned), date.fromisoformat(done) if done else None
    return Milestone(name, f"Stage {name}", None, "campaign", of, f"Campaign {of}", of, planned_on, done_on, state, days, None)


def told(of: Milestone) -> dict[str, str]:
    late = f"{of.days} days late" if of.is_late else "fine"
    return {"of": of.subject_id, "state": late, "planned": str(of.planned_on), "done": str(of.done_on), "more": ""}


def test_what_is_waited_for_reaches_to_the_day_and_what_is_done_to_the_day_it_was() -> None:
    rows = [
        stone("in time", "2026-05-01", "2026-04-28"),
        stone("late", "2026-05-10", "2026-05-20", State.DONE_LATE, 10),
        stone("overdue", "2026-06-20", "", State.OVERDUE, 10),
        stone("ahead", "2026-07-20", "", State.AHEAD),
    ]
    spec = milestones(rows, DAY, told, BRUSH)
    alt.Chart.from_dict(copy.deepcopy(spec))
    drawn = [(fact["title"], fact["from"][:10], fact["end"][:10], fact["is_done"], fact["overdue"]) for fact in spec["data"]["values"]]
    assert drawn == [
        ("Stage in time", "2026-05-01", "2026-04-28", True, False),
        ("Stage late", "2026-05-10", "2026-05-20", True, False),
        ("Stage overdue", "2026-06-20", "2026-06-30", False, True),
        ("Stage ahead", "2026-07-20", "2026-07-20", False, False),
    ]


def test_each_campaign_and_project_has_a_lane() -> None:
    rows = [stone("a", "2026-05-01"), stone("b", "2026-05-01", of="C2"), stone("c", "2026-05-01", of="C2")._replace(subject_kind="project")]
    spec = milestones(rows, DAY, told, BRUSH)
    assert [fact["lane"] for fact in spec["data"]["values"]] == ["campaign:C1", "campaign:C2", "project:C2"]


def crowd() -> list[Milestone]:
    """Sixty in five lanes, every fourth of them overdue."""
    found = []
    for nth in range(60):
        planned = DAY - timedelta(days=nth * 4)
        late = nth % 4 == 3
        found.append(
            stone(
                f"{nth}",
                str(planned),
                "" if late else str(planned),
                State.OVERDUE if late else State.DONE,
                nth * 4 if late else None,
                of=f"C{nth % 5}",
            )
        )
    return found


@pytest.mark.parametrize("nth", range(len(WIDTHS)), ids=map(str, WIDTHS))
def test_no_title_lies_over_another_in_its_lane(nth: int) -> None:
    spec = milestones(crowd(), DAY, told, BRUSH)
    first, last = spec["layer"][1]["encoding"]["x"]["scale"]["domain"]
    since, until = (date(day["year"], day["month"], day["date"]) for day in (first, last))
    placed: dict[str, list[Box]] = {}
    for fact in spec["data"]["values"]:
        at = ((date.fromisoformat(fact["named"][:10]) - since).days + 0.5) / (until - since).days * WIDTHS[nth]
        wide = width_of(fact[f"t{nth}"])
        left = at + fact[f"dx{nth}"] - wide * PARTS[fact[f"al{nth}"]]
        if wide:
            placed.setdefault(fact["lane"], []).append(Box(left, fact[f"dy{nth}"] - LINE / 2, left + wide, fact[f"dy{nth}"] + LINE / 2))
    assert not [pair for boxes in placed.values() for pair in combinations(boxes, 2) if pair[0].meets(pair[1])]
    assert placed


def test_where_there_is_no_room_for_all_the_late_ones_are_named_with_their_days() -> None:
    """Nine within nine days."""
    rows = [stone(f"a long name of number {nth}", f"2026-06-{10 + nth}", f"2026-06-{10 + nth}") for nth in range(8)]
    rows.append(stone("the late one", "2026-06-14", "", State.OVERDUE, 16))
    late, *_ = [fact for fact in milestones(rows, DAY, told, BRUSH)["data"]["values"] if fact["overdue"]]
    assert [late[f"t{nth}"].endswith("16 days late") for nth in range(len(WIDTHS))] == [True] * len(WIDTHS)


def test_long_names_of_lanes_that_differ_only_at_their_end_stay_apart() -> None:
    rows = [stone(of, "2026-05-01", of=of)._replace(subject_title=f"Member day of the whole company and its shops {of}") for of in ("North", "South")]
    lanes = milestones(rows, DAY, told, BRUSH)["layer"][0]["encoding"]["y"]["axis"]["labelExpr"]
    names = json.loads(lanes.removesuffix(")[datum.value]").removeprefix("("))
    assert [(name[:6], "…" in name, name[-5:]) for name in names.values()] == [("Member", True, "North"), ("Member", True, "South")]
