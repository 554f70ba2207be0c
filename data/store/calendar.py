"""Which days business works: weekdays, less China's public holidays, plus the days worked in their stead."""

from datetime import date

import chinese_calendar
from duckdb import DuckDBPyConnection

from data.settings import time_zone

FIRST, LAST = date(1970, 1, 1), date(2099, 12, 31)


def fill_calendar(con: DuckDBPyConnection) -> None:
    """Write the calendar anew if the holiday package knows other days than when it was last written."""
    edition = chinese_calendar.__version__
    written = con.execute("select value from facts.store where name = 'calendar'").fetchall()
    if written == [(edition,)]:
        return
    con.execute("begin")
    con.execute("delete from facts.calendar")
    con.execute(_FILL, _known_days() | {"zone": time_zone().key, "first": FIRST, "last": LAST})
    con.execute("insert or replace into facts.store values ('calendar', $edition)", {"edition": edition})
    con.execute("commit")


def _known_days() -> dict[str, object]:
    holidays, worked = sorted(chinese_calendar.holidays), sorted(chinese_calendar.workdays)
    return {"holidays": holidays, "worked": worked, "known": sorted({day.year for day in holidays})}


_FILL = """
    insert into facts.calendar
    with days as (
        select day::date as day,
               timezone('UTC', timezone($zone, day))                     as starts_at,
               timezone('UTC', timezone($zone, day + interval 1 day))    as ends_at,
               list_contains($worked::date[], day::date)
                   or (isodow(day) <= 5 and not list_contains($holidays::date[], day::date)) as is_workday,
               list_contains($known::bigint[], year(day))                as holidays_known
        from generate_series($first::timestamp, $last::timestamp, interval 1 day) as every(day)
    )
    select day, starts_at, is_workday, holidays_known,
           coalesce(sum(is_workday::int) over (order by day rows between unbounded preceding and 1 preceding), 0)::bigint,
           coalesce(sum(case when is_workday then epoch(ends_at) - epoch(starts_at) else 0 end)
               over (order by day rows between unbounded preceding and 1 preceding), 0)::bigint
    from days
"""
