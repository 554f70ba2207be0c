-- One row per key result whose objective is known; the others wait for theirs.
create or replace view goal_krs as
select kr.kr_id,
       kr.title as kr_title,
       kr.owner,
       kr.business_module,
       coalesce(kr.weight, 1) as weight,
       o.objective_id,
       o.title as objective_title,
       o.starts_on,
       o.ends_on
from key_results as kr
join objectives as o on o.objective_id = kr.objective_id;

-- One row per other name of a team; a name that is a team's own stays its own.
create or replace view team_names as
select alias, min(team) as team
from (select unnest(aliases) as alias, team from teams)
where alias not in (select team from teams)
group by alias;
