"""How old the data are, per source, in plain words."""

from datetime import datetime

from metrics.sources import Source, sources
from pages.ui.format import time_since
from pages.ui.store import answer
from pages.ui.view import View
from pages.ui.words import Words


def ages(view: View) -> dict:
    now, say = view.now, view.words
    listed = [told(source, now, say) for source in answer(sources, view.scope)]
    return {"title": say("overview.ages"), "rows": listed}


def told(source: Source, now: datetime, say: Words) -> dict:
    text = say(
        "overview.age", name=source_name(source.source if source.kind == "work" else source.kind, say), age=time_since(source.brought_at, now, say)
    )
    return {"text": text, "title": say("overview.age_about", file=source.file, at=f"{source.brought_at:%Y-%m-%d %H:%M}")}


def source_name(source: str | None, say: Words) -> str:
    """A tracker by its own name, `figures` and `plan` by ours; our own columns are the tracker's work."""
    kind = "work" if source in {None, "canonical", "sample"} else source
    if say.knows(f"overview.source.{kind}"):
        return say(f"overview.source.{kind}")
    return say(f"adapter.{source}") if say.knows(f"adapter.{source}") else str(source)
