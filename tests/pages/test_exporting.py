"""What is held leaves as files: from a link on the import page, over the server's own way out, and comes in again unchanged."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from data.intake import Choices, commit
from data.model.datasets import DATASETS
from data.store import open_store
from pages.ui.words import words
from tests.pages.conftest import Open
from tests.pages.serving import Answer, request, serving

CAMPAIGNS = 'campaign_id,title,goal\nC1,"=HYPERLINK(1), <b>半小时</b>","two\nlines; **bold**"\n'
BUGS = "bug_id,title,created_at\n1,a,2026-01-05\n"


@pytest.fixture
def held(empty_store: Path) -> Path:
    store = open_store(empty_store)
    commit(store, "campaigns.csv", CAMPAIGNS.encode(), Choices())
    for source in ("jira", "tapd"):
        commit(store, "bugs.csv", BUGS.encode(), Choices(source=source, dataset="bugs"))
    store.close()
    return empty_store


@pytest.fixture
def take(held: Path) -> Iterator[Callable[..., Answer]]:
    assert held.exists()
    with serving() as port:
        yield lambda path, **headers: request(port, "GET", f"/api/export/{path}", headers={"Accept-Language": "en"} | headers)


def test_a_dataset_is_taken_as_the_file_that_the_importer_takes_in_unchanged(take: Callable[..., Answer]) -> None:
    answer = take("campaigns.csv")
    assert answer.status == 200
    assert answer.said.startswith("\N{ZERO WIDTH NO-BREAK SPACE}campaign_id,title,")
    assert answer.headers["content-disposition"] == 'attachment; filename="campaigns.csv"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    from pages.ui.store import store

    (report,) = commit(store(), "again.csv", answer.said.encode(), Choices())
    assert (report.dataset, report.lines, report.unchanged, report.version) == ("campaigns", 1, 1, None)


def test_a_dataset_without_facts_is_its_header(take: Callable[..., Answer]) -> None:
    assert take("commendations.csv").said == "\N{ZERO WIDTH NO-BREAK SPACE}subject_kind,subject_id,who,for_what\n"


def test_where_several_sources_use_the_same_keys_one_has_to_be_chosen(take: Callable[..., Answer]) -> None:
    refused = take("bugs.csv")
    assert (refused.status, "jira, tapd" in refused.said) == (400, True)
    assert take("bugs.csv?source=tapd").said.count("\n1,a,") == 1


@pytest.mark.parametrize("path", ["nothing.csv", "campaigns", "campaigns.xlsx", "campaigns.csv.csv", "versions.csv"])
def test_what_cannot_be_taken_is_said_in_one_sentence_in_the_askers_language(take: Callable[..., Answer], path: str) -> None:
    answer = take(path, **{"Accept-Language": "zh-CN"})
    assert answer.status == 404
    assert answer.said == " ".join(words("zh")(f"error.no_such_export.{part}", name=path, names=", ".join(DATASETS)) for part in ("title", "hint"))


@pytest.mark.usefixtures("held")
def test_the_import_page_lists_a_link_for_each_dataset_that_has_facts_and_each_tracker(cold: Open) -> None:
    (listed,) = (part.value for part in cold("imports.py").html if 'class="gb gb-taking"' in part.value)
    links = ["/api/export/campaigns.csv", "/api/export/bugs.csv?source=jira", "/api/export/bugs.csv?source=tapd"]
    assert [part.split('"')[0] for part in listed.split('href="')[1:]] == links
    assert "<details" in listed
    assert "open" not in listed.split(">")[0]


@pytest.mark.usefixtures("empty_store")
def test_where_nothing_is_held_there_is_nothing_to_take(cold: Open) -> None:
    assert not [part for part in cold("imports.py").html if 'class="gb gb-taking"' in part.value]
