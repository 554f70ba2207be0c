"""Real exports give the figures that others computed for them."""

import csv
from collections import Counter
from collections.abc import Iterator

import pytest

from data.adapters import KNOWN, parts
from data.errors import UnknownExport
from data.intake import Choices, Report, commit
from data.reading import Content, Sheet, read
from data.store import Store
from tests.data.intake.drawn import held
from tests.truth import REAL, must_be_here


@pytest.fixture(scope="module", autouse=True)
def truth() -> None:
    must_be_here()


JIRA, ZENTAO = "jira/apache_AMQ_STORM_ZOOKEEPER.csv", "zentao/zentao_bug_export_storm_gbk.csv"


def sheet(name: str) -> Sheet:
    [found] = read(Content(name, REAL / name), known=KNOWN).sheets
    return found


def read_in(store: Store, name: str, dataset: str | None = None) -> Report:
    [report] = commit(store, name, REAL / name, Choices(dataset=dataset))
    return report


def expected(name: str) -> Iterator[dict[str, str]]:
    with (REAL / "expected" / name).open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def test_apache_bugs_as_requirements_are_delivered_cancelled_and_open_as_computed(store: Store) -> None:
    report = read_in(store, JIRA, "requirements")
    assert (report.rejected, report.blank) == (0, 0)
    told = "case when released_on is not null then 'delivered' when cancelled_on is not null then 'cancelled' else 'open' end"
    assert Counter(held(store, "requirements", f"team, {told}")) == {
        (row["project"], state): int(row[state]) for row in expected("apache_as_requirements.csv") for state in ("delivered", "cancelled", "open")
    }


def test_apache_bugs_are_resolved_and_unresolved_as_computed(store: Store) -> None:
    report = read_in(store, JIRA)
    assert (report.dataset, report.lines, report.new, report.rejected, report.blank) == ("bugs", 7983, 7983, 0, 0)
    assert _resolved(store) == {(row["board"], bool(resolved)): int(row[("unresolved", "resolved")[resolved]])
                                for row in expected("apache_leadtime_by_project.csv") for resolved in (0, 1)}  # fmt: skip


def test_the_zentao_export_tells_the_same_of_its_project(store: Store) -> None:
    report = read_in(store, ZENTAO)
    assert (report.encoding, report.adapter, report.dataset, report.new) == ("gb18030", "zentao", "bugs", 1507)
    [storm] = [row for row in expected("apache_leadtime_by_project.csv") if row["board"] == "STORM"]
    assert _resolved(store) == {("Storm", True): int(storm["resolved"]), ("Storm", False): int(storm["unresolved"])}
    assert all(bug_id.isdigit() for bug_id in held(store, "bugs", "bug_id"))


def test_a_long_file_of_figures_is_read_by_aliases() -> None:
    [part] = parts(sheet("kpi/nyc_kr_metrics_long.csv"))
    assert (part.dataset, part.count, part.columns) == ("kr_values", 16_432, {"metric_id": "metric", "day": "date", "value": "value"})


@pytest.mark.parametrize("dataset", ["objectives", "key_results", "kr_metrics", "kr_monthly_targets"])
def test_a_plan_in_our_own_headers_is_recognised(dataset: str) -> None:
    [part] = parts(sheet(f"kpi/plan/{dataset}.csv"))
    assert (part.dataset, part.unused) == (dataset, ())


def test_a_french_table_is_decoded_right_and_unknown() -> None:
    found = sheet("kpi/bikes.csv")
    assert (found.encoding, found.delimiter, found.lines(0, 1)[0].cells[3]) == ("latin-1", ";", "Côte-Sainte-Catherine")
    with pytest.raises(UnknownExport, match="kr_values"):
        parts(found)


def _resolved(store: Store) -> Counter[tuple[str, bool]]:
    return Counter(held(store, "bugs", "team, status <> 'open' and resolved_on is not null"))
