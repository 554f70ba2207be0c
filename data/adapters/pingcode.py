"""PingCode: one file of epics, stories, tasks and bugs, told apart by their type."""

from data.adapters.columns import Field
from data.adapters.export import Export, Split
from data.adapters.vocabulary import bug_status, dataset_of_type, headers, resolution, work_stage, work_status

TEAM = Field("team", ("所属团队|团队", "所属项目|项目"))
PARENT = "父工作项"
BY_TITLE = ("标题", "编号")  # the parent may be named by its title
REQUIREMENT = (
    Field("requirement_id", ("编号",)),
    Field("title", ("标题",)),
    TEAM,
    Field("parent_id", (PARENT,), within=BY_TITLE),
    Field("type", ("类型",)),
    Field("priority", ("优先级",)),
    Field("status", ("状态",), work_status()),
    Field("stage", ("状态",), work_stage()),
    Field("owner", ("负责人",)),
    Field("iteration_id", ("所属迭代",)),
    Field("created_at", ("创建时间",)),
    Field("released_at", ("完成时间",), only=("released",)),
    Field("cancelled_at", ("完成时间",), only=("cancelled",)),
)
BUG = (
    Field("bug_id", ("编号",)),
    Field("title", ("标题",)),
    TEAM,
    Field("requirement_id", (PARENT,), within=BY_TITLE),
    Field("severity", ("严重程度", "优先级")),
    Field("status", ("状态",), bug_status()),
    Field("resolution", ("解决方案|解决结果", "状态"), resolution, unless=("open",)),
    Field("created_at", ("创建时间",)),
    Field("resolved_at", ("完成时间",), unless=("open",)),
)
KNOWN = """编号, 标题, 类型, 状态, 负责人, 优先级, 严重程度, 所属项目, 所属迭代, 开始时间, 截止时间, 创建人, 创建时间, 完成时间, 更新时间, 父工作项,
故事点, 解决方案, 解决结果, 参与人, 标签, 描述"""

EXPORTS = (
    Export(
        adapter="pingcode",
        name="pingcode",
        known=headers(KNOWN),
        signature=(("编号",), ("标题",), ("类型",), ("父工作项", "所属迭代")),
        readings={"requirements": REQUIREMENT, "bugs": BUG},
        split=Split(("类型",), dataset_of_type),
        dates=("开始时间", "截止时间", "更新时间"),
    ),
)
