"""What the card of a file offers: how each sheet is read, with what could be chosen instead, ready to be drawn."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, cast

from data.adapters.canonical import called
from data.adapters.dates import Order, iso
from data.adapters.mapping import UNKNOWN, FieldChoice, ReadingChoice
from data.adapters.mapping import Mapping as Chosen
from data.intake import Report
from data.intake.finding import explains
from data.intake.looking import proposed
from data.intake.told import DateRead, WordRead
from data.model.datasets import DATASETS, Column, fold
from data.reading.dialect import DELIMITERS
from data.reading.encoding import ENCODINGS
from pages.ui.import_rejects import column_name
from pages.ui.importing.candidate import Candidate, Piece, Seen
from pages.ui.importing.choice import SheetChoice
from pages.ui.importing.landing import word_name
from pages.ui.importing.report import adapter_name, dataset_name, delimiter_name, encoding_name
from pages.ui.words import Words

BY_PATTERN = frozenset({"team", "kr_ids", "requirement_id", "iteration_id"})  # fields that may be only a part of a text
EXAMPLES = 3
OF_TEXT = frozenset({"broken_text", "wrong_encoding", "unclear_encoding", "unclear_delimiter", "wrong_delimiter", "stray_quote", "unclosed_quote"})
LINKS = frozenset({"team", "kr_ids"})  # fields whose words may be looked up in a list
OFTEN = frozenset({"team", "kr_ids", "status", "type", "severity", "environment", "resolution", "released_at", "resolved_at"})
WORDS = (
    *("columns", "field", "from", "examples", "not_read", "needed", "pattern", "pattern_hint", "more_fields", "unused", "words", "unknown"),
    *("known", "keep", "empty", "as_read", "lookup", "lookup_hint", "kinds", "left_out", "dates", "question", "remember", "remember_name"),
    *("remember_hint", "how", "summary", "encoding", "delimiter", "dataset", "source", "mode", "saved", "saved_auto", "saved_none", "auto"),
    *(
        "mode_upsert",
        "mode_snapshot",
        "as_recognised",
        "choose_dataset",
        "yes",
        "also",
        "day_first",
        "month_first",
        "nothing",
        "auto_none",
        "saved_choose",
        "set_aside",
    ),
)


def offer(made: Candidate, saved: Sequence[Chosen], say: Words) -> dict[str, Any]:
    """The whole card as the browser draws it; texts with `{…}` are filled in there."""
    return {
        "choice": made.choice.model_dump(),
        "words": {name: say.raw(f"mapping.{name}") for name in WORDS},
        "file": _file(made, saved, say),
        "sheets": [
            _sheet(seen, _piece_of(made, seen), made, say) for seen in made.sheets if not explains(seen.sheet, [each.sheet for each in made.sheets])
        ],
        "datasets": [[name, dataset_name(name, say)] for name in DATASETS if name != "mappings"],
    }


def _piece_of(made: Candidate, seen: Seen) -> Piece | None:
    return next((piece for piece in made.pieces if seen.place in piece.places), None)


def _file(made: Candidate, saved: Sequence[Chosen], say: Words) -> dict[str, Any]:
    text = next((seen.sheet for seen in made.sheets if seen.sheet.encoding), None)
    first = next(iter(made.reports), None)
    used = next((seen.saved.name for seen in made.sheets if seen.saved), "")
    retiring = [report for report in made.reports if report.retires_much]
    asked = _asked(made)
    return {
        "isText": text is not None or bool(made.error and made.error.code in OF_TEXT),
        "encoding": encoding_name(text.encoding if text else None),
        "delimiter": delimiter_name(text.delimiter if text else None, say),
        "doubt": [encoding_name(name) for name in (text.doubt if text else ())],
        "encodings": [[name, encoding_name(name)] for name in ENCODINGS],
        "delimiters": [[mark, delimiter_name(mark, say)] for mark in DELIMITERS],
        "source": ", ".join(dict.fromkeys(report.source for report in made.reports)),
        "mode": first.mode if first else "upsert",
        "saved": [*asked, *(mapping.name for mapping in saved if mapping.name not in asked)],
        "isAsked": bool(asked),
        "used": used,
        "retired": sum(report.retired for report in retiring),
        "name": made.choice.name or used or _name(made, say),
        "hasReports": bool(made.reports),
    }


def _asked(made: Candidate) -> list[str]:
    """The saved mappings of which somebody has to say which it is."""
    errors = filter(None, (made.error, *(piece.error for piece in made.pieces)))
    return list(dict.fromkeys(name for error in errors if error.code == "several_mappings" for name in cast("tuple[str, ...]", error.facts["names"])))


def _name(made: Candidate, say: Words) -> str:
    """What a mapping is called unless somebody has a better name: the tool and what it is read as."""
    reports = made.reports
    if not reports:
        return ""
    tool = made.name.rpartition(".")[0] or made.name if reports[0].adapter == UNKNOWN else adapter_name(reports[0].adapter, say)
    return " · ".join((tool, *dict.fromkeys(dataset_name(report.dataset, say) for report in reports)))


def _sheet(seen: Seen, piece: Piece | None, made: Candidate, say: Words) -> dict[str, Any]:
    own = made.choice.of(seen.place)
    reports = [report for report in (piece.reports if piece else ()) if made.is_of(report, seen)]
    unknown = not seen.look.export and not seen.saved
    names = [report.dataset for report in reports] or ([own.dataset] if own.dataset else [])
    return {
        "place": seen.place,
        "title": _title(seen, names, say),
        "unknown": unknown,
        "wanted": own.dataset,
        "headers": [[name, list(seen.look.examples.get(name, ()))] for name in seen.look.header],
        "lacking": [column_name(name, own.dataset, say) for name in (piece.lacking if piece and own.dataset else ())],
        "readings": [_reading(name, next((one for one in reports if one.dataset == name), None), seen, say, unknown=unknown) for name in names],
        "kinds": [[words, kind, count] for words, (kind, count) in (reports[0].kinds if reports else {}).items()],
        "kindNames": [[name, dataset_name(name, say)] for name in ("requirements", "bugs")],
        "dates": [told for told in (_date(read) for read in _dates(reports)) if told],
        "unused": _unused(reports, seen, own),
    }


def _title(seen: Seen, datasets: Sequence[str], say: Words) -> str:
    """A sheet that is called like its dataset isn't named twice."""
    told = [dataset_name(name, say) for name in datasets if called(seen.sheet.name) != name]
    return " · ".join((seen.place, *([say("list.and").join(told)] if told else [])))


def _unused(reports: Sequence[Report], seen: Seen, own: SheetChoice) -> list[str]:
    """Headers that none of the sheet's datasets reads."""
    if reports:
        return [name for name in reports[0].unused if all(name in report.unused for report in reports)]
    read = set(proposed(seen.look.header, own.dataset).values()) if own.dataset else set()
    read |= {header for field in own.fields.get(own.dataset, {}).values() for header in field.headers}
    return [name for name in seen.look.header if name not in read]


def _reading(dataset: str, report: Report | None, seen: Seen, say: Words, *, unknown: bool) -> dict[str, Any]:
    usual = proposed(seen.look.header, dataset) if unknown else seen.look.readings.get(dataset, {})
    words = report.words if report else {}
    saved = seen.saved.readings.get(dataset, ReadingChoice()) if seen.saved else ReadingChoice()
    fields = [
        _field(column, dataset, usual, report, words.get(column.name, ()), say) | {"saved": _saved(saved.fields.get(column.name), seen)}
        for column in DATASETS[dataset].columns
    ]
    return {
        "dataset": dataset,
        "name": dataset_name(dataset, say),
        "fields": [field for field in fields if field["name"] != "observed"],
        "words": [_words(DATASETS[dataset].column(name), dataset, found, saved.words.get(name, {}), say) for name, found in words.items() if found],
    }


def _saved(choice: FieldChoice | None, seen: Seen) -> dict[str, Any] | None:
    """What the saved mapping says of a field beyond the one header it is read from; headers as this file writes them."""
    if choice is None or not (choice.pattern or len(choice.headers) > 1):
        return None
    written = {fold(name): name for name in seen.look.header}
    return {"headers": [written.get(fold(name), name) for name in choice.headers], "pattern": choice.pattern}


def _field(column: Column, dataset: str, usual: Mapping[str, str], report: Report | None, found: Iterable[WordRead], say: Words) -> dict[str, Any]:
    """`usual`: the headers it is read from unless somebody chooses; `landing`: what a pattern finds in them."""
    landing = [word.value for word in found if word.value][:EXAMPLES]
    return {
        "name": column.name,
        "label": column_name(column.name, dataset, say),
        "required": column.required,
        "usual": usual.get(column.name, ""),
        "often": column.required or column.name in OFTEN,
        "isLacking": bool(report and column.name in report.lacking),
        "byPattern": column.name in BY_PATTERN and not column.key,
        "landing": landing if column.name in BY_PATTERN else [],
    }


def _words(column: Column, dataset: str, found: Sequence[WordRead], saved: Mapping[str, str], say: Words) -> dict[str, Any]:
    """Each with what it means, how often it comes, whether we know it, and whether the saved mapping says so."""
    ours = list(dict.fromkeys(column.words.values()))
    return {
        "field": column.name,
        "label": column_name(column.name, dataset, say),
        "ours": [[word, word_name(column.name, word, dataset, say)] for word in ours],
        "byList": column.name in LINKS,
        "rows": [[word.word, word.value, word.count, word.known, word.word in saved] for word in found],
    }


def _dates(reports: Sequence[Report]) -> list[DateRead]:
    """Each column once, though several datasets read it."""
    return list({read.header: read for report in reports for read in report.dates}.values())


def _date(read: DateRead) -> dict[str, Any] | None:
    """An example with what it means; both meanings where day and month could change places."""
    day, month = (iso(read.example, order) for order in (Order.DAY_FIRST, Order.MONTH_FIRST))
    meant = day if read.order == Order.DAY_FIRST else month
    if not _is_day(meant):
        return None
    doubtful = day != month and _is_day(day) and _is_day(month)
    return {
        "header": read.header,
        "example": read.example,
        "meant": meant,
        "order": read.order,
        "open": read.is_open,
        "both": [day, month] if doubtful else [],
    }


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return False
    return True
