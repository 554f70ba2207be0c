"""The efficiency board: what was delivered per bucket, how long it took, and what broke."""

from datetime import date
from itertools import accumulate
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from metrics.periods import days_of, spans
from metrics.registry import Better, Unit, figure
from metrics.scope import Days, Scope, bugs_of, narrow, work_of

TIMED = {
    Days.CALENDAR: "select fact_id, released_on, days from {work}",
    Days.WORKDAY: "select w.fact_id, w.released_on, c.days from {work} as w join workday_cycles as c on c.fact_id = w.fact_id",
}


class Released(NamedTuple):
    """Requirements released in a bucket, and those of them that serve an objective."""

    delivered: int = 0
    linked: int = 0


class Cycles(NamedTuple):
    """Delivery cycles of the requirements released in a bucket, in days; `out_of_order` pairs left the sample."""

    p50: float | None = None
    p85: float | None = None
    mean: float | None = None
    n: int = 0
    within_14d: int = 0
    out_of_order: int = 0


class Bugs(NamedTuple):
    """Valid bugs raised in a bucket, those of them found online, and valid ones resolved in it."""

    raised: int = 0
    online: int = 0
    resolved: int = 0


class Period(NamedTuple):
    """One bucket; the fields up to open_bugs are the command line's contract."""

    period: date
    until: date
    complete: bool
    delivered: int
    okr_delivered: int
    okr_share: float | None
    cycle_p50_days: float | None
    cycle_p85_days: float | None
    cycle_mean_days: float | None
    cycle_n: int
    cycle_within_14d_share: float | None
    online_issues: int
    valid_bugs: int
    resolved_bugs: int
    open_bugs: int
    out_of_order: int


def efficiency(con: DuckDBPyConnection, scope: Scope) -> list[Period]:
    """Every bucket of the range in order. With an objective filter all figures are of its linked work."""
    buckets = spans(scope)
    if not buckets:
        return []
    narrow(con, scope)
    calendar = days_of(scope)
    released, taken = _released(con, scope, calendar), _cycles(con, scope, calendar)
    bugs = _bugs(con, scope, calendar)
    none = Bugs()
    balance = [bugs.get(span.period, none).raised - bugs.get(span.period, none).resolved for span in buckets]
    stocks = list(accumulate(balance, initial=_opened_before(bugs)))[1:]
    return [
        _period(*span, released.get(span.period, Released()), taken.get(span.period, Cycles()), bugs.get(span.period, none), stock)
        for span, stock in zip(buckets, stocks, strict=True)
    ]


def cycles(con: DuckDBPyConnection, scope: Scope) -> dict[date, Cycles]:
    """The delivery cycles alone, by bucket; a bucket without any isn't named."""
    narrow(con, scope)
    return _cycles(con, scope, days_of(scope))


@figure(Unit.COUNT, Better.HIGHER)
def okr_delivered(released: Released) -> int:
    """Requirements released in the bucket that serve an objective, by their own links or those of their nearest parent with any.

    该时段发布的、服务于目标的需求数；按需求自身的关联，没有时取最近一级有关联的父需求的关联。
    """
    return released.linked


@figure(Unit.SHARE, Better.HIGHER, sample="delivered")
def okr_share(released: Released) -> float | None:
    """Part of the delivered requirements that serves an objective.

    已交付需求中服务于目标的占比。
    """
    return released.linked / released.delivered if released.delivered else None


@figure(Unit.DAYS, Better.LOWER, sample="cycle_n")
def cycle_p50_days(cycles: Cycles) -> float | None:
    """Median delivery cycle of the requirements released in the bucket: elapsed days from raised to released (or from accepted, or
    from development, as chosen). Where either side is a day without a time, whole days count. Pairs out of order are left out.

    该时段发布的需求的交付周期中位数：从提出（或受理、开发，按所选起点）到发布经过的天数。任一端只有日期没有时间的按整天计。先后颠倒的不计入样本。
    """
    return cycles.p50


@figure(Unit.DAYS, Better.LOWER, sample="cycle_n")
def cycle_p85_days(cycles: Cycles) -> float | None:
    """The delivery cycle that 85 of 100 requirements released in the bucket did not exceed, interpolated linearly.

    该时段发布的需求中，85%不超过的交付周期（线性插值）。
    """
    return cycles.p85


@figure(Unit.DAYS, Better.LOWER, sample="cycle_n")
def cycle_mean_days(cycles: Cycles) -> float | None:
    """Mean delivery cycle of the requirements released in the bucket; a few very long ones move it much.

    该时段发布的需求的平均交付周期；少数特别长的会明显拉高它。
    """
    return cycles.mean


@figure(Unit.COUNT)
def cycle_n(cycles: Cycles) -> int:
    """How many requirements the bucket's delivery cycle rests on: those released in it with both moments, in order.

    交付周期的样本数：该时段发布、两端时间齐全且先后正确的需求。
    """
    return cycles.n


@figure(Unit.SHARE, Better.HIGHER, sample="cycle_n")
def cycle_within_14d_share(cycles: Cycles) -> float | None:
    """Part of the sample whose delivery cycle is at most 14 days, 14 included.

    样本中交付周期不超过14天（含14天）的占比。
    """
    return cycles.within_14d / cycles.n if cycles.n else None


@figure(Unit.COUNT, Better.LOWER)
def valid_bugs(bugs: Bugs) -> int:
    """Bugs raised in the bucket that were really bugs: without a resolution, fixed or postponed. Duplicates, bugs by design, not
    reproducible, external, not to be fixed, turned into a requirement or invalid are left out.

    该时段提出的、确为缺陷的Bug：尚无解决方案、已修复或延期处理的。重复、设计如此、无法重现、外部原因、不予解决、转为需求、无效的不计。
    """
    return bugs.raised


@figure(Unit.COUNT, Better.LOWER)
def online_issues(bugs: Bugs) -> int:
    """Valid bugs raised in the bucket that were found in production.

    该时段提出的有效Bug中，在线上发现的。
    """
    return bugs.online


@figure(Unit.COUNT, Better.HIGHER)
def resolved_bugs(bugs: Bugs) -> int:
    """Valid bugs resolved in the bucket, whenever they were raised; one closed without a resolution day counts on the day closed.

    该时段解决的有效Bug，不论何时提出；没有解决时间的以关闭时间为准。
    """
    return bugs.resolved


@figure(Unit.COUNT, Better.LOWER)
def open_bugs(stock: int) -> int:
    """Valid bugs raised before the end of the bucket, of the range and of the as-of day, and not resolved before it.

    在时段末（不超过范围末和当日末）之前提出、且在此之前尚未解决的有效Bug存量。
    """
    return stock


def _period(period: date, until: date, complete: bool, released: Released, cycles: Cycles, bugs: Bugs, stock: int) -> Period:
    return Period(
        period=period,
        until=until,
        complete=complete,
        delivered=released.delivered,
        okr_delivered=okr_delivered(released),
        okr_share=okr_share(released),
        cycle_p50_days=cycle_p50_days(cycles),
        cycle_p85_days=cycle_p85_days(cycles),
        cycle_mean_days=cycle_mean_days(cycles),
        cycle_n=cycle_n(cycles),
        cycle_within_14d_share=cycle_within_14d_share(cycles),
        online_issues=online_issues(bugs),
        valid_bugs=valid_bugs(bugs),
        resolved_bugs=resolved_bugs(bugs),
        open_bugs=open_bugs(stock),
        out_of_order=cycles.out_of_order,
    )


def _released(con: DuckDBPyConnection, scope: Scope, calendar: dict[str, list[date]]) -> dict[date, Released]:
    rows = con.execute(_RELEASED.format(work=work_of(scope)), calendar).fetchall()
    return {period: Released(delivered, linked) for period, delivered, linked in rows}


def _cycles(con: DuckDBPyConnection, scope: Scope, calendar: dict[str, list[date]]) -> dict[date, Cycles]:
    timed = TIMED[scope.question.days].format(work=work_of(scope))
    rows = con.execute(_CYCLES.format(timed=timed), calendar).fetchall()
    return {period: Cycles(*figures) for period, *figures in rows}


def _bugs(con: DuckDBPyConnection, scope: Scope, calendar: dict[str, list[date]]) -> dict[date | None, Bugs]:
    """Per bucket; under None all that happened before the range."""
    rows = con.execute(_BUGS.format(bugs=bugs_of(scope)), calendar | {"until": scope.until}).fetchall()
    return {period: Bugs(raised, online, resolved) for period, raised, online, resolved in rows}


def _opened_before(bugs: dict[date | None, Bugs]) -> int:
    before = bugs.get(None, Bugs())
    return before.raised - before.resolved


_RELEASED = """
    with buckets as (
        select unnest($days::date[]) as day, unnest($periods::date[]) as period
    )
    select b.period, count(*), count(o.fact_id)
    from {work} as w
    join buckets as b on b.day = w.released_on
    left join (select distinct fact_id from requirement_links) as o on o.fact_id = w.fact_id
    group by b.period
"""

_CYCLES = """
    with buckets as (
        select unnest($days::date[]) as day, unnest($periods::date[]) as period
    ),
    measured as (
        select b.period, case when t.days >= 0 then t.days end as days
        from ({timed}) as t
        join buckets as b on b.day = t.released_on
        where t.days is not null
    )
    select period,
           quantile_cont(days, 0.5),
           quantile_cont(days, 0.85),
           avg(days),
           count(days),
           count(case when days <= 14 then 1 end),
           count(*) - count(days)
    from measured
    group by period
"""

_BUGS = """
    with buckets as (
        select unnest($days::date[]) as day, unnest($periods::date[]) as period
    ),
    events as (
        select raised_on as day, 1 as raised, case when environment = 'online' then 1 else 0 end as online, 0 as resolved
        from {bugs}
        where raised_on < $until
        union all
        select resolved_on as day, 0 as raised, 0 as online, 1 as resolved
        from {bugs}
        where resolved_on < $until
    )
    select b.period, sum(e.raised)::bigint, sum(e.online)::bigint, sum(e.resolved)::bigint
    from events as e
    left join buckets as b on b.day = e.day
    group by b.period
"""
