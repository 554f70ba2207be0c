"""ZenTao 禅道: bug and story exports; references carry their number as `Storm(#7)`, dates never set are year zero."""

import re

from data.adapters.columns import Field, each, words
from data.adapters.export import Export
from data.adapters.vocabulary import CANCELLED, DEV, NEW, PLANNED, RELEASE_READY, RELEASED, TEST, Step
from data.model.facts import BUG_STATUS, RESOLUTION

_NUMBER = re.compile(r"\s*\(#([^()]*)\)\s*$")
YEAR_ZERO = "0000-00-00.*"
STAGES = {
    **dict.fromkeys(("未开始", "草稿"), NEW),
    **dict.fromkeys(("已计划", "已立项"), PLANNED),
    "研发中": DEV,
    **dict.fromkeys(("研发完毕", "测试中"), TEST),
    **dict.fromkeys(("测试完毕", "已验收"), RELEASE_READY),
    "已发布": RELEASED,
}
CLOSED_BECAUSE = {"已完成": RELEASED, **dict.fromkeys(("已细分", "重复", "延期", "不做", "已取消", "设计如此"), CANCELLED)}


def without_number(cell: str) -> str:
    return _NUMBER.sub("", cell)


def number(cell: str) -> str:
    """The id in `下单(#12)`; zero is nothing."""
    match = _NUMBER.search(cell)
    found = match[1].strip() if match else cell
    return "" if found == "0" else found


def story_status(*state: str) -> str:
    return _story_step(*map(without_number, state)).status


def story_stage(*state: str) -> str:
    return _story_step(*map(without_number, state)).stage


def _story_step(stage: str, status: str, reason: str) -> Step:
    """A reason that isn't ZenTao's own stays in the place of the status, to be seen and mapped."""
    if stage == "已发布":
        return RELEASED
    if "已关闭" in (stage, status):
        return CLOSED_BECAUSE.get(reason) or Step(reason or "已关闭", "")
    return STAGES.get(stage or status) or Step(stage or status, "")


def bug_work_status(status: str, resolution: str) -> str:
    """A bug read as a requirement: work that was delivered if it was fixed."""
    state = without_number(status)
    if state not in ("已解决", "已关闭"):
        return {"激活": "new"}.get(state, state)
    return "cancelled" if RESOLUTION.get(without_number(resolution).casefold(), "fixed") != "fixed" else "released"


def bug_work_stage(status: str, resolution: str) -> str:
    state = bug_work_status(status, resolution)
    return state if state in ("released", "cancelled") else ""


TEAM = Field("team", ("所属产品",), each(without_number))
STORY_STATE = ("所处阶段", "当前状态", "关闭原因")
BUG_STATE = ("Bug状态", "解决方案")
BUG = (
    Field("bug_id", ("Bug编号",)),
    Field("title", ("Bug标题",)),
    TEAM,
    Field("requirement_id", ("相关需求",), each(number)),
    Field("severity", ("严重程度",), each(without_number)),
    Field("status", ("Bug状态",), words(BUG_STATUS, without_number)),
    Field("resolution", ("解决方案",), words(RESOLUTION, without_number)),
    Field("created_at", ("创建日期",)),
    Field("resolved_at", ("解决日期",)),
    Field("closed_at", ("关闭日期",)),
)
BUG_AS_REQUIREMENT = (
    Field("requirement_id", ("Bug编号",)),
    Field("title", ("Bug标题",)),
    TEAM,
    Field("parent_id", ("相关需求",), each(number)),
    Field("type", ("Bug类型",), each(without_number)),
    Field("priority", ("优先级",), each(without_number)),
    Field("status", BUG_STATE, bug_work_status),
    Field("stage", BUG_STATE, bug_work_stage),
    Field("owner", ("指派给",)),
    Field("created_at", ("创建日期",)),
    Field("released_at", ("解决日期", "关闭日期"), needs=("解决日期",), only=("released",)),
    Field("cancelled_at", ("解决日期", "关闭日期"), needs=("解决日期",), only=("cancelled",)),
)
STORY_TITLES = ("研发需求名称", "软件需求名称", "需求名称")
STORY = (
    Field("requirement_id", ("编号",)),
    Field("title", STORY_TITLES),
    TEAM,
    Field("priority", ("优先级",), each(without_number)),
    Field("status", STORY_STATE, story_status),
    Field("stage", STORY_STATE, story_stage),
    Field("owner", ("指派给",)),
    Field("created_at", ("创建日期",)),
    Field("released_at", ("关闭日期",), only=("released",)),
    Field("cancelled_at", ("关闭日期",), only=("cancelled",)),
)
KNOWN_BUG = """Bug编号 所属产品 分支/平台 所属模块 所属项目 所属执行 相关需求 相关任务 Bug标题 关键词 严重程度 优先级 Bug类型 操作系统 浏览器 重现步骤
Bug状态 截止日期 激活次数 是否确认 抄送给 由谁创建 创建日期 影响版本 指派给 指派日期 解决者 解决方案 解决版本 解决日期 由谁关闭 关闭日期 重复ID
相关Bug 相关用例 最后修改者 最后修改日期 附件"""
KNOWN_STORY = """编号 所属产品 所属模块 所属计划 来源 研发需求名称 软件需求名称 需求名称 描述 验收标准 关键词 优先级 预计工时 当前状态 所处阶段
由谁创建 创建日期 指派给 评审者 评审时间 由谁关闭 关闭日期 关闭原因 最后修改 最后修改日期"""

EXPORTS = (
    Export(
        adapter="zentao",
        name="zentao_bug",
        known=tuple(KNOWN_BUG.split()),
        signature=(("Bug编号",), ("Bug标题", "Bug状态", "所属产品")),
        readings={"bugs": BUG, "requirements": BUG_AS_REQUIREMENT},
        empty=YEAR_ZERO,
    ),
    Export(
        adapter="zentao",
        name="zentao_story",
        known=tuple(KNOWN_STORY.split()),
        signature=(("编号",), STORY_TITLES, ("所属产品", "所处阶段", "关闭原因", "当前状态")),
        readings={"requirements": STORY},
        empty=YEAR_ZERO,
    ),
)
