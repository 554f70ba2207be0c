-- One row per milestone: the day that it was first planned for. One that was retired and came back is new.
create or replace view milestone_first_plans as
with spans as (
    select milestone_id,
           planned_on,
           valid_from,
           lag(valid_to) over (partition by milestone_id order by valid_from) as ended_before
    from facts.milestones
    where valid_from <= getvariable('version')::bigint
), lives as (
    select milestone_id,
           planned_on,
           valid_from,
           sum((ended_before is distinct from valid_from)::utinyint) over (partition by milestone_id order by valid_from) as life
    from spans
)
select milestone_id, arg_max(first_planned_on, life) as first_planned_on
from (
    select milestone_id, life, arg_min(planned_on, valid_from) as first_planned_on
    from lives
    group by milestone_id, life
)
group by milestone_id;
