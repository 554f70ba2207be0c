"""Real exports give the figures that others computed for them."""

import csv
from collections import Counter
from collections.abc import Iterator

import pytest

from data.adapters import Part, known_headers, parts
from data.errors import UnknownExport
from data.reading import Sheet, sheets
from tests.truth import REAL, must_be_here


@pytest.fixture(scope="module", autouse=True)
def truth() -> None:
    must_be_here()


JIRA, ZENTAO = "jira/apache_AMQ_STORM_ZOOKEEPER.csv", "zentao/zentao_bug_export_storm_gbk.csv"


def sheet(name: str) -> Sheet:
    path = REAL / name
    [found] = sheets(path.name, path.read_bytes(), known_headers=known_headers)
    return found


def expected(name: str) -> Iterator[dict[str, str]]:
    with (REAL / "expected" / name).open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def test_apache_bugs_as_requirements_are_delivered_cancelled_and_open_as_computed() -> None:
    [part] = parts(sheet(JIRA), dataset="requirements")
    cells = part.cells(part.lines)
    counts: Counter[tuple[str, str]] = Counter()
    for team, released, cancelled in zip(cells["team"], cells["released_at"], cells["cancelled_at"], strict=True):
        counts[team, "delivered" if released else "cancelled" if cancelled else "open"] += 1
    assert counts == {
        (row["project"], state): int(row[state]) for row in expected("apache_as_requirements.csv") for state in ("delivered", "cancelled", "open")
    }


def test_apache_bugs_are_resolved_and_unresolved_as_computed() -> None:
    [part] = parts(sheet(JIRA))
    assert (part.dataset, len(part.lines), part.blank) == ("bugs", 7983, 0)
    assert _resolved(part) == {(row["board"], bool(resolved)): int(row[("unresolved", "resolved")[resolved]])
                               for row in expected("apache_leadtime_by_project.csv") for resolved in (0, 1)}  # fmt: skip


def test_the_zentao_export_tells_the_same_of_its_project() -> None:
    found = sheet(ZENTAO)
    [part] = parts(found)
    assert (found.encoding, part.adapter, part.dataset, len(part.lines)) == ("gb18030", "zentao", "bugs", 1507)
    [storm] = [row for row in expected("apache_leadtime_by_project.csv") if row["board"] == "STORM"]
    assert _resolved(part) == {("Storm", True): int(storm["resolved"]), ("Storm", False): int(storm["unresolved"])}
    assert all(number.isdigit() for number in part.cells(part.lines)["bug_id"])


def test_a_long_file_of_figures_is_read_by_aliases() -> None:
    [part] = parts(sheet("kpi/nyc_kr_metrics_long.csv"))
    assert (part.dataset, len(part.lines), part.columns) == ("kr_values", 16_432, {"metric_id": "metric", "day": "date", "value": "value"})


@pytest.mark.parametrize("dataset", ["objectives", "key_results", "kr_metrics", "kr_monthly_targets"])
def test_a_plan_in_our_own_headers_is_recognised(dataset: str) -> None:
    [part] = parts(sheet(f"kpi/plan/{dataset}.csv"))
    assert (part.dataset, part.unused) == (dataset, ())


def test_a_french_table_is_decoded_right_and_unknown() -> None:
    found = sheet("kpi/bikes.csv")
    assert (found.encoding, found.delimiter, found.lines[0].cells[3]) == ("latin-1", ";", "Côte-Sainte-Catherine")
    with pytest.raises(UnknownExport, match="kr_values"):
        parts(found)


def _resolved(part: Part) -> Counter[tuple[str, bool]]:
    cells = part.cells(part.lines)
    return Counter(
        (team, status != "open" and bool(resolved))
        for team, status, resolved in zip(cells["team"], cells["status"], cells["resolved_at"], strict=True)
    )
