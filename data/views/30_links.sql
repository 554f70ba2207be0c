-- One row per requirement and key result it serves, worked out from the facts: its own links, or with none those of the nearest ancestor that has any.
-- The walk up ends where it meets a requirement again.
create or replace view resolved_links as
with recursive climb as (
    select fact_id, source, parent_id, [requirement_id] as seen, null::varchar[] as kr_ids
    from requirements
    where kr_ids is null
      and parent_id is not null
    union all
    select climb.fact_id, climb.source, parent.parent_id, list_append(climb.seen, parent.requirement_id), parent.kr_ids
    from climb
    join requirements as parent on parent.source = climb.source and parent.requirement_id = climb.parent_id
    where climb.kr_ids is null
      and not list_contains(climb.seen, parent.requirement_id)
),
served as (
    select fact_id, unnest(kr_ids) as kr_id
    from requirements
    where kr_ids is not null
    union all
    select fact_id, unnest(kr_ids) as kr_id
    from climb
    where kr_ids is not null
)
select distinct served.fact_id, goal_krs.kr_id, goal_krs.objective_id
from served
join goal_krs on goal_krs.kr_id = served.kr_id;

-- One row per requirement and key result it serves, as worked out when the version was written.
create or replace view requirement_links as
select fact_id, kr_id, objective_id
from facts.links
where valid_from <= getvariable('version')::bigint
  and valid_to > getvariable('version')::bigint;

-- One row per requirement and objective it serves.
create or replace view requirement_objectives as
select distinct fact_id, objective_id
from requirement_links;

-- One row per bug whose requirement is known: in its own source, else the only one with that id.
create or replace view bug_requirements as
with ids as (
    select requirement_id, min(fact_id) as fact_id
    from requirements
    group by requirement_id
    having count(*) = 1
)
select b.fact_id as bug_fact_id, coalesce(own.fact_id, ids.fact_id) as fact_id
from bugs as b
left join requirements as own on own.source = b.source and own.requirement_id = b.requirement_id
left join ids on ids.requirement_id = b.requirement_id
where coalesce(own.fact_id, ids.fact_id) is not null;
