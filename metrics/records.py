"""The rows behind a number: for a count exactly as many, for a share rows whose weights add up to it, for a quantile its sample."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from duckdb import DuckDBPyConnection

from metrics.delivery import GOAL_WORK
from metrics.efficiency import TIMED
from metrics.scope import Facts, Scope, bugs_of, narrow, work_of


class Measure(StrEnum):
    """Which number the rows explain."""

    DELIVERED = "delivered"
    OKR_DELIVERED = "okr_delivered"
    UNLINKED = "unlinked"
    IN_PROGRESS = "in_progress"
    CYCLE = "cycle"
    ONLINE_ISSUES = "online_issues"
    VALID_BUGS = "valid_bugs"
    RESOLVED_BUGS = "resolved_bugs"
    OPEN_BUGS = "open_bugs"

    @property
    def of_bugs(self) -> bool:
        return self in (Measure.ONLINE_ISSUES, Measure.VALID_BUGS, Measure.RESOLVED_BUGS, Measure.OPEN_BUGS)


class RequirementRecord(NamedTuple):
    """One requirement; moments are business time, or a day where the time is unknown. `weight` is its part for one objective."""

    requirement_id: str
    title: str
    team: str | None
    kr_ids: list[str]
    objectives: list[str]
    status: str | None
    owner: str | None
    created_at: datetime | date
    released_at: datetime | date | None
    cancelled_at: datetime | date | None
    cycle_days: float | None
    weight: float
    url: str | None
    doc_url: str | None
    observed: list[str] | None  # moments that no export told: seen between two imports
    source: str
    file: str
    sheet: str | None
    line: int


class BugRecord(NamedTuple):
    """One valid bug; moments as in `RequirementRecord`."""

    bug_id: str
    title: str
    team: str | None
    requirement_id: str | None
    severity: str | None
    environment: str | None
    status: str | None
    resolution: str | None
    created_at: datetime | date
    resolved_at: datetime | date | None
    url: str | None
    source: str
    file: str
    sheet: str | None
    line: int


class Records(NamedTuple):
    """One page of rows, how many there are in all, and the sum of the weights of all: what they count for one objective."""

    total: int
    weight: float
    rows: list[RequirementRecord] | list[BugRecord]


class Selection(NamedTuple):
    """The number asked about: of a key result or an objective, of a part of the range."""

    measure: Measure
    kr: str | None = None
    objective: str | None = None
    since: date | None = None
    until: date | None = None

    @property
    def of_all_goals(self) -> bool:
        return self.kr is None and self.objective is None


def records(
    con: DuckDBPyConnection,
    scope: Scope,
    measure: Measure,
    *,
    kr: str | None = None,
    objective: str | None = None,
    since: date | None = None,
    until: date | None = None,
    limit: int = 100,
    offset: int = 0,
) -> Records:
    """The newest first. With `kr`, or `objective` without a part of the range, the objective's own range holds as on the OKR board.

    `since` and `until` narrow to a part of the range, such as one bucket; `until` is not included.
    """
    if scope.as_of is None:
        return Records(0, 0.0, [])
    narrow(con, scope)
    chosen = Selection(measure, kr, objective, since, until)
    zone = ZoneInfo(con.execute("select name from business_zone").fetchall()[0][0])
    statement = _bug_statement(scope, chosen) if measure.of_bugs else _work_statement(scope, chosen)
    asked = _asked(scope, chosen)
    bound = {name: value for name, value in asked.items() if f"${name}" in statement}
    total, weight = con.execute(statement + (_COUNTED if measure.of_bugs else _WEIGHED), bound).fetchall()[0]
    page = _BUG_PAGE if measure.of_bugs else _WORK_PAGE.format(timed=_timed(scope, "work"))
    rows = con.execute(statement + page, bound | {"limit": limit, "offset": offset}).fetchall()
    if measure.of_bugs:
        return Records(total, weight, [_bug(row, zone) for row in rows])
    return Records(total, weight, [_requirement(row, zone) for row in rows])


def _asked(scope: Scope, chosen: Selection) -> dict[str, object]:
    on_board = _on_board(chosen)
    return {
        "as_of": scope.as_of,
        "since": scope.question.since if on_board else max(scope.since, chosen.since or scope.since),
        "until": scope.question.until if on_board else min(scope.until, chosen.until or scope.until),
        "kr": chosen.kr,
        "objective": chosen.objective,
    }


def _on_board(chosen: Selection) -> bool:
    """Asked from a row of the OKR board, whose range is its objective's own."""
    return not chosen.of_all_goals and chosen.since is None and chosen.until is None and not chosen.measure.of_bugs


def _work_statement(scope: Scope, chosen: Selection) -> str:
    if _on_board(chosen):
        return GOAL_WORK + _ON_BOARD.format(flag="is_in_progress" if chosen.measure == Measure.IN_PROGRESS else "is_delivered")
    facts = work_of(scope) if chosen.of_all_goals else Facts.WORK
    members = _MEMBERS[chosen.measure].format(work=facts, timed=_timed(scope, facts))
    return f"with members as ({members} {'' if chosen.of_all_goals else _SERVES})"


def _timed(scope: Scope, work: str) -> str:
    return TIMED[scope.question.days].format(work=work)


def _bug_statement(scope: Scope, chosen: Selection) -> str:
    members = _BUG_MEMBERS[chosen.measure].format(bugs=bugs_of(scope) if chosen.of_all_goals else Facts.BUGS)
    return f"with members as ({members} {'' if chosen.of_all_goals else _BUG_SERVES})"


def _requirement(row: tuple[object, ...], zone: ZoneInfo) -> RequirementRecord:
    (
        *head,
        created_on,
        created_at,
        released_on,
        released_at,
        cancelled_on,
        cancelled_at,
        days,
        weight,
        url,
        doc_url,
        observed,
        source,
        file,
        sheet,
        line,
    ) = row
    moments = (_moment(created_on, created_at, zone), _moment(released_on, released_at, zone), _moment(cancelled_on, cancelled_at, zone))
    return RequirementRecord._make((*head, *moments, days, weight, url, doc_url, observed, source, file, sheet, line))


def _bug(row: tuple[object, ...], zone: ZoneInfo) -> BugRecord:
    (*head, raised_on, raised_at, resolved_on, resolved_at, url, source, file, sheet, line) = row
    moments = (_moment(raised_on, raised_at, zone), _moment(resolved_on, resolved_at, zone))
    return BugRecord._make((*head, *moments, url, source, file, sheet, line))


def _moment(on: object, at: object, zone: ZoneInfo) -> object:
    return at.replace(tzinfo=UTC).astimezone(zone) if isinstance(at, datetime) else on


_RELEASED = "select fact_id from {work} where released_on >= $since and released_on < $until"
_MEMBERS = {
    Measure.DELIVERED: _RELEASED,
    Measure.CYCLE: "select fact_id from ({timed}) where days >= 0 and released_on >= $since and released_on < $until",
    Measure.OKR_DELIVERED: _RELEASED + " and fact_id in (select fact_id from requirement_links)",
    Measure.UNLINKED: _RELEASED + " and fact_id not in (select fact_id from requirement_links)",
    Measure.IN_PROGRESS: """
        select fact_id from {work}
        where not undated
          and started_on <= $as_of
          and (released_on is null or released_on > $as_of)
          and (cancelled_on is null or cancelled_on > $as_of)
    """,
}
_SERVES = """
    and fact_id in (
        select fact_id
        from requirement_links
        where ($kr::varchar is null or kr_id = $kr)
          and ($objective::varchar is null or objective_id = $objective)
    )
"""
_BUG_SERVES = """
    and fact_id in (
        select bug_requirements.bug_fact_id
        from bug_requirements
        join requirement_links as l on l.fact_id = bug_requirements.fact_id
        where ($kr::varchar is null or l.kr_id = $kr)
          and ($objective::varchar is null or l.objective_id = $objective)
    )
"""
_BUG_MEMBERS = {
    Measure.VALID_BUGS: "select fact_id from {bugs} where raised_on >= $since and raised_on < $until",
    Measure.ONLINE_ISSUES: "select fact_id from {bugs} where environment = 'online' and raised_on >= $since and raised_on < $until",
    Measure.RESOLVED_BUGS: "select fact_id from {bugs} where resolved_on >= $since and resolved_on < $until",
    Measure.OPEN_BUGS: "select fact_id from {bugs} where raised_on < $until and (resolved_on is null or resolved_on >= $until)",
}

_ON_BOARD = """
    , members as (
        select distinct fact_id
        from goal_work
        where {flag}
          and ($kr::varchar is null or kr_id = $kr)
          and ($objective::varchar is null or objective_id = $objective)
    )
"""

_COUNTED = "select count(*), count(*)::double from members"
_WEIGHED = """
    , parts as (
        select m.fact_id, 1.0::double / greatest(count(distinct l.objective_id), 1) as weight
        from members as m
        left join requirement_links as l on l.fact_id = m.fact_id
        group by m.fact_id
    )
    select count(*), coalesce(sum(weight), 0.0) from parts
"""

_WORK_PAGE = """
    , page as (
        select w.*
        from work as w
        join members as m on m.fact_id = w.fact_id
        order by coalesce(w.released_on, w.created_on) desc, w.source, w.requirement_id
        limit $limit offset $offset
    ),
    links as (
        select fact_id, list(distinct kr_id order by kr_id) as kr_ids, list(distinct objective_id order by objective_id) as objectives
        from requirement_links
        where fact_id in (select fact_id from page)
        group by fact_id
    )
    select w.requirement_id, w.title, w.team, coalesce(l.kr_ids, []), coalesce(l.objectives, []), w.status, w.owner,
           w.created_on, w.created_at, w.released_on, w.released_at, w.cancelled_on, w.cancelled_at,
           case when t.days >= 0 then t.days end, 1.0::double / coalesce(len(l.objectives), 1), w.url, w.doc_url, w.observed,
           w.source, i.file, i.sheet, w.line
    from page as w
    join imports as i on i.import_id = w.import_id
    left join links as l on l.fact_id = w.fact_id
    left join ({timed}) as t on t.fact_id = w.fact_id
    order by coalesce(w.released_on, w.created_on) desc, w.source, w.requirement_id
"""

_BUG_PAGE = """
    select b.bug_id, b.title, b.team, b.requirement_id, b.severity, b.environment, b.status, b.resolution,
           b.raised_on, b.raised_at, b.resolved_on, b.resolved_at, b.url,
           b.source, i.file, i.sheet, b.line
    from valid_bugs as b
    join members as m on m.fact_id = b.fact_id
    join imports as i on i.import_id = b.import_id
    order by b.raised_on desc, b.source, b.bug_id
    limit $limit offset $offset
"""
