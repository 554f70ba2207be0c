"""What reviews found: what is worth keeping, and what is to be done better, by whom and until when."""

import itertools
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from duckdb import DuckDBPyConnection

from metrics.goals import natural
from metrics.scope import Scope

KEEP, IMPROVE = "keep", "improve"
OPEN, DONE, DROPPED = "open", "done", "dropped"


class Improvement(NamedTuple):
    """One finding. `subject_title` is None where its campaign or project is not there; `campaign_id` is the campaign's, its own or that
    of its project; `noted_on` is the day that the finding was first read in or written down.
    """

    improvement_id: str
    subject_kind: str
    subject_id: str
    subject_title: str | None
    campaign_id: str | None
    title: str
    kind: str
    owner: str | None
    due_on: date | None
    status: str
    noted_on: date

    def is_overdue(self, today: date) -> bool:
        return self.is_owed and self.due_on is not None and self.due_on < today

    @property
    def is_owed(self) -> bool:
        """Words that nobody knows hide nothing: what isn't to be kept is to be improved, until it is done or dropped."""
        return self.kind != KEEP and self.status not in (DONE, DROPPED)


def improvements(con: DuckDBPyConnection, scope: Scope, subject_kind: str, subject_id: str) -> list[Improvement]:
    """The findings of one campaign or project, as known at the version, in the natural order of their ids."""
    found = [each for each in _all(con, scope) if (each.subject_kind, each.subject_id) == (subject_kind, subject_id)]
    return sorted(found, key=lambda each: natural(each.improvement_id))


def owed(con: DuckDBPyConnection, scope: Scope) -> list[Improvement]:
    """What is to be improved and neither done nor dropped, of every review: the earliest due day first, those without one last."""
    found = [each for each in _all(con, scope) if each.is_owed]
    return sorted(found, key=lambda each: (each.due_on is None, each.due_on or date.max, natural(each.improvement_id)))


def practices(con: DuckDBPyConnection, scope: Scope) -> list[Improvement]:
    """What is worth keeping, and what was improved: of every review, the newest first."""
    found = [each for each in _all(con, scope) if (each.kind == KEEP and each.status != DROPPED) or (each.kind != KEEP and each.status == DONE)]
    return sorted(sorted(found, key=lambda each: natural(each.improvement_id)), key=lambda each: each.noted_on, reverse=True)


def next_ids(con: DuckDBPyConnection, subject_id: str, count: int) -> list[str]:
    """So many ids that no finding ever had."""
    taken = {name for (name,) in con.execute("select improvement_id from finding_days").fetchall()}
    free = (name for nth in itertools.count(1) if (name := f"{subject_id}-{nth}") not in taken)
    return list(itertools.islice(free, count))


def _all(con: DuckDBPyConnection, scope: Scope) -> list[Improvement]:
    con.execute("set variable version = $version::bigint", {"version": scope.version})
    rows: Sequence[Sequence[Any]] = con.execute(_IMPROVEMENTS).fetchall()
    return [Improvement._make(row) for row in rows]


_IMPROVEMENTS = """
    select i.improvement_id, i.subject_kind, i.subject_id,
           coalesce(c.title, p.title), coalesce(c.campaign_id, p.campaign_id),
           i.title, i.kind, i.owner, i.due_on, i.status, d.noted_on
    from improvements as i
    join finding_days as d on d.improvement_id = i.improvement_id and d.sample = (i.source = 'sample')
    left join campaigns as c on i.subject_kind = 'campaign' and c.campaign_id = i.subject_id
    left join projects as p on i.subject_kind = 'project' and p.project_id = i.subject_id
"""
