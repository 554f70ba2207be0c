"""Where the data come from and how old they are: for each source when it was last brought."""

from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from duckdb import DuckDBPyConnection

from metrics.scope import Scope, narrow


class Source(NamedTuple):
    """What was brought together: a tracker's work, the KR figures or the plan of the goals.

    `source` is the tracker's name, None for figures and plan; `brought_at` is business time.
    """

    kind: str  # work, figures, plan
    source: str | None
    brought_at: datetime
    file: str


def sources(con: DuckDBPyConnection, scope: Scope) -> list[Source]:
    """Each source with its newest import up to the version read; what was undone doesn't count. The one brought longest ago first."""
    narrow(con, scope)
    zone = ZoneInfo(con.execute("select name from business_zone").fetchall()[0][0])
    rows = con.execute(_SOURCES).fetchall()
    return [Source(kind, source, at.replace(tzinfo=UTC).astimezone(zone), file) for kind, source, at, file in rows]


_SOURCES = """
    with brought as (
        select case when i.dataset in ('requirements', 'stage_changes', 'bugs') then 'work'
                    when i.dataset = 'kr_values' then 'figures'
                    when i.dataset in ('objectives', 'key_results', 'kr_metrics', 'kr_monthly_targets') then 'plan'
               end as kind,
               i.source, i.imported_at, i.file, i.import_id
        from imports as i
        join standing_versions as s on s.version = i.version
        where (i.source = 'sample') = exists (select 1 from sample_facts)
    ),
    told as (
        select kind, case when kind = 'work' then source end as source, imported_at, file, import_id
        from brought
        where kind is not null
    )
    select kind, source, max(imported_at), arg_max(file, import_id)
    from told
    group by kind, source
    order by max(imported_at), kind, source
"""
