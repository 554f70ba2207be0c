"""The breakdown's table laid out: one record for each objective, key result, metric, month's target and key project.

What the lines repeat is one record; what several of them contradict is told by the last, as everywhere in a file. Lines and cells
that say nothing of their own stay as blank records, so that each line of the file is accounted for.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import pyarrow as pa
from pydantic_core import PydanticCustomError

from data.adapters.breakdown.columns import KP, MONTH, MONTH_TARGET, SPLIT, kind, role
from data.adapters.dates import Order, iso, serial
from data.model.datasets import fold
from data.model.fields import month
from data.reading import Line, Place, Sheet
from data.reading.sheet import batch

SEARCHED = 30  # records in which a header is looked for
NEEDED = frozenset(("objective_id", "kr_id", "metric_id", "line"))
OWN = {  # by dataset: its key, and what of a line is said of it
    "objectives": ("objective_id", ("objective", "interpretation", "strategy", "objective_owner")),
    "key_results": ("kr_id", ("kr", "kr_owner")),
    "kr_metrics": ("metric_id", ("metric", "unit", "direction", "baseline", "target")),
}
ABOVE = {"key_results": "objective_id", "kr_metrics": "kr_id"}  # the key that a fact names beside its own
BRANCH = (("campaign", "campaign"), ("objective_id", "objective"), ("kr_id", "kr"), ("metric_id", "metric"))
COMPUTED = ("actual", "attainment")
_BREAK = re.compile(r"[\r\n]+")
_RUN_TOGETHER = re.compile(r"^(\d{4})(\d{2})$")
_LIKE_MONTH = re.compile(
    r"(?:[\W\d年月份]|[一二三四五六七八九十]+月|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)+"
)


def listed(sheet: Sheet) -> Sheet:
    """The records of a breakdown; any other sheet as it is."""
    head = sheet.lines(0, SEARCHED)
    place = next((place for place, line in enumerate(head) if _is_header(line.cells)), None)
    if place is None:
        return sheet
    table = _Table(head[place])
    for line in sheet.lines():
        if line.number <= head[place].number:
            table.keep(line, is_header=line.number == head[place].number)
        else:
            table.take(line)
    return table.sheet(sheet)


class _Record(NamedTuple):
    """One record on its way: where it stands, its dataset, and its cells by role or by header."""

    place: Place
    dataset: str
    cells: dict[str, str]


class _Table:
    """The records of one table, taken line by line."""

    def __init__(self, header: Line) -> None:
        self.roles = {place: found for place, cell in enumerate(header.cells) if (found := role(cell))}
        self.months = months({place: cell.strip() for place, cell in enumerate(header.cells) if place not in self.roles})
        self.header = _header(header.cells, self.months, self.roles)
        self.named = header.cells
        self.above: dict[str, str] = {}
        self.records: list[_Record | Line] = []
        self.known: dict[tuple[str, str], _Record] = {}
        self.has_computed = False

    def keep(self, line: Line, *, is_header: bool) -> None:
        """What stands above the table, and its header."""
        self.records.append(Line(line.number, self.header if is_header else line.cells))

    def take(self, line: Line) -> None:
        before = len(self.records)
        cells = {name: line.cells[place].strip() for place, name in self.roles.items() if place < len(line.cells)}
        says = kind(cells.get("line", ""))
        if any(cell.strip() for cell in line.cells) and says != "none":
            self._fill_down(cells)
            self._facts(line, cells, says)
            self._months(line, cells, says)
        self.has_computed = self.has_computed or says in COMPUTED
        if len(self.records) == before:
            self.records.append(Line(line.number, []))

    def sheet(self, of: Sheet) -> Sheet:
        """All of it as a sheet of records, with the place of each in the file."""
        rows = [(number, self._row(record)) for number, record in enumerate(self.records, start=1)]
        places = {
            number: record.place if isinstance(record, _Record) else Place(record.number, "") for number, record in enumerate(self.records, start=1)
        }
        notes = (*((("breakdown_computed", 1),) if self.has_computed else ()), ("breakdown_keeps", 1))
        return replace(of, table=pa.Table.from_batches([batch(rows, len(self.header))]), places=places, notes=notes)

    def _row(self, record: "_Record | Line") -> Sequence[str]:
        if isinstance(record, Line):
            return record.cells
        cells = {SPLIT: record.dataset, **record.cells}
        return [cells.get(header) or cells.get(role(header), "") for header in self.header]

    def _fill_down(self, cells: dict[str, str]) -> None:
        """Cells that were merged, or left out because the line above has them, are read as that. Where a name says that something
        else begins, no number is filled in.
        """
        goes_on = True
        for key, name in BRANCH:
            own, title = cells.get(key, ""), cells.get(name, "")
            above, title_above = self.above.get(key, ""), self.above.get(name, "")
            if goes_on and not own and title in ("", title_above):
                own = cells[key] = above
            goes_on = goes_on and own == above
            self.above |= {key: own, name: title or (title_above if goes_on else "")}

    def _facts(self, line: Line, cells: Mapping[str, str], says: str) -> None:
        for dataset, (key, names) in OWN.items():
            said = {name: cells[name] for name in names if cells.get(name)}
            if cells.get(key) or said:
                whole = {key: cells.get(key, ""), **said}
                if (above := ABOVE.get(dataset)) and not (says == "kp" and dataset == "kr_metrics"):
                    whole[above] = cells.get(above, "")
                self._fact(line, dataset, key, whole)

    def _fact(self, line: Line, dataset: str, key: str, said: dict[str, str]) -> None:
        known = self.known.get((dataset, said[key])) if said[key] else None
        if known is None or any(known.cells.get(name, text) != text for name, text in said.items()):
            record = _Record(Place(line.number, ""), dataset, {**(known.cells if known else {}), **said})
            self.known[dataset, said[key]] = record
            self.records.append(record)
        else:
            known.cells.update(said)

    def _months(self, line: Line, cells: Mapping[str, str], says: str) -> None:
        for place, name in self.months.items():
            cell = line.cells[place].strip() if place < len(line.cells) else ""
            if cell and says not in COMPUTED:
                at = Place(line.number, self.named[place].strip())
                self.records += [_Record(at, dataset, {MONTH.en: name, **own}) for dataset, own in _said(cell, cells, says)]


def _said(cell: str, cells: Mapping[str, str], says: str) -> list[tuple[str, dict[str, str]]]:
    """What a month's cell says: key projects, each on a line of its own, or a target."""
    if says == "kp":
        return [("key_projects", {"kr_id": cells.get("kr_id", ""), KP.en: text.strip()}) for text in _BREAK.split(cell) if text.strip()]
    return [("kr_monthly_targets", {"metric_id": cells.get("metric_id", ""), "line": cells.get("line", ""), MONTH_TARGET.en: cell})]


def _is_header(cells: Sequence[str]) -> bool:
    return {role(cell) for cell in cells} >= NEEDED and SPLIT not in map(fold, cells)


def _header(cells: Sequence[str], months: Mapping[int, str], roles: Mapping[int, str]) -> list[str]:
    """Our own columns, then those of the file but its months and its campaigns, which only group lines."""
    kept = (cell for place, cell in enumerate(cells) if place not in months and roles.get(place) != "campaign")
    return [SPLIT, MONTH.en, MONTH_TARGET.en, KP.en, *kept]


def months(headers: Mapping[int, str]) -> dict[int, str]:
    """The columns of months by their places. One that looks like a month, or stands among them, and can't be read as one keeps its
    header for it: what stands in it is refused cell by cell, not passed over.
    """
    read = {place: found for place, header in headers.items() if (found := month_of(header))}
    among = range(min(read), max(read)) if read else ()
    return {place: read.get(place, header) for place, header in headers.items() if place in read or place in among or _is_like_month(header)}


def _is_like_month(header: str) -> bool:
    plain = unicodedata.normalize("NFKC", header).casefold()
    return any(map(str.isalnum, plain)) and bool(_LIKE_MONTH.fullmatch(plain))


def month_of(header: str) -> str:
    """A month however a program wrote it (`2026-03`, `202603`, the date of its first day, `Mar-26`), as `2026-03`; '' for anything else."""
    plain = _RUN_TOGETHER.sub(r"\1-\2", unicodedata.normalize("NFKC", header).strip())
    for text in (serial(plain), iso(f"1-{plain}", Order.DAY_FIRST)):
        try:
            return f"{month(text):%Y-%m}"
        except PydanticCustomError:
            continue
    return ""
