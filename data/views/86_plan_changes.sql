-- One row per change of a fact of the plan that stands: a target, a month's target, an objective's end, a milestone's day. A fact that is new,
-- one that was retired and came back, and real data that replaced the sample's are none; nor is what was taken back.
create or replace view plan_changes as
with spans as (
    select 'target' as what, metric_id as id, null::date as month, target as amount, null::date as day, source = 'sample' as sample, valid_from, valid_to
    from facts.kr_metrics
    union all
    select 'month_target', metric_id, month, target, null, source = 'sample', valid_from, valid_to
    from facts.kr_monthly_targets
    union all
    select 'ends_on', objective_id, null, null, ends_on, source = 'sample', valid_from, valid_to
    from facts.objectives
    union all
    select 'planned_on', milestone_id, null, null, planned_on, source = 'sample', valid_from, valid_to
    from facts.milestones
),
steps as (
    select what, id, month, amount, day, valid_from as version, made_on,
           lag(amount) over history   as amount_was,
           lag(day) over history      as day_was,
           lag(valid_to) over history as ended_in
    from spans
    join standing_versions on standing_versions.version = spans.valid_from
    window history as (partition by what, id, month, sample order by valid_from)
)
select s.what, s.id, s.month, s.amount_was, s.amount, s.day_was, s.day, s.version, s.made_on, v.who
from steps as s
join versions as v on v.version = s.version
where (s.amount <> s.amount_was or s.day <> s.day_was)
  and (s.ended_in = s.version or s.ended_in not in (select version from standing_versions));

-- One row per finding of a review, with the day it was first noted on.
create or replace view finding_days as
select i.improvement_id, i.source = 'sample' as sample, min(v.made_on) as noted_on
from facts.improvements as i
join versions as v on v.version = i.valid_from
group by i.improvement_id, i.source = 'sample';
