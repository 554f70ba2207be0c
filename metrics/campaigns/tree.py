"""The campaigns as a tree: who stands under whom, whatever the files say of it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from metrics.goals import natural
from metrics.scope import Scope


class Campaign(NamedTuple):
    """One campaign and its place. `above` are the ids from the root down to its parent.

    `circle`: the campaigns that are each other's parents, this one among them; the first of them, by the plain order of their ids,
    stands as their root, so that each is there once. `unknown_parent` is a parent that is named and not there.
    """

    campaign_id: str
    title: str
    goal: str | None
    parent_id: str | None
    lead: str | None
    pmo: str | None
    hr: str | None
    pm: str | None
    starts_on: date | None
    ends_on: date | None
    above: tuple[str, ...] = ()
    circle: tuple[str, ...] = ()
    unknown_parent: str | None = None

    @property
    def depth(self) -> int:
        """0 for a campaign, 1 for its sub-campaigns, more where files nest deeper."""
        return len(self.above)

    @property
    def is_sub(self) -> bool:
        return bool(self.above)


def campaigns(con: DuckDBPyConnection, scope: Scope) -> list[Campaign]:
    """All campaigns known at the version, each once: a root before what stands under it, all in the natural order of their ids."""
    con.execute("set variable version = $version::bigint", {"version": scope.version})
    found = {row[0]: Campaign(*row) for row in con.execute(_CAMPAIGNS).fetchall()}
    circles = {name: _circle(name, found) for name in found}
    return list(_walk(_parents(found, circles), found, circles, None, ()))


def within(listed: Sequence[Campaign], campaign_id: str) -> list[Campaign]:
    """A campaign and all that stand under it, in their order."""
    return [each for each in listed if each.campaign_id == campaign_id or campaign_id in each.above]


def _circle(name: str, found: Mapping[str, Campaign]) -> tuple[str, ...]:
    """The way up from a campaign back to itself, in the plain order that the views go by; nothing where it ends."""
    way, at = [name], found[name].parent_id
    while at is not None and at in found and at not in way:
        way.append(at)
        at = found[at].parent_id
    return tuple(sorted(way)) if at == name else ()


def _parents(found: Mapping[str, Campaign], circles: Mapping[str, tuple[str, ...]]) -> dict[str | None, list[str]]:
    """Who stands under whom; None for the roots: what has no parent, an unknown one, or is the first of its circle."""
    under: dict[str | None, list[str]] = {}
    for name in sorted(found, key=natural):
        parent = found[name].parent_id
        is_root = parent not in found or circles[name][:1] == (name,)
        under.setdefault(None if is_root else parent, []).append(name)
    return under


def _walk(
    under: Mapping[str | None, Sequence[str]],
    found: Mapping[str, Campaign],
    circles: Mapping[str, tuple[str, ...]],
    at: str | None,
    above: tuple[str, ...],
) -> Iterator[Campaign]:
    for name in under.get(at, ()):
        each = found[name]
        unknown = each.parent_id if each.parent_id is not None and each.parent_id not in found else None
        yield each._replace(above=above, circle=circles[name], unknown_parent=unknown)
        yield from _walk(under, found, circles, name, (*above, name))


_CAMPAIGNS = "select campaign_id, title, goal, parent_id, lead, pmo, hr, pm, starts_on, ends_on from campaigns"
