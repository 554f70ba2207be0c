-- One row per change of a fact of the plan that stands: a target, a month's target, an objective's end, a milestone's day. A fact that is new,
-- one that was retired and came back, and real data that replaced the sample's are none; nor is what was taken back, nor what was
-- changed in the sample once it has gone.
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
    select what, id, month, amount, day, sample, valid_from as version, made_on,
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
  and (s.ended_in = s.version or s.ended_in not in (select version from standing_versions))
  and (not s.sample or exists (select 1 from objectives where source = 'sample'));

-- One row per target that was changed in its objective's period, with its last change: the metric's own (month is null) or a month's.
create or replace view target_changes as
select c.id as metric_id, c.month,
       arg_max(c.amount_was, c.version) as earlier_target,
       max(c.version)                   as changed_in,
       arg_max(c.made_on, c.version)    as changed_on
from plan_changes as c
join kr_metrics as m on m.metric_id = c.id
join goal_krs as g on g.kr_id = m.kr_id
where c.what in ('target', 'month_target')
  and c.made_on >= g.starts_on
group by c.id, c.month;

-- One row per finding of a review, with the day it was first noted on.
create or replace view finding_days as
select i.improvement_id, i.source = 'sample' as sample, min(v.made_on) as noted_on
from facts.improvements as i
join versions as v on v.version = i.valid_from
group by i.improvement_id, i.source = 'sample';
