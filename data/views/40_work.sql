-- One row per requirement, with its team by its proper name, the day its work started and whether it was finished without a date.
create or replace view work as
select r.fact_id, r.source, r.requirement_id, r.title,
       coalesce(n.team, r.team) as team,
       r.kr_ids, r.status, r.owner, r.url, r.doc_url, r.import_id, r.line,
       r.created_on, r.created_at,
       r.review_on, r.review_at,
       r.dev_on, r.dev_at,
       r.released_on, r.released_at,
       r.cancelled_on, r.cancelled_at,
       coalesce(
           least(r.review_on, r.ready_on, r.dev_on, r.test_on, r.release_ready_on),
           case when r.released_on is null and r.status in ('new', 'planned', 'backlog') then null else r.created_on end
       ) as started_on,
       coalesce((r.status = 'released' and r.released_on is null) or (r.status = 'cancelled' and r.cancelled_on is null), false) as undated
from requirements as r
left join team_names as n on n.alias = r.team;

-- One row per requirement of the chosen teams; with no team chosen, of all.
create or replace view chosen_work as
select *
from work
where len(getvariable('teams')::varchar[]) = 0
   or list_contains(getvariable('teams')::varchar[], coalesce(team, ''));

-- One row per requirement of the chosen teams that serves a chosen objective.
create or replace view chosen_goal_work as
select *
from chosen_work
where fact_id in (
    select fact_id
    from requirement_links
    where list_contains(getvariable('objectives')::varchar[], objective_id)
);

-- One row per released requirement and clock that its delivery cycle can be read by.
create or replace view cycle_pairs as
select 'created' as clock, fact_id, created_on as start_on, created_at as start_at, released_on, released_at
from work
where released_on is not null
union all
select 'accepted' as clock, fact_id, review_on as start_on, review_at as start_at, released_on, released_at
from work
where released_on is not null and review_on is not null
union all
select 'dev' as clock, fact_id, dev_on as start_on, dev_at as start_at, released_on, released_at
from work
where released_on is not null and dev_on is not null;

-- One row per pair, with its length in elapsed days; whole days where either side has no time.
create or replace view calendar_cycles as
select clock, fact_id,
       case when start_at is not null and released_at is not null
            then (epoch_us(released_at) - epoch_us(start_at)) / 86400000000.0
            else (released_on - start_on)::double
       end as days
from cycle_pairs;

-- One row per pair, with its length in the seconds that fall on workdays; whole workdays where either side has no time.
create or replace view workday_cycles as
select p.clock, p.fact_id,
       case when p.start_at is not null and p.released_at is not null and p.start_at > p.released_at then -1
            when p.start_on > p.released_on then -1
            when p.start_at is not null and p.released_at is not null
            then (r.workday_seconds_before - s.workday_seconds_before) / 86400.0
                 + (case when r.is_workday then epoch_us(p.released_at) - epoch_us(r.starts_at) else 0 end
                    - case when s.is_workday then epoch_us(p.start_at) - epoch_us(s.starts_at) else 0 end) / 86400000000.0
            else (r.workdays_before - s.workdays_before)::double
       end as days
from cycle_pairs as p
join calendar as s on s.day = p.start_on
join calendar as r on r.day = p.released_on;
