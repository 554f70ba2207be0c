"""TAPD: story and bug exports, as CSV in GBK, `.xlsx` or HTML named `.xls`; states are each team's own, these are TAPD's."""

from data.adapters.columns import Field, each
from data.adapters.export import Export
from data.adapters.vocabulary import bug_status, headers, resolution, tidy_people, work_stage, work_status

ID, STORY_TITLE = "ID|需求ID|编号", "标题|需求名称"
TEAM = Field("team", ("团队|所属团队", "项目|所属项目"))
OWNER = Field("owner", ("处理人|当前处理人", "开发人员"), each(tidy_people))
STORY = (
    Field("requirement_id", (ID,)),
    Field("title", (STORY_TITLE,)),
    TEAM,
    Field("parent_id", ("父需求ID|父需求",), within=(STORY_TITLE, ID)),
    Field("type", ("需求类别|需求类型",)),
    Field("priority", ("优先级",)),
    Field("status", ("状态",), work_status()),
    Field("stage", ("状态",), work_stage()),
    OWNER,
    Field("iteration_id", ("迭代",)),
    Field("created_at", ("创建时间",)),
    Field("released_at", ("完成时间",), only=("released",)),
    Field("cancelled_at", ("完成时间",), only=("cancelled",)),
    Field("url", ("链接|需求链接",)),
)
BUG = (
    Field("bug_id", ("缺陷ID|ID|编号",)),
    Field("title", ("缺陷标题|标题",)),
    TEAM,
    Field("requirement_id", ("关联需求ID|关联需求",)),
    Field("severity", ("严重程度",)),
    Field("status", ("状态",), bug_status()),
    Field("resolution", ("解决方法", "状态"), resolution, unless=("open",)),
    Field("created_at", ("创建时间",)),
    Field("resolved_at", ("解决时间", "拒绝时间"), unless=("open",)),
    Field("closed_at", ("关闭时间",), unless=("open",)),
    Field("url", ("链接|缺陷链接",)),
)
KNOWN_BUG = """缺陷ID, ID, 编号, 缺陷标题, 标题, 严重程度, 优先级, 状态, 处理人, 当前处理人, 开发人员, 测试人员, 项目, 所属项目, 团队,
模块, 迭代, 发现版本, 验证版本, 合入版本, 关闭版本, 创建人, 创建时间, 修复人, 解决时间, 验证人, 验证时间, 关闭人, 关闭时间, 拒绝时间,
最后修改时间, 解决方法, 缺陷根源, 缺陷类型, 重现规律, 发布计划, 关联需求, 关联需求ID, 预计结束, 链接, 缺陷链接"""
KNOWN_STORY = """ID, 需求ID, 编号, 标题, 需求名称, 状态, 优先级, 处理人, 当前处理人, 开发人员, 预计开始, 预计结束, 进度, 父需求, 父需求ID, 模块, 分类,
需求分类, 需求类别, 需求类型, 迭代, 创建人, 创建时间, 完成时间, 最后修改时间, 发布计划, 业务价值, 规模, 预估工时, 完成工时, 剩余工时,
链接, 需求链接"""

# A bug file has what makes a story file recognised too: it comes first.
EXPORTS = (
    Export(
        adapter="tapd",
        name="tapd_bug",
        known=headers(KNOWN_BUG),
        signature=(("ID", "缺陷ID", "编号"), ("标题", "缺陷标题"), ("严重程度",), ("处理人", "当前处理人", "缺陷ID", "发现版本", "解决方法")),
        readings={"bugs": BUG},
        dates=("验证时间", "最后修改时间"),
    ),
    Export(
        adapter="tapd",
        name="tapd_story",
        known=headers(KNOWN_STORY),
        signature=(
            ("ID", "需求ID", "编号"),
            ("标题", "需求名称"),
            ("处理人", "当前处理人", "需求ID", "预计开始", "预计结束", "需求分类", "发布计划"),
        ),
        readings={"requirements": STORY},
        dates=("预计开始", "预计结束", "最后修改时间"),
    ),
)
