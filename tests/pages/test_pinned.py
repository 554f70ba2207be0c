"""A pinned link says the same for ever: whatever comes in later, taken back, renamed, muted or cut off otherwise.

Read is all that a page sends to the browser: its markup, the data of its tables and the specs of its charts. Left out are the
choices themselves, which may offer versions that were made since, and the two pages that tell and make versions.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

from data.intake import Choices, commit
from data.keeping import keep
from data.store import Store
from data.store.undo import undo
from pages.ui import view
from pages.ui.address import Address
from pages.ui.share.links import pinned
from pages.ui.store import store
from tests.data.intake.drawn import as_file

Open = Callable[..., AppTest]
Query = dict[str, str]
# What has no figures, or offers versions as a choice.
CHOICES = {"number_input", "text_input", "date_input", "multiselect", "button_group", "button", "text_area", "download_button"}
OF_SAMPLE: list[tuple[str, Query]] = [
    ("overview.py", {}),
    ("okr.py", {}),
    ("okr.py", {"team": "Merchant Platform", "vs": "2026-01-05"}),
    ("efficiency.py", {}),
    ("efficiency.py", {"bucket": "month", "clock": "dev", "days": "workday"}),
    ("records.py", {"show": "delivered"}),
    ("records.py", {"show": "open_bugs", "sort": "-created_at"}),
    ("kr.py", {"id": "O1-KR1"}),
    ("objective.py", {"id": "O2"}),
    ("team.py", {"id": "Merchant Platform"}),
    ("team.py", {"id": ""}),
    ("attention.py", {}),
    ("changes.py", {}),
    ("glossary.py", {}),
    ("campaigns.py", {}),
    ("campaigns.py", {"id": "C1-1"}),
    ("campaign.py", {"id": "C1"}),
    ("acceptance.py", {"id": "C0"}),
    ("acceptance.py", {"id": "C1"}),
    ("review.py", {"id": "C1"}),
    ("evaluation.py", {"id": "C0"}),
    ("mine.py", {"id": "Han Zhaoyang"}),
    ("practices.py", {}),
]
GOALS = "objective_id | title | starts_on | ends_on \n O1 | Ours | 2026-01-01 | 2026-12-31"
OTHER_GOALS = "objective_id | title | starts_on | ends_on \n O1 | Otherwise | 2026-02-01 | 2026-11-30 \n O2 | Two | 2026-01-01 | 2026-12-31"
KRS = "kr_id | objective_id | title \n O1-KR1 | O1 | Our own \n K2 | O1 | Another"
METRICS = "metric_id | kr_id | name | direction | baseline | target \n M1 | O1-KR1 | Ours | increase | 0 | 100"
WORK = """
    requirement_id | title | team | kr_ids | created_at | released_at
    R1 | One | A | O1-KR1 | 2026-02-01 | 2026-03-01
    R2 | Two | B |        | 2026-02-01 | 2026-03-04
    R3 | New |   | K2     | 2026-02-01 |
"""
BUGS = "bug_id | title | team | environment | created_at \n B1 | a | A | online | 2026-02-01 \n B2 | b | B | offline | 2026-02-03"
OF_OWN: list[tuple[str, Query]] = [
    *((script, {}) for script in ("overview.py", "okr.py", "efficiency.py", "attention.py", "changes.py")),
    ("okr.py", {"vs": "3"}),
    ("efficiency.py", {"vs": "4", "bucket": "month"}),
    ("records.py", {"show": "delivered"}),
    ("kr.py", {"id": "O1-KR1"}),
    ("objective.py", {"id": "O1"}),
    ("team.py", {"id": "A"}),
    ("record.py", {"of": "requirements", "source": "canonical", "id": "R1"}),
    ("record.py", {"of": "bugs", "source": "canonical", "id": "B1"}),
]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Let time go by on the reader's clock."""

    class Clock(datetime):
        passed = timedelta()

        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return datetime.now(tz or UTC) + cls.passed

    monkeypatch.setattr(view, "datetime", Clock)
    return lambda passed: setattr(Clock, "passed", passed)


def everything(app: AppTest) -> list[str]:
    """Every element sent to the browser, but the choices."""
    return [str(node.proto) for node in _nodes(app._tree) if node.type not in CHOICES]


def _nodes(block: Block) -> Iterator[Any]:
    for child in block.children.values():
        if isinstance(child, Block):
            yield from _nodes(child)
        else:
            yield child


def seen(cold: Open, pages: list[tuple[str, Query]], at: Query) -> list[list[str]]:
    """The pages at their pinned links, nothing of them out of a cache."""
    shown = []
    for script, query in pages:
        st.cache_data.clear()
        app = cold(script, **query, **at)
        assert not app.exception, (script, query, app.exception)
        shown.append(everything(app))
    return shown


def read_in(dataset: str, table: str, **choices: Any) -> int:
    (report,) = commit(store(), f"{dataset}.csv", as_file(table), Choices(dataset=dataset, **choices))
    assert report.version is not None, "a file that changes nothing proves nothing"
    return report.version


def pinned_now() -> Query:
    """What the share button's pinned link says on the overview, as a query."""
    link = pinned(view.look(Address()), "overview")
    assert link is not None
    return dict(parse_qsl(urlsplit(link).query))


def first_real_facts() -> None:
    """Five imports; the first of them retires the sample company whole."""
    for dataset, table in {"objectives": GOALS, "key_results": KRS, "kr_metrics": METRICS, "requirements": WORK, "bugs": BUGS}.items():
        read_in(dataset, table)
    read_in("kr_values", "metric_id | day | value \n M1 | 2026-03-03 | 10 \n M1 | 2026-03-04 | 12")


def ten_more(held: Store) -> None:
    """Of every kind, with two taken back; each changes what the pages would show today."""
    read_in("kr_values", "metric_id | day | value \n M1 | 2026-03-03 | 99 \n M1 | 2026-03-20 | 120")
    read_in("requirements", "requirement_id | title | created_at | released_at \n R1 | Renamed | 2026-01-01 | 2026-01-02", mode="snapshot", yes=True)
    read_in("teams", "team | aliases \n Merchant Platform | A;B")
    read_in("settings", "name | value \n status.behind_gap | 0.01")
    keep(held, "mutes", {"rule": "behind", "subject": "kr:O1-KR1", "until_on": "2026-12-31", "reason": "known", "who": "Li"}, "Li")
    read_in("bugs", "bug_id | title | team | created_at | resolution \n B1 | a | A | 2026-02-01 | duplicate \n B9 | n | C | 2026-02-02 |")
    read_in(
        "objectives", "objective_id | title | starts_on | ends_on \n O1 | Otherwise | 2026-02-01 | 2026-11-30 \n O2 | Two | 2026-01-01 | 2026-12-31"
    )
    read_in("kr_monthly_targets", "metric_id | month | target \n M1 | 2026-03 | 80")
    undo(held, undo(held, held.version(), "Li"), "Li")
    undo(held, read_in("key_results", "kr_id | objective_id | title \n O1-KR1 | O2 | Moved"), "Li")
    read_in("requirements", "requirement_id | title | created_at | kr_ids \n R1 | Elsewhere | 2026-01-01 | K2", source="jira")


def differing(pages: list[tuple[str, Query]], before: list[list[str]], after: list[list[str]]) -> list[tuple[Any, ...]]:
    """Page and place of what differs, so that a failure can be read."""
    found = []
    for page, old, new in zip(pages, before, after, strict=True):
        found += [(*page, a[:3000], b[:3000]) for a, b in zip(old, new, strict=False) if a != b]
        found += [(*page, len(old), len(new))] if len(old) != len(new) else []
    return found


@pytest.mark.usefixtures("sample_store")
def test_pinned_pages_of_the_sample_company_outlive_it(cold: Open, later: Callable[[timedelta], None]) -> None:
    at = pinned_now()
    before = seen(cold, OF_SAMPLE, at)
    first_real_facts()
    ten_more(store())
    later(timedelta(days=40))
    assert differing(OF_SAMPLE, before, seen(cold, OF_SAMPLE, at)) == []


@pytest.mark.usefixtures("empty_store")
def test_pinned_pages_are_the_same_after_ten_more_imports_and_undos(cold: Open, later: Callable[[timedelta], None]) -> None:
    first_real_facts()
    at = pinned_now()
    before = seen(cold, OF_OWN, at)
    ten_more(store())
    later(timedelta(days=40))
    assert store().version() >= int(at["version"]) + 10
    assert differing(OF_OWN, before, seen(cold, OF_OWN, at)) == []


@pytest.mark.usefixtures("empty_store")
def test_the_live_pages_have_moved_on_meanwhile(cold: Open) -> None:
    """The test above would prove nothing on pages that never change."""
    first_real_facts()
    before = seen(cold, OF_OWN[:5], {})
    ten_more(store())
    after = seen(cold, OF_OWN[:5], {})
    assert all(old != new for old, new in zip(before, after, strict=True))
