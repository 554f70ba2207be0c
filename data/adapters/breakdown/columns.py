"""What the columns and lines of the breakdown are called; a file may be in either language, whoever reads it."""

from typing import NamedTuple

from data.model.datasets import fold

SPLIT = "goalboard:breakdown"  # heads the cells that say which dataset a record is of, once the table is laid out


class Name(NamedTuple):
    """A header in both languages, and others it goes by."""

    zh: str
    en: str
    others: tuple[str, ...] = ()

    @property
    def slot(self) -> str:
        """All of them, as an adapter's field reads them."""
        return "|".join((self.zh, self.en, *self.others))

    def __call__(self, language: str) -> str:
        return self.zh if language == "zh" else self.en


COLUMNS = {
    "campaign": Name("子战役", "Sub-campaign"),
    "objective_id": Name("目标编号", "Objective ID"),
    "objective": Name("目标", "Objective"),
    "interpretation": Name("解读", "Interpretation"),
    "strategy": Name("策略", "Strategy"),
    "objective_owner": Name("目标负责人", "Objective owner"),
    "kr_id": Name("KR编号", "KR ID"),
    "kr": Name("关键结果", "Key result"),
    "kr_owner": Name("负责人", "Owner", ("KR负责人", "KR owner")),
    "metric_id": Name("指标编号", "Metric ID"),
    "metric": Name("指标", "Metric"),
    "unit": Name("单位", "Unit"),
    "direction": Name("方向", "Direction"),
    "baseline": Name("基准", "Baseline"),
    "target": Name("目标值", "Target"),
    "line": Name("行", "Line"),
}
MONTH, MONTH_TARGET, KP = Name("月份", "Month"), Name("月度目标", "Month target"), Name("KP", "KP")  # of the table laid out
KINDS = {
    "target": Name("月度目标", "Month target"),
    "actual": Name("实际", "Actual"),
    "attainment": Name("达成率", "Attainment"),
    "kp": Name("KP", "KP", ("KPs",)),
    "none": Name("暂无目标", "No objective yet"),
}
SHEET, READ_ME = Name("OKR拆解", "OKR breakdown"), Name("说明", "Read me")
_ROLES = {fold(text): role for role, name in COLUMNS.items() for text in name.slot.split("|")}
_KINDS = {fold(text): kind for kind, name in KINDS.items() for text in name.slot.split("|")}


def role(header: str) -> str:
    """What a column holds; '' for a month, or one of somebody's own."""
    return _ROLES.get(fold(header), "")


def kind(cell: str) -> str:
    """What a line says of its months; '' where it doesn't say."""
    return _KINDS.get(fold(cell), "")
