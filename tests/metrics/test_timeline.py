"""The time line of a campaign: what is told, by what it is told, and what is none of it. 2025-04-20 and 2025-07-20 are Sundays."""

from datetime import date, timedelta
from typing import Any

import pytest
from duckdb import DuckDBPyConnection

from data.keeping import keep
from data.store.undo import undo
from metrics.campaigns.events.event import Event, Kind, Subject
from metrics.campaigns.timeline import agenda, timeline
from tests.conftest import Board
from tests.metrics.asking import scope

YEAR = "campaign_id | title | parent_id | starts_on | ends_on \n C1 | Sale | | 2025-01-01 | 2025-12-31 \n C1-1 | Stock | C1 | | \n C2 | Abroad | | |"
GOALS = "objective_id | campaign_id \n O1 | C1-1 \n O2 | C2 \n O3 |"
KRS = "kr_id | objective_id \n K1 | O1 \n K2 | O2 \n K3 | O3"


def told(con: DuckDBPyConnection, kind: Kind, campaign: str = "C1", **choices: Any) -> list[Event]:
    return [event for event in timeline(con, scope(con, **choices), campaign) if event.kind is kind]


def facts(event: Event, *names: str) -> list[object]:
    return [event.facts[name] for name in names]


def wrote(board: Board, version: int, day: str) -> DuckDBPyConnection:
    """As if that version had been made on that day."""
    con = board.store.cursor()
    con.execute("update facts.versions set made_on = $day where version = $version", {"day": day, "version": version})
    return con


def test_a_key_result_turns_at_the_first_week_end_that_its_board_says_so(board: Board) -> None:
    """30 of 100 are planned for day 110 of the year, a quarter more for day 201. Another campaign's metric does the same."""
    con = board(
        campaigns=YEAR,
        objectives=GOALS,
        key_results=KRS,
        kr_metrics="metric_id | kr_id \n M1 | K1 \n M2 | K2 \n M3 | K3",
        kr_values="\n".join(["metric_id | day | value", *(f"{metric} | 2025-01-01..2025-08-31 | 30" for metric in ("M1", "M2", "M3"))]),
    )
    found = told(con, Kind.TURNED, as_of="2025-08-31")
    assert [(event.day, event.id, *facts(event, "before", "after", "objective_id")) for event in found] == [
        (date(2025, 4, 20), "K1", "on_track", "behind", "O1"),
        (date(2025, 7, 20), "K1", "behind", "at_risk", "O1"),
    ]
    assert found[1].weight > found[0].weight
    assert len(told(con, Kind.TURNED, as_of="2025-07-19")) == 1  # what comes after the day is not known
    assert [event.id for event in told(con, Kind.TURNED, campaign="C2", as_of="2025-08-31")] == ["K2", "K2"]


def test_a_key_result_that_turns_alone_does_not_name_its_objective(board: Board) -> None:
    con = board(
        campaigns=YEAR,
        objectives=GOALS,
        key_results="kr_id | objective_id \n K1 | O1 \n K4 | O1",
        kr_metrics="metric_id | kr_id \n M1 | K1 \n M4 | K4",
        kr_values="metric_id | day | value \n M1 | 2025-01-01..2025-05-31 | 30 \n M4 | 2025-01-01..2025-05-31 | 0",
    )
    of_first = [event for event in told(con, Kind.TURNED, as_of="2025-05-31") if event.id == "K1"]
    assert [facts(event, "after", "objective_id") for event in of_first] == [["behind", None]]  # K4 is at risk, and O1 with it


def test_a_status_that_goes_back_and_forth_is_told_once(board: Board) -> None:
    """A limit of 10, kept and missed by turns; the week before it was measured is no judgement."""
    con = board(
        campaigns=YEAR,
        objectives=GOALS,
        key_results=KRS,
        kr_metrics="metric_id | kr_id | direction | target \n M1 | K1 | maintain_above | 10",
        kr_values="""
            metric_id | day                    | value
            M1        | 2025-01-06..2025-01-12 | 10
            M1        | 2025-01-13..2025-01-19 | 9.5
            M1        | 2025-01-20..2025-01-26 | 10
            M1        | 2025-01-27..2025-02-09 | 9.5
        """,
    )
    (event,) = timeline(con, scope(con, as_of="2025-02-09"), "C1")
    assert (event.kind, event.day) == (Kind.WAVERED, date(2025, 2, 2))
    assert facts(event, "times", "since", "best", "worst", "after") == [3, date(2025, 1, 19), "on_track", "behind", "behind"]


def test_months_in_a_row_that_fell_short_are_told_once_by_the_worst(board: Board) -> None:
    con = board(
        campaigns=YEAR,
        objectives=GOALS,
        key_results=KRS,
        kr_metrics="metric_id | kr_id \n M1 | K1 \n M2 | K2",
        kr_monthly_targets="""
            metric_id | month   | target
            M1        | 2025-01 | 10
            M1        | 2025-02 | 20
            M1        | 2025-03 | 30
            M1        | 2025-04 | 40
            M2        | 2025-01 | 10
        """,
        kr_values="""
            metric_id | day                    | value
            M1        | 2025-01-25..2025-01-31 | 5
            M1        | 2025-02-22..2025-02-28 | 18
            M1        | 2025-03-25..2025-03-31 | 30
            M1        | 2025-04-10..2025-04-20 | 0
            M2        | 2025-01-25..2025-01-31 | 0
        """,
    )
    (event,) = told(con, Kind.MISSED, as_of="2025-04-20")  # March was reached, April is not over
    assert (event.day, event.id) == (date(2025, 2, 28), "K1")
    assert facts(event, "months", "since", "last", "month") == [2, date(2025, 1, 1), date(2025, 2, 1), date(2025, 1, 1)]
    assert facts(event, "actual", "target", "attainment") == [5, 10, 0.5]


def test_a_month_without_values_is_not_missed(board: Board) -> None:
    con = board(
        campaigns=YEAR,
        objectives=GOALS,
        key_results=KRS,
        kr_metrics="metric_id | kr_id \n M1 | K1",
        kr_monthly_targets="metric_id | month | target \n M1 | 2025-01 | 10 \n M1 | 2025-02 | 20",
        kr_values="metric_id | day | value \n M1 | 2025-02-27 | 20",
    )
    assert told(con, Kind.MISSED, as_of="2025-03-01") == []


def test_a_last_month_that_ends_in_its_middle_is_over_on_that_day(board: Board) -> None:
    con = board(
        campaigns="campaign_id | title \n C1 | Sale",
        objectives="objective_id | campaign_id | starts_on | ends_on \n O1 | C1 | 2025-04-01 | 2025-05-20",
        kr_monthly_targets="month | target \n 2025-05 | 100",
        kr_values="day | value \n 2025-05-10..2025-05-20 | 80",
    )
    assert told(con, Kind.MISSED, as_of="2025-05-19") == []
    for day in ("2025-05-20", "2025-05-31", "2025-09-30"):
        assert [(each.day, each.facts["attainment"]) for each in told(con, Kind.MISSED, as_of=day)] == [(date(2025, 5, 20), 0.8)]


def test_an_objective_filter_narrows_no_time_line(board: Board) -> None:
    con = board(
        campaigns=YEAR,
        objectives=GOALS,
        key_results=KRS,
        kr_metrics="metric_id | kr_id \n M1 | K1",
        kr_values="metric_id | day | value \n M1 | 2025-01-01..2025-08-31 | 30",
    )
    whole = timeline(con, scope(con, as_of="2025-08-31"), "C1")
    assert whole == timeline(con, scope(con, as_of="2025-08-31", objectives=("O2",)), "C1") != []


def test_milestones_are_passed_in_time_late_or_overdue_at_the_day(board: Board) -> None:
    con = board(
        campaigns=YEAR,
        projects="project_id | campaign_id \n P1 | C1-1 \n P2 | C2",
        milestones="""
            milestone_id | subject_kind | subject_id | planned_on | done_on
            MS1          | campaign     | C1         | 2025-02-01 | 2025-02-01
            MS2          | project      | P1         | 2025-02-01 | 2025-02-08
            MS3          | campaign     | C1-1       | 2025-03-01 | 2025-04-05
            MS4          | campaign     | C1         | 2025-05-01 |
            MS5          | project      | P2         | 2025-02-01 |
            MS6          | campaign     | C1         | 2024-11-01 | 2024-12-01
        """,
    )
    events = timeline(con, scope(con, as_of="2025-04-01"), "C1")
    assert [(event.kind, event.day, event.id, event.facts["days"]) for event in events] == [
        (Kind.PASSED, date(2025, 2, 1), "MS1", 0),
        (Kind.LATE, date(2025, 2, 8), "MS2", 7),
        (Kind.LATE, date(2025, 3, 1), "MS3", 31),  # passed on 5 April, which is not known on the first
    ]


def released(*weeks: int, krs: str = "K1") -> list[str]:
    """Six requirements a week from 9 June on, released on its Tuesday after so many days."""
    tuesdays = [date(2025, 6, 10) + timedelta(weeks=nth) for nth in range(len(weeks))]
    return [f"{krs} | {day - timedelta(days=days)} | {day}" for day, days in zip(tuesdays, weeks, strict=True) for _ in range(6)]


def test_weeks_in_which_the_campaigns_work_took_longer_than_usual_are_one_spell(board: Board) -> None:
    lines = [*released(*[10] * 12, 30, 28, 30, 10), *released(*[10] * 8, 90, 90, 90, 90, krs="K2"), *released(*[90] * 16, krs="")]
    con = board(campaigns=YEAR, objectives=GOALS, key_results=KRS, requirements="\n".join(["kr_ids | created_at | released_at", *lines]))
    (event,) = told(con, Kind.SLOW, as_of="2025-10-01")
    assert (event.day, event.subject, event.id) == (date(2025, 9, 21), Subject.CAMPAIGN, "C1")
    assert facts(event, "figure", "since", "until", "weeks") == ["p50", date(2025, 9, 1), date(2025, 9, 22), 3]
    assert facts(event, "most", "usual", "sample") == [30, 10, 18]


def test_one_slow_week_is_no_spell(board: Board) -> None:
    lines = released(*[10] * 12, 30, 10, 10)
    con = board(campaigns=YEAR, objectives=GOALS, key_results=KRS, requirements="\n".join(["kr_ids | created_at | released_at", *lines]))
    assert told(con, Kind.SLOW, as_of="2025-10-01") == []


def stock(*open_bugs: int, of: str) -> list[str]:
    """Bugs so that this many are open at the end of each week from 2 June on; each week two more come and go."""
    lines, before = [], 0
    for nth, after in enumerate(open_bugs):
        day = date(2025, 6, 3) + timedelta(weeks=nth)
        lines += [f"{of} | {day} | | " for _ in range(after - before)]
        lines += [f"{of} | {day} | fixed | {day}" for _ in range(2)]
        before = after
    return lines


def test_a_wave_of_bugs_is_told_from_its_first_week_to_its_last(board: Board) -> None:
    lines = [*stock(40, 40, 40, 40, 40, 46, 52, 58, 64, 64, of="R1"), *stock(*[40] * 9, 90, of="R2"), *stock(10, 20, 40, 80, of="")]
    con = board(
        campaigns=YEAR,
        objectives=GOALS,
        key_results=KRS,
        requirements="requirement_id | kr_ids \n R1 | K1 \n R2 | K2",
        bugs="\n".join(["requirement_id | created_at | resolution | resolved_at", *lines]),
    )
    (event,) = told(con, Kind.BUGS, as_of="2025-08-20")
    assert facts(event, "was", "now", "weeks", "raised", "resolved") == [40, 64, 4, 32, 8]
    assert facts(event, "since", "until") == [date(2025, 7, 7), date(2025, 8, 4)]


PLANNED: dict[str, str] = {
    "campaigns": YEAR,
    "objectives": GOALS,
    "key_results": KRS,
    "kr_metrics": "metric_id | kr_id \n M1 | K1 \n M2 | K2",
    "kr_monthly_targets": "metric_id | month | target \n M1 | 2025-03 | 40",
    "milestones": "milestone_id | subject_id | planned_on \n MS1 | C1 | 2025-06-01 \n MS2 | C2 | 2025-06-01",
}


def replanned(con: DuckDBPyConnection) -> list[tuple[object, ...]]:
    names = ("what", "was", "now", "who", "changes", "campaign")
    return [(event.day, event.subject, event.id, *facts(event, *names)) for event in told(con, Kind.REPLANNED, as_of="2025-05-31")]


def test_a_changed_plan_is_told_with_who_when_and_from_what_to_what(board: Board) -> None:
    board(**PLANNED)
    target = keep(board.store, "kr_monthly_targets", {"metric_id": "M1", "month": "2025-03", "target": "30"}, "Li")
    moved = keep(board.store, "milestones", {"milestone_id": "MS1", "planned_on": "2025-06-15"}, "Wu")
    other = keep(board.store, "kr_metrics", {"metric_id": "M2", "target": "50"}, "Li")
    end = keep(board.store, "objectives", {"objective_id": "O1", "ends_on": "2026-01-31"}, "Li")
    title = keep(board.store, "key_results", {"kr_id": "K1", "title": "Other words"}, "Li")
    for version, day in ((target, "2025-02-03"), (moved, "2025-02-04"), (other, "2025-02-05"), (end, "2025-02-06"), (title, "2025-02-07")):
        con = wrote(board, version or 0, day)
    assert replanned(con) == [
        (date(2025, 2, 3), Subject.KR, "K1", "month_target", 40, 30, "Li", 1, None),
        (date(2025, 2, 4), Subject.MILESTONE, "MS1", "planned_on", date(2025, 6, 1), date(2025, 6, 15), "Wu", 1, "C1"),
        (date(2025, 2, 6), Subject.OBJECTIVE, "O1", "ends_on", date(2025, 12, 31), date(2026, 1, 31), "Li", 1, None),
    ]


def test_what_was_taken_back_or_lies_outside_its_days_is_no_change_of_the_plan(board: Board) -> None:
    board(**PLANNED)
    before = keep(board.store, "kr_metrics", {"metric_id": "M1", "target": "90"}, "Li") or 0
    mistaken = keep(board.store, "kr_metrics", {"metric_id": "M1", "target": "9"}, "Li") or 0
    back = undo(board.store, mistaken, "Li")
    counted = keep(board.store, "kr_metrics", {"metric_id": "M1", "target": "80"}, "Li") or 0
    after = keep(board.store, "kr_metrics", {"metric_id": "M1", "target": "70"}, "Li") or 0
    for version, day in ((before, "2024-12-31"), (mistaken, "2025-02-01"), (back, "2025-02-02"), (counted, "2025-02-03"), (after, "2025-06-01")):
        con = wrote(board, version, day)
    assert replanned(con) == [(date(2025, 2, 3), Subject.KR, "K1", "target", 90, 80, "Li", 1, None)]


def test_a_target_is_changed_in_its_own_objectives_period_whatever_the_campaigns_days(board: Board) -> None:
    """The objective runs longer than its campaign, at both ends."""
    short = "campaign_id | title | starts_on | ends_on \n C1 | Sale | 2025-03-01 | 2025-04-30"
    period = "objective_id | campaign_id | starts_on | ends_on \n O1 | C1 | 2025-02-01 | 2025-05-15"
    board(
        **{
            **PLANNED,
            "campaigns": short,
            "objectives": period,
            "key_results": "kr_id \n K1",
            "milestones": "",
            "kr_metrics": "metric_id | kr_id \n M1 | K1",
        }
    )
    days = ("2025-01-31", "2025-02-01", "2025-05-15", "2025-05-16")
    for target, day in zip(("90", "80", "70", "60"), days, strict=True):
        con = wrote(board, keep(board.store, "kr_metrics", {"metric_id": "M1", "target": target}, "Li") or 0, day)
    assert [event.day for event in told(con, Kind.REPLANNED, as_of="2025-05-31")] == [date(2025, 2, 1), date(2025, 5, 15)]
    assert [event.day for event in told(con, Kind.REPLANNED, as_of="2025-05-14")] == [date(2025, 2, 1)]


def test_a_version_that_changes_much_is_one_new_plan(board: Board) -> None:
    krs = [f"K{nth}" for nth in range(1, 5)]
    metrics = "\n".join(["metric_id | kr_id", *(f"M{kr} | {kr}" for kr in krs)])
    months = [f"M{kr} | 2025-0{month} | 40" for kr in krs for month in (3, 4)]
    board(
        campaigns=YEAR,
        objectives=GOALS,
        key_results="\n".join(["kr_id | objective_id", *(f"{kr} | O1" for kr in krs)]),
        kr_metrics=metrics,
        kr_monthly_targets="\n".join(["metric_id | month | target", *months]),
    )
    board.then(kr_monthly_targets="\n".join(["metric_id | month | target", *(line.replace("40", "30") for line in months)]))
    (event,) = told(wrote(board, board.store.version(), "2025-02-03"), Kind.REPLANNED, as_of="2025-05-31")
    assert (event.subject, *facts(event, "what", "changes", "subjects")) == (Subject.CAMPAIGN, "plan", 8, 4)


@pytest.mark.parametrize(("campaign", "as_of"), [("C9", "2025-06-01"), ("C1", "2024-12-31")], ids=["unknown", "not begun"])
def test_of_what_nobody_knows_or_has_not_begun_there_is_nothing_to_tell(board: Board, campaign: str, as_of: str) -> None:
    con = board(campaigns=YEAR, milestones="subject_id | planned_on \n C1 | 2024-12-01")
    assert timeline(con, scope(con, as_of=as_of), campaign) == []


def test_a_campaign_without_days_goes_by_those_of_its_objectives(board: Board) -> None:
    con = board(
        campaigns="campaign_id | title \n C1 | Sale",
        objectives="objective_id | campaign_id | starts_on | ends_on \n O1 | C1 | 2025-02-01 | 2025-03-31",
        milestones="milestone_id | subject_id | planned_on \n MS1 | C1 | 2025-01-31 \n MS2 | C1 | 2025-02-01 \n MS3 | C1 | 2025-04-01",
    )
    assert [event.id for event in timeline(con, scope(con, as_of="2025-06-01"), "C1")] == ["MS2"]


def event(kind: Kind, weight: float, nth: int) -> Event:
    return Event(date(2025, 1, nth), kind, Subject.KR, f"K{nth}", "", {}, weight)


def test_the_agenda_is_the_heaviest_of_each_kind_in_the_order_of_time() -> None:
    turned = [event(Kind.TURNED, 3.0, nth) for nth in range(1, 8)]
    light = event(Kind.BUGS, 2.0, 10)
    assert agenda([*turned, light], most=5) == [*turned[:4], light]
    assert agenda([*turned, light], most=6) == [*turned[:5], light]
