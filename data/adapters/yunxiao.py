"""Yunxiao 云效 (also as Aone inside Alibaba): one file of requirements, tasks and bugs, told apart by their type."""

from data.adapters.columns import Field
from data.adapters.export import Export, Split
from data.adapters.vocabulary import bug_status, dataset_of_type, headers, resolution, work_stage, work_status

TEAM = Field("team", ("所属团队|团队", "所属项目|项目"))
BY_TITLE = ("标题", "编号")  # the parent may be named by its title
REQUIREMENT = (
    Field("requirement_id", ("编号",)),
    Field("title", ("标题",)),
    TEAM,
    Field("parent_id", ("父项",), within=BY_TITLE),
    Field("type", ("工作项类型",)),
    Field("priority", ("优先级",)),
    Field("status", ("状态",), work_status()),
    Field("stage", ("状态",), work_stage()),
    Field("owner", ("负责人",)),
    Field("iteration_id", ("迭代",)),
    Field("created_at", ("创建时间",)),
    Field("released_at", ("完成时间",), only=("released",)),
    Field("cancelled_at", ("完成时间",), only=("cancelled",)),
)
BUG = (
    Field("bug_id", ("编号",)),
    Field("title", ("标题",)),
    TEAM,
    Field("requirement_id", ("父项",), within=BY_TITLE),
    Field("severity", ("严重程度", "优先级")),
    Field("status", ("状态",), bug_status()),
    Field("resolution", ("状态",), resolution, unless=("open",)),
    Field("created_at", ("创建时间",)),
    Field("resolved_at", ("完成时间",), unless=("open",)),
)
KNOWN = """编号, 标题, 状态, 负责人, 优先级, 工作项类型, 所属项目, 迭代, 创建人, 创建时间, 更新时间, 计划开始时间, 计划完成时间, 完成时间, 标签,
父项, 严重程度, 参与者, 抄送, 预计工时, 实际工时, 描述"""

EXPORTS = (
    Export(
        adapter="yunxiao",
        name="yunxiao",
        known=headers(KNOWN),
        signature=(("编号",), ("标题",), ("工作项类型",), ("迭代", "计划开始时间", "计划完成时间", "父项", "创建人")),
        readings={"requirements": REQUIREMENT, "bugs": BUG},
        split=Split(("工作项类型",), dataset_of_type),
        dates=("更新时间", "计划开始时间", "计划完成时间"),
    ),
)
