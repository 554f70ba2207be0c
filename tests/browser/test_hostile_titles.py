"""Whatever a title holds, markup, script, a formula or a link, every page and the report show it as text."""

from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect

from data.intake import Choices, commit
from data.store import open_store
from tests.browser.conftest import PATIENCE, Visit, _visits, started

HTML = "<img src=x onerror=alert(1)>"
MARKDOWN = "**bold** [here](javascript:alert(2))"
LATEX = "$\\frac{1}{2}$"
HOSTILE = f"{HTML} {MARKDOWN} {LATEX} :red[x]"
TODAY = date(2026, 6, 30)
KR, TEAM, ROW = "K<b>1", "T<i>eam</i>", "R<u>1"
PAGES = {
    "/": HTML,
    "/okr": HTML,
    "/efficiency": "T",
    "/attention": HTML,
    "/changes": "",
    "/records?show=delivered": HTML,
    "/objective?id=O1": HTML,
    f"/kr?id={quote(KR)}": HTML,
    f"/team?id={quote(TEAM)}": TEAM,
    f"/record?of=requirements&source=canonical&id={quote(ROW)}": HTML,
    "/history": "",
    "/report": HTML,
}
INJECTED = """() => {
  const found = [];
  const walk = (root) => { for (const node of root.querySelectorAll('*')) {
    if (node.shadowRoot) walk(node.shadowRoot);
    if (node.matches('img[src="x"], a[href^="javascript:"], .katex, [onerror]')) found.push(node.outerHTML.slice(0, 120));
  } };
  walk(document);
  return found;
}"""
TEXT = """() => {
  const parts = [];
  const walk = (node) => {
    if (node.nodeType === 3) parts.push(node.textContent);
    for (const child of [...node.childNodes, ...(node.shadowRoot ? node.shadowRoot.childNodes : [])]) if (child.nodeName !== 'STYLE') walk(child);
  };
  walk(document.body);
  return parts.join('');
}"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server whose every text is an attack."""
    folder = tmp_path_factory.mktemp("hostile")
    store = open_store(folder / "goalboard.duckdb")
    for dataset, content in _world().items():
        reports = commit(store, f"{dataset}.csv", content.encode(), Choices(dataset=dataset))
        assert [report.rejected for report in reports] == [0]
    store.close()
    with started(folder) as address:
        yield address


@pytest.fixture
def open_hostile(browser: Browser, hostile: str) -> Iterator[Visit]:
    yield from _visits(browser, hostile)


def _world() -> dict[str, str]:
    title = '"' + HOSTILE + '"'
    days = [TODAY - timedelta(days=n) for n in range(40)]
    return {
        "objectives": "objective_id,title,interpretation,strategy,owner,starts_on,ends_on\n"
        f"O1,{title},{title},{title},{title},2026-01-01,2026-12-31\n",
        "key_results": f"kr_id,objective_id,title,owner,business_module\n{KR},O1,{title},{title},{title}\n",
        "kr_metrics": f"metric_id,kr_id,name,unit,direction,baseline,target\nM1,{KR},{title},{title},increase,0,100\n",
        "kr_values": "metric_id,day,value\n" + "".join(f"M1,{day},5\n" for day in days),
        "requirements": "requirement_id,title,team,kr_ids,owner,created_at,released_at,url\n"
        f"{ROW},{title},{TEAM},{KR},{title},2026-05-01,2026-06-20,javascript:alert(3)\n"
        f"R2,{title},{TEAM},{KR},{title},2026-05-01,,javascript:alert(4)\n",
        "bugs": f"bug_id,title,team,severity,environment,created_at,url\nB1,{title},{TEAM},{title},online,2026-06-01,javascript:alert(5)\n",
    }


@pytest.mark.parametrize("path", PAGES)
def test_a_title_full_of_markup_is_text(open_hostile: Visit, path: str) -> None:
    page = open_hostile(path)
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    page.wait_for_function(f"(title) => ({TEXT})().includes(title)", arg=PAGES[path], timeout=PATIENCE * 1000)
    page.wait_for_timeout(300)  # charts draw after the page
    assert page.evaluate(INJECTED) == []


def test_the_pictures_of_its_charts_hold_text_too(hostile: str, browser: Browser) -> None:
    context = browser.new_context()
    for name in ("course", "outcome", "investment"):
        answer = context.request.get(f"{hostile}/api/picture/{name}.svg?metric=M1&lang=en")
        assert answer.ok, (name, answer.text()[:200])
        assert "<img" not in answer.text()
        assert 'href="javascript:' not in answer.text()
    context.close()
