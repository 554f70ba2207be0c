-- One row per valid bug, with its team by its proper name and the day it was resolved, null while it is open.
create or replace view valid_bugs as
select b.fact_id, b.source, b.bug_id, b.title,
       coalesce(n.team, b.team) as team,
       b.requirement_id, b.severity, b.environment, b.status, b.resolution, b.url, b.import_id, b.line,
       b.created_on as raised_on,
       b.created_at as raised_at,
       case when b.resolution is null and coalesce(b.status, 'open') not in ('resolved', 'closed') then null
            else coalesce(b.resolved_on, b.closed_on)
       end as resolved_on,
       case when b.resolution is null and coalesce(b.status, 'open') not in ('resolved', 'closed') then null
            when b.resolved_on is not null then b.resolved_at
            else b.closed_at
       end as resolved_at
from bugs as b
left join team_names as n on n.alias = b.team
where coalesce(b.resolution, 'fixed') not in
      ('duplicate', 'by_design', 'not_reproducible', 'external', 'wont_fix', 'to_requirement', 'invalid');

-- One row per valid bug of the chosen teams; with no team chosen, of all.
create or replace view chosen_bugs as
select *
from valid_bugs
where len(getvariable('teams')::varchar[]) = 0
   or list_contains(getvariable('teams')::varchar[], coalesce(team, ''));

-- One row per valid bug of the chosen teams whose requirement serves a chosen objective.
create or replace view chosen_goal_bugs as
select *
from chosen_bugs
where fact_id in (
    select bug_requirements.bug_fact_id
    from bug_requirements
    join requirement_links on requirement_links.fact_id = bug_requirements.fact_id
    where list_contains(getvariable('objectives')::varchar[], requirement_links.objective_id)
);
