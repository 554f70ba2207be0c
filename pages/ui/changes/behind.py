"""The rows behind a figure that differs, where its board's figure leads to rows too."""

from metrics.movement import Board, Change, Moved
from metrics.records import Measure
from pages.ui.address import NO_TEAM, Address, Behind

OF_RANGE = {
    "delivered": Measure.DELIVERED,
    "okr_delivered": Measure.OKR_DELIVERED,
    "okr_share": Measure.OKR_DELIVERED,
    "cycle_p50_days": Measure.CYCLE,
    "cycle_p85_days": Measure.CYCLE,
    "cycle_within_14d_share": Measure.CYCLE,
    "online_issues": Measure.ONLINE_ISSUES,
    "valid_bugs": Measure.VALID_BUGS,
    "resolved_bugs": Measure.RESOLVED_BUGS,
    "open_bugs": Measure.OPEN_BUGS,
}
OF_TEAM = {"delivered": Measure.DELIVERED, "unlinked": Measure.UNLINKED}
OF_GOAL = {"delivered": Measure.DELIVERED, "in_progress": Measure.IN_PROGRESS, "progress": Measure.VALUES, "current": Measure.VALUES}


def rows_behind(row: Moved, at: Address) -> str:
    """The way to what the later figure is made of; nothing for what is gone or not known, and for facts of the plan."""
    if row.change is Change.GONE or row.after is None:
        return ""
    match row.board:
        case Board.OKR if row.figure in OF_GOAL:
            return at.records(_of_goal(OF_GOAL[row.figure], row))
        case Board.INVESTMENT if row.figure in OF_TEAM:
            return at.choosing(teams=(row.name or NO_TEAM,), objectives=()).records(Behind(OF_TEAM[row.figure]))
        case Board.EFFICIENCY if row.figure in OF_RANGE:
            return at.records(Behind(OF_RANGE[row.figure]))
    return ""


def _of_goal(measure: Measure, row: Moved) -> Behind:
    if row.metric_id is not None:
        return Behind(measure, metric=row.metric_id)
    return Behind(measure, goal=row.objective_id) if row.kr_id is None else Behind(measure, kr=row.kr_id)
