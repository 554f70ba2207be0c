"""All that shapes a figure can be read as known at any version."""

from datetime import date

import pytest

from data.store.undo import undo
from metrics.filters import freshness
from metrics.scope import UnknownVersion, latest_version
from tests.conftest import Board
from tests.metrics.asking import buckets, figures, invested, okr_rows, scope, whole, work


def test_reading_at_an_older_version_gives_the_older_figures(board: Board) -> None:
    con = board(
        objectives="starts_on | ends_on \n 2025-09-01 | 2025-09-30",
        kr_metrics="baseline | target \n 0 | 100",
        kr_values="day | value \n 2025-09-10 | 40",
        requirements="requirement_id | team | kr_ids | released_at \n R1 | A | KR1 | 2025-09-05 \n R2 | A | | 2025-09-05",
        bugs="bug_id | created_at \n B1 | 2025-09-05",
    )
    old = board.store.version()
    con = board.then(
        objectives="starts_on | ends_on \n 2025-08-01 | 2025-09-30",
        kr_metrics="baseline | target \n 0 | 80",
        kr_values="day | value \n 2025-09-10 | 60 \n 2025-09-11 | 60",
        requirements="requirement_id | team | kr_ids | released_at \n R2 | B | KR1 | 2025-09-06",
        bugs="bug_id | created_at | status | resolved_at \n B1 | 2025-09-05 | closed | 2025-09-06 \n B2 | 2025-09-05 | open |",
    )
    assert scope(con).as_of == date(2025, 9, 11)
    assert scope(con, version=old).as_of == date(2025, 9, 10)
    assert [scope(con, version=version).since for version in (None, old)] == [date(2025, 8, 1), date(2025, 9, 1)]
    assert figures(con, "latest", "target", "progress") == {"M1": (60, 80, 0.75)}
    assert figures(con, "latest", "target", "progress", version=old) == {"M1": (40, 100, 0.4)}
    assert work(con) == {"KR1": (2, 0)}
    assert work(con, version=old) == {"KR1": (1, 0)}
    assert invested(con) == {("A", "O1"): (1, 1.0, 1.0), ("B", "O1"): (1, 1.0, 1.0)}
    assert invested(con, version=old) == {("A", "O1"): (2, 1.0, 0.5), ("A", None): (2, 1.0, 0.5)}
    assert (whole(con).okr_share, whole(con).open_bugs) == (1.0, 1)
    assert (whole(con, version=old).okr_share, whole(con, version=old).open_bugs) == (0.5, 1)
    assert whole(con, version=old).valid_bugs == 1


def test_a_cursor_goes_back_and_forth_between_versions(board: Board) -> None:
    con = board(kr_values="day | value \n 2025-09-10 | 40")
    old = board.store.version()
    con = board.then(kr_values="day | value \n 2025-09-10 | 60")
    assert [figures(con, "latest", version=version)["M1"] for version in (old, None, old, old + 1)] == [40, 60, 40, 60]


def test_the_newest_version_is_read_though_the_cursor_is_older(board: Board) -> None:
    con = board(kr_values="day | value \n 2025-09-10 | 40")
    assert figures(con, "latest", version=board.store.version()) == {"M1": 40}
    board.then(kr_values="day | value \n 2025-09-10 | 60")
    assert latest_version(con) == board.store.version()
    assert figures(con, "latest") == {"M1": 60}


@pytest.mark.parametrize("version", [-1, 5, 99])
def test_a_version_that_does_not_exist_is_said_so(board: Board, version: int) -> None:
    con = board(kr_values="day | value \n 2025-09-10 | 40")
    assert board.store.version() == 4
    with pytest.raises(UnknownVersion):
        scope(con, version=version)


def test_before_the_first_version_the_boards_are_empty(board: Board) -> None:
    con = board(kr_values="day | value \n 2025-09-10 | 40", requirements="kr_ids | released_at \n KR1 | 2025-09-05")
    assert scope(con, version=0).as_of is None
    assert (okr_rows(con, version=0), invested(con, version=0), buckets(con, version=0)) == ([], {}, [])
    assert okr_rows(con, version=0, as_of="2025-09-10") == []


def test_what_was_undone_is_gone_from_now_on_and_still_there_before(board: Board) -> None:
    board(kr_values="day | value \n 2025-09-10 | 40")
    board.then(kr_values="day | value \n 2025-09-10 | 60")
    mistaken = board.store.version()
    undo(board.store, mistaken, "somebody")
    con = board.store.cursor()
    assert [figures(con, "latest", version=version)["M1"] for version in (mistaken - 1, mistaken, mistaken + 1)] == [40, 60, 40]


def test_freshness_tells_the_version_and_when_its_newest_import_was_made(board: Board) -> None:
    con = board(kr_values="day | value \n 2025-09-10 | 40")
    fresh = freshness(con, scope(con))
    ((made_on,),) = con.execute("select made_on from versions where version = 1").fetchall()
    assert (fresh.version, fresh.sample) == (board.store.version(), False)
    assert fresh.imported_at is not None
    assert fresh.imported_at.date() >= made_on
    assert freshness(con, scope(con, version=0)).imported_at is None
