"""The metrics on the command line: `python -m metrics okr-progress --format json`, `python -m metrics campaign map`, and the reports made of them."""

import argparse
import csv
import json
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from duckdb import DuckDBPyConnection

from data.errors import BoardError
from data.settings import store_path
from data.store import open_store
from metrics.campaigns.answers import ANSWERS, UnknownCampaign, answer
from metrics.efficiency import Period, efficiency
from metrics.goals import GoalRow, okr_progress
from metrics.investment import Investment, team_investment
from metrics.scope import Bucket, Clock, Days, Question, ReversedRange, Scope, UnknownVersion, readable_day, resolve
from pages.ui.words import LANGUAGES
from pages.ui.words.told import system_language, told


class Board(NamedTuple):
    """What a subcommand answers, and the fields of its contract."""

    rows: Callable[[DuckDBPyConnection, Scope], Sequence[tuple[Any, ...]]]
    fields: tuple[str, ...]


BOARDS = {
    "okr-progress": Board(okr_progress, GoalRow._fields),
    "team-investment": Board(team_investment, Investment._fields),
    "efficiency": Board(efficiency, Period._fields[: Period._fields.index("open_bugs") + 1]),
}

CAMPAIGN, REPORT = "campaign", "report"
TABLES, REPORTS = ("json", "csv", "table"), ("html", "pdf", "md")


def main(arguments: Sequence[str] | None = None) -> int:
    """0 done, 1 refused, 2 wrong use."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `| head` is no error
    parser = _parser()
    asked = parser.parse_args(arguments)
    _refuse_what_does_not_fit(parser, asked)
    question = Question(
        as_of=asked.as_of,
        since=asked.since,
        until=asked.until,
        bucket=asked.bucket,
        clock=asked.clock,
        days=asked.days,
        teams=tuple(asked.team),
        objectives=tuple(asked.objective),
        version=asked.version,
    )
    try:
        if REPORT in (asked.board, asked.about):
            return _report(question, asked)
        return _campaign(question, asked) if asked.board == CAMPAIGN else _board(question, asked)
    except ReversedRange:
        return _say("reversed_range", 2)
    except UnknownVersion as error:
        return _say("no_such_version", 1, version=asked.version, newest=error.newest)
    except UnknownCampaign as error:
        return _say("no_campaign_of_id", 1, id=error)
    except BoardError as error:
        return _say(error.code, 1, **error.facts)


def _refuse_what_does_not_fit(parser: argparse.ArgumentParser, asked: argparse.Namespace) -> None:
    forms = REPORTS if REPORT in (asked.board, asked.about) else TABLES
    if asked.format and asked.format not in forms:
        parser.error(told(system_language(), "no_such_format", format=asked.format, board=asked.board, formats=", ".join(forms)))
    if asked.board != CAMPAIGN and asked.about:
        parser.error(told(system_language(), "too_many_words", words=asked.about))
    if asked.board == CAMPAIGN and asked.about not in (*ANSWERS, REPORT):
        parser.error(told(system_language(), "no_such_answer", what=asked.about or "", names=", ".join((*ANSWERS, REPORT))))
    if asked.board == CAMPAIGN and not asked.subject and (asked.about == REPORT or ANSWERS[asked.about].needed):
        parser.error(told(system_language(), "of_which", what=asked.about))
    if asked.board == CAMPAIGN and asked.subject and asked.about != REPORT and not ANSWERS[asked.about].takes_subject:
        parser.error(told(system_language(), "too_many_words", words=asked.subject))


def _board(question: Question, asked: argparse.Namespace) -> int:
    board = BOARDS[asked.board]
    con = open_store(store_path(asked.db)).cursor()
    rows = board.rows(con, resolve(con, question))
    _print([dict(zip(board.fields, row, strict=False)) for row in rows], board.fields, asked.format or "table")
    return 0


def _campaign(question: Question, asked: argparse.Namespace) -> int:
    con = open_store(store_path(asked.db)).cursor()
    rows, fields = answer(con, resolve(con, question), asked.about, asked.subject or ""), ANSWERS[asked.about].fields
    _print([dict(zip(fields, row, strict=True)) for row in rows], fields, asked.format or "table")
    return 0


def _report(question: Question, asked: argparse.Namespace) -> int:
    """A PDF is nothing to look at in a terminal, so it needs a file or a pipe."""
    form = asked.format or "md"
    if form == "pdf" and not asked.output and sys.stdout.isatty():
        return _say("pdf_to_terminal", 2)
    from pages.ui.report.command import written  # noqa: PLC0415 - the other boards start without anything that draws

    found = written(question, form, asked.lang or system_language(), asked.db, asked.subject if asked.board == CAMPAIGN else None)
    if not asked.output:
        sys.stdout.buffer.write(found)
        return 0
    try:
        Path(asked.output).write_bytes(found)
    except OSError as error:
        return _say("output_unwritable", 1, path=asked.output, why=error.strerror or str(error))
    return 0


def _say(code: str, status: int, **facts: object) -> int:
    print(told(system_language(), code, **facts), file=sys.stderr)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m metrics", description="The figures of the boards.")
    parser.add_argument("board", choices=[*BOARDS, CAMPAIGN, REPORT])
    parser.add_argument("about", nargs="?", help=f"of campaign: {', '.join((*ANSWERS, REPORT))}")
    parser.add_argument("subject", nargs="?", metavar="ID", help="the campaign; of mine a person")
    parser.add_argument("--db", help="the store (else GOALBOARD_DB, else var/goalboard.duckdb)")
    parser.add_argument("--as-of", type=_day, metavar="DAY")
    parser.add_argument("--since", type=_day, metavar="DAY")
    parser.add_argument("--until", type=_day, metavar="DAY", help="not included")
    parser.add_argument("--bucket", type=Bucket, choices=list(Bucket), default=Bucket.WEEK)
    parser.add_argument("--team", action="append", default=[], help="repeatable; '' is the empty team")
    parser.add_argument("--objective", action="append", default=[], help="repeatable")
    parser.add_argument("--clock", type=Clock, choices=list(Clock), default=Clock.CREATED)
    parser.add_argument("--days", type=Days, choices=list(Days), default=Days.CALENDAR)
    parser.add_argument("--version", type=int, help="as known at this version")
    parser.add_argument("--format", choices=(*TABLES, *REPORTS), help="table unless named; of the report md")
    parser.add_argument("--lang", choices=LANGUAGES, help="of the report (else the system's)")
    parser.add_argument("--output", metavar="FILE", help="of the report (else it is printed)")
    return parser


def _day(text: str) -> date:
    try:
        return readable_day(text)
    except ValueError:
        raise argparse.ArgumentTypeError(told(system_language(), "not_a_day", value=text)) from None


def _print(rows: list[dict[str, Any]], fields: Sequence[str], form: str) -> None:
    if form == "json":
        json.dump(rows, sys.stdout, ensure_ascii=False, indent=2, default=str, allow_nan=False)
        print()
    elif form == "csv":
        writer = csv.DictWriter(sys.stdout, fields)
        writer.writeheader()
        writer.writerows({name: _plain(value) for name, value in row.items()} for row in rows)
    else:
        _print_table(rows, fields)


def _plain(value: object) -> object:
    """Several values are JSON. Text that a spreadsheet would take for a formula gets a quote in front."""
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False, default=str, allow_nan=False)
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def _print_table(rows: list[dict[str, Any]], fields: Sequence[str]) -> None:
    cells = [list(fields), *([_cell(row[field]) for field in fields] for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(fields))]
    for line in cells:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _cell(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_cell(part)}" for name, part in value.items())
    return f"{value:.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


if __name__ == "__main__":
    sys.exit(main())
