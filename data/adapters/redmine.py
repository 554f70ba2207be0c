"""Redmine, in English and Chinese: the tracker says what is a bug; what is resolved still waits to be closed."""

from data.adapters.columns import Field, each
from data.adapters.export import Export, Split
from data.adapters.vocabulary import TEST, bug_status, dataset_of_type, headers, resolution, work_stage, work_status

STATES = dict.fromkeys(("resolved", "已解决"), TEST)


def number(cell: str) -> str:
    return cell.removeprefix("#")


TITLE = Field("title", ("Subject|主题",))
TEAM = Field("team", ("Team|团队", "Project|项目"))
PARENT = "Parent task|父任务"
STATE = "Status|状态"
CREATED, CLOSED = "Created|Created on|创建于|创建时间", "Closed|Closed on|结束日期|关闭于|关闭时间"
REQUIREMENT = (
    Field("requirement_id", ("#",)),
    TITLE,
    TEAM,
    Field("parent_id", (PARENT,), each(number)),
    Field("type", ("Tracker|跟踪|跟踪标签",)),
    Field("priority", ("Priority|优先级",)),
    Field("status", (STATE,), work_status(STATES)),
    Field("stage", (STATE,), work_stage(STATES)),
    Field("owner", ("Assignee|指派给",)),
    Field("iteration_id", ("Target version|目标版本",)),
    Field("created_at", (CREATED,)),
    Field("released_at", (CLOSED,), only=("released",)),
    Field("cancelled_at", (CLOSED,), only=("cancelled",)),
)
BUG = (
    Field("bug_id", ("#",)),
    TITLE,
    TEAM,
    Field("requirement_id", (PARENT,), each(number)),
    Field("severity", ("Severity|严重程度", "Priority|优先级")),
    Field("status", (STATE,), bug_status(STATES)),
    Field("resolution", ("Resolution|解决方案", STATE), resolution, unless=("open",)),
    Field("created_at", (CREATED,)),
    Field("resolved_at", (CLOSED,), unless=("open",)),
    Field("closed_at", (CLOSED,), unless=("open",)),
)
KNOWN = """#, Project, Tracker, Parent task, Parent task subject, Status, Priority, Subject, Author, Assignee, Updated, Category, Target version,
Start date, Due date, Estimated time, Total estimated time, Spent time, Total spent time, % Done, Created, Closed, Last updated by,
Related issues, Files, Private, Description, Severity, Resolution, Team, 项目, 跟踪, 跟踪标签, 父任务, 父任务主题, 状态, 优先级, 主题,
作者, 指派给, 更新于, 类别, 目标版本, 开始日期, 计划完成日期, 预期时间, 耗时, % 完成, 创建于, 结束日期, 关闭于, 相关的问题, 文件, 私有,
描述, 严重程度, 解决方案, 团队"""
TRACKER = ("Tracker", "跟踪", "跟踪标签")
OWN = headers(
    """Parent task, Target version, Estimated time, % Done, Author, Updated, Created, 父任务, 目标版本, 预期时间, % 完成, 作者, 更新于,
创建于"""
)  # a person who leaves the tracker out keeps some of these

EXPORTS = (
    Export(
        adapter="redmine",
        name="redmine",
        known=headers(KNOWN),
        signature=(("#",), ("Subject", "主题"), (*TRACKER, *OWN), ("Status", "状态", *TRACKER)),
        readings={"requirements": REQUIREMENT, "bugs": BUG},
        split=Split(("Tracker|跟踪|跟踪标签",), dataset_of_type),
        dates=("Updated", "Start date", "Due date", "更新于", "开始日期", "计划完成日期"),
    ),
)
