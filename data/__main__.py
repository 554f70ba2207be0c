"""The store on the command line: `python -m data import FILE…`, `mappings`, `sample`, `history`, `undo VERSION`, `export DATASET`."""

import argparse
import getpass
import json
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from data.errors import BoardError, UnreadableFile
from data.export import export
from data.intake import Choices, Problem, Report, commit, named_mapping, preview, saved_mappings
from data.intake.contract import COUNTS, contract
from data.intake.fate import Fate, fate
from data.model.datasets import DATASETS
from data.sample_store import fill_if_empty
from data.settings import store_path
from data.store import Store, open_store
from data.store.history import history
from data.store.undo import undo
from pages.ui.words.told import reason, system_language, told

LANGUAGE = system_language()
ORDERS = {"day-first": "day_first", "month-first": "month_first"}
HASH = 12  # characters of a file's sha256 that tell it apart


def main(arguments: Sequence[str] | None = None) -> int:
    """0 done, 1 something was rejected or refused, 2 wrong use."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # what goes out must come in again, whatever the terminal
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `| head` is no error
    asked = _parser().parse_args(arguments)
    try:
        store = open_store(store_path(asked.db))
        status: int = asked.run(store, asked)
    except BoardError as error:
        return _refused(error)
    return status


def _import(store: Store, asked: argparse.Namespace) -> int:
    choices = _choices(store, asked)
    fates = [_fate(store, file, choices, dry=asked.dry_run) for file in asked.files]
    if asked.json:
        print(json.dumps([contract(report, _reason) for one in fates for report in one.reports], ensure_ascii=False, indent=2))
    else:
        for report in (report for one in fates for report in one.reports):
            _print_report(report)
    rejected = sum(report.rejected for one in fates for report in one.reports)
    if rejected:
        print(told(LANGUAGE, "lines_would_be_rejected" if asked.dry_run else "lines_rejected", n=rejected), file=sys.stderr)
    return 0 if all(one.all_in for one in fates) else 1


def _fate(store: Store, file: Path, choices: Choices, *, dry: bool) -> Fate:
    found = fate(file.name, partial(_taken_in, preview if dry else commit, store, file, choices), choices if dry else None)
    for refusal in found.refusals:
        _refused(refusal.error, refusal.file)
    return found


def _taken_in(take: Callable[..., list[Report]], store: Store, file: Path, choices: Choices) -> list[Report]:
    with _progress(file.name) as progress:
        return take(store, file.name, _content(file), choices, progress)


def _choices(store: Store, asked: argparse.Namespace) -> Choices:
    return Choices(
        asked.dataset,
        asked.source,
        asked.mode,
        asked.yes,
        _who(),
        mapping=named_mapping(store, asked.mapping) if asked.mapping else None,
        order=ORDERS.get(asked.dates),
        encoding=asked.encoding,
        delimiter=asked.delimiter,
    )


def _content(file: Path) -> bytes | Path:
    """A file is left where it is; what comes through a pipe comes once."""
    try:
        with file.open("rb") as opened:
            return file if file.is_file() else opened.read()
    except OSError as error:
        raise UnreadableFile("file_not_read", file=str(file), why=error.strerror or str(error)) from error


@contextmanager
def _progress(name: str) -> Iterator[Callable[[float], None]]:
    """How far a file is, for somebody who watches."""
    if not sys.stderr.isatty():
        yield lambda _share: None
        return
    try:
        yield lambda share: print(f"\r{name} {int(share * 100)} %", end="", file=sys.stderr, flush=True)
    finally:
        print("\r\033[K", end="", file=sys.stderr, flush=True)


def _mappings(store: Store, _: argparse.Namespace) -> int:
    for mapping in saved_mappings(store.cursor()):
        print("  ".join((mapping.name, mapping.source or "–", mapping.export or "–", mapping.dataset or "–")))
    return 0


def _sample(store: Store, _: argparse.Namespace) -> int:
    if fill_if_empty(store, LANGUAGE):
        return 0
    print(told(LANGUAGE, "store_not_empty"), file=sys.stderr)
    return 1


def _history(store: Store, _: argparse.Namespace) -> int:
    for entry in history(store):
        kind = entry.kind if entry.undoes is None else f"{entry.kind} {entry.undoes}"
        counts = f"+{entry.new} ~{entry.changed} -{entry.retired} !{entry.rejected}"
        file = () if entry.file is None else (entry.file, str(entry.sha256)[:HASH], entry.dataset, counts)
        print("  ".join((f"{entry.version:>4}", f"{entry.made_at:%Y-%m-%d %H:%M}Z", f"{kind:<8}", entry.who, *map(str, file))))
    return 0


def _undo(store: Store, asked: argparse.Namespace) -> int:
    print(undo(store, asked.version, _who()))
    return 0


def _export(store: Store, asked: argparse.Namespace) -> int:
    export(store, DATASETS[asked.dataset], sys.stdout, source=asked.source)
    return 0


def _who() -> str:
    """Who imports, as the system knows them; some containers don't."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "?"


def _refused(error: BoardError, file: str = "") -> int:
    where = f"{file} [{error.facts['sheet']}]: " if error.facts.get("sheet") else f"{file}: " if file else ""
    print(where + _sentence(error), file=sys.stderr)
    return 1


def _sentence(error: BoardError) -> str:
    return told(LANGUAGE, error.code, **error.facts)


def _reason(problem: Problem) -> str:
    return reason(LANGUAGE, problem.code, **problem.facts)


def _print_report(report: Report) -> None:
    where = report.file if report.sheet is None else f"{report.file} [{report.sheet}]"
    how = report.mapping or f"{report.adapter} {report.confidence:.0%}"
    counts = "  ".join(f"{name} {getattr(report, name)}" for name in COUNTS)
    print(f"{where}: {report.dataset} ({how}, source {report.source})  version {report.version or '–'}\n  {counts}")
    for problem in report.problems:
        place = report.place(problem.line)
        print(f"  {place.line}  {place.column or problem.field}  {_reason(problem)}")
    for note in report.notes:
        print(f"  {report.place(note.line).line}  {reason(LANGUAGE, note.code, **note.facts)}")
    for question in report.questions:
        print(f"  {reason(LANGUAGE, 'open_dates', column=question.header, example=question.example)}")
    if report.doubt:
        print(f"  {reason(LANGUAGE, 'encoding_doubt', encoding=report.encoding, others=report.doubt)}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data", description="What the boards are made of.")
    place = argparse.ArgumentParser(add_help=False)
    place.add_argument("--db", help="the store (else GOALBOARD_DB, else var/goalboard.duckdb)")
    commands = parser.add_subparsers(required=True)
    take_in = commands.add_parser("import", parents=[place], help="read files in")
    take_in.add_argument("files", nargs="+", type=Path, metavar="FILE")
    take_in.add_argument("--dataset", choices=list(DATASETS))
    take_in.add_argument("--source")
    take_in.add_argument("--mode", choices=("upsert", "snapshot"), help="else as the mapping says, else upsert")
    take_in.add_argument("--mapping", metavar="NAME", help="a saved mapping (else the one saved for files of this shape)")
    take_in.add_argument("--dates", choices=tuple(ORDERS), help="which number is the day, where a column leaves it open")
    take_in.add_argument("--encoding", help="else found")
    take_in.add_argument("--delimiter", type=_delimiter, help="one character or the word tab, else found")
    take_in.add_argument("--yes", action="store_true", help="retire more than a fifth of a source")
    take_in.add_argument("--dry-run", action="store_true")
    take_in.add_argument("--json", action="store_true")
    take_in.set_defaults(run=_import)
    commands.add_parser("mappings", parents=[place], help="list the saved mappings").set_defaults(run=_mappings)
    commands.add_parser("sample", parents=[place], help="fill an empty store").set_defaults(run=_sample)
    commands.add_parser("history", parents=[place], help="list the versions").set_defaults(run=_history)
    take_back = commands.add_parser("undo", parents=[place], help="take a version back")
    take_back.add_argument("version", type=int)
    take_back.set_defaults(run=_undo)
    out = commands.add_parser("export", parents=[place], help="print a dataset as canonical CSV")
    out.add_argument("dataset", choices=list(DATASETS))
    out.add_argument("--source", help="only this source's facts")
    out.set_defaults(run=_export)
    return parser


def _delimiter(text: str) -> str:
    if text != "tab" and len(text) != 1:
        raise argparse.ArgumentTypeError(repr(text))
    return "\t" if text == "tab" else text


if __name__ == "__main__":
    sys.exit(main())
