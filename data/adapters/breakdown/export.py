"""The breakdown once its table is laid out as records: how each dataset is read from them."""

from collections.abc import Callable

from data.adapters import canonical
from data.adapters.breakdown.columns import COLUMNS, KP, MONTH, MONTH_TARGET, SPLIT, kind
from data.adapters.breakdown.kp import Kp, has_no_end, new_id, understood
from data.adapters.breakdown.listing import month_of
from data.adapters.columns import Field
from data.adapters.export import Export, Split
from data.model.fields import refused

LONGEST = 32_767  # characters of a workbook's cell; one that is full may have lost its end


def whole(cell: str) -> str:
    if len(cell) >= LONGEST:
        raise refused("cell_cut", longest=LONGEST)
    return cell


def month_target(cell: str, line: str) -> str:
    """A number in a line of which nobody knows what it says is no target yet."""
    if not kind(line):
        raise refused("no_kind_of_line", value=cell)
    return cell


def named_month(header: str) -> str:
    if not month_of(header):
        raise refused("no_month", value=header)
    return header


def kp_id(line: str, kr_id: str, month: str) -> str:
    if has_no_end(line):
        raise refused("kp_without_end", value=line)
    found = understood(line)
    return found.kp_id or (new_id(kr_id, month, found.title) if kr_id and found.title else "")


def _of_kp(part: Callable[[Kp], str]) -> Callable[[str], str]:
    return lambda line: part(understood(line))


def _column(name: str, column: str) -> Field:
    return Field(name, (COLUMNS[column].slot,))


def _text(name: str, column: str) -> Field:
    return Field(name, (COLUMNS[column].slot,), whole)


OBJECTIVE = (
    _column("objective_id", "objective_id"),
    _text("title", "objective"),
    _text("interpretation", "interpretation"),
    _text("strategy", "strategy"),
    _text("owner", "objective_owner"),
)
KEY_RESULT = (_column("kr_id", "kr_id"), _column("objective_id", "objective_id"), _text("title", "kr"), _text("owner", "kr_owner"))
METRIC = (
    _column("metric_id", "metric_id"),
    _column("kr_id", "kr_id"),
    _text("name", "metric"),
    _text("unit", "unit"),
    _column("direction", "direction"),
    _column("baseline", "baseline"),
    _column("target", "target"),
)
TARGET = (
    _column("metric_id", "metric_id"),
    Field("month", (MONTH.slot,), named_month),
    Field("target", (MONTH_TARGET.slot, COLUMNS["line"].slot), month_target, needs=(MONTH_TARGET.slot,)),
)
KEY_PROJECT = (
    Field("kp_id", (KP.slot, COLUMNS["kr_id"].slot, MONTH.slot), kp_id, needs=(KP.slot,)),
    _column("kr_id", "kr_id"),
    Field("month", (MONTH.slot,), named_month),
    Field("title", (KP.slot,), _of_kp(lambda found: found.title)),
    Field("owner", (KP.slot,), _of_kp(lambda found: found.owner)),
    Field("status", (KP.slot,), _of_kp(lambda found: found.status)),
)
_KNOWN = (*COLUMNS.values(), MONTH, MONTH_TARGET, KP)

EXPORTS = (
    Export(
        adapter="breakdown",
        name="breakdown",
        source=canonical.NAME,
        known=(SPLIT, *(header for name in _KNOWN for header in name.slot.split("|"))),
        signature=((SPLIT,),),
        readings={
            "objectives": OBJECTIVE,
            "key_results": KEY_RESULT,
            "kr_metrics": METRIC,
            "kr_monthly_targets": TARGET,
            "key_projects": KEY_PROJECT,
        },
        split=Split((SPLIT,), str),
    ),
)
