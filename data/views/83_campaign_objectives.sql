-- One row per campaign and objective that is its own or one of its sub-campaigns'.
create or replace view campaign_objectives as
select distinct a.ancestor_id as campaign_id, o.objective_id
from objectives as o
join campaign_ancestors as a on a.campaign_id = o.campaign_id;
