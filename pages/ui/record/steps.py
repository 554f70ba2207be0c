"""A row's history: what each version did to it, the last one first."""

from typing import Any

from metrics.lineage import Dataset, Step, lineage
from metrics.records import Record
from pages.ui.format import NONE, exact, moment
from pages.ui.markup import Tag
from pages.ui.records.cells import key_of, text
from pages.ui.store import answer
from pages.ui.view import View


def steps(dataset: Dataset, record: Record, view: View) -> Tag:
    told = answer(lineage, view.scope, dataset, record.source, key_of(record))
    return Tag("ol", "", *(_step(step, view) for step in reversed(told)))


def _step(step: Step, view: View) -> Tag:
    say = view.words
    version = Tag("a", "", say("meta.version", n=step.version), href=view.address.link("/history"), data_go="")
    by = say("history.undo_of", n=step.undoes) if step.undoes is not None else _kind(step, view)
    told = (moment(step.made_at), by, "" if step.by == "sample" else step.who, _line(step, view))
    changed = [_change(name, before, after, view) for name, (before, after) in step.changed.items()]
    about = Tag("p", "gb-sub", version, " · ", " · ".join(filter(None, told)))
    return Tag("li", "", Tag("b", "", say(f"record.step.{step.kind}")), about, *([Tag("dl", "", *_flat(changed))] if changed else []))


def _kind(step: Step, view: View) -> str:
    return view.words(f"history.kind.{step.by}") if view.words.knows(f"history.kind.{step.by}") else step.by


def _line(step: Step, view: View) -> str:
    return " ".join(filter(None, (step.file, step.sheet, view.words("records.file_line", line=step.line))))


def _change(name: str, before: Any, after: Any, view: View) -> tuple[Tag, Tag]:
    label = view.words(f"column.{name}") if view.words.knows(f"column.{name}") else name
    return Tag("dt", "", label), Tag("dd", "", Tag("s", "", _said(name, before, view)), " → ", _said(name, after, view))


def _said(name: str, value: Any, view: View) -> str:
    """Nothing is a dash here, also where a board has a word for it."""
    if value is None:
        return NONE
    return exact(value) if isinstance(value, float) else text(name, value, view.words)


def _flat(pairs: list[tuple[Tag, Tag]]) -> list[Tag]:
    return [part for pair in pairs for part in pair]
