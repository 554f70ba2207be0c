-- One row per version up to the one read.
create or replace view versions as
select version, kind, who, made_at, made_on
from facts.versions
where version <= coalesce(getvariable('version')::bigint, 9223372036854775807);

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
