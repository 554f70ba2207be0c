"""What people do, in a real browser, on a server that has just started."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

TITLES = {
    "overview": "Are we on course?",
    "okr": "Are we getting there?",
    "efficiency": "Do we deliver fast and without breakage?",
    "records": "What is behind this number?",
}
ZENTAO = (
    "Bug编号,所属产品,所属模块,Bug标题,严重程度,Bug状态,由谁创建,创建日期,解决者,解决方案,解决日期,由谁关闭,关闭日期\n"
    "1,支付(#12),/,登录后白屏,2,激活,林知远,2026-01-05 10:00:00,,,0000-00-00 00:00:00,,0000-00-00 00:00:00\n"
    "2,支付(#12),/,<b>金额</b>算错,1,已解决,林知远,2026-01-06 10:00:00,周语桐,已解决,2026-01-08 12:00:00,,0000-00-00 00:00:00\n"
    "3,支付(#12),/,日期不对,3,激活,林知远,昨天,,,0000-00-00 00:00:00,,0000-00-00 00:00:00\n"
)


def title(page: Page, name: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLES[name])


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query, keep_blank_values=True)


def rows_told(page: Page) -> int:
    return int(page.locator(".gb-answer b").first.inner_text().split()[0].replace(",", ""))


def test_a_deep_link_is_right_as_the_very_first_request(first_visit: Visit) -> None:
    page = first_visit("/efficiency?lang=en&bucket=month&days=workday")
    title(page, "efficiency")
    expect(page.locator(".st-key-gb_scope button").first).to_contain_text("by month")
    expect(page.locator(".gb-answer")).to_contain_text("the last complete month")
    expect(page.locator("svg.marks")).to_have_count(7)


def test_the_root_is_the_overview_and_a_page_that_is_not_there_leads_to_it_and_keeps_the_query(visit: Visit) -> None:
    page = visit("/?lang=en&bucket=month")
    title(page, "overview")
    expect(page).to_have_title("Overview · Goalboard")
    assert query(page)["bucket"] == ["month"]
    lost = visit("/nowhere?lang=en")
    title(lost, "overview")
    expect(lost.locator(".gb-note")).to_have_text("There is no page /nowhere; this is the overview.")


def test_a_choice_is_in_the_address_and_a_second_browser_sees_the_same(visit: Visit) -> None:
    page = visit("/efficiency?lang=en")
    page.locator(".st-key-gb_scope button").first.click()
    page.get_by_role("combobox", name=re.compile("Teams")).click()
    page.get_by_role("option").nth(1).click()
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-gb_scope button").first).to_contain_text("1 team")
    page.get_by_text("Month", exact=True).click()
    expect(page.locator(".gb-fig").first).to_contain_text("month before")
    assert query(page)["bucket"] == ["month"]
    assert len(query(page)["team"]) == 1
    here = page.locator(".gb-fig").all_inner_texts()

    other = visit(page.url.removeprefix(f"{urlsplit(page.url).scheme}://{urlsplit(page.url).netloc}"))
    expect(other.locator("svg.marks")).to_have_count(7)
    expect(other.locator(".gb-fig").first).to_contain_text("month before")
    assert other.locator(".gb-fig").all_inner_texts() == here

    page.go_back()
    expect(page.locator(".gb-answer")).to_contain_text("week")
    assert "bucket" not in query(page)


def test_the_menu_keeps_the_choices_and_the_session(visit: Visit) -> None:
    page = visit("/okr?lang=en&asof=2026-06-30")
    expect(page.locator("tr.m").first).to_be_visible()
    page.evaluate("window.same = 1")
    page.get_by_role("link", name="Efficiency", exact=True).click()
    title(page, "efficiency")
    assert query(page) == {"lang": ["en"], "asof": ["2026-06-30"]}
    assert page.evaluate("window.same") == 1
    page.get_by_role("link", name="中文").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("我们交付得又快又稳吗？")
    assert query(page) == {"lang": ["zh"], "asof": ["2026-06-30"]}


def test_a_cell_leads_to_exactly_its_rows_and_back(visit: Visit) -> None:
    page = visit("/okr?lang=en")
    cell = page.locator("tr.m td.dl a").first
    expect(cell).to_be_visible()
    page.evaluate("window.same = 1")
    told = int(cell.inner_text().replace(",", ""))
    cell.click()
    title(page, "records")
    assert rows_told(page) == told
    expect(page.locator("table.sheet tbody tr")).to_have_count(min(told, 50))
    assert page.evaluate("window.same") == 1
    page.go_back()
    title(page, "okr")
    assert query(page) == {"lang": ["en"]}


def test_an_objective_a_team_and_a_share_lead_to_their_rows(visit: Visit) -> None:
    for place in ("tr.o td.ip a", "table.bars td.n a"):
        page = visit("/okr?lang=en")
        cell = page.locator(place).first
        expect(cell).to_be_visible()
        told = int(cell.inner_text().replace(",", ""))
        cell.click()
        title(page, "records")
        assert rows_told(page) == told
    page = visit("/okr?lang=en")
    page.locator("a.seg.h0").first.click()
    title(page, "records")
    assert query(page)["show"] == ["unlinked"]


def test_a_headline_and_a_column_lead_to_their_rows(visit: Visit) -> None:
    page = visit("/efficiency?lang=en")
    headline = page.locator(".st-key-gb_panel_valid_bugs strong a")
    told = int(headline.inner_text())
    headline.click()
    title(page, "records")
    assert rows_told(page) == told
    page.go_back()
    title(page, "efficiency")
    page.evaluate("window.same = 1")
    page.locator(".st-key-gb_panel_delivered path[aria-roledescription=bar]").nth(20).click()
    title(page, "records")
    assert query(page)["show"] == ["okr_delivered"]
    assert page.evaluate("window.same") == 1


def test_a_gbk_file_is_looked_at_and_then_committed(first_visit: Visit, tmp_path: Path) -> None:
    file = tmp_path / "禅道导出.csv"
    file.write_bytes(ZENTAO.encode("gbk"))
    page = first_visit("/import?lang=en")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.locator(".gb-counts")).to_have_text("3 lines = 2 new + 1 rejected")
    expect(page.locator(".gb-answer").first).to_contain_text("ZenTao → bugs")
    expect(page.locator("table.sheet").last).to_contain_text("昨天")
    expect(page.get_by_text("The sample company leaves with this import.")).to_be_visible()
    button = page.get_by_role("button", name="Commit 1 file")
    expect(button).to_be_disabled()
    page.get_by_label("Your name").fill("林知远")
    page.get_by_label("Your name").press("Enter")
    expect(button).to_be_enabled()
    button.click()
    expect(page.get_by_text("Imported as version 2.")).to_be_visible()
    page.get_by_role("link", name="See the efficiency board").click()
    title(page, "efficiency")
    expect(page.locator(".gb-sample")).to_have_count(0)
    expect(page.locator(".gb-meta")).to_contain_text("Version 2")


def test_a_file_nobody_knows_is_one_clear_sentence_and_nothing_is_written(visit: Visit, tmp_path: Path) -> None:
    file = tmp_path / "empty.csv"
    file.write_bytes(b"")
    page = visit("/import?lang=zh")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_role("alert").filter(has_text="文件是空的")).to_be_visible()


def test_whatever_stands_in_a_title_is_text(visit: Visit) -> None:
    page = visit("/okr?lang=en")
    expect(page.get_by_text("<b>HTML</b>")).to_be_visible()
    page.locator(".st-key-gb_scope button").first.click()
    expect(page.get_by_role("combobox", name=re.compile("Objectives"))).to_be_visible()


def test_a_column_head_says_what_it_means_when_it_is_clicked(visit: Visit) -> None:
    page = visit("/okr?lang=en")
    page.get_by_role("button", name="WoW").click()
    expect(page.locator(".about:popover-open")).to_contain_text("Change of the 7-day average")


def test_a_phone_shows_the_board_without_sideways_scroll_and_unfolds_what_is_on_track(visit: Visit) -> None:
    page = visit("/okr?lang=zh", width=390, height=844, has_touch=True, is_mobile=True)
    expect(page.locator("tr.o").first).to_be_visible()
    main = "document.querySelector('[data-testid=stMain]')"
    assert page.evaluate(f"{main}.scrollWidth - {main}.clientWidth") <= 0
    folded = page.locator("tr.calm").first
    expect(folded).to_be_hidden()
    page.locator("button.fold").first.click()
    expect(folded).to_be_visible()


def test_on_a_phone_each_figure_has_its_label_and_a_tap_on_it_or_on_the_figure_says_what_it_means(visit: Visit) -> None:
    page = visit("/okr?lang=en", width=390, height=844, has_touch=True, is_mobile=True)
    shown = page.locator("tr.m:not(.calm)").first
    for label in ("Current", "WoW", "Progress", "vs plan", "Month target", "12 weeks", "Delivered", "In progress"):
        expect(shown.get_by_role("button", name=label, exact=True)).to_be_visible()
    shown.get_by_role("button", name="vs plan", exact=True).tap()
    opened = page.locator(".about:popover-open")
    expect(opened).to_contain_text("Positive is ahead of the plan")
    expect(opened).to_contain_text("plan today")
    page.keyboard.press("Escape")
    shown.locator("td.month").tap()
    expect(opened).to_contain_text("The target set for the month")


def test_charts_follow_a_switch_from_light_to_dark(visit: Visit) -> None:
    page = visit("/efficiency?lang=en", color_scheme="light")
    bar = page.locator(".st-key-gb_panel_online_issues path[aria-roledescription=bar]").nth(5)
    expect(bar).to_have_attribute("fill", "#1d4f91")
    page.emulate_media(color_scheme="dark")
    expect(bar).to_have_attribute("fill", "#8fb8ef")
