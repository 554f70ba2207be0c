"""A form in our own markup: typing reruns nothing, and what is typed is kept as a draft in the browser until it is saved."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

from pages.ui.form import answering
from pages.ui.form.answering import Told
from pages.ui.tables.component import table
from pages.ui.words import Words

SAVE = "save"  # the action of the first button
MOST_GROUPS = 500  # that a browser may send
LONGEST = 20_000  # characters of a field that names no limit of its own
_WORDS = (
    *("draft", "discard", "now", "use", "needed", "not_a_number", "out_of_reach", "nothing", "sending", "choose", "remove", "removed", "keep"),
    *("empty", "draft_kept", "need_mark"),
)
_FORM = table("form", "marks", folder=answering.HERE)

Values = Mapping[str, str]
FieldKind = Literal["text", "area", "choice", "day", "number"]


class Field(NamedTuple):
    """`options` are pairs of a value and its word. `most`: of a text its longest, of a number its largest (it then begins at 0)."""

    name: str
    label: str
    kind: FieldKind = "text"
    value: str = ""
    options: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    needed: bool = False
    most: int = 0


class Fact(NamedTuple):
    """A plain fact shown beside the fields; `status` gives it the colour of one."""

    text: str
    status: str = ""


class Group(NamedTuple):
    """Fields that belong together: one fact of the store. `heading` begins a new part of the form above it; `can_go` lets it be removed."""

    key: str
    title: str = ""
    told: Sequence[str | Fact] = ()
    fields: Sequence[Field] = ()
    href: str = ""
    heading: str = ""
    can_go: bool = False


class Form(NamedTuple):
    """`key` names the draft: the same for the same subject, another for each. `seen` is the version that the values are of.

    `submit` labels the button that saves, "" for none; `more` are further ones, an action and a label each. `grows` is what an added
    row looks like; its title labels the button that adds one, before the group of the key `grows_before`, else at the end.
    """

    key: str
    seen: int
    groups: Sequence[Group]
    submit: str
    more: Sequence[tuple[str, str]] = ()
    grows: Group | None = None
    grows_before: str = ""


class Sent(NamedTuple):
    """What a person sends: the groups they changed, whole; rows that they added; keys of groups that are to go."""

    action: str
    seen: int
    values: dict[str, dict[str, str]]
    added: tuple[dict[str, str], ...] = ()
    gone: tuple[str, ...] = ()
    ticket: str = ""


def draw(form: Form, say: Words, *, disabled_why: str = "", read_only: bool = False, who: str = "") -> Sent | None:
    """What was sent just now, once. `disabled_why` is what stands between the person and saving; they may still type.

    `who` is remembered in the browser, beside the drafts. `read_only` shows the values as text, with the reason. After a send has been
    dealt with, `keeping.keep` says what came of it.
    """
    told = answering.told(form.key, form.seen)
    model = _model(form, say, told, disabled_why, read_only=read_only) | {"who": who}
    result: Any = _FORM(key=f"gb_form_{form.key}", data=model, on_sent_change=_rerun)
    sent = understood(result.sent, form)
    if sent is None or read_only or disabled_why or not answering.is_new(form.key, sent.ticket):
        return None
    return sent


def understood(raw: object, form: Form) -> Sent | None:
    """What a browser sent, trusted with nothing: only fields and groups that the form has, and no longer than they may be."""
    if not isinstance(raw, dict) or raw.get("action") not in {SAVE, *(action for action, _ in form.more)}:
        return None
    known = {group.key: group for group in form.groups}
    values, added, gone = raw.get("values"), raw.get("added"), raw.get("gone")
    return Sent(
        action=str(raw["action"]),
        seen=min(form.seen, raw["seen"]) if isinstance(raw.get("seen"), int) else form.seen,
        values={key: _typed(given, known[key]) for key, given in values.items() if key in known} if isinstance(values, dict) else {},
        added=tuple(_typed(row, form.grows) for row in added[:MOST_GROUPS]) if form.grows and isinstance(added, list) else (),
        gone=tuple(key for key in gone if key in known and known[key].can_go) if isinstance(gone, list) else (),
        ticket=str(raw.get("ticket", ""))[:40],
    )


def _typed(given: object, group: Group) -> dict[str, str]:
    cells = given if isinstance(given, dict) else {}
    return {field.name: _cell(cells.get(field.name, field.value), field) for field in group.fields}


def _cell(value: object, field: Field) -> str:
    text = value.strip() if isinstance(value, str) else field.value
    if field.kind == "choice" and text not in {name for name, _ in field.options}:
        return ""
    longest = field.most if field.most and field.kind in ("text", "area") else LONGEST
    return text[:longest]


def _model(form: Form, say: Words, told: Told | None, why: str, *, read_only: bool) -> dict[str, Any]:
    return {
        "key": form.key,
        "seen": form.seen,
        "groups": [_group(group) for group in form.groups],
        "grows": _group(form.grows) if form.grows else None,
        "growsBefore": form.grows_before,
        "buttons": [[SAVE, form.submit], *map(list, form.more)],
        "why": why,
        "readOnly": read_only,
        "told": told.text if told else "",
        "refused": bool(told and not told.kept),
        "answered": told.ticket if told else "",
        "kept": told.ticket if told and told.kept else "",
        "language": say.language,
        "words": {name: say.raw(f"form.{name}") for name in _WORDS},
    }


def _group(group: Group) -> dict[str, Any]:
    told = [Fact(each) if isinstance(each, str) else each for each in group.told]
    return group._asdict() | {"told": [list(fact) for fact in told], "fields": [field._asdict() for field in group.fields]}


def _rerun() -> None:
    """What is sent reruns the script; there is nothing else to do."""
