"""Holds two answers to the same question against each other."""

from collections import Counter
from collections.abc import Sequence
from math import isclose

from .facts import Answer

KEYS = {
    "okr-progress": ("objective_id", "kr_id", "metric_id"),
    "team-investment": ("team", "objective_id"),
    "efficiency": ("period",),
}
TOLERANCE = 1e-9


def differences(ours: list[Answer], theirs: list[Answer], keys: Sequence[str]) -> list[str]:
    """One readable line per difference; rows are matched by key, in any order."""
    mine, other = by_keys(ours, keys), by_keys(theirs, keys)
    lines = [*repeated("ours", ours, keys), *repeated("theirs", theirs, keys)]
    for key in sorted(mine.keys() | other.keys(), key=repr):
        name = ", ".join(f"{field}={value!r}" for field, value in zip(keys, key, strict=True))
        if key not in other:
            lines.append(f"{name}: only ours: {mine[key]}")
        elif key not in mine:
            lines.append(f"{name}: only theirs: {other[key]}")
        else:
            lines += [f"{name}: {line}" for line in field_differences(mine[key], other[key])]
    return lines


def by_keys(rows: list[Answer], keys: Sequence[str]) -> dict[tuple[object, ...], Answer]:
    return {tuple(row.get(key) for key in keys): row for row in rows}


def repeated(side: str, rows: list[Answer], keys: Sequence[str]) -> list[str]:
    counts = Counter(tuple(row.get(key) for key in keys) for row in rows)
    return [f"{key}: {times} rows in {side}" for key, times in counts.items() if times > 1]


def field_differences(mine: Answer, other: Answer) -> list[str]:
    return [
        f"{field}: ours {mine.get(field, 'absent')!r}, theirs {other.get(field, 'absent')!r}"
        for field in dict.fromkeys([*mine, *other])
        if field not in mine or field not in other or not same(mine[field], other[field])
    ]


def same(one: object, two: object) -> bool:
    if isinstance(one, bool) or isinstance(two, bool):
        return one is two
    if isinstance(one, int | float) and isinstance(two, int | float) and float in {type(one), type(two)}:
        return isclose(one, two, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    return one == two
