-- One row per finding of a review, with the day it was first noted on.
create or replace view finding_days as
select i.improvement_id, i.source = 'sample' as sample, min(v.made_on) as noted_on
from facts.improvements as i
join versions as v on v.version = i.valid_from
group by i.improvement_id, i.source = 'sample';
