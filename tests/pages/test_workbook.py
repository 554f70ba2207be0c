"""The plan of a campaign as a workbook: out and in again nothing changes; what is edited in it is all that does."""

import io
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from data.adapters.breakdown.columns import COLUMNS, KINDS, SHEET
from data.intake import Choices, Report, commit, preview
from data.model.datasets import DATASETS
from data.store import Store, open_store
from pages.ui.address import read
from pages.ui.importing.candidate import candidate
from pages.ui.importing.choice import FileChoice
from pages.ui.importing.offer import offer
from pages.ui.importing.shown import Shown
from pages.ui.store import store
from pages.ui.view import View, view_of
from pages.ui.words import words
from pages.ui.workbook.making import made
from tests.pages.serving import request, serving

Rows = list[list[Any]]
TITLES = ("=1+1", "<b>x</b> **y**", "Launch (beta) @home", "[KP9] no", "上线（已完成）", "two spaces  in")


def view(campaign: str, language: str = "en", **query: str) -> View:
    return view_of(read({key: [value] for key, value in {"id": campaign, **query}.items()}), language)


def book(campaign: str, language: str = "en", **query: str) -> bytes:
    return made(view(campaign, language, **query))[0]


def rows(content: bytes) -> Rows:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def saved(table: Rows) -> bytes:
    """The table as another program would save it: without our look, each cell once more what it is."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as made_:
        sheet = made_.add_worksheet("Sheet1")
        for nth, row in enumerate(table):
            sheet.write_row(nth, 0, row)
    return out.getvalue()


def told(reports: list[Report]) -> list[tuple[str, int, int, int]]:
    return [(report.dataset, report.new, report.changed, report.rejected) for report in reports]


def cell(table: Rows, kind: str, key: str, month: str) -> tuple[int, int]:
    """Where a line of a key result or metric has a month; the first of its kind."""
    columns, line = table[0], list(COLUMNS).index("line")
    nth = next(nth for nth, row in enumerate(table) if row[line] in {KINDS[kind].en, KINDS[kind].zh} and key in row)
    return nth, columns.index(month)


@pytest.mark.usefixtures("sample_store")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_sample_campaign_comes_back_as_it_went_out(language: str) -> None:
    content = book("C1", language)
    assert [SHEET(language)] == CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names[:1]
    reports = preview(store(), "plan.xlsx", content, Choices())
    names = ("objectives", "key_results", "kr_metrics", "kr_monthly_targets", "key_projects")
    assert told(reports) == [(name, 0, 0, 0) for name in names]
    assert all(report.unchanged and report.accounted == report.lines for report in reports)
    assert not any(report.sample_retired or report.dangling or report.superseded for report in reports)


@pytest.mark.usefixtures("sample_store")
def test_one_target_and_one_kp_edited_are_all_that_changes_and_the_desk_shows_it_before(tmp_path: Path) -> None:
    held, table, say = store(), rows(book("C1", "zh")), words("zh")
    nth, place = cell(table, "target", "O1-KR1-M1", table[0][len(COLUMNS) + 1])
    table[nth][place] = 41.25
    nth, place = cell(table, "kp", "O1-KR1", table[0][len(COLUMNS) + 1])
    table[nth][place] = table[nth][place].replace("] ", "] 再次", 1)
    path = tmp_path / "edited.xlsx"
    path.write_bytes(saved(table))
    shown = candidate(held, path.name, path, FileChoice(), None, lambda _share: None)
    changed = {report.dataset: (report.new, report.changed, report.retired) for report in shown.reports if report.changes_something}
    assert changed == {"kr_monthly_targets": (0, 1, 0), "key_projects": (0, 1, 0)}
    assert [sheet["unknown"] for sheet in offer(shown, [], say)["sheets"]] == [False]
    before = everything(held)
    [piece] = shown.pieces
    Shown(held.version()).start(held, path.name, piece, "Li").over.result(timeout=60)
    differing = {name for name, facts in everything(held).items() if facts != before[name]}
    assert differing == {"kr_monthly_targets", "key_projects"}
    assert [len(everything(held)[name] ^ before[name]) for name in sorted(differing)] == [2, 2]


def everything(held: Store) -> dict[str, set[tuple[Any, ...]]]:
    """Every fact that holds, of any dataset, by when it began."""
    return {name: set(held.cursor().execute(f"select fact_id, valid_from from {name}").fetchall()) for name in DATASETS}


@pytest.fixture(scope="module")
def odd_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A campaign with all that a cell could get wrong, and with months and key projects outside its period."""
    path = tmp_path_factory.mktemp("odd") / "goalboard.duckdb"
    held = open_store(path)
    kps = "".join(f'K{n},KR1,2025-02,"{title}",{"Li (QA)" if n % 2 else ""},{"paused" if n == 1 else "doing"}\n' for n, title in enumerate(TITLES))
    files = {
        "campaigns": "campaign_id,title,parent_id\nC1,=Sale & more,\nC1-1,Later,C1\nC2,Other,\n",
        "objectives": "objective_id,title,strategy,campaign_id,starts_on,ends_on\n"
        'O1,+Grow,"one\ntwo",C1,2025-01-15,2025-03-31\nO2,Not ours,,C2,2025-01-01,2025-03-31\n',
        "key_results": "kr_id,objective_id,title\nKR1,O1,-1\nKR2,O1,No metric\nKR3,O2,Other\n",
        "kr_metrics": f"metric_id,kr_id,name,direction,baseline,target,unit\n007,KR1,@SUM,decrease,{0.1 + 0.2},0.1,%\nM3,KR3,m,increase,0,1,\n",
        "kr_monthly_targets": f"metric_id,month,target\n007,2025-01,{0.1 + 0.2}\n007,2025-02,0.2\n007,2025-06,0.1\n",
        "key_projects": f"kp_id,kr_id,month,title,owner,status\n{kps}KX,KR1,2025-07,outside,,\n",
        "kr_values": "metric_id,day,value\n007,2025-01-31,0.25\n007,2025-02-10,0.2\n",
    }
    for name, text in files.items():
        reports = commit(held, f"{name}.csv", text.encode(), Choices(dataset=name))
        assert [report.problems for report in reports if report.rejected] == []
    commit(held, "later.csv", b"metric_id,month,target\n007,2025-02,0.15\n", Choices(dataset="kr_monthly_targets"))
    held.close()
    return path


@pytest.fixture
def odd(odd_store: Path, empty_store: Path) -> None:
    shutil.copy(odd_store, empty_store)


@pytest.mark.usefixtures("odd")
def test_whatever_a_cell_holds_comes_back_as_it_was() -> None:
    content = book("C1")
    reports = preview(store(), "plan.xlsx", content, Choices())
    assert told(reports) == [(name, 0, 0, 0) for name in ("objectives", "key_results", "kr_metrics", "kr_monthly_targets", "key_projects")]
    assert [report.unchanged for report in reports] == [1, 2, 1, 2, len(TITLES)]
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        sheet = file.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert 'orientation="landscape"' in sheet
    assert 'paperSize="8"' in sheet
    assert "&amp;&amp; more" in sheet  # an `&` alone would be an order to the printer


@pytest.mark.usefixtures("odd")
def test_the_table_has_three_lines_a_metric_one_for_key_projects_and_one_for_a_sub_campaign_without_an_objective() -> None:
    header, *lines = rows(book("C1"))
    assert header[len(COLUMNS) : -1] == ["2025-01", "2025-02", "2025-03"]
    places = [list(COLUMNS).index(name) for name in ("campaign", "objective_id", "kr_id", "metric_id", "line")]
    assert [[line[place] for place in places] for line in lines] == [
        ["=Sale & more", "O1", "KR1", "007", "Month target"],
        ["", "O1", "KR1", "007", "Actual"],
        ["", "O1", "KR1", "007", "Attainment"],
        ["", "O1", "KR1", "", "KP"],
        ["", "O1", "KR2", "", "KP"],
        ["Later", "", "", "", "No objective yet"],
    ]
    assert lines[1][len(COLUMNS) : -1] == [0.25, 0.2, ""]
    assert lines[2][len(COLUMNS) : -1] == ["", pytest.approx((0.2 - 0.3) / (0.15 - 0.3)), ""]  # January's target is the baseline


@pytest.mark.usefixtures("odd")
def test_what_the_months_of_the_table_do_not_hold_is_said_and_stays() -> None:
    content = book("C1", asof="2025-02-10")
    told_ = [row[0] for row in CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(1).to_python()]
    assert told_[-1].startswith("2 targets and KPs lie outside")
    commit(store(), "plan.xlsx", content, Choices())
    assert store().cursor().execute("select count(*) from key_projects where kp_id = 'KX'").fetchall() == [(1,)]


@pytest.mark.usefixtures("odd")
def test_a_target_changed_in_the_period_says_what_it_was() -> None:
    store().cursor().execute("update facts.versions set made_on = '2025-02-05', made_at = '2025-02-05'")
    with zipfile.ZipFile(io.BytesIO(book("C1"))) as file:
        [comment] = [file.read(name).decode() for name in file.namelist() if "comments" in name]
    assert "Target 0.15, before 0.2; changed in version" in comment


@pytest.mark.usefixtures("odd")
def test_the_way_to_it_names_its_campaign_day_and_version_and_a_campaign_nobody_knows_is_none() -> None:
    with serving() as port:
        lost = request(port, "GET", "/api/breakdown/okr.xlsx?id=C9&lang=en")
    assert (lost.status, lost.said.startswith("Nobody knows a campaign “C9”")) == (404, True)
    content, name = made(view("C1", "zh", asof="2025-02-10"))
    assert (name, content[:2]) == (f"OKR拆解 C1 2025-02-10 v{store().version()}.xlsx", b"PK")
