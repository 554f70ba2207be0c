"""From where on something needs attention; kept in the store as settings, with versions."""

from dataclasses import dataclass, fields

from duckdb import DuckDBPyConnection

from metrics.attention.concern import Rule

PREFIX = "attention."


@dataclass(frozen=True)
class Thresholds:
    """Named after their rule; the end of a name says what one is counted in: `points` and `share` are parts of 1."""

    behind_points: float = 0.20  # a little before the status says at risk (25 points), so that there is time to act
    falling_points: float = 0.03  # of the way from baseline to target in two weeks: a year's way is about 4 points in that time
    falling_times: float = 4  # median deviations of the weekly moves: less happens by chance every few months
    no_movement_weeks: float = 8  # shorter, and work just released could not have worked yet
    no_movement_points: float = 0.05  # a year's way is about 15 points in eight weeks: a third of that is no movement
    no_movement_times: float = 1.5  # the fair part: half as much again as the goal's weight asks for
    no_movement_count: float = 10  # requirements: fewer are not much work, whatever their part
    drift_weeks: float = 6  # three trains of two weeks: one odd one alone does not turn it
    drift_points: float = 0.15  # a team of six a week has one more or fewer in fifteen points each week
    drift_count: float = 12  # requirements in the recent weeks: two a week are the least that has a share
    unlinked_points: float = 0.10  # all teams together move less than one of them
    open_bugs_share: float = 0.20  # over three weeks: a fifth more than a month ago has to be caught up with
    slow_times: float = 3  # median deviations of the weekly medians, as wide as usual weeks spread
    slow_count: float = 5  # released in a week: the median of fewer says nothing
    stale_days: float = 10  # a weekly upload, and three days' grace
    no_months_days: float = 45  # a plan of up to a month and a half needs no steps


def thresholds(con: DuckDBPyConnection) -> Thresholds:
    """As known at the version read."""
    kept = dict(con.execute("select name, value from settings").fetchall())
    return Thresholds(**{name: kept[PREFIX + name] for name in names() if PREFIX + name in kept})


def names() -> list[str]:
    return [field.name for field in fields(Thresholds)]


def names_of(rule: Rule) -> list[str]:
    return [name for name in names() if name.rpartition("_")[0] == rule]
