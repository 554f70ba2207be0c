"""What people owe by a day: key projects of a month, risks, and improvement items."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from duckdb import DuckDBPyConnection

from metrics.campaigns.breakdown import overdue
from metrics.campaigns.months import first_of
from metrics.campaigns.names import is_named
from metrics.plan import end_of_month

OWNER = "owner"


class Asked(NamedTuple):
    """Whose, read on which day, late on which; `led` are the person's roles in each project that they lead."""

    name: str
    as_of: date | None
    today: date | None
    led: Mapping[str, str]


class Owed(NamedTuple):
    """One thing to be done. `late_days` is None for what isn't late."""

    kind: str
    id: str
    title: str
    roles: str
    of_kind: str | None
    of_id: str
    of_title: str | None
    status: str | None
    due_on: date | None
    late_days: int | None


def owed(con: DuckDBPyConnection, asked: Asked) -> Iterator[Owed]:
    """Nothing where no day is known to read it on."""
    if asked.as_of is None:
        return
    yield from _key_projects(con, asked, asked.as_of)
    yield from _of_person(con.execute(_RISKS, {"as_of": asked.as_of}).fetchall(), asked)
    yield from _of_person(con.execute(_IMPROVEMENTS).fetchall(), asked)


def owners(con: DuckDBPyConnection) -> list[str]:
    """Who is named as owner of any of it."""
    return [owner for (owner,) in con.execute(_OWNERS).fetchall()]


def _key_projects(con: DuckDBPyConnection, asked: Asked, as_of: date) -> Iterator[Owed]:
    this_month = first_of(as_of)
    for owner, kp_id, title, kr_id, kr_title, status, month in con.execute(_KEY_PROJECTS, {"month": this_month}).fetchall():
        late, last = overdue(month, status, as_of), end_of_month(month)
        if is_named(asked.name, owner) and (late or month == this_month):
            yield Owed("kp", kp_id, title, OWNER, "kr", kr_id, kr_title, status, last, (as_of - last).days if late else None)


def _of_person(rows: Sequence[tuple[Any, ...]], asked: Asked) -> Iterator[Owed]:
    """Their own, and the risks of projects that they lead."""
    for owner, kind, key, title, of_kind, of_id, of_title, status, due_on in rows:
        roles = OWNER if is_named(asked.name, owner) else asked.led.get(of_id) if kind == "risk" else None
        if roles:
            late = (asked.today - due_on).days if asked.today and due_on else 0
            yield Owed(kind, key, title, roles, of_kind, of_id, of_title, status, due_on, late if late > 0 else None)


_KEY_PROJECTS = """
    select p.owner, p.kp_id, p.title, p.kr_id, kr.title, p.status, p.month
    from key_projects as p
    left join key_results as kr on kr.kr_id = p.kr_id
    where p.status is distinct from 'dropped'
      and p.month <= $month::date
"""
_RISKS = """
    select r.owner, 'risk', r.risk_id, r.title, 'project', r.project_id, p.title, r.status, r.due_on
    from risks as r
    left join projects as p on p.project_id = r.project_id
    where r.raised_on <= $as_of::date
      and (r.closed_on > $as_of::date or (r.closed_on is null and r.status not in ('mitigated', 'closed')))
"""
_IMPROVEMENTS = """
    select i.owner, 'improvement', i.improvement_id, i.title, i.subject_kind, i.subject_id, coalesce(c.title, p.title), i.status, i.due_on
    from improvements as i
    left join campaigns as c on i.subject_kind = 'campaign' and c.campaign_id = i.subject_id
    left join projects as p on i.subject_kind = 'project' and p.project_id = i.subject_id
    where i.kind <> 'keep'
      and i.status not in ('done', 'dropped')
"""
_OWNERS = """
    select owner from key_projects where owner is not null
    union
    select owner from risks where owner is not null
    union
    select owner from improvements where owner is not null
    order by owner
"""
