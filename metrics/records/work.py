"""Requirements behind a number."""

from metrics.delivery import GOAL_WORK
from metrics.efficiency import TIMED
from metrics.records.asked import Asked, Measure
from metrics.records.kind import Kind, Order, orders, selected
from metrics.records.rows import RequirementRecord
from metrics.scope import Facts, Scope, work_of


def _members(scope: Scope, asked: Asked) -> str:
    owned = "" if asked.owner is None else _OWNED
    if asked.on_board:
        return GOAL_WORK + _ON_BOARD.format(flag="is_in_progress" if asked.measure is Measure.IN_PROGRESS else "is_delivered", owned=owned)
    facts = work_of(scope) if asked.of_all_goals else Facts.WORK
    chosen = _MEMBERS[asked.measure].format(timed=_timed(scope))
    return _CHOSEN.format(work=facts, chosen=chosen, serves="" if asked.of_all_goals else _SERVES, owned=owned)


def _timed(scope: Scope) -> str:
    return TIMED[scope.question.days].format(work=Facts.WORK)


def _rows(scope: Scope, asked: Asked) -> str:
    return _ROWS.format(fields=_FIELDS, timed=TIMED[scope.question.days].format(work="work"), weights=weights(asked, "chosen"))


def _sums(scope: Scope, asked: Asked) -> str:
    """A sample's quantiles; of a share the whole that it is a part of."""
    if asked.measure is Measure.CYCLE:
        return _SAMPLE.format(timed=_timed(scope))
    if not asked.is_of_goals(scope):
        return _COUNT.format(whole=_ALL_DELIVERED if asked.measure in (Measure.OKR_DELIVERED, Measure.UNLINKED) else "null")
    return _WEIGHED.format(weights=weights(asked, "found"), whole=_whole(asked))


def _whole(asked: Asked) -> str:
    """An objective has its share of all work of the teams and days, a key result of what they delivered for goals."""
    if asked.measure is not Measure.DELIVERED or asked.on_board:
        return "null"
    return _ALL_DELIVERED if asked.kr is None else _ALL_DELIVERED + _FOR_GOALS


def weights(asked: Asked, rows: str) -> str:
    """Each requirement's part for the goals asked about, of the facts named in `rows`."""
    return _WEIGHTS.format(goal="objective_id" if asked.kr is None else "kr_id", rows=rows)


_RELEASED = "released_on >= $since and released_on < $until"
_FOR_GOALS = " and fact_id in (select fact_id from requirement_links)"
_MEMBERS = {
    Measure.DELIVERED: _RELEASED,
    Measure.CYCLE: _RELEASED + " and fact_id in (select fact_id from ({timed}) where days >= 0)",
    Measure.OKR_DELIVERED: _RELEASED + _FOR_GOALS,
    Measure.UNLINKED: _RELEASED + " and fact_id not in (select fact_id from requirement_links)",
    Measure.IN_PROGRESS: """
        not undated
        and started_on <= $as_of
        and (released_on is null or released_on > $as_of)
        and (cancelled_on is null or cancelled_on > $as_of)
    """,
}
_CHOSEN = "with members as (select * from {work} where {chosen} {serves} {owned})"
_OWNED = "and coalesce(owner, '') = $owner"
_SERVES = """
    and fact_id in (
        select fact_id
        from requirement_links
        where ($kr::varchar is null or kr_id = $kr)
          and ($objective::varchar is null or objective_id = $objective)
          and ($campaign::varchar is null or objective_id in (select objective_id from campaign_objectives where campaign_id = $campaign))
    )
"""
_ON_BOARD = """
    , members as (
        select *
        from chosen_work
        where fact_id in (
            select fact_id
            from goal_work
            where {flag}
              and ($kr::varchar is null or kr_id = $kr)
              and ($objective::varchar is null or objective_id = $objective)
              and ($campaign::varchar is null or objective_id in (select objective_id from campaign_objectives where campaign_id = $campaign))
        )
        {owned}
    )
"""

# A requirement gives each of its objectives the same part, which its key results of that objective share evenly.
_WEIGHTS = """
    select fact_id, avg(part) as weight
    from (
        select fact_id, objective_id, avg(case when list_contains($goals::varchar[], {goal}) then 1.0::double else 0.0::double end) as part
        from requirement_links
        where fact_id in (select fact_id from {rows})
        group by fact_id, objective_id
    )
    group by fact_id
"""
_ALL_DELIVERED = "select count(*) from chosen_work where " + _RELEASED
_COUNT = "select count(*), count(*)::double, ({whole}), null, null, null, null from found"
_WEIGHED = """
    , weights as ({weights})
    select count(*), coalesce(sum(weight), 0.0), ({whole}), null, null, null, null
    from weights
"""
_SAMPLE = """
    select count(*), count(*)::double, null, avg(t.days), quantile_cont(t.days, 0.5), quantile_cont(t.days, 0.85),
           avg(case when t.days <= 14 then 1.0 else 0.0 end)
    from found
    join ({timed}) as t on t.fact_id = found.fact_id
"""

_FIELDS = selected(
    RequirementRecord,
    team="f.proper_team",
    kr_ids="coalesce(l.kr_ids, [])",
    objectives="coalesce(l.objectives, [])",
    cycle_days="case when t.days >= 0 then t.days end",
    weight="case when len($goals::varchar[]) = 0 then 1.0::double else coalesce(w.weight, 1.0::double) end",
)
_ROWS = """
    with chosen as (
        select unnest($ids::bigint[]) as fact_id
    ),
    links as (
        select fact_id,
               list(distinct kr_id order by kr_id) as kr_ids,
               list(distinct objective_id order by objective_id) as objectives
        from requirement_links
        where fact_id in (select fact_id from chosen)
        group by fact_id
    ),
    weights as ({weights}),
    timed as (
        select fact_id, days
        from ({timed})
        where fact_id in (select fact_id from chosen)
    )
    select f.fact_id, {fields}
    from started_work as f
    join imports as i on i.import_id = f.import_id
    left join links as l on l.fact_id = f.fact_id
    left join weights as w on w.fact_id = f.fact_id
    left join timed as t on t.fact_id = f.fact_id
    where f.fact_id in (select fact_id from chosen)
"""

_LINKED = """
    left join (
        select fact_id, min(kr_id) as kr, min(objective_id) as objective
        from requirement_links
        group by fact_id
    ) as l on l.fact_id = f.fact_id
"""

WORK = Kind(
    record=RequirementRecord,
    members=_members,
    searched=("requirement_id", "title", "owner", "team"),
    orders=orders(
        RequirementRecord,
        ("requirement_id", "title", "team", "status", "owner", "created_at", "released_at", "cancelled_at", "url", "doc_url", "source", "line"),
        "join started_work as d on d.fact_id = f.fact_id",
        kr_ids=Order(("l.kr",), _LINKED),
        objectives=Order(("l.objective",), _LINKED),
        weight=Order(("coalesce(l.weight, 1.0::double)",), "left join ({weights}) as l on l.fact_id = f.fact_id"),
        cycle_days=Order(("t.days",), "left join ({timed}) as t on t.fact_id = f.fact_id"),
    ),
    usual="coalesce(f.released_on, f.created_on) desc, f.source, f.requirement_id",
    rows=_rows,
    sums=_sums,
)
