"""The lines of the workbook: what stands in which column, what only repeats the line above, what belongs together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from data.adapters.breakdown.columns import KINDS
from data.adapters.breakdown.kp import Kp, written
from data.model.campaigns import KP_STATUS
from data.model.facts import DIRECTIONS
from metrics.campaigns.breakdown import Breakdown, KeyProject, KrPlan, MetricPlan, MonthCell, ObjectivePlan, Part

FULL = 30_000  # characters of a cell after which a key result's key projects go on in another line
GROUPS = {
    "campaign": ("campaign",),
    "objective": ("objective", "interpretation", "strategy", "objective_owner"),
    "kr": ("kr", "kr_owner"),
    "metric": ("metric", "unit", "direction", "baseline", "target"),
}
Value = str | float | None


@dataclass(frozen=True)
class Line:
    """`cells` by column, `months` by month, `changed` the months whose target was another once.

    `spans` says of a group of columns how many lines show its cells together, on the first of them.
    """

    kind: str
    cells: Mapping[str, Value]
    months: Mapping[date, Value] = field(default_factory=dict)
    changed: Mapping[date, MonthCell] = field(default_factory=dict)
    spans: Mapping[str, int] = field(default_factory=dict)
    begins: str = ""


def lines(found: Breakdown, language: str) -> list[Line]:
    """All of them, each with the ids it belongs to, so that none depends on the line above."""
    return [line for part in found.parts for line in _of_part(part, found, language)]


def left_out(found: Breakdown) -> int:
    """How many targets and key projects are of months that the table doesn't have."""
    krs = [kr for part in found.parts for objective in part.objectives for kr in objective.krs]
    kps = sum(kp.month not in found.months for kr in krs for kp in (*kr.unshown_kps, *kr.outside_kps))
    return kps + sum(month not in found.months for kr in krs for metric in kr.metrics for month, _ in (*metric.unshown, *metric.outside))


def _of_part(part: Part, found: Breakdown, language: str) -> list[Line]:
    """A campaign that only its sub-campaigns have objectives of has no lines of its own."""
    made = [line for objective in part.objectives for line in _begun(_of_objective(objective, found, language), "objective")]
    if not made and (part.campaign.is_sub or len(found.parts) == 1):
        made = [Line("none", {"line": KINDS["none"](language)})]
    return _spanned(_begun(made, "campaign"), "campaign", {"campaign": part.campaign.title}) if made else []


def _of_objective(plan: ObjectivePlan, found: Breakdown, language: str) -> list[Line]:
    row = plan.row
    named = {"objective_id": row.objective_id}
    said = {"objective": row.title, "interpretation": row.interpretation, "strategy": row.strategy, "objective_owner": row.owner}
    made = [line for kr in plan.krs for line in _begun(_of_kr(kr, named, found, language), "kr")]
    return _spanned(made or [Line("", named)], "objective", said)


def _of_kr(kr: KrPlan, above: Mapping[str, Value], found: Breakdown, language: str) -> list[Line]:
    named = {**above, "kr_id": kr.kr_id}
    made = [line for metric in kr.metrics for line in _begun(_of_metric(metric, named, found, language), "metric")]
    return _spanned([*made, *_of_kps(kr, named, found, language)], "kr", {"kr": kr.title, "kr_owner": kr.owner})


def _of_metric(plan: MetricPlan, above: Mapping[str, Value], found: Breakdown, language: str) -> list[Line]:
    row = plan.row
    named = {**above, "metric_id": row.metric_id}
    direction = called(DIRECTIONS, row.direction or "", language)
    said = {"metric": row.metric_name, "unit": row.unit, "direction": direction, "baseline": row.baseline, "target": row.target}
    targets = {cell.month: cell.target for cell in plan.months} | {month: target for month, target in plan.outside if month in found.months}
    made = [
        _line("target", named, language, targets, {cell.month: cell for cell in plan.months if cell.changed_in is not None}),
        _line("actual", named, language, {cell.month: cell.actual for cell in plan.months}),
        _line("attainment", named, language, {cell.month: cell.month_attainment for cell in plan.months}),
    ]
    return _spanned(made, "metric", said)


def _line(
    kind: str, named: Mapping[str, Value], language: str, months: Mapping[date, Value], changed: Mapping[date, MonthCell] | None = None
) -> Line:
    return Line(kind, {**named, "line": KINDS[kind](language)}, months, changed or {})


def _of_kps(kr: KrPlan, named: Mapping[str, Value], found: Breakdown, language: str) -> list[Line]:
    """One line, more where a cell would overflow."""
    cells = {month: _cells([kp for kp in (*kr.kps, *kr.outside_kps) if kp.month == month], language) for month in found.months}
    most = max((len(own) for own in cells.values()), default=0)
    return [
        _line("kp", named, language, {month: own[nth] if nth < len(own) else None for month, own in cells.items()}) for nth in range(max(1, most))
    ]


def _cells(kps: Sequence[KeyProject], language: str) -> list[str]:
    full: list[str] = []
    for kp in kps:
        text = written(Kp(kp.kp_id, kp.title, kp.status or "", kp.owner or ""), called(KP_STATUS, kp.status or "", language))
        if full and len(full[-1]) + len(text) < FULL:
            full[-1] += f"\n{text}"
        else:
            full.append(text)
    return full


def called(words: Mapping[str, str], meaning: str, language: str) -> str:
    """The first word of the language that the importer reads as this; else as it stands."""
    return next((word for word, means in words.items() if means == meaning and word.isascii() == (language == "en")), meaning)


def _begun(made: Sequence[Line], begins: str) -> list[Line]:
    """The first of these begins something; what is above it begins there too."""
    return [replace(line, begins=begins) if nth == 0 else line for nth, line in enumerate(made)]


def _spanned(made: Sequence[Line], group: str, said: Mapping[str, Value]) -> list[Line]:
    """The first of these says it for all."""
    first, *rest = made
    return [replace(first, cells={**first.cells, **said}, spans={**first.spans, group: len(made)}), *rest]
