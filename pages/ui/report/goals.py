"""The report's table of goals: a line per objective, per key result and per metric, with their bullets."""

from collections.abc import Iterator

from pages.ui.markup import Tag
from pages.ui.words import Words

TRACK, THICK, HIGH = 120, 6, 14  # pixels of a bullet
HEADS = ("metric", "now", "wow", "path", "progress", "gap", "status")
RIGHT = frozenset({"now", "wow", "progress", "gap"})


def table(goals: dict, say: Words) -> Tag:
    """`goals` is the view model of the goal table on screen."""
    if not goals["objectives"]:
        return Tag("p", "sub", say("okr.empty"))
    heads = Tag("tr", "", *(Tag("th", "r" if key in RIGHT else "", say(f"okr.head.{key}"), scope="col") for key in HEADS))
    return Tag("table", "goals", Tag("thead", "", heads), *(body for of in goals["objectives"] for body in _bodies(of, say)))


def _bodies(of: dict, say: Words) -> Iterator[Tag]:
    """A body for each key result, the first with its objective above: what may not be torn apart by the end of a page."""
    first, *others = [_key_result(kr, say) for kr in of["krs"]] or [[]]
    yield Tag("tbody", "", _objective(of, say), *first)
    for lines in others:
        yield Tag("tbody", "", *lines)


def _objective(of: dict, say: Words) -> Tag:
    title = [Tag("i", f"sw h{of['hue']}"), Tag("b", "", of["id"]), " ", Tag("a", "", of["title"], href=of["href"])]
    about = [Tag("span", "sub", line) for line in (of["ended"], *of["lines"][-1:]) if line]
    return Tag(
        "tr",
        "objective",
        Tag("td", "", *title, *about, _work(of, say), colspan="3"),
        Tag("td", "", bullet(of["bar"], of["aria"])),
        Tag("td", "r", of["prog"]),
        Tag("td", "r", of["gap"]),
        _status(of),
    )


def _key_result(kr: dict, say: Words) -> list[Tag]:
    name = [Tag("b", "", kr["id"]), " ", Tag("a", "", kr["title"], href=kr["href"])]
    who = [Tag("span", "sub", kr["who"])] if kr["who"] else []
    head = Tag("tr", "kr", Tag("td", "", *name, *who, _work(kr, say), colspan=str(len(HEADS))))
    return [head, *(_metric(metric, say) for metric in kr["metrics"])]


def _metric(of: dict, say: Words) -> Tag:
    name = " ".join(filter(None, (of["name"], f"({of['every']})" if of["every"] else "")))
    unit = [" ", Tag("span", "sub unit", of["unit"])] if of["unit"] else []
    note = [Tag("span", "sub", of["nowNote"])] if of["nowNote"] else []
    path = [Tag("span", "end", of["base"]), bullet(of["bar"], of["aria"]), Tag("span", "end", of["target"])] if of["bar"] else []
    return Tag(
        "tr",
        "metric",
        Tag("td", "", name, *unit),
        Tag("td", "r", of["now"], *note, data_label=say("okr.head.now")),
        Tag("td", f"r {of['wowKind']}", of["wow"], data_label=say("okr.head.wow")),
        Tag("td", "path", *path),
        Tag("td", "r", of["prog"], data_label=say("okr.head.progress")),
        Tag("td", "r", of["gap"], data_label=say("okr.head.gap")),
        _status(of),
    )


def _status(of: dict) -> Tag:
    return Tag("td", f"status s-{of['status']}", Tag("i", "", of["shape"]), " ", of["word"])


def _work(of: dict, say: Words) -> Tag:
    told = [(say("okr.head.delivered"), of["delivered"]), (say("okr.head.in_progress"), of["inProgress"])]
    parts = [Tag("span", "", f"{label} ", Tag("a", "", link["text"], href=link["href"])) for label, link in told]
    return Tag("span", "sub work", *parts)


def bullet(of: dict | None, told: str) -> Tag:
    """Baseline left, target right, filled to today, a tick where the plan stands today."""
    if of is None:
        return Tag("span", "")
    top = str((HIGH - THICK) / 2)
    parts = [
        Tag("rect", "", x="0", y=top, width=str(TRACK), height=str(THICK), fill="var(--gb-hair)"),
        Tag("rect", "", x="0", y=top, width=f"{TRACK * of['fill']:.1f}", height=str(THICK), fill="var(--gb-accent)"),
    ]
    if of["tick"] is not None:
        parts.append(Tag("rect", "", x=f"{(TRACK - 2) * of['tick']:.1f}", y="0", width="2", height=str(HIGH), fill="var(--gb-ink)"))
    return Tag("svg", "bullet", *parts, viewBox=f"0 0 {TRACK} {HIGH}", width=str(TRACK), height=str(HIGH), role="img", aria_label=told)
