"""How a part's date columns are read, decided over all its lines: the engine folds a million cells into a few shapes."""

from collections import defaultdict

from duckdb import DuckDBPyConnection

from data.adapters import Part
from data.adapters.dates import NUMBERS, DateReading, Shape, readings

BATCH = 50_000


class DateReadings:
    """How each part's date columns are read. A sheet's shapes are looked at once, however many parts it has."""

    def __init__(self, cursor: DuckDBPyConnection, order: str | None) -> None:
        self.cursor, self.order = cursor, order
        self.seen: dict[tuple[int, tuple[tuple[str, int], ...]], dict[str, list[Shape]]] = {}

    def of(self, part: Part) -> dict[str, DateReading]:
        """`order` decides for columns that leave it open. Raises `UnreadableFile` for one that is written in both orders."""
        key = id(part.sheet), tuple(part.dates.items())
        if key not in self.seen:
            self.seen[key] = date_shapes(self.cursor, part)
        found = readings(self.seen[key], part.orders, part.dates)
        is_open = [name for name, reading in found.items() if reading.is_open]
        if self.order is None or not is_open:
            return found
        return readings(self.seen[key], dict.fromkeys(is_open, self.order) | {**part.orders}, part.dates)


def date_shapes(cursor: DuckDBPyConnection, part: Part) -> dict[str, list[Shape]]:
    """By header the shapes of the cells that aren't ISO days: of the whole sheet, for a file has one way to write dates."""
    found: dict[tuple[str, str], Shape] = {}
    for batch in part.whole.batches(BATCH) if part.dates else ():
        cursor.register("batch", batch)
        for header, place in part.dates.items():
            for row in cursor.execute(_SHAPES.format(cell=f"c{place}", numbers=NUMBERS)).fetchall():
                shape = Shape(*row)
                known = found.get((header, shape.form))
                found[header, shape.form] = _both(known, shape) if known else shape
        cursor.unregister("batch")
    shapes: dict[str, list[Shape]] = defaultdict(list)
    for (header, _), shape in found.items():
        shapes[header].append(shape)
    return shapes


def _both(one: Shape, other: Shape) -> Shape:
    differs = min(filter(None, (one.differs, other.differs)), default=None)
    example = min((shape.example for shape in (one, other) if shape.first), default=min(one.example, other.example))
    return Shape(one.form, example, max(one.first, other.first), max(one.second, other.second), differs)


# Two numbers that no calendar has are no date and decide nothing. Where a form has dates, they are its example.
_SHAPES = r"""
    with cells as (
        select {cell} as cell,
               regexp_full_match({cell}, '{numbers}', 'i')                                          as is_date,
               case when is_date then regexp_extract({cell}, '^(\d+)', 1)::integer end              as a,
               case when is_date then regexp_extract({cell}, '^\d+[/.-](\d+)', 1)::integer end      as b
        from batch
        where {cell} is not null
          and not regexp_matches({cell}, '^\d{{4}}-\d\d-\d\d')
    )
    select regexp_replace(regexp_replace(regexp_replace(cell, '[A-Za-z]+', 'A', 'g'), '\d{{4}}', 'Y', 'g'), '\d{{1,3}}', '9', 'g') as form,
           coalesce(min(cell) filter (where is_date), min(cell)),
           coalesce(max(a), 0), coalesce(max(b), 0), min(case when a <> b then cell end)
    from cells
    where not is_date
       or (least(a, b) between 1 and 12 and greatest(a, b) <= 31)
    group by form
"""
