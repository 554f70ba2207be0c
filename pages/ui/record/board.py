"""One row and all that is known of it."""

from dataclasses import replace

from duckdb import DuckDBPyConnection

from metrics.lineage import Dataset
from metrics.records import Known, known, only_source
from metrics.scope import Scope
from pages.ui import markup
from pages.ui.header import empty, header
from pages.ui.markup import Tag
from pages.ui.record.facts import facts, stages, title_of
from pages.ui.record.steps import steps
from pages.ui.record.ties import ties
from pages.ui.records.cells import dataset_of, place
from pages.ui.store import answer
from pages.ui.view import View


def draw(asked: View) -> None:
    view, dataset = _readable(asked)
    found = _known(dataset, view)
    if dataset is None or found is None:
        header(view, "record")
        named = view.address.subject.id if view.address.subject else ""
        hint = view.words("record.unknown_hint", id=named) if named else view.words("record.none_hint")
        empty(view.words("record.unknown"), hint, _way_to_rows(view))
        return
    header(view, "record", *_told(found, view), title=title_of(found.record))
    left = [_part("facts", facts(found, view), view), *([_part("stages", stages(found.record, view), view)] if dataset is not Dataset.VALUES else [])]
    right = [*(_part(name, content, view) for name, content in ties(found, view)), _part("history", steps(dataset, found.record, view), view)]
    markup.show(Tag("div", "gb gb-record", Tag("div", "", *left), Tag("div", "", *right)))


def _readable(view: View) -> tuple[View, Dataset | None]:
    """A kind of row that there isn't is named as what could not be read of the link."""
    of = view.address.subject.dataset if view.address.subject else None
    if of is None or of in tuple(Dataset):
        return view, Dataset(of) if of else None
    return replace(view, address=replace(view.address, mangled=(*view.address.mangled, "of"))), None


def _known(dataset: Dataset | None, view: View) -> Known | None:
    subject = view.address.subject
    return answer(_row, view.scope, dataset, subject.source, subject.id) if dataset and subject else None


def _row(con: DuckDBPyConnection, scope: Scope, dataset: Dataset, source: str | None, key: str) -> Known | None:
    """Named without its source, or by another row of another source, a row is the only one with that id."""
    found = known(con, scope, dataset, source, key) if source else None
    only = only_source(con, scope, dataset, key) if found is None else None
    return found if only is None else known(con, scope, dataset, only, key)


def _told(found: Known, view: View) -> list[Tag]:
    """What it is, where it came from, and why it may not count."""
    say, record = view.words, found.record
    what = [Tag("b", "", f"{say(f'record.of.{dataset_of(record)}')} {record[0]}"), Tag("span", "", place(record, say))]
    if found.gone is not None:
        return [*what, Tag("span", "gb-bad", say("record.gone", version=found.gone))]
    doubts = "" if found.counts else say(f"record.not_counted.{dataset_of(record)}")
    return [*what, *([Tag("span", "gb-bad", doubts)] if doubts else [])]


def _part(name: str, content: Tag, view: View) -> Tag:
    return Tag("section", "", Tag("h2", "", view.words(f"record.part.{name}")), content)


def _way_to_rows(view: View) -> Tag:
    return Tag("p", "", Tag("a", "", view.words("record.way_to_rows"), href=view.address.records(view.address.behind), data_go=""))
