-- One row per version of a target that stands: the metric's own (month is null) or that of one of its months; what was taken back is none.
create or replace view target_spans as
select t.metric_id, t.month, t.target, t.source, t.valid_from as version, s.made_on
from (
    select metric_id, null::date as month, target, source, valid_from
    from facts.kr_metrics
    union all
    select metric_id, month, target, source, valid_from
    from facts.kr_monthly_targets
) as t
join standing_versions as s on s.version = t.valid_from;

-- One row per target that was changed in its objective's period, with its last change. That real data replaced the sample is none.
create or replace view target_changes as
with steps as (
    select metric_id, month, target, source, version, made_on,
           lag(target) over (partition by metric_id, month order by version) as earlier_target,
           lag(source) over (partition by metric_id, month order by version) as earlier_source
    from target_spans
)
select s.metric_id, s.month,
       arg_max(s.earlier_target, s.version) as earlier_target,
       max(s.version)                       as changed_in,
       arg_max(s.made_on, s.version)        as changed_on
from steps as s
join kr_metrics as m on m.metric_id = s.metric_id
join goal_krs as g on g.kr_id = m.kr_id
where s.target <> s.earlier_target
  and s.made_on >= g.starts_on
  and (s.earlier_source <> 'sample' or s.source = 'sample')
group by s.metric_id, s.month;
