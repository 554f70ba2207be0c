"""After a commit every file of the batch is told of, in the order that references need, with who brought them."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.errors import BoardError
from data.intake import Choices, preview
from pages.ui import import_desk
from pages.ui.import_file import Candidate
from pages.ui.store import store

VALUES = b"metric_id,day,value\nM1,2026-01-05,5\n"
METRICS = b"metric_id,kr_id,name,direction,baseline,target\nM1,KR1,n,increase,1,5\n"


def candidate(name: str, content: bytes, error: BoardError | None = None) -> Candidate:
    choices = Choices(who="<b>Ann")
    reports = [] if error else preview(store(), name, content, choices)
    return Candidate(name, content, choices, not error, reports, error)


@pytest.fixture
def outcomes(empty_store: Path) -> list[import_desk.Outcome]:
    assert not empty_store.exists()
    unreadable = candidate("broken.csv", b"", BoardError("empty_file"))
    return import_desk.take_in([unreadable, candidate("values.csv", VALUES), candidate("metrics.csv", METRICS)])


def test_what_others_refer_to_goes_in_first_and_a_file_that_could_not_be_read_is_told(outcomes: list[import_desk.Outcome]) -> None:
    assert [outcome.file for outcome in outcomes] == ["metrics.csv", "values.csv", "broken.csv"]
    assert [report.dangling for outcome in outcomes for report in outcome.reports] == [1, 0]
    assert outcomes[-1].error is not None


def test_the_result_says_who_imported_and_that_nobody_verified_it(outcomes: list[import_desk.Outcome], cold: Callable[..., AppTest]) -> None:
    app = cold("imports.py")
    app.session_state[import_desk.DONE] = outcomes
    page = " ".join(part.value for part in app.run().html)
    said = re.sub(r"\s+", " ", re.sub(r"<style>.*?</style>|<[^>]+>", " ", page))
    assert "What did this import change?" in said
    assert "Imported by &lt;b&gt;Ann: the name as it was typed, not verified." in said
    assert "The file is empty." in said
