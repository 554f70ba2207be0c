-- One row per requirement: its team by its proper name, where the chosen clock starts, the day its work started, and whether it
-- was finished without a date.
create or replace view started_work as
select r.*,
       case getvariable('clock')::varchar when 'accepted' then r.review_on when 'dev' then r.dev_on else r.created_on end as start_on,
       case getvariable('clock')::varchar when 'accepted' then r.review_at when 'dev' then r.dev_at else r.created_at end as start_at,
       coalesce(
           least(r.review_on, r.ready_on, r.dev_on, r.test_on, r.release_ready_on),
           case when r.released_on is null and r.status in ('new', 'planned', 'backlog') then null else r.created_on end
       ) as started_on,
       coalesce((r.status = 'released' and r.released_on is null) or (r.status = 'cancelled' and r.cancelled_on is null), false) as undated,
       coalesce(n.team, r.team) as proper_team
from requirements as r
left join team_names as n on n.alias = r.team;

-- One row per requirement as the boards see it; days is its delivery cycle in elapsed days, whole days where either side has no
-- time, null where a side is missing, negative where the pair is out of order.
create or replace view work as
select fact_id, source, requirement_id, title, proper_team as team, kr_ids, status, owner, iteration_id, project_id, url, doc_url, observed, import_id, line,
       created_on, created_at, released_on, released_at, cancelled_on, cancelled_at, started_on, undated, start_on, start_at,
       case when start_at is not null and released_at is not null
            then (epoch_us(released_at) - epoch_us(start_at)) / 86400000000.0
            else (released_on - start_on)::double
       end as days
from started_work;

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

-- One row per requirement whose delivery cycle the chosen clock can tell, with its length in the seconds that fall on workdays;
-- whole workdays where either side has no time. Negative where the pair is out of order.
create or replace view workday_cycles as
select w.fact_id,
       case when w.days < 0 then w.days
            when w.start_at is not null and w.released_at is not null
            then (r.workday_seconds_before - s.workday_seconds_before) / 86400.0
                 + (case when r.is_workday then epoch_us(w.released_at) - epoch_us(r.starts_at) else 0 end
                    - case when s.is_workday then epoch_us(w.start_at) - epoch_us(s.starts_at) else 0 end) / 86400000000.0
            else (r.workdays_before - s.workdays_before)::double
       end as days
from work as w
join calendar as s on s.day = w.start_on
join calendar as r on r.day = w.released_on;
