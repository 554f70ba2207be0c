"""Work that turns away from the goals: of a team, and of all together."""

from collections.abc import Iterable, Sequence
from math import sqrt
from typing import NamedTuple

from metrics.attention.concern import Concern, Figures, Kind, Rule
from metrics.attention.reading import Reading
from metrics.attention.registry import rule
from metrics.attention.weight import weight
from metrics.investment import Investment

BEYOND_CHANCE = 2.0  # standard errors: one in forty such changes would be chance


class Part(NamedTuple):
    """How many of so many requirements served a goal (or none)."""

    served: float
    delivered: int

    @property
    def share(self) -> float:
        return self.served / self.delivered


@rule(Rule.DRIFT)
def drift(reading: Reading) -> list[Concern]:
    """A team's share of delivered work that serves a goal is lower in the last weeks than in twice as many weeks before, by more
    than the threshold and by more than chance would make of so few requirements. Not told with objectives chosen: work for
    another goal is no drift. Weight: the drop over the threshold, times the team's size by what it delivered, 1 for an average team.

    团队最近几周已交付需求中服务于目标的占比，比之前两倍长的时间低，降幅超过阈值，且超过样本量下的偶然波动。选了目标时不提：服务于别的目标不算偏离。
    权重：降幅除以阈值，再乘以团队按交付量计的大小（平均团队为1）。
    """
    if reading.objectives:
        return []
    recent, earlier = _by_team(reading.teams.recent), _by_team(reading.teams.earlier)
    total = sum(part.delivered for part in recent.values())
    return [
        _drift(team, earlier[team], now, len(recent) * now.delivered / total, reading)
        for team, now in recent.items()
        if team in earlier and _dropped(earlier[team], now, reading)
    ]


@rule(Rule.UNLINKED)
def unlinked(reading: Reading) -> list[Concern]:
    """The part of all delivered work that serves no goal is higher in the last weeks than in twice as many weeks before, by more
    than the threshold and by more than chance; weeks and sample are those of the drifting team. Not told of one team alone, nor
    with objectives chosen. Weight: the growth over the threshold.

    全部已交付需求中未关联目标的占比，最近几周高于之前两倍长的时间，增幅超过阈值且超过偶然波动；周数与样本量同“偏离目标”。只选一个团队或选了目标时不提。
    权重：增幅除以阈值。
    """
    limits, now, then = reading.limits, _all(reading.teams.recent), _all(reading.teams.earlier)
    is_of_one = len(_teams(reading.teams.recent)) == 1
    if reading.objectives or is_of_one or min(then.delivered, now.delivered) < limits.drift_count:
        return []
    grown = now.share - then.share
    if grown <= limits.unlinked_points or grown <= _chance(then, now):
        return []
    figures = _figures(then, now, reading)
    return [Concern(Rule.UNLINKED, Kind.ALL, None, None, None, None, figures, weight(grown, limits.unlinked_points))]


def _drift(team: str | None, then: Part, now: Part, size: float, reading: Reading) -> Concern:
    figures = _figures(then, now, reading)
    heavy = weight(then.share - now.share, reading.limits.drift_points, size)
    return Concern(Rule.DRIFT, Kind.TEAM, team, team, None, None, figures, heavy)


def _figures(then: Part, now: Part, reading: Reading) -> Figures:
    told = {"was": then.share, "now": now.share, "delivered": float(now.delivered), "served": now.served}
    return {**told, "before": float(then.delivered), "before_served": then.served, "weeks": reading.limits.drift_weeks}


def _dropped(then: Part, now: Part, reading: Reading) -> bool:
    drop, limits = then.share - now.share, reading.limits
    is_enough = min(then.delivered, now.delivered) >= limits.drift_count
    return is_enough and drop > limits.drift_points and drop > _chance(then, now)


def _chance(then: Part, now: Part) -> float:
    """How far apart two samples of the same work may lie."""
    pooled = (then.served + now.served) / (then.delivered + now.delivered)
    return BEYOND_CHANCE * sqrt(max(0.0, pooled * (1 - pooled)) * (1 / then.delivered + 1 / now.delivered))


def _by_team(rows: Sequence[Investment]) -> dict[str | None, Part]:
    return {team: _part(rows, team) for team in _teams(rows)}


def _part(rows: Iterable[Investment], team: str | None) -> Part:
    own = [row for row in rows if row.team == team]
    return Part(sum(row.count for row in own if row.objective_id is not None), own[0].delivered)


def _all(rows: Sequence[Investment]) -> Part:
    """Of all teams, what serves none."""
    delivered = sum({row.team: row.delivered for row in rows}.values())
    return Part(sum(row.count for row in rows if row.objective_id is None), delivered)


def _teams(rows: Iterable[Investment]) -> list[str | None]:
    return list(dict.fromkeys(row.team for row in rows))
