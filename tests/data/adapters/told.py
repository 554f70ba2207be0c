"""Drawn tables as files, and what the store holds of an import."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from data.export import export
from data.intake import Report
from data.model.datasets import DATASETS
from data.store import Store

EXPORTS = Path(__file__).parents[1] / "exports"
Row = dict[str, str]


def as_csv(table: str) -> bytes:
    """A table drawn with | between cells, without the space around them; an empty line is a blank record."""
    lines = [[cell.strip() for cell in line.split("|")] if line.strip() else [] for line in table.strip().splitlines()]
    out = io.StringIO()
    csv.writer(out, delimiter="|").writerows(lines)
    return out.getvalue().encode()


def facts(store: Store, report: Report, columns: Sequence[str]) -> list[Row]:
    """What the store holds of an import, as canonical lines in the order of their keys; business time goes without its offset."""
    out = io.StringIO()
    export(store, DATASETS[report.dataset], out, source=report.source)
    lines = csv.DictReader(io.StringIO(out.getvalue()))
    return [{name: line[name].removeprefix("'").removesuffix("+08:00") for name in columns} for line in lines]
