-- One row per standing version that set a fact of the plan: a target, a month's target, an objective's end, a milestone's day; with what
-- it was before. What was taken back set nothing; a fact that is new, one that was retired and came back, and real data beside the
-- sample's begin anew.
create or replace view plan_steps as
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
select * exclude (ended_in),
       ended_in is null or (ended_in <> version and ended_in in (select version from standing_versions)) as is_new
from steps;

-- One row per change of a fact of the plan that stands; what was changed in the sample goes with it. Of a target: whether it was
-- changed in its objective's period.
create or replace view plan_changes as
select s.what, s.id, s.month, s.amount_was, s.amount, s.day_was, s.day, s.version, s.made_on, v.who,
       case when s.what in ('target', 'month_target') then coalesce(s.made_on between g.starts_on and g.ends_on, false) end as in_period
from plan_steps as s
join versions as v on v.version = s.version
left join kr_metrics as m on s.what in ('target', 'month_target') and m.metric_id = s.id
left join goal_krs as g on g.kr_id = m.kr_id
where not s.is_new
  and (s.amount <> s.amount_was or s.day <> s.day_was)
  and (not s.sample or exists (select 1 from objectives where source = 'sample'));

-- One row per target that was changed in its objective's period, with its last change: the metric's own (month is null) or a month's.
create or replace view target_changes as
select id as metric_id, month,
       arg_max(amount_was, version) as earlier_target,
       max(version)                 as changed_in,
       arg_max(made_on, version)    as changed_on
from plan_changes
where in_period
group by id, month;

-- One row per milestone, the sample's apart: the day that it was first planned for.
create or replace view milestone_first_plans as
select id as milestone_id, sample, arg_max(day, version) as first_planned_on
from plan_steps
where what = 'planned_on'
  and is_new
group by id, sample;
