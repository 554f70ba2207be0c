"""ONES: one file of work items, told apart by their type; a bug says itself whether it was found online."""

from data.adapters.columns import Field
from data.adapters.export import Export, Split
from data.adapters.vocabulary import bug_status, dataset_of_type, headers, resolution, work_stage, work_status


def environment(is_online: str) -> str:
    """What isn't marked as found online was found before."""
    return {"是": "online", "否": "offline", "": "offline"}.get(is_online, is_online)


ID, PARENT = "ID|编号", "父工作项ID|父工作项"
BY_TITLE = ("标题", ID)  # the parent may be named by its title
TEAM = Field("team", ("所属团队|团队", "所属项目", "所属产品"))
REQUIREMENT = (
    Field("requirement_id", (ID,)),
    Field("title", ("标题",)),
    TEAM,
    Field("parent_id", (PARENT,), within=BY_TITLE),
    Field("type", ("子工作项类型", "工作项类型")),
    Field("priority", ("优先级",)),
    Field("status", ("状态",), work_status()),
    Field("stage", ("状态",), work_stage()),
    Field("owner", ("负责人",)),
    Field("iteration_id", ("所属迭代",)),
    Field("created_at", ("创建时间",)),
    Field("released_at", ("完成时间|完成日期",), only=("released",)),
    Field("cancelled_at", ("完成时间|完成日期",), only=("cancelled",)),
)
BUG = (
    Field("bug_id", (ID,)),
    Field("title", ("标题",)),
    TEAM,
    Field("requirement_id", ("关联需求", PARENT), within=BY_TITLE),
    Field("severity", ("严重程度", "优先级")),
    Field("environment", ("是否线上缺陷",), environment),
    Field("status", ("状态",), bug_status()),
    Field("resolution", ("处理结果", "状态"), resolution, unless=("open",)),
    Field("created_at", ("创建时间",)),
    Field("resolved_at", ("解决时间|解决日期", "完成时间|完成日期"), unless=("open",)),
    Field("closed_at", ("关闭时间|关闭日期",), unless=("open",)),
)
KNOWN = """ID, 编号, 标题, 工作项类型, 子工作项类型, 状态, 负责人, 优先级, 所属项目, 所属产品, 所属史诗, 所属迭代, 创建者, 创建时间, 更新时间,
截止日期, 完成时间, 完成日期, 解决时间, 解决日期, 关闭时间, 关闭日期, 是否线上缺陷, 缺陷类型, 严重程度, 处理结果, 解决者, 关注者, 故事点,
发布日期, 关联发布, 父工作项, 父工作项ID, 关联需求, 描述"""

EXPORTS = (
    Export(
        adapter="ones",
        name="ones",
        known=headers(KNOWN),
        signature=(("ID", "编号"), ("标题",), ("工作项类型",), ("所属迭代", "创建者", "是否线上缺陷")),
        readings={"requirements": REQUIREMENT, "bugs": BUG},
        split=Split(("工作项类型",), dataset_of_type),
        dates=("更新时间", "截止日期", "发布日期"),
    ),
)
