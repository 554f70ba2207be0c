"""Values of KR metrics behind a number: those that the current value or its change is made of, or all of a part of time."""

from metrics.records.asked import Asked, Measure
from metrics.records.kind import Kind, orders, selected
from metrics.records.rows import ValueRecord
from metrics.scope import Scope


def _members(_scope: Scope, asked: Asked) -> str:
    chosen = _OF_A_PART if asked.of_a_part else _CHANGE if asked.measure is Measure.CHANGE else _CURRENT
    return _READINGS + _CHOSEN.format(chosen=chosen)


def _rows(_scope: Scope, _asked: Asked) -> str:
    return _ROWS.format(fields=selected(ValueRecord))


def _sums(_scope: Scope, _asked: Asked) -> str:
    return _MEAN


_READINGS = """
    with read_metrics as (
        select m.metric_id, m.every, least(k.ends_on, $as_of::date) as read_on
        from kr_metrics as m
        join goal_krs as k on k.kr_id = m.kr_id
        where ($metric::varchar is null or m.metric_id = $metric)
          and ($kr::varchar is null or k.kr_id = $kr)
          and ($objective::varchar is null or k.objective_id = $objective)
          and ($campaign::varchar is null or k.objective_id in (select objective_id from campaign_objectives where campaign_id = $campaign))
          and (len($objectives::varchar[]) = 0 or list_contains($objectives::varchar[], k.objective_id))
    ),
    readings as (
        select v.fact_id, v.day, m.read_on, m.every, row_number() over (partition by v.metric_id order by v.day desc) as nth,
               coalesce(m.every in ('week', 'month'), false) as is_latest
        from kr_values as v
        join read_metrics as m on m.metric_id = v.metric_id
        where v.day <= m.read_on
          and ($first::date is null or v.day >= $first)
          and ($last::date is null or v.day < $last)
    )
"""
_CHOSEN = ", members as (select * from value_sheet where fact_id in (select fact_id from readings where {chosen}))"
_OF_A_PART = "true"
_CURRENT = """
    case when is_latest then nth = 1 and read_on - day <= (case every when 'week' then $week_fresh else $month_fresh end)
         else day > read_on - 7
    end
"""
_CHANGE = "case when is_latest then nth <= 2 and every = 'week' else day > read_on - 14 end"

# A mean of several metrics would be a mean of different things.
_MEAN = """
    select count(*), count(*)::double, null, case when min(metric_id) = max(metric_id) then avg(value) end, null, null, null
    from found
"""
_ROWS = """
    select f.fact_id, {fields}
    from value_sheet as f
    join imports as i on i.import_id = f.import_id
    where f.fact_id in (select unnest($ids::bigint[]))
"""

VALUES = Kind(
    record=ValueRecord,
    members=_members,
    searched=("metric_id", "metric_name"),
    orders=orders(ValueRecord, ValueRecord._fields, ""),
    usual="f.metric_id, f.day desc",
    rows=_rows,
    sums=_sums,
)
