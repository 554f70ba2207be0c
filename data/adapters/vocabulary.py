"""What the words mean that trackers have in common: states of work and of bugs, resolutions, labels.

A tool that means something else by one of them overrules it in its own module. An unknown word keeps its place as it is.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from data.adapters.columns import Read, words
from data.model.facts import BUG_STATUS, RESOLUTION

_SCOPE = re.compile(r"[:/]")
_BETWEEN_LABELS = re.compile(r"[;,|]")


class Step(NamedTuple):
    """Where work stands: our status, and our stage where the word tells it."""

    status: str
    stage: str


NEW, PLANNED, BACKLOG, STARTED = (Step(status, "") for status in ("new", "planned", "backlog", "in_progress"))
REVIEW, READY, DEV, TEST, RELEASE_READY = (Step("in_progress", stage) for stage in ("review", "ready", "dev", "test", "release_ready"))
RELEASED, RETRO, CANCELLED = Step("released", "released"), Step("released", "retro"), Step("cancelled", "cancelled")


def headers(text: str) -> tuple[str, ...]:
    """Headers written down with commas between them."""
    return tuple(" ".join(header.split()) for header in text.split(","))


def _each_word(meanings: Mapping[Step, str]) -> dict[str, Step]:
    return {word.casefold(): step for step, text in meanings.items() for word in headers(text)}


WORK = _each_word(
    {
        NEW: """new, open, opened, reopened, to do, todo, triage, 新, 新建, 新增, 打开, 重新打开, 再次打开, 待办, 待处理, 待确认, 未开始, 未处理,
            草稿""",
        PLANNED: "planned, scheduled, selected for development, 规划中, 计划中, 已规划, 已计划, 已排期, 已立项, 已选择",
        BACKLOG: "backlog, 需求池, 待规划, 待排期, 待对焦",
        STARTED: "started, in review, feedback, 设计中, 分析中, 待设计, 反馈",
        REVIEW: "待评审, 评审中, 需求评审",
        READY: "ready for development, ready for dev, 待开发, 待研发, 待实现, 已评审, 评审通过, 设计完成",
        DEV: "in progress, doing, in development, developing, active, 进行中, 处理中, 开发中, 研发中, 实现中",
        TEST: """ready for test, ready for testing, in testing, testing, in test, 待测试, 测试中, 提测, 已提测, 待验证, 验证中, 待验收, 验收中,
            开发完成, 开发完毕, 研发完成, 研发完毕""",
        RELEASE_READY: """tested, ready for release, ready to release, 测试完成, 测试完毕, 测试通过, 已验收, 验收通过, 待发布, 待上线, 发布中,
            灰度中""",
        RELEASED: """done, closed, completed, complete, finished, released, shipped, delivered, 已发布, 已上线, 已实现, 已完成, 完成, 已交付,
            已关闭, 关闭""",
        RETRO: "已复盘",
        CANCELLED: """cancelled, canceled, rejected, removed, duplicate, won't do, won't fix, declined, 已取消, 取消, 已拒绝, 拒绝, 已终止,
            已作废, 重复""",
    }
)
NOTHING_OWN: Mapping[str, Step] = MappingProxyType({})


def work_status(own: Mapping[str, Step] = NOTHING_OWN) -> Read:
    """A reading of a tool's word for the state of work as our status; `own` are meanings only this tool has."""
    return words({word: step.status for word, step in {**WORK, **own}.items()})


def work_stage(own: Mapping[str, Step] = NOTHING_OWN) -> Read:
    """A reading of the same word as our stage: nothing where the word doesn't tell it."""
    stages = {word: step.stage for word, step in {**WORK, **own}.items()}
    return lambda *cells: stages.get(next(filter(None, cells), "").casefold(), "")


def _open(steps: Mapping[str, Step]) -> dict[str, str]:
    """As long as a bug is worked on it is there."""
    return {word: "open" for word, step in steps.items() if step.status not in ("released", "cancelled")}


_BUG_STATES = {
    "open": "active, confirmed, assigned, 激活, 已确认, 待修复, 未解决, 接受/处理, 修复中",
    "resolved": """resolved, fixed, verified, done, completed, tested, rejected, removed, duplicate, canceled, cancelled, 已解决, 已修复,
        待验证, 验证中, 已验证, 已完成, 完成, 已拒绝, 已取消, 重复, 延期处理, 延期解决, 暂不修复""",
    "closed": "closed, 已关闭, 关闭",
}
BUG_STATES = {
    **_open(WORK),
    **BUG_STATUS,
    **{word: state for state, text in _BUG_STATES.items() for word in headers(text)},
}


def bug_status(own: Mapping[str, Step] = NOTHING_OWN) -> Read:
    """A reading of a tool's word for the state of a bug; where only this tool has it for unfinished work, the bug is open."""
    return words({**_open(own), **BUG_STATES})


_RESOLUTIONS = {
    "fixed": """fixed, done, complete, completed, finished, implemented, resolved, verified, fixed and verified, delivered, released, shipped,
        deployed, 已解决, 已修复, 修复, 完成, 已完成, 已实现, 已交付, 已发布, 已上线""",
    "duplicate": "duplicate, duplicated, 重复, 重复缺陷, 重复bug, 重复提交",
    "wont_fix": """won't fix, won't do, wontfix, declined, rejected, not planned, not_planned, obsolete, abandoned, out of scope, withdrawn,
        removed, removed from the backlog, canceled, cancelled, 不予解决, 不解决, 不会解决, 不修复, 不会修复, 不会做, 不做, 不予处理, 无需解决,
        无需修复, 拒绝处理, 已拒绝, 已取消, 已废弃, 已放弃, 超出范围""",
    "not_reproducible": """cannot reproduce, not reproducible, incomplete, 无法重现, 无法复现, 不可重现, 不能重现, 不完整,
        问题描述不准确""",
    "invalid": "invalid, not a bug, not a problem, 无效, 非缺陷, 不是缺陷, 非问题, 不是问题, 误报",
    "by_design": "as designed, works as designed, working as designed, works as intended, working as intended, by design, 设计如此",
    "postponed": "later, deferred, postponed, 以后, 以后处理, 延期, 延期处理, 延期解决, 延期修复, 暂不处理, 暂不修复, 推迟, 推迟处理",
    "external": "external, 外部原因, 第三方问题",
    "to_requirement": "转为需求, 转需求",
    "": "unresolved, 未解决",
}
RESOLUTIONS = RESOLUTION | {word: meaning for meaning, text in _RESOLUTIONS.items() for word in headers(text)}


def resolution(*cells: str) -> str:
    """What the first filled cell says; of the last one, the status, only why a bug was dropped."""
    *said, status = cells
    if why := next(filter(None, said), ""):
        return RESOLUTIONS.get(_straight(why), why)
    meant = RESOLUTIONS.get(_straight(status), "")
    return "" if meant == "fixed" else meant


def _straight(word: str) -> str:
    return word.casefold().replace("’", "'")


BUG_TYPES = frozenset(("bug", "bugs", "defect", "incident", "缺陷", "线上缺陷", "故障", "错误"))
NO_WORK = frozenset(("test case", "test plan", "test suite", "milestone", "测试用例", "用例", "测试计划", "里程碑", "文件夹", "目录"))
DROPPING_LABELS = frozenset(("duplicate", "invalid", "wontfix", "won't fix", "won't do", "rejected", "cancelled", "canceled"))


def dataset_of_type(kind: str) -> str:
    """The dataset of an item by its type; what clearly is no work is left out."""
    if kind.casefold() in NO_WORK:
        return ""
    return "bugs" if kind.casefold() in BUG_TYPES else "requirements"


def labels(cell: str) -> frozenset[str]:
    """The labels of a cell, each without its scope: `type::bug` and `kind/bug` are bug."""
    return frozenset(_SCOPE.split(label)[-1].strip().casefold() for label in _BETWEEN_LABELS.split(cell))


def dataset_of_labels(cell: str) -> str:
    """The dataset of an item where a label says what is a bug."""
    return "bugs" if labels(cell) & BUG_TYPES else "requirements"


def dropping_label(cell: str) -> str:
    """The label that says why something was given up, if one does."""
    return next(iter(sorted(labels(cell) & DROPPING_LABELS)), "")


def step_by_labels(cell: str) -> Step:
    """Where open work stands: new, unless a label says that it was taken up."""
    steps = (WORK.get(label) for label in sorted(labels(cell)))
    return next((step for step in steps if step and step.status == "in_progress"), NEW)


def tidy_people(cell: str) -> str:
    """People as one of them reads: several with `;` between, none after the last."""
    return cell.strip("; ")
