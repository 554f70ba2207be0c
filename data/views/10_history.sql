-- One row per version up to the one read; undoes names the version that an undo took back.
create or replace view versions as
select v.version, v.kind, v.who, v.made_at, v.made_on, u.undoes
from facts.versions as v
left join facts.undone as u on u.version = v.version
where v.version <= coalesce(getvariable('version')::bigint, 9223372036854775807);

-- One row per file or sheet that was read in.
create or replace view imports as
select *
from facts.imports;

-- One row per day, with what business knows of it.
create or replace view calendar as
select *
from facts.calendar;

-- One row: the time zone that days are cut by.
create or replace view business_zone as
select value as name
from facts.store
where name = 'time_zone';

-- One row per fact of the sample company that holds at the version read.
create or replace view sample_facts as
select 'objectives' as dataset, fact_id from objectives where source = 'sample'
union all
select 'key_results' as dataset, fact_id from key_results where source = 'sample'
union all
select 'kr_metrics' as dataset, fact_id from kr_metrics where source = 'sample'
union all
select 'kr_monthly_targets' as dataset, fact_id from kr_monthly_targets where source = 'sample'
union all
select 'kr_values' as dataset, fact_id from kr_values where source = 'sample'
union all
select 'requirements' as dataset, fact_id from requirements where source = 'sample'
union all
select 'bugs' as dataset, fact_id from bugs where source = 'sample'
union all
select 'teams' as dataset, fact_id from teams where source = 'sample'
union all
select 'settings' as dataset, fact_id from settings where source = 'sample'
union all
select 'campaigns' as dataset, fact_id from campaigns where source = 'sample'
union all
select 'key_projects' as dataset, fact_id from key_projects where source = 'sample'
union all
select 'iterations' as dataset, fact_id from iterations where source = 'sample'
union all
select 'iteration_events' as dataset, fact_id from iteration_events where source = 'sample'
union all
select 'projects' as dataset, fact_id from projects where source = 'sample'
union all
select 'milestones' as dataset, fact_id from milestones where source = 'sample'
union all
select 'risks' as dataset, fact_id from risks where source = 'sample'
union all
select 'closures' as dataset, fact_id from closures where source = 'sample'
union all
select 'acceptance_lines' as dataset, fact_id from acceptance_lines where source = 'sample'
union all
select 'improvements' as dataset, fact_id from improvements where source = 'sample'
union all
select 'commendations' as dataset, fact_id from commendations where source = 'sample';

-- One row per version that stands: never taken back, or brought back by an undo of its undo.
create or replace view standing_versions as
with recursive undoings as (
    select undoes as version, version as by, 1 as depth
    from versions
    where undoes is not null
    union all
    select u.version, v.version as by, u.depth + 1 as depth
    from undoings as u
    join versions as v on v.undoes = u.by
)
select version, made_on
from versions
where version not in (select version from undoings group by version having max(depth) % 2 = 1);
