"""The figures of one KR metric, each a function of what was read on its day. Source of all formulas: DOMAIN 5.1."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from metrics.plan import planned
from metrics.registry import Better, Unit, figure
from metrics.scope import Scope
from metrics.status import Cutoffs, Status, maintained, on_the_way

FRESH_DAYS = {"week": 13, "month": 61}  # how old the last value of a weekly or monthly metric may be


class MetricDay(NamedTuple):
    """One metric as read at the end of the day `read_on`, the chosen day or the last of an ended period."""

    objective_id: str
    objective_title: str
    starts_on: date
    ends_on: date
    ended: bool
    read_on: date
    kr_id: str
    kr_title: str
    owner: str | None
    business_module: str | None
    metric_id: str | None
    metric_name: str | None
    unit: str | None
    direction: str | None
    every: str | None
    baseline: float | None
    target: float | None
    latest: float | None
    latest_on: date | None
    previous: float | None
    mean_7d: float | None
    days_7d: int
    mean_prev_7d: float | None
    days_prev_7d: int
    monthly_targets: Mapping[date, float]


def metric_days(con: DuckDBPyConnection, scope: Scope, days: Sequence[date] = ()) -> list[MetricDay]:
    """Each metric of the scope's key results; a key result without metrics once, with nulls. `days` are read instead of the scope's."""
    targets = monthly_targets(con)
    rows = con.execute(_METRIC_DAYS, {"days": list(days) or [scope.as_of], "objectives": list(scope.objectives)}).fetchall()
    return [MetricDay._make((*row, targets.get(row[10], {}))) for row in rows]


@figure(Unit.METRIC, Better.DIRECTION, sample="days_7d")
def avg_7d(day: MetricDay) -> float | None:
    """Mean of the metric's values on the seven days up to and including the as-of day. Days without a value are left out, not
    counted as zero; how many days had one is shown beside it.

    截至当日（含）最近七天的指标均值。没有数值的日期不参与计算，不按零计；旁边注明有数值的天数。
    """
    return day.mean_7d


@figure(Unit.METRIC, Better.DIRECTION, sample="days_7d")
def current(day: MetricDay) -> float | None:
    """What the metric counts as now: its 7-day average; for a weekly or monthly metric its latest value, if that is not older
    than 13 or 61 days.

    指标的当前值：日指标取近7日均值；周指标、月指标取最近一次数值，且距当日分别不超过13天、61天，否则视为过期。
    """
    if day.every not in FRESH_DAYS:
        return day.mean_7d
    fresh = day.latest_on is not None and (day.read_on - day.latest_on).days <= FRESH_DAYS[day.every]
    return day.latest if fresh else None


@figure(Unit.SHARE, Better.DIRECTION, sample="days_prev_7d")
def wow(day: MetricDay) -> float | None:
    """Change of the 7-day average against the average of the seven days before, relative to the latter's size. A weekly metric
    compares its latest value with the one before it; a monthly one has none. Nothing is shown when the value compared with is
    missing or zero.

    近7日均值相对再前七天均值的变化，除以后者的绝对值。周指标用最近一次数值与上一次比较；月指标不计算。被比较的值缺失或为零时不显示。
    """
    if day.every == "month" or current(day) is None:
        return None
    before = day.previous if day.every == "week" else day.mean_prev_7d
    return (current(day) - before) / abs(before) if before else None  # type: ignore[operator]


@figure(Unit.SHARE, Better.HIGHER, sample="days_7d")
def progress(day: MetricDay) -> float | None:
    """How much of the way from baseline to target is done. Shown as it is, also below 0 % or above 100 %; bars stop there.
    Metrics that only hold a limit have none, nor has one whose target is its baseline.

    从基准到目标已走完的比例。低于0%或高于100%时数字如实显示，条形到头为止。守住类指标以及目标等于基准的指标没有进度。
    """
    now = current(day)
    if now is None or not _moves(day):
        return None
    return (now - day.baseline) / (day.target - day.baseline)  # type: ignore[operator]


@figure(Unit.SHARE)
def expected(day: MetricDay) -> float | None:
    """How much of the way the plan has done by the as-of day: from the baseline on the day before the period starts, straight
    through each monthly target at its month's end, to the target on the last day. It does not depend on any value.

    按计划到当日应完成的比例：从周期开始前一天的基准出发，依次直线经过每个月末的月度目标，到周期最后一天的目标。与实际数值无关。
    """
    if not _moves(day):
        return None
    due = planned(
        day.read_on,
        baseline=day.baseline,  # type: ignore[arg-type]
        target=day.target,  # type: ignore[arg-type]
        starts_on=day.starts_on,
        ends_on=day.ends_on,
        monthly_targets=day.monthly_targets,
    )
    return (due - day.baseline) / (day.target - day.baseline)  # type: ignore[operator]


@figure(Unit.SHARE, Better.LOWER)
def gap(day: MetricDay) -> float | None:
    """Expected minus progress: by how much the metric lags its plan; negative when it is ahead.

    应完成比例减去进度：落后计划多少；为负表示超前。
    """
    due, done = expected(day), progress(day)
    return None if due is None or done is None else due - done


@figure(Unit.WORD)
def status(day: MetricDay, cut: Cutoffs) -> Status | None:
    """The first that fits: not started; no data; stale (no current value); for limits on track while kept, behind if missed by a
    little, else at risk; undefined if target is baseline; achieved from 100 % on; on track if not behind the plan; behind up to
    the cut-off gap; else at risk. Early in a period nothing can be at risk by the gap alone. KRs and objectives show their worst.

    依次取第一个符合的：未开始；无数据；数据过期（没有当前值）；守住类指标守住为正常，略微超限为落后，否则有风险；目标等于基准为未定义；
    进度达到100%为已达成；不落后于计划为正常；差距在界限内为落后；否则有风险。周期初期仅凭差距不会出现有风险。KR和目标取其中最差的状态。
    """
    if day.metric_id is None:
        return None
    if day.read_on < day.starts_on:
        return Status.NOT_STARTED
    if day.latest_on is None:
        return Status.NO_DATA
    now = current(day)
    if now is None:
        return Status.STALE
    if _maintains(day):
        return maintained(now, day.target, day.direction or "", cut)  # type: ignore[arg-type]
    done, lag = progress(day), gap(day)
    return Status.UNDEFINED if done is None or lag is None else on_the_way(done, lag, cut)


@figure(Unit.METRIC, Better.DIRECTION)
def month_target(day: MetricDay) -> float | None:
    """The target set for the month of the as-of day.

    当日所在月份的月度目标。
    """
    return day.monthly_targets.get(day.read_on.replace(day=1))


def _maintains(day: MetricDay) -> bool:
    return day.direction in ("maintain_above", "maintain_below")


def _moves(day: MetricDay) -> bool:
    return day.metric_id is not None and not _maintains(day) and day.target != day.baseline


def monthly_targets(con: DuckDBPyConnection) -> dict[str, dict[date, float]]:
    """Each metric's targets by the first day of their month, as known at the version read."""
    targets: dict[str, dict[date, float]] = {}
    for metric_id, month, target in con.execute("select metric_id, month, target from kr_monthly_targets").fetchall():
        targets.setdefault(metric_id, {})[month] = target
    return targets


_METRIC_DAYS = """
    with read_krs as (
        select goal_krs.*, least(ends_on, asked.day) as read_on, ends_on < asked.day as ended
        from goal_krs
        cross join (select unnest($days::date[]) as day) as asked
        where len($objectives::varchar[]) = 0
           or list_contains($objectives::varchar[], objective_id)
    ),
    read_metrics as (
        select k.*, m.metric_id, m.name, m.unit, m.direction, m.baseline, m.target, m.every
        from read_krs as k
        left join kr_metrics as m on m.kr_id = k.kr_id
    ),
    readings as (
        select m.metric_id, m.read_on,
               max(v.day)                                                                              as latest_on,
               arg_max(v.value, v.day, 2)                                                              as last_two,
               avg(case when v.day > m.read_on - 7 then v.value end)                                   as mean_7d,
               count(case when v.day > m.read_on - 7 then 1 end)                                       as days_7d,
               avg(case when v.day > m.read_on - 14 and v.day <= m.read_on - 7 then v.value end)       as mean_prev_7d,
               count(case when v.day > m.read_on - 14 and v.day <= m.read_on - 7 then 1 end)           as days_prev_7d
        from (select distinct metric_id, read_on from read_metrics) as m
        join kr_values as v on v.metric_id = m.metric_id and v.day <= m.read_on
        group by m.metric_id, m.read_on
    )
    select m.objective_id, m.objective_title, m.starts_on, m.ends_on, m.ended, m.read_on,
           m.kr_id, m.kr_title, m.owner, m.business_module,
           m.metric_id, m.name, m.unit, m.direction, m.every, m.baseline, m.target,
           r.last_two[1], r.latest_on, r.last_two[2],
           r.mean_7d, coalesce(r.days_7d, 0), r.mean_prev_7d, coalesce(r.days_prev_7d, 0)
    from read_metrics as m
    left join readings as r on r.metric_id = m.metric_id and r.read_on = m.read_on
"""
