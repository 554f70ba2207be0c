"""Plans without steps on the way."""

from collections.abc import Sequence
from itertools import groupby

from metrics.attention.concern import Concern, Figures, Kind, Rule
from metrics.attention.reading import Reading
from metrics.attention.registry import rule
from metrics.attention.weight import OF_DATA
from metrics.goals import GoalRow


@rule(Rule.NO_MONTHS)
def no_months(reading: Reading) -> list[Concern]:
    """An objective runs longer than the threshold, and a metric of it that has to move has no monthly target at all, so that its
    plan is a straight line nobody thought about. Told once per objective. Weight: half, times the mean size of its key results concerned.

    目标的周期长于阈值，而其中需要变化的指标一个月度目标都没有，计划只是一条没人想过的直线。每个目标只提一次。权重：一半，乘以相关KR的平均大小。
    """
    rows = [row for row in reading.chosen if _needs_months(row, reading)]
    return [_objective(list(group), reading) for _, group in groupby(rows, key=lambda row: row.objective_id)]


def _needs_months(row: GoalRow, reading: Reading) -> bool:
    goal = reading.goals[row.kr_id]
    moves = row.direction in ("increase", "decrease") and row.target != row.baseline
    runs = (goal.ends_on - goal.starts_on).days + 1
    return moves and row.metric_id not in reading.months and runs > reading.limits.no_months_days


def _objective(rows: Sequence[GoalRow], reading: Reading) -> Concern:
    first, goal = rows[0], reading.goals[rows[0].kr_id]
    sizes = {row.kr_id: reading.goals[row.kr_id].size for row in rows}
    figures: Figures = {
        "metrics": float(len(rows)),
        "metric": first.metric_name,
        "ends_on": goal.ends_on,
        "days": float((goal.ends_on - goal.starts_on).days + 1),
    }
    heavy = OF_DATA * sum(sizes.values()) / len(sizes)
    return Concern(Rule.NO_MONTHS, Kind.OBJECTIVE, first.objective_id, first.objective_title, None, first.objective_id, figures, heavy)
