"""What happened to the store: one entry per version."""

from datetime import datetime
from typing import NamedTuple

from data.store.store import Store


class Entry(NamedTuple):
    """One version, and for an import the file and its counts; a file with several sheets has several entries."""

    version: int
    kind: str
    who: str
    made_at: datetime
    file: str | None
    sheet: str | None
    dataset: str | None
    source: str | None
    new: int | None
    changed: int | None
    retired: int | None
    rejected: int | None


def history(store: Store) -> list[Entry]:
    """The newest first; moments in UTC."""
    rows = store.cursor().execute("""
        select v.version, v.kind, v.who, v.made_at, i.file, i.sheet, i.dataset, i.source, i.new, i.changed, i.retired, i.rejected
        from facts.versions as v
        left join facts.imports as i on i.version = v.version
        order by v.version desc, i.import_id
    """)
    return [Entry(*row) for row in rows.fetchall()]
