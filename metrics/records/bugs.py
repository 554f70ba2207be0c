"""Valid bugs behind a number."""

from metrics.records.asked import Asked, Measure
from metrics.records.kind import Kind, Order, orders, selected
from metrics.records.rows import BugRecord
from metrics.scope import Facts, Scope, bugs_of


def _members(scope: Scope, asked: Asked) -> str:
    facts = bugs_of(scope) if asked.of_all_goals else Facts.BUGS
    return _CHOSEN.format(bugs=facts, chosen=_MEMBERS[asked.measure], serves="" if asked.of_all_goals else _SERVES)


def _rows(_scope: Scope, _asked: Asked) -> str:
    return _ROWS.format(fields=selected(BugRecord))


def _sums(_scope: Scope, _asked: Asked) -> str:
    return "select count(*), count(*)::double, null, null, null, null, null from found"


_MEMBERS = {
    Measure.VALID_BUGS: "raised_on >= $since and raised_on < $until",
    Measure.ONLINE_ISSUES: "environment = 'online' and raised_on >= $since and raised_on < $until",
    Measure.RESOLVED_BUGS: "resolved_on >= $since and resolved_on < $until",
    Measure.OPEN_BUGS: "raised_on < $until and (resolved_on is null or resolved_on >= $until)",
}
_CHOSEN = "with members as (select * from {bugs} where {chosen} {serves})"
_SERVES = """
    and fact_id in (
        select bug_requirements.bug_fact_id
        from bug_requirements
        join requirement_links as l on l.fact_id = bug_requirements.fact_id
        where ($kr::varchar is null or l.kr_id = $kr)
          and ($objective::varchar is null or l.objective_id = $objective)
          and ($campaign::varchar is null or l.objective_id in (select objective_id from campaign_objectives where campaign_id = $campaign))
    )
"""
_ROWS = """
    select f.fact_id, {fields}
    from judged_bugs as f
    join imports as i on i.import_id = f.import_id
    where f.fact_id in (select unnest($ids::bigint[]))
"""

BUGS = Kind(
    record=BugRecord,
    members=_members,
    searched=("bug_id", "title", "team"),
    orders=orders(
        BugRecord,
        tuple(name for name in BugRecord._fields if name not in ("created_at", "closed_at", "file", "sheet")),
        "join bugs as d on d.fact_id = f.fact_id",
        created_at=Order(("f.raised_on", "f.raised_at")),
    ),
    usual="f.raised_on desc, f.source, f.bug_id",
    rows=_rows,
    sums=_sums,
)
