"""A chart of a view as the bytes of a file."""

from collections.abc import Callable
from datetime import timedelta

from pages.ui.colours import colours
from pages.ui.format import full_day, moment, span
from pages.ui.pictures.catalogue import picture
from pages.ui.pictures.drawing import png
from pages.ui.pictures.sheet import sheet
from pages.ui.safe import table_file
from pages.ui.store import spec
from pages.ui.view import View


def made(name: str, kind: str, view: View, theme: str) -> bytes:
    """Raises `BoardError` where there is no such chart."""
    return MAKERS[kind](name, view, theme)


def as_svg(name: str, view: View, theme: str) -> str:
    """Kept per question, language and theme, as the charts on the pages are."""
    ink = colours(theme)
    key = (name, view.scope, view.before, view.address.behind.metric, view.address.subject, view.words.language, theme)
    return spec(sheet, key, picture(name, view, ink), facts(view), source(view), ink)


def facts(view: View) -> str:
    """The day, the range, and whose work it is."""
    say, scope, chosen = view.words, view.scope, view.address.chosen
    if scope.as_of is None:
        return say("picture.no_data")
    told = [say("meta.as_of", day=full_day(scope.as_of, say))]
    if scope.since < scope.until:
        told.append(say("meta.range", span=span(scope.since, max(scope.since, scope.until - timedelta(days=1)), say)))
    if chosen.teams:
        told.append(say("meta.teams", names=say("list.and").join(team or say("team.none") for team in chosen.teams)))
    if chosen.objectives:
        told.append(say("meta.objectives", names=say("list.and").join(chosen.objectives)))
    return " · ".join(told)


def source(view: View) -> str:
    """Which version of the data it was drawn from, so that anybody can find the figures again."""
    say = view.words
    told = ["Goalboard", say("meta.version", n=view.scope.version)]
    if view.freshness.imported_at:
        told.append(say("picture.imported", moment=moment(view.freshness.imported_at.replace(tzinfo=None))))
    return " · ".join([*told, *([say("meta.sample")] if view.freshness.sample else [])])


def _as_csv(name: str, view: View, theme: str) -> bytes:
    found = picture(name, view, colours(theme))
    return table_file(found.header, found.rows)


def _as_png(name: str, view: View, theme: str) -> bytes:
    return png(as_svg(name, view, theme))


def _as_svg_file(name: str, view: View, theme: str) -> bytes:
    return as_svg(name, view, theme).encode()


MAKERS: dict[str, Callable[[str, View, str], bytes]] = {"png": _as_png, "svg": _as_svg_file, "csv": _as_csv}
