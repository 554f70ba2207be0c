-- One row per bug, with its team by its proper name, the moment it was resolved, null while it is open, and whether it was really one.
create or replace view judged_bugs as
select b.fact_id, b.source, b.bug_id, b.title,
       coalesce(n.team, b.team) as team,
       b.requirement_id, b.severity, b.environment, b.status, b.resolution, b.url, b.import_id, b.line,
       b.created_on, b.created_at, b.closed_on, b.closed_at,
       case when b.resolution is null and coalesce(b.status, 'open') not in ('resolved', 'closed') then null
            else coalesce(b.resolved_on, b.closed_on)
       end as resolved_on,
       case when b.resolution is null and coalesce(b.status, 'open') not in ('resolved', 'closed') then null
            when b.resolved_on is not null then b.resolved_at
            else b.closed_at
       end as resolved_at,
       coalesce(b.resolution, 'fixed') not in
       ('duplicate', 'by_design', 'not_reproducible', 'external', 'wont_fix', 'to_requirement', 'invalid') as is_valid
from bugs as b
left join team_names as n on n.alias = b.team;

-- One row per valid bug, with its team by its proper name and the day it was resolved, null while it is open.
create or replace view valid_bugs as
select fact_id, source, bug_id, title, team, requirement_id, severity, environment, status, resolution, url, import_id, line,
       created_on as raised_on, created_at as raised_at, resolved_on, resolved_at
from judged_bugs
where is_valid;

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
