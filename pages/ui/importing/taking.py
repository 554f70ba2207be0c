"""What is held, to be taken along as files: a quiet list that unfolds, a link for each dataset that has facts."""

from collections import Counter
from dataclasses import replace
from urllib.parse import urlencode

from duckdb import DuckDBPyConnection

from data.export import Held, held
from metrics.scope import Scope
from pages.ui import markup
from pages.ui.format import count
from pages.ui.importing.report import adapter_name, dataset_name
from pages.ui.markup import Tag
from pages.ui.store import answer
from pages.ui.view import View
from pages.ui.words import Words


def draw(view: View) -> None:
    """Of the newest version, whichever the page reads; nothing where nothing is held."""
    say = view.words
    if files := answer(_held, replace(view.scope, version=view.newest)):
        summary, about = Tag("summary", "", say("import.take")), Tag("p", "gb-sub", say("import.take_sub"))
        of_each = Counter(each.dataset for each in files)
        listed = [_file(each, _name(each, say, several=of_each[each.dataset] > 1)) for each in files]
        markup.show(Tag("details", "gb gb-taking", summary, about, Tag("ul", "", *listed)))


def _file(of: Held, name: str) -> Tag:
    query = f"?{urlencode({'source': of.source})}" if of.source else ""
    link = Tag("a", "", name, href=f"/api/export/{of.dataset}.csv{query}", download="")
    return Tag("li", "", link, " ", Tag("span", "gb-muted", count(of.facts)))


def _name(of: Held, say: Words, *, several: bool) -> str:
    """The dataset, and of which source where there are several."""
    name = dataset_name(of.dataset, say)
    return f"{name} \N{MIDDLE DOT} {adapter_name(of.source, say)}" if several and of.source else name


def _held(con: DuckDBPyConnection, _scope: Scope) -> list[Held]:
    return held(con)
