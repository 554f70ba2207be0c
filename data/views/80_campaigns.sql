-- One row per campaign and each campaign it belongs to, itself first (depth 0). The walk up ends where it meets a campaign again.
create or replace view campaign_ancestors as
with recursive climb as (
    select campaign_id, campaign_id as ancestor_id, parent_id, [campaign_id] as seen, 0 as depth
    from campaigns
    union all
    select climb.campaign_id, above.campaign_id, above.parent_id, list_append(climb.seen, above.campaign_id), climb.depth + 1
    from climb
    join campaigns as above on above.campaign_id = climb.parent_id
    where not list_contains(climb.seen, above.campaign_id)
)
select campaign_id, ancestor_id, depth
from climb;

-- One row per fact of a closure's history: how the record of a campaign or project was on each of its versions, up to the version read.
create or replace view closure_spans as
select *, case when valid_to <= getvariable('version')::bigint then valid_to end as ended
from facts.closures
where valid_from <= getvariable('version')::bigint;
