"""The goal table's columns, and what each of its figures means as it is shown here."""

from pages.ui.definitions import About, about
from pages.ui.words import Words

HEADS = ("kr", "metric", "now", "wow", "path", "month", "progress", "gap", "status", "trend", "delivered", "in_progress")
RIGHT = frozenset({"now", "wow", "month", "progress", "gap", "delivered", "in_progress"})
REGISTERED = {"now": "current", "wow": "wow", "month": "month_target", "progress": "progress", "status": "status"}
REGISTERED |= {"delivered": "delivered", "in_progress": "in_progress"}
OURS = frozenset({"path", "gap", "trend"})  # shown in another form than a registered figure: the gap's sign is turned
READ = ("now", "wow", "path", "month", "progress", "expected", "gap", "delivered", "in_progress", "share")


def heads(say: Words) -> list[dict]:
    return [{"key": key, "label": say(f"okr.head.{key}"), "right": key in RIGHT, "about": _explained(key, say)} for key in HEADS]


def explained(say: Words) -> list[About]:
    """The figures of the board in the order of its columns, for those who want to read them all."""
    return [_about(key, say) for key in READ]


def _explained(key: str, say: Words) -> dict | None:
    return _about(key, say)._asdict() if key in OURS or key in REGISTERED else None


def _about(key: str, say: Words) -> About:
    if key in OURS:
        return About(say(f"okr.head.{key}"), say(f"okr.about.{key}"), say(f"okr.about.{key}_facts"))
    return about(REGISTERED.get(key, key), say)
