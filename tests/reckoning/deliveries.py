"""Random requirements and bugs, and the many ways in which an export writes a moment."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random

from .facts import BUSINESS_ZONE, Row, midnight

STAGES = ("review_at", "ready_at", "dev_at", "test_at", "release_ready_at")
TEAM_CELLS = [
    "", "  ", "Alpha", "Ａｌｐｈａ", " 阿尔法　", "Ａ-Team", "支付", "Payments", "收银", "Beta QA", "Beta　QA", "Core",
    "Core／平台", "Zeta", "alpha",
]  # fmt: skip
OPEN = [
    "new", "planned", "Backlog", "规划中", " 待对焦 ", "in_progress", "开发中", "待评审", "", "挂起", "on hold",
    "released", "已发布", "cancelled",
]  # fmt: skip
RELEASED = ["released", " Released ", "已发布", "in_progress", "", "new", "verifying"]
CANCELLED = ["cancelled", "Cancelled", "", "in_progress", "new", "挂起"]
RESOLUTIONS = [
    "", "", "", "", " ", "fixed", "fixed", " Fixed", "postponed", "mystery", "再看看", "duplicate", "by_design",
    "not_reproducible", "External ", "wont_fix", "to_requirement", "invalid",
]  # fmt: skip
AFTER = [
    timedelta(), timedelta(seconds=1), timedelta(hours=7, minutes=13), timedelta(days=1), timedelta(days=3, hours=5),
    timedelta(days=14), timedelta(days=14), timedelta(days=14, seconds=1), timedelta(days=13, hours=23),
    timedelta(days=30), timedelta(days=75, minutes=1),
]  # fmt: skip
SOON = AFTER[:5]

AnyDay = Callable[[], date]


def requirement(requirement_id: str, ids: list[str], kr_ids: list[str], any_day: AnyDay, random: Random) -> Row:
    raised = any_moment(any_day, random)
    return {
        "requirement_id": requirement_id,
        "title": random.choice(["Pay, later", "支持退货", 'The "new" basket']),
        "team": random.choice(TEAM_CELLS),
        "kr_ids": kr_links(kr_ids, random),
        "parent_id": parent(requirement_id, ids, random),
        "type": random.choice(["", "feature", "技术需求"]),
        "priority": random.choice(["", "P0", "高"]),
        "owner": random.choice(["", "赵六"]),
        "estimate_days": random.choice(["", "0.5", "13"]),
        "created_at": written(raised, random),
        **stages(raised, random),
        **ending(raised, random),
        "retro_at": sometimes(0.1, raised, random),
        "blocked_at": sometimes(0.1, raised, random),
    }


def any_moment(any_day: AnyDay, random: Random) -> datetime:
    """Often exactly midnight, or the hours in which the day differs from the one in UTC."""
    seconds = random.choice([0, 0, 1, 86399, random.randrange(8 * 3600), random.randrange(86400)])
    return midnight(any_day()) + timedelta(seconds=seconds)


def written(at: datetime, random: Random) -> str:
    """The same moment, or only its day: days of a day-only cell are compared as days, so it stays legal."""
    plain = at.astimezone(BUSINESS_ZONE).replace(tzinfo=None)
    match random.randrange(7):
        case 0 | 1:
            return plain.date().isoformat()
        case 2:
            return plain.isoformat(sep=" ")
        case 3:
            return plain.isoformat()
        case 4:
            return at.astimezone(UTC).isoformat()
        case 5:
            return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case _:
            return at.astimezone(BUSINESS_ZONE).isoformat()


def kr_links(kr_ids: list[str], random: Random) -> str:
    if random.random() < 0.45:
        return random.choice(["", "", "", " ; "])
    if random.random() < 0.12:
        return "KR-ghost；KR-nobody"
    named = random.choices([*kr_ids, "KR-ghost"], k=random.choice([1, 1, 2, 3]))
    return random.choice([";", "；", " ; ", ";;"]).join(named) + random.choice(["", "", ";"])


def parent(requirement_id: str, ids: list[str], random: Random) -> str:
    """Sometimes itself, sometimes unknown; circles come about by themselves."""
    return random.choice(["", "", requirement_id, "R-ghost", *random.choices(ids, k=5)])


def stages(raised: datetime, random: Random) -> Row:
    """Usually in order, some skipped; now and then one entered before an earlier one."""
    cells, entered = {}, raised
    for stage in STAGES:
        entered = raised + random.choice(SOON) if random.random() < 0.1 else entered + random.choice(SOON)
        cells[stage] = written(entered, random) if random.random() < 0.4 else ""
    return cells


def ending(raised: datetime, random: Random) -> Row:
    cells = {"released_at": "", "cancelled_at": "", "status": random.choice(OPEN)}
    chance = random.random()
    if chance < 0.6:
        cells |= {"released_at": later(raised, random), "status": random.choice(RELEASED)}
    elif chance < 0.7:
        cells |= {"cancelled_at": later(raised, random), "status": random.choice(CANCELLED)}
    return cells


def later(raised: datetime, random: Random) -> str:
    return written(raised + random.choice(AFTER), random)


def sometimes(chance: float, raised: datetime, random: Random) -> str:
    return later(raised, random) if random.random() < chance else ""


def bug(bug_id: str, ids: list[str], any_day: AnyDay, random: Random) -> Row:
    raised = any_moment(any_day, random)
    return {
        "bug_id": bug_id,
        "title": random.choice(["崩溃", "Slow; very slow"]),
        "team": random.choice(TEAM_CELLS),
        "requirement_id": random.choice(["", "R-ghost", *random.choices(ids, k=6)]),
        "severity": random.choice(["", "1", "严重"]),
        "environment": random.choice(["online", "线上", " Online", "offline", "线下", "", "staging"]),
        "status": random.choice(["open", "open", "resolved", "Resolved ", "closed", "", "激活"]),
        "resolution": random.choice(RESOLUTIONS),
        "created_at": written(raised, random),
        "resolved_at": sometimes(0.5, raised, random),
        "closed_at": sometimes(0.4, raised, random),
    }
