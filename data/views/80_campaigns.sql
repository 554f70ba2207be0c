-- One row per campaign and each campaign it belongs to, itself first (depth 0). Of campaigns that are each other's parents
-- the first of their plain ids stands as the root: the walk up ends there.
create or replace view campaign_ancestors as
with recursive climb as (
    select campaign_id, campaign_id as ancestor_id, parent_id, [campaign_id] as seen, 0 as depth
    from campaigns
    union all
    select climb.campaign_id, above.campaign_id, above.parent_id, list_append(climb.seen, above.campaign_id), climb.depth + 1
    from climb
    join campaigns as above on above.campaign_id = climb.parent_id
    where not list_contains(climb.seen, above.campaign_id)
),
cut as (
    select list(campaign_id) as roots
    from climb
    where parent_id = campaign_id
      and campaign_id = list_min(seen)
)
select campaign_id, ancestor_id, depth
from climb
cross join cut
where not list_has_any(seen[1:depth], coalesce(roots, []));

-- One row per fact of a closure's history: how the record of a campaign or project was on each of its versions, up to the version read.
-- The sample company's while it is held, and nothing of it once it has gone.
create or replace view closure_spans as
select *, case when valid_to <= getvariable('version')::bigint then valid_to end as ended
from facts.closures
where valid_from <= getvariable('version')::bigint
  and (source = 'sample') = exists (select 1 from objectives where source = 'sample');

-- One row per version and the one it goes back to: of an undo the version that it took back or, as an undo of an undo, brought back; else itself.
create or replace view version_origins as
with recursive walk as (
    select version, version as origin, undoes
    from versions
    union all
    select walk.version, v.version as origin, v.undoes
    from walk
    join versions as v on v.version = walk.undoes
)
select version, origin
from walk
where undoes is null;

-- One row per acceptance line and version that brought, changed or ended it, with the kind of the version that this goes back to.
-- The sample company's while it is held, and nothing of it once it has gone.
create or replace view acceptance_line_changes as
with touched as (
    select subject_kind, subject_id, line_no, unnest([valid_from, valid_to]) as version
    from facts.acceptance_lines
    where (source = 'sample') = exists (select 1 from objectives where source = 'sample')
)
select distinct t.subject_kind, t.subject_id, t.line_no, t.version, v.kind
from touched as t
join version_origins as o on o.version = t.version
join versions as v on v.version = o.origin;
