"""ZenTao 禅道: bug and story exports; references carry their number as `Storm(#7)`, dates never set are year zero."""

import re
from collections.abc import Mapping, Sequence

from data.adapters.columns import Cells, Cleaner, Field, Layout, each, words
from data.adapters.export import Export
from data.model.datasets import fold
from data.model.facts import BUG_STATUS, RESOLUTION
from data.reading import Line

_NUMBER = re.compile(r"\s*\(#([^()]*)\)\s*$")
DATES = ("创建日期", "解决日期", "关闭日期")
STAGES = {
    **dict.fromkeys(("未开始", "草稿"), "new"),
    **dict.fromkeys(("已计划", "已立项"), "planned"),
    **dict.fromkeys(("研发中", "研发完毕", "测试中", "测试完毕", "已验收"), "in_progress"),
    "已发布": "released",
}
CLOSED_BECAUSE = {"已完成": "released", **dict.fromkeys(("已细分", "重复", "延期", "不做", "已取消", "设计如此"), "cancelled")}


def without_number(cell: str) -> str:
    return _NUMBER.sub("", cell)


def number(cell: str) -> str:
    """The id in `下单(#12)`; zero is nothing."""
    match = _NUMBER.search(cell)
    found = match[1].strip() if match else cell
    return "" if found == "0" else found


def _set_dates(_found: Layout, _lines: Sequence[Line]) -> Mapping[str, Cleaner]:
    return {fold(header): _without_year_zero for header in DATES}


def _without_year_zero(cells: Cells) -> Cells:
    return ["" if cell.startswith("0000") else cell for cell in cells]


def story_status(stages: Cells, statuses: Cells, reasons: Cells) -> Cells:
    return [_story_state(*map(without_number, cells)) for cells in zip(stages, statuses, reasons, strict=True)]


def _story_state(stage: str, status: str, reason: str) -> str:
    """A reason that isn't ZenTao's own stays in the place of the status, to be seen and mapped."""
    if stage == "已发布":
        return "released"
    if "已关闭" in (stage, status):
        return CLOSED_BECAUSE.get(reason, reason or "已关闭")
    return STAGES.get(stage or status, stage or status)


def story_released_at(closed: Cells, *state: Cells) -> Cells:
    return _when("released", closed, story_status(*state))


def story_cancelled_at(closed: Cells, *state: Cells) -> Cells:
    return _when("cancelled", closed, story_status(*state))


def bug_work_status(statuses: Cells, resolutions: Cells) -> Cells:
    """A bug read as a requirement: work that was delivered if it was fixed."""
    return [_bug_work_state(*map(without_number, cells)) for cells in zip(statuses, resolutions, strict=True)]


def _bug_work_state(status: str, resolution: str) -> str:
    if status not in ("已解决", "已关闭"):
        return {"激活": "new"}.get(status, status)
    return "cancelled" if RESOLUTION.get(resolution.casefold(), "fixed") != "fixed" else "released"


def bug_released_at(resolved: Cells, closed: Cells, *state: Cells) -> Cells:
    return _when("released", [first or second for first, second in zip(resolved, closed, strict=True)], bug_work_status(*state))


def bug_cancelled_at(resolved: Cells, closed: Cells, *state: Cells) -> Cells:
    return _when("cancelled", [first or second for first, second in zip(resolved, closed, strict=True)], bug_work_status(*state))


def _when(wanted: str, moments: Cells, states: Cells) -> Cells:
    return [moment if state == wanted else "" for moment, state in zip(moments, states, strict=True)]


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
    Field("owner", ("指派给",)),
    Field("created_at", ("创建日期",)),
    Field("released_at", ("解决日期", "关闭日期", *BUG_STATE), bug_released_at, needs=("解决日期",)),
    Field("cancelled_at", ("解决日期", "关闭日期", *BUG_STATE), bug_cancelled_at, needs=("解决日期",)),
)
STORY_TITLES = ("研发需求名称", "软件需求名称", "需求名称")
STORY = (
    Field("requirement_id", ("编号",)),
    Field("title", STORY_TITLES),
    TEAM,
    Field("priority", ("优先级",), each(without_number)),
    Field("status", STORY_STATE, story_status),
    Field("owner", ("指派给",)),
    Field("created_at", ("创建日期",)),
    Field("released_at", ("关闭日期", *STORY_STATE), story_released_at, needs=("关闭日期",)),
    Field("cancelled_at", ("关闭日期", *STORY_STATE), story_cancelled_at, needs=("关闭日期",)),
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
        cleaners=_set_dates,
    ),
    Export(
        adapter="zentao",
        name="zentao_story",
        known=tuple(KNOWN_STORY.split()),
        signature=(("编号",), STORY_TITLES, ("所属产品", "所处阶段", "关闭原因", "当前状态")),
        readings={"requirements": STORY},
        cleaners=_set_dates,
    ),
)
