"""The upper half of the chain: campaigns, key projects, projects, what they must pass by when, and how they are closed."""

from typing import Annotated

from pydantic import BeforeValidator

from data.model.facts import Fact, column
from data.model.fields import Day, Id, Month, Number, Several, Text, word

SUBJECTS = {"campaign": "campaign", "战役": "campaign", "project": "project", "项目": "project"}
SUBJECT = ("subject_kind", {"campaign": "campaigns", "project": "projects"})
KP_STATUS = {
    **{known: known for known in ("planned", "doing", "done", "dropped")},
    **dict.fromkeys(("计划", "计划中", "未开始"), "planned"),
    "进行中": "doing",
    "已完成": "done",
    **dict.fromkeys(("已放弃", "已取消"), "dropped"),
}
PROJECT_KINDS = {
    **{known: known for known in ("special", "horizontal", "campaign")},
    "专项": "special",
    "横向": "horizontal",
    "战役": "campaign",
}
PHASES = {
    **{known: known for known in ("start", "run", "go_live", "close")},
    **dict.fromkeys(("启动", "立项"), "start"),
    **dict.fromkeys(("执行", "进行中"), "run"),
    "上线": "go_live",
    **dict.fromkeys(("结项", "收尾"), "close"),
}
LEVELS = {"high": "high", "高": "high", "medium": "medium", "中": "medium", "low": "low", "低": "low"}
RISK_STATUS = {
    **{known: known for known in ("open", "mitigated", "happened", "closed")},
    **dict.fromkeys(("打开", "未关闭"), "open"),
    "已缓解": "mitigated",
    "已发生": "happened",
    "已关闭": "closed",
}
LINE_KINDS = {
    **{known: known for known in ("deliverable", "milestone", "kr", "other")},
    "交付物": "deliverable",
    "里程碑": "milestone",
    "关键结果": "kr",
    "其他": "other",
}
VERDICTS = {
    **{known: known for known in ("accepted", "partly", "rejected")},
    "通过": "accepted",
    "部分通过": "partly",
    "不通过": "rejected",
}
FINDINGS = {"keep": "keep", "保持": "keep", "improve": "improve", "改进": "improve"}
FOLLOW_UP = {
    **{known: known for known in ("open", "done", "dropped")},
    **dict.fromkeys(("待跟进", "进行中"), "open"),
    "已完成": "done",
    "已放弃": "dropped",
}
NODES = {
    **{known: known for known in ("focus", "requirement_review", "design_review", "tech_review", "end")},
    "需求对焦": "focus",
    "需求评审": "requirement_review",
    "设计评审": "design_review",
    "技术评审&排期": "tech_review",
    "迭代结束": "end",
}

SubjectKind = Annotated[str, BeforeValidator(word(SUBJECTS))]
KpStatus = Annotated[str, BeforeValidator(word(KP_STATUS))]
ProjectKind = Annotated[str, BeforeValidator(word(PROJECT_KINDS))]
Phase = Annotated[str, BeforeValidator(word(PHASES))]
Level = Annotated[str, BeforeValidator(word(LEVELS))]
RiskStatus = Annotated[str, BeforeValidator(word(RISK_STATUS))]
LineKind = Annotated[str, BeforeValidator(word(LINE_KINDS))]
Verdict = Annotated[str, BeforeValidator(word(VERDICTS))]
FindingKind = Annotated[str, BeforeValidator(word(FINDINGS))]
FollowUp = Annotated[str, BeforeValidator(word(FOLLOW_UP))]
Node = Annotated[str, BeforeValidator(word(NODES))]


class Campaign(Fact):
    """A goal of the business with an owner; one with a parent is a sub-campaign."""

    campaign_id: Id = column("战役编号", key=True)
    title: Text = column("名称", "战役名称")
    goal: Text | None = column("战役目标", default=None)
    parent_id: Id | None = column("上级战役", default=None, names="campaigns")
    lead: Text | None = column("一号位", default=None)
    pmo: Text | None = column("PMO", default=None)
    hr: Text | None = column("HR", default=None)
    pm: Text | None = column("PM", default=None)
    starts_on: Day | None = column("开始日期", default=None)
    ends_on: Day | None = column("结束日期", default=None)


class KeyProject(Fact):
    """What a key result does in a month to reach that month's target."""

    kp_id: Id = column("KP编号", key=True)
    kr_id: Id = column("KR编号", names="key_results")
    month: Month = column("月份")
    title: Text = column("KP", "标题")
    owner: Text | None = column("负责人", default=None)
    status: KpStatus | None = column("状态", default=None, words=KP_STATUS)


class Iteration(Fact):
    """A release train."""

    iteration_id: Id = column("迭代编号", key=True)
    title: Text | None = column("名称", default=None)
    starts_on: Day = column("开始日期")
    ends_on: Day = column("结束日期")
    product_pm: Text | None = column("产品PM", default=None)
    tech_pms: Several | None = column("技术PM", default=None)
    test_lead: Text | None = column("测试PM", default=None)


class IterationEvent(Fact):
    """A node of a release train: the day it was planned for and the day it was held."""

    iteration_id: Id = column("迭代编号", key=True, names="iterations")
    kind: Node = column("节点", key=True, words=NODES)
    planned_on: Day = column("计划日期")
    held_on: Day | None = column("实际日期", default=None)


class Project(Fact):
    """Work outside the trains or across teams, or for a campaign."""

    project_id: Id = column("项目编号", key=True)
    title: Text = column("名称", "项目名称")
    kind: ProjectKind = column("类型", words=PROJECT_KINDS)
    parent_id: Id | None = column("上级项目", default=None, names="projects")
    campaign_id: Id | None = column("战役编号", default=None, names="campaigns")
    goal: Text | None = column("目标", default=None)
    business_lead: Text | None = column("业务负责人", default=None)
    product_lead: Text | None = column("产品负责人", default=None)
    tech_lead: Text | None = column("技术负责人", default=None)
    pm: Text | None = column("PM", "项目PM", default=None)
    phase: Phase | None = column("阶段", default=None, words=PHASES)
    starts_on: Day | None = column("开始日期", default=None)
    ends_on: Day | None = column("结束日期", default=None)


class Milestone(Fact):
    """What a campaign or project must have passed by a day, and what it hands over then."""

    milestone_id: Id = column("里程碑编号", key=True)
    subject_kind: SubjectKind = column("对象类型", words=SUBJECTS)
    subject_id: Id = column("对象编号", names_by=SUBJECT)
    title: Text = column("里程碑", "标题")
    planned_on: Day = column("计划日期")
    done_on: Day | None = column("完成日期", default=None)
    deliverable: Text | None = column("交付物", default=None)


class Risk(Fact):
    """What may go wrong in a project."""

    risk_id: Id = column("风险编号", key=True)
    project_id: Id = column("项目编号", names="projects")
    title: Text = column("风险", "标题")
    likelihood: Level = column("可能性", words=LEVELS)
    impact: Level = column("影响", words=LEVELS)
    status: RiskStatus = column("状态", words=RISK_STATUS)
    owner: Text | None = column("负责人", default=None)
    raised_on: Day = column("提出日期")
    due_on: Day | None = column("截止日期", default=None)
    closed_on: Day | None = column("关闭日期", default=None)


class Closure(Fact):
    """How a campaign or project is closed.

    `data_version` and `as_of` are what its figures are read at once it is accepted; `reopened_why` is why it is open again.
    """

    subject_kind: SubjectKind = column("对象类型", key=True, words=SUBJECTS)
    subject_id: Id = column("对象编号", key=True, names_by=SUBJECT)
    opened_on: Day | None = column("开启日期", default=None)
    opened_by: Text | None = column("开启人", default=None)
    accepted_on: Day | None = column("验收日期", default=None)
    accepted_by: Text | None = column("验收人", default=None)
    acceptance_note: Text | None = column("验收说明", default=None)
    data_version: Number | None = column("数据版本", default=None)
    as_of: Day | None = column("数据日期", default=None)
    reopened_why: Text | None = column("重开原因", default=None)
    review_note: Text | None = column("复盘说明", default=None)
    evaluation_note: Text | None = column("评价说明", default=None)
    result_score: Number | None = column("结果分", default=None)
    process_score: Number | None = column("过程分", default=None)


class AcceptanceLine(Fact):
    """One thing that was promised, and whether it is there."""

    subject_kind: SubjectKind = column("对象类型", key=True, words=SUBJECTS)
    subject_id: Id = column("对象编号", key=True, names_by=SUBJECT)
    line_no: Id = column("序号", "line", key=True)  # `line` is where a fact comes from
    kind: LineKind = column("类型", words=LINE_KINDS)
    ref_id: Id | None = column("关联编号", default=None)
    title: Text = column("验收项", "标题")
    verdict: Verdict = column("结论", words=VERDICTS)
    note: Text | None = column("说明", default=None)


class Improvement(Fact):
    """What a review found: worth keeping, or to be done better, by whom and until when."""

    improvement_id: Id = column("改进项编号", key=True)
    subject_kind: SubjectKind = column("对象类型", words=SUBJECTS)
    subject_id: Id = column("对象编号", names_by=SUBJECT)
    title: Text = column("改进项", "标题")
    kind: FindingKind = column("类型", words=FINDINGS)
    owner: Text | None = column("负责人", default=None)
    due_on: Day | None = column("截止日期", default=None)
    status: FollowUp = column("状态", words=FOLLOW_UP)


class Commendation(Fact):
    """Who is to be thanked, and for what."""

    subject_kind: SubjectKind = column("对象类型", key=True, words=SUBJECTS)
    subject_id: Id = column("对象编号", key=True, names_by=SUBJECT)
    who: Text = column("姓名", "表彰对象", key=True)
    for_what: Text | None = column("事由", default=None)
