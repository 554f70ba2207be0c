"""The canonical datasets: one class each, one attribute a column. Words and rules are the domain's, not a tool's."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from data.model.fields import Day, Definition, Id, Month, Number, Several, SeveralTeams, Team, Text, When, word

DIRECTIONS = {
    "increase": "increase",
    "提升": "increase",
    "decrease": "decrease",
    "降低": "decrease",
    "maintain_above": "maintain_above",
    "不低于": "maintain_above",
    "maintain_below": "maintain_below",
    "不高于": "maintain_below",
}
EVERY = {"day": "day", "日": "day", "week": "week", "周": "week", "month": "month", "月": "month"}
WORK_STATUS = {
    **{known: known for known in ("new", "planned", "backlog", "in_progress", "released", "cancelled")},
    "规划中": "planned",
    "待对焦": "backlog",
    **dict.fromkeys(("进行中", "待评审", "待开发", "开发中", "待测试", "待发布"), "in_progress"),
    **dict.fromkeys(("已发布", "已交付", "已复盘"), "released"),
    "已取消": "cancelled",
}
STAGES = {
    **{known: known for known in ("review", "ready", "dev", "test", "release_ready", "released", "retro", "cancelled")},
    "待评审": "review",
    "待开发": "ready",
    **dict.fromkeys(("in_progress", "进行中", "开发中"), "dev"),
    **dict.fromkeys(("待测试", "测试中"), "test"),
    "待发布": "release_ready",
    **dict.fromkeys(("已发布", "已交付"), "released"),
    "已复盘": "retro",
    "已取消": "cancelled",
}  # a status word says which stage was entered; work of which only is known that it goes on is in development
BUG_STATUS = {"open": "open", "resolved": "resolved", "closed": "closed", "激活": "open", "已解决": "resolved", "已关闭": "closed"}
ENVIRONMENT = {"online": "online", "线上": "online", "offline": "offline", "线下": "offline"}
RESOLUTION = {
    **{
        known: known
        for known in (
            "fixed",
            "postponed",
            "duplicate",
            "by_design",
            "not_reproducible",
            "external",
            "wont_fix",
            "to_requirement",
            "invalid",
        )
    },
    "已解决": "fixed",
    "延期处理": "postponed",
    "重复bug": "duplicate",
    "设计如此": "by_design",
    "无法重现": "not_reproducible",
    "外部原因": "external",
    "不予解决": "wont_fix",
    "转为需求": "to_requirement",
}
CONCERNS = {
    **{known: known for known in ("behind", "falling", "no_movement", "drift", "unlinked", "open_bugs", "slow", "stale", "no_months")},
    "落后计划": "behind",
    "连续走低": "falling",
    "投入未见效": "no_movement",
    "偏离目标": "drift",
    "未关联增长": "unlinked",
    "未解决bug上升": "open_bugs",
    "交付变慢": "slow",
    "数据过期": "stale",
    "缺月度目标": "no_months",
}

Concern = Annotated[str, BeforeValidator(word(CONCERNS))]
Direction = Annotated[str, BeforeValidator(word(DIRECTIONS))]
Every = Annotated[str, BeforeValidator(word(EVERY))]
Stage = Annotated[str, BeforeValidator(word(STAGES))]
WorkStatus = Annotated[str, BeforeValidator(word(WORK_STATUS))]
BugStatus = Annotated[str, BeforeValidator(word(BUG_STATUS))]
Environment = Annotated[str, BeforeValidator(word(ENVIRONMENT))]
Resolution = Annotated[str, BeforeValidator(word(RESOLUTION))]


def column(
    label: str,
    *aliases: str,
    key: bool = False,
    default: Any = ...,
    words: dict[str, str] | None = None,
    names: str = "",
    names_by: tuple[str, dict[str, str]] = ("", {}),
) -> Any:
    """A column: its Chinese label, other headers it goes by, and `names`, the dataset whose key it refers to.

    `names_by`: which one depends on the word in another column.
    """
    described: dict[str, Any] = {
        "label": label,
        "aliases": list(aliases),
        "key": key,
        "words": {**(words or {})},
        "names": names,
        "names_by": [*names_by],
    }
    return Field(default=default, json_schema_extra=described)


class Fact(BaseModel):
    """One line of a canonical dataset."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Objective(Fact):
    """A goal with a period."""

    objective_id: Id = column("目标编号", key=True)
    title: Text = column("目标", "描述")
    interpretation: Text | None = column("解读", default=None)
    strategy: Text | None = column("策略", default=None)
    owner: Text | None = column("负责人", "1号位", default=None)
    campaign_id: Id | None = column("战役编号", default=None, names="campaigns")
    starts_on: Day = column("开始日期")
    ends_on: Day = column("结束日期")
    weight: Number | None = column("权重", default=1.0)


class KeyResult(Fact):
    """A result that proves an objective."""

    kr_id: Id = column("KR编号", "KR", key=True)
    objective_id: Id = column("目标编号", names="objectives")
    title: Text = column("关键结果", "描述")
    owner: Text | None = column("负责人", "1号位", default=None)
    business_module: Text | None = column("业务模块", default=None)
    weight: Number | None = column("权重", default=1.0)


class KrMetric(Fact):
    """A number that proves a key result."""

    metric_id: Id = column("指标编号", key=True)
    kr_id: Id = column("KR编号", names="key_results")
    name: Text = column("指标名称")
    unit: Text | None = column("单位", default=None)
    direction: Direction = column("方向", words=DIRECTIONS)
    baseline: Number = column("基准")
    target: Number = column("目标", "目标值")
    every: Every | None = column("频率", default="day", words=EVERY)


class KrMonthlyTarget(Fact):
    """Where a metric must be at the end of a month."""

    metric_id: Id = column("指标编号", "metric", key=True, names="kr_metrics")
    month: Month = column("月份", key=True)
    target: Number = column("目标", "monthly_target")


class KrValue(Fact):
    """What a metric was on a day."""

    metric_id: Id = column("指标编号", "metric", key=True, names="kr_metrics")
    day: Day = column("日期", "date", key=True)
    value: Number = column("值", "数值")


class Requirement(Fact):
    """A unit of delivered work."""

    requirement_id: Id = column("需求编号", "编号", key=True)
    title: Text = column("标题", "需求名称")
    team: Team | None = column("团队", default=None)
    kr_ids: Several | None = column("关联KR", default=None, names="key_results")
    parent_id: Id | None = column("父需求", default=None, names="requirements")
    type: Text | None = column("类型", default=None)
    priority: Text | None = column("优先级", default=None)
    status: WorkStatus | None = column("状态", default=None, words=WORK_STATUS)
    owner: Text | None = column("负责人", default=None)
    iteration_id: Id | None = column("迭代", default=None)
    project_id: Id | None = column("项目", default=None)
    estimate_days: Number | None = column("预估人日", default=None)
    created_at: When = column("创建时间")
    review_at: When | None = column("待评审时间", default=None)
    ready_at: When | None = column("待开发时间", default=None)
    dev_at: When | None = column("开发时间", default=None)
    test_at: When | None = column("待测试时间", default=None)
    release_ready_at: When | None = column("待发布时间", default=None)
    released_at: When | None = column("发布时间", default=None)
    retro_at: When | None = column("复盘时间", default=None)
    cancelled_at: When | None = column("取消时间", default=None)
    blocked_at: When | None = column("阻塞时间", default=None)
    doc_url: Text | None = column("文档链接", default=None)
    design_url: Text | None = column("方案链接", default=None)
    cases_url: Text | None = column("用例链接", default=None)
    release_plan_url: Text | None = column("发布计划链接", default=None)
    url: Text | None = column("链接", default=None)
    stage: Stage | None = column("阶段", default=None, words=STAGES)
    observed: Several | None = column("观测到的时间", default=None)


class StageChange(Fact):
    """A requirement's step from one state to another, as its tracker logged it."""

    requirement_id: Id = column("需求编号", key=True, names="requirements")
    changed_at: When = column("变更时间", key=True)
    to_status: Text = column("变更后状态", key=True)
    from_status: Text | None = column("变更前状态", default=None)
    to_stage: Stage | None = column("变更后阶段", default=None, words=STAGES)


class Bug(Fact):
    """Something that was reported as broken."""

    bug_id: Id = column("Bug编号", "缺陷编号", key=True)
    title: Text = column("标题")
    team: Team | None = column("团队", default=None)
    requirement_id: Id | None = column("需求编号", default=None, names="requirements")
    severity: Text | None = column("严重程度", default=None)
    environment: Environment | None = column("环境", default=None, words=ENVIRONMENT)
    status: BugStatus | None = column("状态", default=None, words=BUG_STATUS)
    resolution: Resolution | None = column("解决方案", default=None, words=RESOLUTION)
    created_at: When = column("创建时间")
    resolved_at: When | None = column("解决时间", default=None)
    closed_at: When | None = column("关闭时间", default=None)
    url: Text | None = column("链接", default=None)


class TeamFact(Fact):
    """A team, and the other names it goes by."""

    team: Team = column("团队", key=True)
    department: Text | None = column("部门", default=None)
    lead: Text | None = column("负责人", default=None)
    aliases: SeveralTeams | None = column("别名", default=None)


class Setting(Fact):
    """A cut-off that shapes figures, kept with versions like every fact."""

    name: Text = column("设置", key=True)
    value: Number = column("值", "数值")


class Mute(Fact):
    """An entry of the attention list that is kept quiet for a while; `subject` is a kind and an id, as in `kr:O1-KR1`."""

    rule: Concern = column("规则", key=True, words=CONCERNS)
    subject: Text = column("对象", key=True)
    until_on: Day = column("截至日期")
    reason: Text = column("原因")
    who: Text = column("姓名")


class MappingFact(Fact):
    """How a source's files are read, as somebody chose it."""

    name: Text = column("映射", "映射名称", key=True)
    definition: Definition = column("映射定义")
