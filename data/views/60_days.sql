-- One row: the day that boards are read at when the reader names none.
create or replace view default_days as
with values_until as (
    select max(day) as day
    from kr_values
),
moments_until as (
    select max(greatest(created_on, review_on, ready_on, dev_on, test_on, release_ready_on, released_on, retro_on, cancelled_on, blocked_on)) as day
    from requirements
    union all
    select max(greatest(created_on, resolved_on, closed_on)) as day
    from bugs
),
latest as (
    select coalesce((select day from values_until), (select max(day) from moments_until)) as day
),
imported as (
    select max(made_on) as day
    from versions
    where kind in ('import', 'sample')
)
select case when latest.day is null then null else least(latest.day, imported.day) end as default_day
from latest, imported;
