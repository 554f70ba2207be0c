"""What happened to the store: one entry per version, and per file of it."""

from datetime import datetime
from typing import NamedTuple

from data.store.store import Store


class Entry(NamedTuple):
    """One version, and for an import a file and its counts; a file with several sheets has several entries.

    `undoes` is the version that an undo took back, `undone_by` the one that took this one back.
    """

    version: int
    kind: str
    who: str
    made_at: datetime
    undoes: int | None
    undone_by: int | None
    file: str | None
    sheet: str | None
    dataset: str | None
    adapter: str | None
    source: str | None
    mode: str | None
    sha256: str | None
    lines: int | None
    new: int | None
    changed: int | None
    unchanged: int | None
    superseded: int | None
    rejected: int | None
    blank: int | None
    retired: int | None


def history(store: Store, *, limit: int | None = None, offset: int = 0) -> list[Entry]:
    """The newest first; moments in UTC. `limit` and `offset` count versions, not entries."""
    rows = store.cursor().execute(_HISTORY, {"limit": limit, "offset": offset})
    return [Entry(*row) for row in rows.fetchall()]


_HISTORY = """
    with shown as (
        select version
        from facts.versions
        order by version desc
        limit $limit::bigint
        offset $offset::bigint
    ),
    undoings as (
        select undoes, max(version) as version
        from facts.undone
        group by undoes
    )
    select v.version, v.kind, v.who, v.made_at, u.undoes, b.version,
           i.file, i.sheet, i.dataset, i.adapter, i.source, i.mode, i.sha256,
           i.lines, i.new, i.changed, i.unchanged, i.superseded, i.rejected, i.blank, i.retired
    from facts.versions as v
    join shown as s on s.version = v.version
    left join facts.undone as u on u.version = v.version
    left join undoings as b on b.undoes = v.version
    left join facts.imports as i on i.version = v.version
    order by v.version desc, i.import_id
"""
