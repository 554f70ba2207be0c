"""What a campaign or project promised, as the data tell it, and the verdict that people gave on each of it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import count as naturals
from itertools import groupby, islice
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from metrics.campaigns.milestones import Milestone, milestones
from metrics.campaigns.standing import campaign_of
from metrics.campaigns.tree import campaigns, within
from metrics.goals import GoalRow, kr_progress, natural, okr_progress
from metrics.scope import Scope
from metrics.status import worst


class LineKind(StrEnum):
    """What a line is about, in the order of the list."""

    KR = "kr"
    MILESTONE = "milestone"
    DELIVERABLE = "deliverable"
    OTHER = "other"


class Verdict(StrEnum):
    """From the worst to the best."""

    REJECTED = "rejected"
    PARTLY = "partly"
    ACCEPTED = "accepted"


class Promise(NamedTuple):
    """One thing that the data say was promised, and how far it came. A key result has its objective and its metrics' `rows`; a milestone
    its days and how many `days` late it was done, or is; a project its `phase` and what its milestones hand over, done ones first.
    """

    line_no: str
    kind: LineKind
    ref_id: str
    title: str
    owner: str | None = None
    status: str | None = None
    progress: float | None = None
    expected: float | None = None
    rows: tuple[GoalRow, ...] = ()
    milestone: Milestone | None = None
    phase: str | None = None
    milestones: tuple[Milestone, ...] = ()
    objective_id: str | None = None


class Judged(NamedTuple):
    """One line as it was judged."""

    line_no: str
    kind: str
    ref_id: str | None
    title: str
    verdict: str
    note: str | None


class Line(NamedTuple):
    """One line of an acceptance: what was promised, the verdict on it, or either alone.

    `gone`: it was judged, and what it is about is not in the data that are read.
    """

    line_no: str
    kind: str
    ref_id: str | None
    title: str
    promise: Promise | None = None
    verdict: str | None = None
    note: str | None = None
    gone: bool = False

    @property
    def is_proposed(self) -> bool:
        """Whether the data propose this line, be it judged or not."""
        return self.promise is not None and self.promise.kind == self.kind

    @property
    def objective_id(self) -> str | None:
        """Whose key result it is, of a line that the data propose."""
        return self.promise.objective_id if self.promise is not None and self.is_proposed else None


def promised(con: DuckDBPyConnection, scope: Scope, subject_kind: str, subject_id: str) -> list[Promise]:
    """What the data propose: of a campaign and its sub-campaigns each key result, each milestone, their projects' included, and each
    project; of a project its milestones and itself. An objective filter doesn't narrow it.
    """
    parts = {each.campaign_id for each in within(campaigns(con, scope), subject_id)} if subject_kind == "campaign" else set()
    passed = milestones(con, scope, subject_id if parts else None)
    if not parts:
        passed = [of for of in passed if (of.subject_kind, of.subject_id) == (subject_kind, subject_id)]
    return [
        *_key_results(con, scope.choosing(), parts),
        *(Promise(f"{LineKind.MILESTONE}:{of.milestone_id}", LineKind.MILESTONE, of.milestone_id, of.title, milestone=of) for of in passed),
        *_projects(con, parts, subject_id if subject_kind == "project" else None, passed),
    ]


def judged(con: DuckDBPyConnection, scope: Scope, subject_kind: str, subject_id: str) -> list[Judged]:
    """The lines that have a verdict, as known at the version, in the natural order of their numbers."""
    con.execute("set variable version = $version::bigint", {"version": scope.version})
    rows = con.execute(_JUDGED, {"kind": subject_kind, "id": subject_id}).fetchall()
    return sorted((Judged(*row) for row in rows), key=lambda row: natural(row.line_no))


def free_numbers(con: DuckDBPyConnection, scope: Scope, subject_kind: str, subject_id: str, count: int) -> list[str]:
    """So many numbers for lines that the data don't propose: such as none has had here in any version up to this one."""
    con.execute("set variable version = $version::bigint", {"version": scope.version})
    taken = {name for (name,) in con.execute(_NUMBERS, {"kind": subject_kind, "id": subject_id}).fetchall()}
    free = (name for nth in naturals(1) if (name := f"{LineKind.OTHER}:{nth}") not in taken)
    return list(islice(free, count))


def lines(proposed: Sequence[Promise], verdicts: Sequence[Judged]) -> list[Line]:
    """What was promised with the verdict on it, matched by what it is about; then what was judged beside it. By kind."""
    left = list(verdicts)
    found = [_matched(promise, left) for promise in proposed]
    refs = {promise.ref_id: promise for promise in reversed(proposed)}
    found += [_alone(row, refs.get(row.ref_id or "")) for row in left]
    order = list(LineKind)
    return sorted(found, key=lambda line: order.index(LineKind(line.kind)) if line.kind in order else len(order))


def tally(listed: Sequence[Line]) -> dict[str | None, int]:
    """How many lines have which verdict; None of those without one."""
    return dict(Counter(line.verdict for line in listed))


def _key_results(con: DuckDBPyConnection, scope: Scope, parts: set[str]) -> Iterator[Promise]:
    if not parts:
        return
    belongs = campaign_of(con)
    for kr_id, group in groupby(okr_progress(con, scope), key=lambda row: row.kr_id):
        rows = tuple(group)
        if belongs.get(rows[0].objective_id) not in parts:
            continue
        progress, expected = kr_progress(rows)
        status, owner = worst(row.status for row in rows), rows[0].owner
        measured = tuple(row for row in rows if row.metric_id is not None)
        told = (rows[0].kr_title, owner, status, progress, expected, measured)
        yield Promise(f"{LineKind.KR}:{kr_id}", LineKind.KR, kr_id, *told, objective_id=rows[0].objective_id)


def _projects(con: DuckDBPyConnection, parts: set[str], alone: str | None, passed: Sequence[Milestone]) -> Iterator[Promise]:
    """Those of these campaigns, or the one asked about."""
    rows = con.execute(_PROJECTS, {"campaigns": sorted(parts), "project": alone}).fetchall()
    for project_id, title, pm, phase in sorted(rows, key=lambda row: natural(row[0])):
        own = [of for of in passed if (of.subject_kind, of.subject_id) == ("project", project_id) and of.deliverable]
        handed = tuple(sorted(own, key=lambda of: (of.done_on is None, of.planned_on)))
        line = f"{LineKind.DELIVERABLE}:{project_id}"
        yield Promise(line, LineKind.DELIVERABLE, project_id, title, pm, phase=phase, milestones=handed)


def _matched(promise: Promise, left: list[Judged]) -> Line:
    """Takes the verdict on it out of what is left."""
    row = next((row for row in left if (row.kind, row.ref_id) == (promise.kind, promise.ref_id) or row.line_no == promise.line_no), None)
    if row is None:
        return Line(promise.line_no, promise.kind, promise.ref_id, promise.title, promise)
    left.remove(row)
    return Line(row.line_no, promise.kind, promise.ref_id, promise.title, promise, row.verdict, row.note)


def _alone(row: Judged, about: Promise | None) -> Line:
    gone = about is None and row.ref_id is not None
    return Line(row.line_no, row.kind, row.ref_id, row.title, about, row.verdict, row.note, gone)


_JUDGED = """
    select line_no, kind, ref_id, title, verdict, note
    from acceptance_lines
    where subject_kind = $kind
      and subject_id = $id
"""

_NUMBERS = """
    select distinct line_no
    from acceptance_line_changes
    where subject_kind = $kind
      and subject_id = $id
"""

_PROJECTS = """
    select project_id, title, pm, phase
    from projects
    where list_contains($campaigns::varchar[], campaign_id)
       or project_id = $project
"""
