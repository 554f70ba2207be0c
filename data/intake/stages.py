"""When requirements entered their stages, where the export itself doesn't say: observed between imports, or logged by the tracker.

An exported moment is worth more than a logged one, a logged one more than an observed one. Each stage has one moment, its first
entry. A finish (released, retrospective, cancelled) that a tracker took back is no finish: its observed or logged moment goes.
"""

from collections.abc import Collection

from duckdb import DuckDBPyConnection

from data.store import FOREVER

STEMS = ("review", "ready", "dev", "test", "release_ready", "released", "retro", "cancelled")
FINISHES = {"released": ("released", "retro"), "retro": ("retro",), "cancelled": ("cancelled",)}  # and the stages in which it still is one
NOT_BEGUN = ("new", "planned", "backlog")  # states of which no stage is known because none was entered
MOMENTS = tuple(f"{stem}_{end}" for stem in STEMS for end in ("on", "at"))
OBSERVED = (*MOMENTS, "observed")


def observe(cursor: DuckDBPyConnection, merged: str, observations: str, given: Collection[str], version: int) -> bool:
    """Fill `observations`: lines of facts that held whose stage moments may become others than they were, with all of these.

    True if there are any. A stage that differs from the one held was entered on the day of this import, unless the file has that moment (`given`: the
    columns that it has).
    """
    is_seen = "stage" in given and "observed" not in given
    stage, status = ("m.stage" if is_seen else "null::varchar"), ("m.status" if is_seen and "status" in given else "null::varchar")
    stems = [stem for stem in STEMS if f"{stem}_at" not in given and "observed" not in given]
    day = cursor.execute("select made_on from facts.versions where version = $version", {"version": version}).fetchall()[0][0]
    moments = ", ".join(f"old.{name}" for name in MOMENTS)
    exported = [f"{stem}_at" for stem in STEMS if f"{stem}_at" in given]
    statement = _OBSERVATIONS.format(table=observations, merged=merged, stage=stage, status=status, moments=moments)
    cursor.execute(statement, {"exported": exported, "not_begun": list(NOT_BEGUN)})
    if not cursor.execute(f"select 1 from {observations} limit 1").fetchall():
        return False
    for stem, lasts_through in FINISHES.items():
        if stem in stems:
            cursor.execute(_TAKE_BACK.format(table=observations, stem=stem), {"lasts_through": list(lasts_through)})
    for stem in stems:
        cursor.execute(_ENTER.format(table=observations, stem=stem, other=_OTHER_FINISH.get(stem, "false")), {"day": day})
    return True


def read_log(cursor: DuckDBPyConnection) -> bool:
    """Make `logged` of what trackers logged so far: by requirement its stages' moments. False if nobody brought a log."""
    if not cursor.execute("select 1 from facts.stage_changes limit 1").fetchall():
        return False
    cursor.execute(_LOGGED.format(table="logged", held=f"valid_to = {FOREVER}"))
    return True


def same_but_logged(stem: str) -> str:
    """Whether a fact without a moment (`whole`) is like the one that held (`old`) because only the log (`l`) had told that one."""
    return f"(whole.{stem}_on is null and old.{stem}_on = l.{stem}_on and old.{stem}_at is not distinct from l.{stem}_at)"


def settle(cursor: DuckDBPyConnection, touched: Collection[str], version: int) -> bool:
    """Write logged entries into the requirements that lack them, as of `version`, whichever of the two came first.

    True if any requirement changed. What an earlier state of the log had told goes where the log tells it no more.
    """
    if not {"requirements", "stage_changes"} & set(touched) or not read_log(cursor):
        return False
    columns = ", ".join(name for name, *_ in cursor.execute("describe facts.requirements").fetchall())
    cursor.execute(_LOGGED.format(table="logged_before", held=f"valid_from < {version} and valid_to >= {version}"))
    cursor.execute(_WEIGHED)
    cursor.execute(_CHANGED.format(columns=columns))
    bound = {"version": version}
    cursor.execute(_END, bound)
    cursor.execute(_DROP, bound)
    written = cursor.execute(_REWRITE.format(columns=columns), bound | {"forever": FOREVER}).fetchall()[0][0]
    for name in ("logged", "logged_before", "weighed", "changed"):
        cursor.execute(f"drop table {name}")
    return bool(written)


def _each(text: str, stems: Collection[str] = STEMS) -> str:
    return ", ".join(text.format(stem=stem, other=_OTHER.get(stem, "false")) for stem in stems)


def _stays(stem: str) -> str:
    """Whether what a requirement has of a stage stays where the log tells nothing: it is the export's, or observed and not replaced."""
    return f"(w.own_{stem} or (list_contains(coalesce(r.observed, []), '{stem}_at') and not w.{_REPLACED.get(stem, f'logs_{stem}')}))"


_OTHER_FINISH = {"released": "cancelled_on is not null", "cancelled": "released_on is not null"}
_OTHER = {"released": "own_cancelled", "retro": "own_cancelled", "cancelled": "own_released"}
_REPLACED = {"released": "logs_cancelled", "retro": "logs_cancelled", "cancelled": "logs_released"}

# Lines whose stage is another than it was, or that may bring a moment or take one back which was only observed so far.
_OBSERVATIONS = """
    create or replace temp table {table} as
    select m.line, old.created_on, {stage} as entered,
           entered is not null or coalesce(list_contains($not_begun::varchar[], {status}), false)     as is_told,
           is_told and old.stage is distinct from entered
               and (old.stage is not null or coalesce(list_contains($not_begun::varchar[], old.status), false)) as has_changed,
           {moments},
           nullif(list_filter(old.observed, lambda name: not list_contains($exported::varchar[], name)), []) as observed
    from {merged} as m
    join facts.requirements as old on old.fact_id = m.old_fact_id
    where has_changed
       or old.observed is not null
"""

_TAKE_BACK = """
    update {table}
    set {stem}_on = null, {stem}_at = null, observed = nullif(list_filter(observed, lambda name: name <> '{stem}_at'), [])
    where list_contains(observed, '{stem}_at')
      and is_told
      and not list_contains($lasts_through::varchar[], coalesce(entered, ''))
"""

_ENTER = """
    update {table}
    set {stem}_on = $day, {stem}_at = null, observed = list_append(coalesce(observed, []), '{stem}_at')
    where has_changed
      and entered = '{stem}'
      and {stem}_on is null
      and created_on <= $day
      and not ({other})
"""

# By requirement the first entry of each stage; of a finish the first since work last stood elsewhere.
_LOGGED = """
    create or replace temp table {{table}} as
    with numbered as (
        select source, requirement_id, to_stage, changed_on, changed_at,
               row_number() over (partition by source, requirement_id order by changed_on, changed_at, line) as nth
        from facts.stage_changes
        where {{held}}
    ),
    lasting as (
        select *, case to_stage {lasts} else 0 end as since
        from numbered
    ),
    firsts as (
        select source, requirement_id, to_stage, first(changed_on order by nth) as first_on, first(changed_at order by nth) as first_at
        from lasting
        where to_stage is not null
          and nth > since
        group by source, requirement_id, to_stage
    )
    select source, requirement_id, {stages}
    from firsts
    group by source, requirement_id
""".format(
    lasts=" ".join(
        f"when '{stem}' then max(case when to_stage in {(*stages, '')} then 0 else nth end) over (partition by source, requirement_id)"
        for stem, stages in FINISHES.items()
    ),
    stages=", ".join(f"max(case when to_stage = '{stem}' then first_{end} end) as {stem}_{end}" for stem in STEMS for end in ("on", "at")),
)

# Of each moment whether the export itself told it (`own`), and whether the log's counts: nothing better is there, and it is possible.
_WEIGHED = """
    create or replace temp table weighed as
    select *, {logs}
    from (
        select r.fact_id, {logged}, {own}
        from facts.requirements as r
        left join logged as l on l.source = r.source and l.requirement_id = r.requirement_id
        left join logged_before as b on b.source = r.source and b.requirement_id = r.requirement_id
        where r.valid_to = {forever}
          and (l.requirement_id is not null or b.requirement_id is not null)
    )
""".format(
    forever=FOREVER,
    logged=_each(
        "l.{stem}_on, l.{stem}_at, coalesce(l.{stem}_on >= r.created_on and coalesce(l.{stem}_at >= r.created_at, true), false) as can_{stem}"
    ),
    own=_each(
        "r.{stem}_on is not null and not list_contains(coalesce(r.observed, []), '{stem}_at')"
        " and not (r.{stem}_on is not distinct from b.{stem}_on and r.{stem}_at is not distinct from b.{stem}_at) as own_{stem}"
    ),
    logs=_each("can_{stem} and not own_{stem} and not {other} as logs_{stem}"),
)

_CHANGED = """
    create or replace temp table changed as
    with settled as (
        select r.* replace (
                   {filled},
                   nullif(list_filter(r.observed, lambda name: not coalesce(list_contains([{gone}], name), false)), []) as observed
               )
        from facts.requirements as r
        join weighed as w on w.fact_id = r.fact_id
    )
    select {{columns}}
    from settled
    where exists (select 1 from facts.requirements as r where r.fact_id = settled.fact_id and r is distinct from settled)
""".format(
    filled=", ".join(
        f"case when w.logs_{stem} then w.{stem}_{end} when {_stays(stem)} then r.{stem}_{end} end as {stem}_{end}"
        for stem in STEMS
        for end in ("on", "at")
    ),
    gone=", ".join(f"case when w.logs_{stem} or not {_stays(stem)} then '{stem}_at' end" for stem in STEMS),
)

_END = "update facts.requirements set valid_to = $version where fact_id in (select fact_id from changed) and valid_from < $version"

_DROP = "delete from facts.requirements where fact_id in (select fact_id from changed) and valid_from = $version"

_REWRITE = """
    insert into facts.requirements
    select {columns}
    from (select * replace (nextval('facts.fact_ids') as fact_id, $version::bigint as valid_from, $forever::bigint as valid_to) from changed)
"""
