"""The store on the command line: `python -m data import FILE…`, `sample`, `history`, `undo VERSION`, `export DATASET`."""

import argparse
import getpass
import json
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from data.errors import BoardError, UnreadableFile
from data.export import export
from data.intake import Choices, Report, commit, preview
from data.model.datasets import DATASETS
from data.sample_store import fill_if_empty
from data.settings import store_path
from data.store import Store, open_store
from data.store.history import history
from data.store.undo import undo
from pages.ui.words.told import reason, system_language, told

COUNTS = ("lines", "new", "changed", "unchanged", "superseded", "rejected", "blank", "retired", "dangling")
LANGUAGE = system_language()


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
    choices = Choices(asked.dataset, asked.source, asked.mode, asked.yes, _who())
    reports: list[Report] = []
    status = 0
    for file in asked.files:
        try:
            reports += (preview if asked.dry_run else commit)(store, file.name, _content(file), choices)
        except BoardError as error:
            status = _refused(error, file.name)
    if asked.json:
        print(json.dumps([_contract(report) for report in reports], ensure_ascii=False, indent=2))
    else:
        for report in reports:
            _print_report(report)
    rejected = sum(report.rejected for report in reports)
    if rejected:
        print(told(LANGUAGE, "lines_would_be_rejected" if asked.dry_run else "lines_rejected", n=rejected), file=sys.stderr)
    return 1 if rejected else status


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise UnreadableFile("file_not_read", file=str(file), why=error.strerror or str(error)) from error


def _sample(store: Store, _: argparse.Namespace) -> int:
    if fill_if_empty(store, LANGUAGE):
        return 0
    print(told(LANGUAGE, "store_not_empty"), file=sys.stderr)
    return 1


def _history(store: Store, _: argparse.Namespace) -> int:
    for entry in history(store):
        counts = "" if entry.file is None else f"  {entry.file}  {entry.dataset}  +{entry.new} ~{entry.changed} -{entry.retired} !{entry.rejected}"
        print(f"{entry.version:>4}  {entry.made_at:%Y-%m-%d %H:%M}Z  {entry.kind:<6}  {entry.who}{counts}")
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
    print(where + told(LANGUAGE, error.code, **{"file": file, **error.facts}), file=sys.stderr)
    return 1


def _contract(report: Report) -> dict[str, object]:
    """The report as DOMAIN 7 fixes it."""
    problems = [
        {"line": problem.line, "field": problem.field, "reason": reason(LANGUAGE, problem.code, **problem.facts)} for problem in report.problems
    ]
    head = {name: getattr(report, name) for name in ("file", "sheet", "dataset", "source", "version")}
    return head | {name: getattr(report, name) for name in COUNTS} | {"problems": problems}


def _print_report(report: Report) -> None:
    where = report.file if report.sheet is None else f"{report.file} [{report.sheet}]"
    counts = "  ".join(f"{name} {getattr(report, name)}" for name in COUNTS)
    print(f"{where}: {report.dataset} ({report.adapter}, source {report.source})  version {report.version or '–'}\n  {counts}")
    for problem in report.problems:
        print(f"  {problem.line}  {problem.field}  {reason(LANGUAGE, problem.code, **problem.facts)}")
    for note in report.notes:
        print(f"  {note.line}  {reason(LANGUAGE, note.code, **note.facts)}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data", description="What the boards are made of.")
    place = argparse.ArgumentParser(add_help=False)
    place.add_argument("--db", help="the store (else GOALBOARD_DB, else var/goalboard.duckdb)")
    commands = parser.add_subparsers(required=True)
    take_in = commands.add_parser("import", parents=[place], help="read files in")
    take_in.add_argument("files", nargs="+", type=Path, metavar="FILE")
    take_in.add_argument("--dataset", choices=list(DATASETS))
    take_in.add_argument("--source")
    take_in.add_argument("--mode", choices=("upsert", "snapshot"), default="upsert")
    take_in.add_argument("--yes", action="store_true", help="retire more than a fifth of a source")
    take_in.add_argument("--dry-run", action="store_true")
    take_in.add_argument("--json", action="store_true")
    take_in.set_defaults(run=_import)
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


if __name__ == "__main__":
    sys.exit(main())
