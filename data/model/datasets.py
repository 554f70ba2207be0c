"""The datasets as data: names, headers and columns, read off the models."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, get_args

from pydantic import TypeAdapter
from pydantic.fields import FieldInfo

from data.model import campaigns, facts, fields

SQL_TYPES = {"text": "varchar", "number": "double", "day": "date", "month": "date", "texts": "varchar[]"}


@dataclass(frozen=True)
class Column:
    """One column: what it is called in a file, what a cell of it may be."""

    name: str
    label: str
    aliases: tuple[str, ...]
    key: bool
    required: bool
    default: Any
    kind: str
    words: Mapping[str, str]
    names: str
    names_by: tuple[str, Mapping[str, str]]  # another column, and what is named for each word in it
    is_plain: bool  # any text will do, as it stands
    adapter: TypeAdapter[list[Any]]

    @property
    def headers(self) -> tuple[str, ...]:
        """Every header it is recognised by, folded."""
        return tuple(dict.fromkeys(fold(text) for text in (self.name, self.label, *self.aliases)))

    @property
    def named(self) -> tuple[str, ...]:
        """The datasets whose keys it may hold."""
        return tuple(filter(None, (self.names, *self.names_by[1].values())))

    @property
    def stored(self) -> tuple[tuple[str, str], ...]:
        """Names and SQL types it is stored under: a moment is its day and, when known, its instant in UTC."""
        if self.kind == "moment":
            stem = self.name.removesuffix("_at")
            return (f"{stem}_on", "date"), (f"{stem}_at", "timestamp")
        return ((self.name, SQL_TYPES[self.kind]),)


@dataclass(frozen=True)
class Dataset:
    """One canonical dataset; `by_source` says that two sources may use the same key for different facts."""

    name: str
    label: str
    model: type[facts.Fact]
    by_source: bool = False

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return tuple(_column(name, info) for name, info in self.model.model_fields.items())

    @cached_property
    def keys(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.key)

    @cached_property
    def stored_keys(self) -> tuple[str, ...]:
        """The names its keys are stored under."""
        return tuple(name for key in self.keys for name, _ in self.column(key).stored)

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


def fold(header: str) -> str:
    """A header without regard to case, spaces, underscores and full or half width."""
    return "".join(unicodedata.normalize("NFKC", header).casefold().replace("_", "").split()).strip("\ufeff*")


def _column(name: str, info: FieldInfo) -> Column:
    extra: Any = info.json_schema_extra
    inner = _inner(info)
    return Column(
        name=name,
        label=extra["label"],
        aliases=tuple(extra["aliases"]),
        key=extra["key"],
        required=info.is_required(),
        default=None if info.is_required() else info.default,
        kind=fields.KINDS.get(inner, "text"),
        words=extra["words"],
        names=extra["names"],
        names_by=tuple(extra["names_by"]),
        is_plain=inner is fields.Text,
        adapter=TypeAdapter(list[inner | None]),  # type: ignore[valid-type]
    )


def _inner(info: FieldInfo) -> Any:
    """The cell's type without the `None` that makes it optional, with its parser."""
    hint = info.annotation
    parts = [part for part in get_args(hint) if part is not type(None)]
    if not info.is_required() and len(parts) == 1:
        return parts[0]
    return Annotated[(hint, *info.metadata)] if info.metadata else hint


DATASETS: Mapping[str, Dataset] = {
    dataset.name: dataset
    for dataset in (
        Dataset("campaigns", "战役", campaigns.Campaign),
        Dataset("objectives", "目标", facts.Objective),
        Dataset("key_results", "关键结果", facts.KeyResult),
        Dataset("kr_metrics", "指标", facts.KrMetric),
        Dataset("kr_monthly_targets", "月度目标", facts.KrMonthlyTarget),
        Dataset("key_projects", "KP", campaigns.KeyProject),
        Dataset("kr_values", "指标数据", facts.KrValue),
        Dataset("requirements", "需求", facts.Requirement, by_source=True),
        Dataset("stage_changes", "状态变更", facts.StageChange, by_source=True),
        Dataset("bugs", "缺陷", facts.Bug, by_source=True),
        Dataset("teams", "团队", facts.TeamFact),
        Dataset("iterations", "迭代", campaigns.Iteration),
        Dataset("iteration_events", "迭代节点", campaigns.IterationEvent),
        Dataset("projects", "项目", campaigns.Project),
        Dataset("milestones", "里程碑", campaigns.Milestone),
        Dataset("risks", "风险", campaigns.Risk),
        Dataset("closures", "结项", campaigns.Closure),
        Dataset("acceptance_lines", "验收项", campaigns.AcceptanceLine),
        Dataset("improvements", "改进项", campaigns.Improvement),
        Dataset("commendations", "表彰", campaigns.Commendation),
        Dataset("settings", "设置", facts.Setting),
        Dataset("mutes", "静音", facts.Mute),
        Dataset("mappings", "映射", facts.MappingFact),
    )
}
