"""Facts as a person keeps them on a page: judged by the models like an imported line, a version like an import.

Table and column names come from the models; values are bound.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from duckdb import DuckDBPyConnection
from pydantic import ValidationError

from data.errors import ImportRefused
from data.intake.held import own_source
from data.intake.record import next_import
from data.intake.rules import RULES
from data.model.datasets import DATASETS, Column, Dataset
from data.model.fields import Moment
from data.store import FOREVER, Store
from data.store.links import refresh_links
from data.store.store import make_version

EDIT = "edit"  # the kind of such a version, and what stands for its adapter and mode
Row: TypeAlias = Mapping[str, str]
Rows: TypeAlias = Mapping[str, Sequence[Row]]  # by dataset
Values: TypeAlias = dict[str, object]
NOTHING: Rows = MappingProxyType({})


def keep(store: Store, dataset: str, row: Row, who: str) -> int | None:
    """Keep a fact of a dataset whose keys are global; a column that the row lacks keeps its value. Returns the version that this
    makes, None where it says nothing new. Raises `ImportRefused` for what no import would take either.

    While the sample company is what is held, what people keep belongs to it and is retired with it.
    """
    return keep_all(store, {dataset: [row]}, who)


def drop(store: Store, dataset: str, key: Row, who: str) -> int | None:
    """Retire the fact of this key. Returns the version that this makes, None where nothing holds."""
    return keep_all(store, {}, who, dropped={dataset: [key]})


def keep_all(store: Store, rows: Rows, who: str, *, dropped: Rows = NOTHING, seen: int | None = None, signed: Rows = NOTHING) -> int | None:
    """Several facts as one version, all or none; those that say nothing new are left out, and so is what is `dropped` and not there.
    Of a fact that is named twice what is said last holds.

    `seen` is the version that the person looked at: what somebody else changed since is refused, not overwritten. What is `signed`, parts
    of datasets by some columns of their keys, holds only as a whole: there nothing at all may have changed since.
    """
    with store.writing() as cursor:
        edits = [_edit(cursor, DATASETS[name], rows.get(name, ()), dropped.get(name, ())) for name in DATASETS if name in rows or name in dropped]
        edits = [edit for edit in edits if edit.changes or edit.gone]
        if not edits:
            return None
        if seen is not None:
            _refuse_overtaken(cursor, edits, signed, seen)
        version = make_version(cursor, EDIT, who)
        for edit in edits:
            _carry_out(cursor, edit, version, who)
        refresh_links(cursor, version, {edit.kind.name for edit in edits})
        return version


class _Edit(NamedTuple):
    """What becomes of a dataset's facts: each change with what it is, new or changed; and the keys of what goes."""

    kind: Dataset
    changes: list[tuple[str, Values]]
    gone: list[Values]


def _edit(cursor: DuckDBPyConnection, kind: Dataset, rows: Sequence[Row], dropped: Sequence[Row]) -> _Edit:
    keys = [{name: value for name, value in _values(kind, key).items() if name in kind.stored_keys} for key in dropped]
    changes = [change for said in _by_key(kind, (_values(kind, row) for row in rows)) if (change := _change(cursor, kind, said))]
    return _Edit(kind, changes, [key for key in _by_key(kind, keys) if _held(cursor, kind, key)])


def _by_key(kind: Dataset, said: Iterable[Values]) -> list[Values]:
    """One for each fact; of what is said of one twice the last holds."""
    found: dict[tuple[object, ...], Values] = {}
    for values in said:
        key = tuple(values[name] for name in kind.stored_keys)
        found[key] = found.get(key, {}) | values
    return list(found.values())


def _carry_out(cursor: DuckDBPyConnection, edit: _Edit, version: int, who: str) -> None:
    origin = _record(cursor, edit.kind, version, who, [*(fate for fate, _ in edit.changes), *("retired" for _ in edit.gone)])
    for key in edit.gone:
        _end(cursor, edit.kind, key, version)
    for line, (_, whole) in enumerate(edit.changes, start=1):
        _end(cursor, edit.kind, whole, version)
        _write(cursor, edit.kind, whole | origin | {"line": line}, version)


def _refuse_overtaken(cursor: DuckDBPyConnection, edits: Sequence[_Edit], signed: Rows, seen: int) -> None:
    for edit in edits:
        for values in (*(whole for _, whole in edit.changes), *edit.gone):
            _refuse_changed(cursor, edit.kind, {name: values[name] for name in edit.kind.stored_keys}, seen)
    for dataset, parts in signed.items():
        for part in parts:
            _refuse_changed(cursor, DATASETS[dataset], part, seen)


def _refuse_changed(cursor: DuckDBPyConnection, kind: Dataset, part: Mapping[str, object], seen: int) -> None:
    """Raises where a fact with these values in its key was brought, changed or ended after the version that was looked at."""
    alike = " and ".join(f"{name} is not distinct from ${name}" for name in kind.stored_keys if name in part)
    statement = f"""
        select v.who, v.version
        from (select valid_from, valid_to from facts.{kind.name} where {alike}) as f
        join facts.versions as v on v.version = case when f.valid_to < $forever then f.valid_to else f.valid_from end
        where v.version > $seen
        order by v.version desc
        limit 1
    """
    found = cursor.execute(statement, {**part, "forever": FOREVER, "seen": seen}).fetchall()
    if found:
        raise ImportRefused("edit_overtaken", who=found[0][0], version=found[0][1])


def _change(cursor: DuckDBPyConnection, kind: Dataset, values: Values) -> tuple[str, Values] | None:
    """The whole fact as these values make it, and whether it is new or changed; nothing where it holds already."""
    old = _held(cursor, kind, values)
    whole = _defaults(kind) | (old or {}) | values
    if old == whole:
        return None
    _refuse_impossible(cursor, kind, whole)
    return ("new" if old is None else "changed"), whole


def _values(kind: Dataset, row: Row) -> Values:
    """What the row says, read cell by cell; raises for a cell that can't be read."""
    found: Values = {}
    for column in kind.columns:
        if column.key or column.name in row:
            found |= _stored(column, _read(column, row.get(column.name, "").strip()))
    return found


def _read(column: Column, text: str) -> object:
    if not text:
        if column.required:
            raise ImportRefused("edit_refused", field=column.name, reason="empty")
        return None
    try:
        return column.adapter.validate_python([text])[0]
    except ValidationError as error:
        told = error.errors()[0]
        raise ImportRefused("edit_refused", field=column.name, reason=told["type"], **told.get("ctx", {})) from error


def _stored(column: Column, value: object) -> Values:
    if isinstance(value, Moment):
        return dict(zip((name for name, _ in column.stored), value, strict=True))
    if isinstance(value, tuple):
        value = list(value)
    return {name: value for name, _ in column.stored}


def _defaults(kind: Dataset) -> Values:
    return {name: column.default for column in kind.columns for name, _ in column.stored}


def _held(cursor: DuckDBPyConnection, kind: Dataset, values: Values) -> Values | None:
    """The fact of the same key that holds, or nothing."""
    names = [name for column in kind.columns for name, _ in column.stored]
    rows = cursor.execute(
        f"select {', '.join(names)} from facts.{kind.name} where valid_to = $forever and {_same_key(kind)}", _key(kind, values)
    ).fetchall()
    return dict(zip(names, rows[0], strict=True)) if rows else None


def _same_key(kind: Dataset) -> str:
    return " and ".join(f"{name} is not distinct from ${name}" for name in kind.stored_keys)


def _key(kind: Dataset, values: Values) -> Values:
    return {name: values[name] for name in kind.stored_keys} | {"forever": FOREVER}


def _refuse_impossible(cursor: DuckDBPyConnection, kind: Dataset, whole: Values) -> None:
    missing = [column.name for column in kind.columns if column.required and whole[column.stored[0][0]] is None]
    if missing:
        raise ImportRefused("edit_refused", field=missing[0], reason="missing_column")
    types = {name: type_ for column in kind.columns for name, type_ in column.stored}
    row = ", ".join(f"${name}::{types[name]} as {name}" for name in whole)
    for field, code, condition in RULES.get(kind.name, ()):
        if cursor.execute(f"select {condition} from (select {row})", whole).fetchall() == [(True,)]:
            raise ImportRefused("edit_refused", field=field, reason=code)


def _record(cursor: DuckDBPyConnection, kind: Dataset, version: int, who: str, fates: Sequence[str]) -> Values:
    """Where the facts come from: an entry beside those of files, without a file, with a line for each."""
    origin: Values = {"source": own_source(cursor), "import_id": next_import(cursor)}
    counts = {"lines": len(fates), **{fate: fates.count(fate) for fate in ("new", "changed", "retired")}}
    now = datetime.now(UTC).replace(tzinfo=None)
    cursor.execute(_RECORD, origin | counts | {"version": version, "dataset": kind.name, "kind": EDIT, "who": who, "at": now})
    return origin


def _end(cursor: DuckDBPyConnection, kind: Dataset, values: Values, version: int) -> None:
    cursor.execute(
        f"update facts.{kind.name} set valid_to = $version where valid_to = $forever and {_same_key(kind)}", _key(kind, values) | {"version": version}
    )


def _write(cursor: DuckDBPyConnection, kind: Dataset, fact: Values, version: int) -> None:
    given = ", ".join(f"${name} as {name}" for name in fact)
    cursor.execute(
        f"insert into facts.{kind.name} by name select nextval('facts.fact_ids') as fact_id, {given}, $version as valid_from, $forever as valid_to",
        fact | {"version": version, "forever": FOREVER},
    )


_RECORD = """
    insert into facts.imports by name
    select $import_id as import_id, $version as version, '' as file, $dataset as dataset, $kind as adapter, $source as source,
           $kind as mode, '' as sha256, $who as who, $at as imported_at, $lines as lines,
           $new as new, $changed as changed, 0 as unchanged, 0 as superseded, 0 as rejected, 0 as blank,
           $retired as retired, 0 as dangling
"""
