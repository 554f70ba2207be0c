"""From each figure of each page that leads to rows, those rows explain it: a count is as many, a share what their weights add up
to, an average or a quantile that of the sample.

A new page is covered by its address in `ADDRESSES`.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from data.intake import Choices, commit
from data.settings import time_zone
from pages.ui.sitemap import place_at
from pages.ui.store import store
from tests.pages.drilled import unexplained, ways
from tests.reckoning import worlds

Open = Callable[..., AppTest]

TODAY = datetime.now(time_zone()).date()
MONTH_AGO, QUARTER_AGO = TODAY - timedelta(days=40), TODAY - timedelta(days=100)
ADDRESSES = {
    "/": 10,
    "/okr": 80,
    f"/okr?asof={MONTH_AGO}&team=商家平台": 60,
    f"/okr?objective=O2&objective=O3&since={QUARTER_AGO}": 20,
    f"/efficiency?since={MONTH_AGO}": 30,
    f"/efficiency?since={QUARTER_AGO}&bucket=month&objective=O1&days=workday&clock=dev": 15,
    "/efficiency?bucket=quarter&team=": 10,
    "/attention": 0,
    "/changes": 30,
    f"/changes?vs={MONTH_AGO}&team=商家平台": 10,
    "/objective?id=O1": 10,
    "/kr?id=O1-KR1": 4,
    "/kr?id=O3-KR2": 2,
    "/kr?id=O1-KR1&objective=O2": 4,
    "/team?id=商家平台": 10,
    "/team?id=": 4,
    "/campaign?id=C1": 100,
}  # and how many ways to rows each has at least
OF_A_WORLD = ("/", "/okr", "/efficiency?bucket=quarter", "/objective?id=O1", "/team?id=Alpha")


def opened(cold: Open, address: str) -> AppTest:
    parts = urlsplit(address)
    app = cold(place_at(parts.path).script, **parse_qs(parts.query, keep_blank_values=True))
    assert not app.exception
    return app


@pytest.mark.parametrize(("address", "least"), ADDRESSES.items())
@pytest.mark.usefixtures("sample_store")
def test_the_rows_behind_each_figure_of_a_page_explain_it(cold: Open, address: str, least: int) -> None:
    app = opened(cold, address)
    found = ways(app)
    assert len(found) >= least
    assert unexplained(found, store().cursor()) == []


@pytest.mark.parametrize("address", OF_A_WORLD)
@pytest.mark.parametrize("seed", [8])
@pytest.mark.usefixtures("empty_store")
def test_so_they_do_in_a_random_company(cold: Open, tmp_path: Path, seed: int, address: str) -> None:
    for path in worlds.write(worlds.world(seed), tmp_path):
        commit(store(), path.name, path.read_bytes(), Choices())
    assert unexplained(ways(opened(cold, address)), store().cursor()) == []
