-- One row per value of a metric, with what it is a value of, where that is known.
create or replace view value_sheet as
select v.fact_id, v.source, v.metric_id, m.name as metric_name, m.kr_id, v.day, v.value, m.unit, v.import_id, v.line
from kr_values as v
left join kr_metrics as m on m.metric_id = v.metric_id;

-- One row per span of versions over which a requirement was the same, up to the version read; ended is the version that it ended with.
create or replace view requirement_spans as
select *, case when valid_to <= getvariable('version')::bigint then valid_to end as ended
from facts.requirements
where valid_from <= getvariable('version')::bigint;

-- One row per span of versions over which a bug was the same, up to the version read.
create or replace view bug_spans as
select *, case when valid_to <= getvariable('version')::bigint then valid_to end as ended
from facts.bugs
where valid_from <= getvariable('version')::bigint;

-- One row per span of versions over which a value was the same, up to the version read.
create or replace view value_spans as
select *, case when valid_to <= getvariable('version')::bigint then valid_to end as ended
from facts.kr_values
where valid_from <= getvariable('version')::bigint;
