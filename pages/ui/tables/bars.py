"""Team by objective: one bar a team, 100 % wide, what serves no goal in grey at its end."""

from collections.abc import Callable, Sequence
from itertools import groupby

from metrics.filters import objective_choices
from metrics.investment import Investment, team_investment
from metrics.records import Measure
from pages.ui.address import NO_TEAM, Address, Behind
from pages.ui.colours import HUES, hue, turn
from pages.ui.definitions import about
from pages.ui.format import count, percent
from pages.ui.store import answer
from pages.ui.tables.component import table
from pages.ui.view import View

_BARS = table("bars")


def draw(view: View) -> None:
    _BARS(data=investment(view), key="investment")


def draw_total(view: View) -> None:
    """All teams as one bar: how the delivered work of the range is spread over the objectives."""
    _BARS(data=total(view), key="investment_total")


def any_invested(view: View) -> bool:
    return bool(answer(team_investment, view.scope))


def investment(view: View) -> dict:
    return _model(answer(team_investment, view.scope), view, _team)


def total(view: View) -> dict:
    """The same for all teams together."""
    return _model(_together(answer(team_investment, view.scope)), view, _all_teams)


def _model(rows: Sequence[Investment], view: View, told: Callable[..., dict]) -> dict:
    say = view.words
    known = answer(objective_choices, view.scope)
    places = {name: place for place, (name, _) in enumerate(known)} | {None: len(known)}
    shown = sorted({row.objective_id for row in rows}, key=lambda name: places.get(name, len(known)))
    titles = dict(known)
    series = [_series(name, places, titles, view) for name in shown]
    teams = [list(group) for _, group in groupby(sorted(rows, key=_team_key), key=_team_key)]
    teams.sort(key=lambda parts: -sum(part.share for part in parts if part.objective_id is not None))
    return {
        "words": {key: say(f"investment.{key}") for key in ("caption", "team", "delivered", "figures")},
        "about": about("share", say)._asdict(),
        "series": series,
        "rows": [told(parts, shown, series, view) for parts in teams],
    }


def _together(rows: Sequence[Investment]) -> list[Investment]:
    """Each objective's part of all delivered work; every team's row adds up to what it delivered, so all of them do."""
    delivered = sum({row.team: row.delivered for row in rows}.values())
    parts: dict[str | None, float] = {}
    for row in rows:
        parts[row.objective_id] = parts.get(row.objective_id, 0.0) + row.count
    return [Investment(None, delivered, objective, part, part / delivered) for objective, part in parts.items()]


def _team_key(row: Investment) -> tuple[bool, str]:
    return (row.team is None, row.team or "")


def _series(name: str | None, places: dict, titles: dict[str, str], view: View) -> dict:
    if name is None:
        return {"label": view.words("investment.unlinked"), "title": view.words("investment.unlinked"), "hue": 0, "turn": 0, "repeats": False}
    place = places.get(name, 0)
    return {"label": name, "title": f"{name} {titles.get(name, '')}", "hue": hue(place), "turn": turn(place), "repeats": len(titles) > HUES}


def _team(parts: Sequence[Investment], shown: list[str | None], series: list[dict], view: View) -> dict:
    team = parts[0].team
    at = view.address.choosing(teams=(team or NO_TEAM,))
    page = {"named": team is not None, "page": view.address.about("/team", team or NO_TEAM)}
    return page | _strip(parts, team or view.words("team.none"), at, shown, series, view)


def _all_teams(parts: Sequence[Investment], shown: list[str | None], series: list[dict], view: View) -> dict:
    chosen = view.scope.teams
    name = view.words("scope.teams", n=len(chosen)) if chosen else view.words("scope.all_teams")
    return {"named": True} | _strip(parts, name, view.address, shown, series, view)


def _strip(parts: Sequence[Investment], name: str, at: Address, shown: list[str | None], series: list[dict], view: View) -> dict:
    first = parts[0]
    ordered = sorted(parts, key=lambda part: shown.index(part.objective_id))
    everything = at.choosing(objectives=())
    return {
        "team": name,
        "delivered": count(first.delivered),
        "href": everything.records(Behind(Measure.DELIVERED)),
        "parts": [_part(part, name, shown.index(part.objective_id), series, at, view) for part in ordered if part.share > 0],
    }


def _part(part: Investment, team: str, place: int, series: list[dict], at: Address, view: View) -> dict:
    of = series[place]
    share = percent(part.share)
    return {
        "series": place,
        "share": round(part.share, 5),
        "label": f"{of['label']} {share}" if of["repeats"] else share,
        "count": count(part.count),
        "title": view.words("investment.part", team=team, objective=of["title"], share=percent(part.share, 1), n=count(part.count)),
        "href": _behind(part, at),
    }


def _behind(part: Investment, at: Address) -> str:
    if part.objective_id is None:
        return at.choosing(objectives=()).records(Behind(Measure.UNLINKED))
    return at.choosing(objectives=(part.objective_id,)).records(Behind(Measure.DELIVERED))
