"""Jira, Cloud and Server: one CSV holds requirements and bugs; the status decides what is done, the resolution what was dropped."""

import unicodedata

from data.adapters.columns import Field, each
from data.adapters.export import Export, Split
from data.adapters.vocabulary import RESOLUTIONS, headers, resolution, work_stage

BUG_TYPES = frozenset(("bug", "defect", "缺陷", "故障"))
UNRESOLVED = frozenset(("", *(word for word, meaning in RESOLUTIONS.items() if not meaning)))
ANSWERED = frozenset(("workaround", "information provided", "feedback received", "pending closed"))  # who asked was helped, not refused
FINISHED = ANSWERED | {word for word, meaning in RESOLUTIONS.items() if meaning == "fixed"}
DROPPED = RESOLUTIONS.keys() - FINISHED - UNRESOLVED
CATEGORIES = {"to do": "to do", "待办": "to do", "in progress": "in progress", "进行中": "in progress", "done": "done", "完成": "done"}
CLOSED = frozenset(("closed", "已关闭"))
DONE = CLOSED | {"done", "resolved", "已完成", "已解决"}
STATES = {
    **dict.fromkeys(("to do", "open", "new", "reopened", "待办"), "new"),
    **dict.fromkeys(("selected for development", "planned"), "planned"),
    "backlog": "backlog",
    **dict.fromkeys(("in progress", "in review", "patch available", "进行中", "处理中"), "in_progress"),
}
NOT_TAKEN_UP = frozenset(("new", "planned", "backlog"))
_STAGE = work_stage()


def status(category: str, step: str, why: str) -> str:
    """Our status of a work item; one we don't know stays."""
    if _is_over(category, step, why):
        return _end(step, why)
    kind, known = _kind(category), STATES.get(_plain(step))
    if kind == "in progress":
        return "in_progress"
    if kind == "to do":
        return known if known in NOT_TAKEN_UP else "new"
    return known or step


def _end(step: str, why: str) -> str:
    """A resolution nobody knows may mean either: it takes the place of the status, to be seen and mapped."""
    reason = _plain(why)
    if DROPPED & {_plain(step), reason}:
        return "cancelled"
    return "released" if reason in FINISHED | UNRESOLVED else why


def _kind(category: str) -> str:
    return CATEGORIES.get(_plain(category), "")


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold().replace("’", "'").strip()


def _is_over(category: str, step: str, why: str) -> bool:
    """The category decides, else the status; of a status we don't know the resolution, which in Jira only finished work has."""
    if kind := _kind(category):
        return kind == "done"
    plain = _plain(step)
    return plain in DONE | DROPPED or (plain not in STATES and _plain(why) not in UNRESOLVED)


def stage(category: str, step: str, why: str) -> str:
    """The stage of work that isn't over is what its own word for it says."""
    state = status(category, step, why)
    if _is_over(category, step, why):
        return state if state in ("released", "cancelled") else ""
    return "" if state in NOT_TAKEN_UP else _unfinished(_plain(step))


def _unfinished(step: str) -> str:
    """A word for what is over tells nothing of work that by its category is not."""
    found = _STAGE(step)
    return "" if found in ("released", "retro", "cancelled") else found


def bug_status(category: str, step: str, why: str) -> str:
    if _is_over(category, step, why):
        return "closed" if _plain(step) in CLOSED else "resolved"
    return "open" if status(category, step, why) in STATES.values() else step


def bug_resolution(why: str) -> str:
    return resolution(why, "")


def dataset(kind: str) -> str:
    return "bugs" if _plain(kind) in BUG_TYPES else "requirements"


def last_sprint(cell: str) -> str:
    """Work that was carried over belongs to the sprint it came to last."""
    return next((name.strip() for name in reversed(cell.split(";")) if name.strip()), "")


KEY, TITLE, TYPE = "Issue key|问题关键字|事务关键字", "Summary|概要|摘要", "Issue Type|问题类型|事务类型"
STATE = ("Status Category|状态类别", "Status|状态", "Resolution|解决结果")
TEAM = Field("team", ("Custom field (Team)", "Project name|项目名称", "Project key|项目关键字"))
PARENT = ("Parent key", "Parent", "Custom field (Epic Link)")
NUMBERED = ("Issue id|问题ID|事务ID", KEY)  # `Parent` holds the parent's number; its key is known if the parent is in the file
REQUIREMENT = (
    Field("requirement_id", (KEY,)),
    Field("title", (TITLE,)),
    TEAM,
    Field("parent_id", PARENT, within=NUMBERED),
    Field("type", (TYPE,)),
    Field("priority", ("Priority|优先级",)),
    Field("status", STATE, status),
    Field("stage", STATE, stage),
    Field("owner", ("Assignee|经办人",)),
    Field("iteration_id", ("Sprint",), each(last_sprint), repeated=True),
    Field("created_at", ("Created|创建日期",)),
    Field("released_at", ("Resolved|已解决",), only=("released",)),
    Field("cancelled_at", ("Resolved|已解决",), only=("cancelled",)),
)
# Some exports fill the end of open items too, with the date of the last change, and leave an old resolution on what was opened
# again: the status decides.
BUG = (
    Field("bug_id", (KEY,)),
    Field("title", (TITLE,)),
    TEAM,
    Field("requirement_id", PARENT, within=NUMBERED),
    Field("severity", ("Custom field (Severity)", "Priority|优先级")),
    Field("status", STATE, bug_status),
    Field("resolution", ("Resolution|解决结果",), each(bug_resolution), unless=("open",)),
    Field("created_at", ("Created|创建日期",)),
    Field("resolved_at", ("Resolved|已解决",), unless=("open",)),
)
KNOWN = """Summary, Issue key, Issue id, Issue Type, Status, Project key, Project name, Project type, Project lead, Project url, Project description,
Priority, Resolution, Assignee, Assignee Id, Reporter, Reporter Id, Creator, Creator Id, Created, Updated, Last Viewed, Resolved,
Due date, Votes, Labels, Description, Environment, Watchers, Watchers Id, Component/s, Components, Fix Version/s, Fix versions,
Affects Version/s, Affects versions, Sprint, Parent, Parent key, Parent id, Parent summary, Comment, Attachment, Log Work,
Original Estimate, Remaining Estimate, Time Spent, Work Ratio, Security Level, Status Category, Status Category Changed,
Custom field (Team), Custom field (Severity), Custom field (Epic Link), 概要, 摘要, 问题关键字, 问题ID, 问题类型, 事务关键字, 事务ID, 事务类型,
状态, 状态类别, 项目关键字, 项目名称, 优先级, 解决结果, 经办人, 报告人, 创建者, 创建日期, 已更新, 最近查看, 已解决, 到期日, 环境, 描述, 标签,
模块, 修复的版本, 影响版本"""

EXPORTS = (
    Export(
        adapter="jira",
        name="jira",
        known=headers(KNOWN),
        signature=(
            ("Issue key", "问题关键字", "事务关键字"),
            ("Summary", "Issue Type", "Status", "Created", "Resolution", "概要", "摘要", "问题类型", "事务类型"),
        ),
        readings={"requirements": REQUIREMENT, "bugs": BUG},
        split=Split((TYPE,), dataset),
        dates=("Updated", "Last Viewed", "Due date", "已更新", "最近查看", "到期日"),
    ),
)
