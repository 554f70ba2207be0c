"""The import desk as people use it: a file is dropped, mapped, looked at, committed, seen on the boards and taken back."""

import csv
import io
import re
from datetime import date, timedelta

from playwright.sync_api import FilePayload, Page, expect

from data.okr_workbook import template
from tests.browser.conftest import Visit

TODAY = date.today()  # noqa: DTZ011 - the server's own day
RAISED, DONE = TODAY - timedelta(days=20), TODAY - timedelta(days=2)
STORY = ["需求ID", "标题", "状态", "优先级", "处理人", "分类", "创建时间", "完成时间"]
UNKNOWN = ["Ticket", "What", "Raised", "Shipped", "Squad", "Phase"]


def table(*rows: list[str], encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode(encoding)


def stories() -> bytes:
    """Three for O1-KR2, of which one is released by a word that nobody knows; one for nothing."""
    rows = [
        ["1001", "【O1-KR2】快递面单", "灰度完成", "高", "林知远;", "物流组", f"{RAISED} 10:00", f"{DONE} 10:00"],
        ["1002", "【O1-KR2】仓库排班", "开发中", "中", "林知远;", "物流组", f"{RAISED} 11:00", ""],
        ["1003", "O1-KR2 波次", "规划中", "中", "周语桐;", "交易", f"{RAISED} 12:00", ""],
        ["1004", "首页改版", "已实现", "低", "周语桐;", "交易", f"{RAISED} 13:00", f"{DONE} 13:00"],
    ]
    return table(STORY, *rows, encoding="gbk")


def file(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def drop(page: Page, *files: FilePayload) -> None:
    page.get_by_label(re.compile("^(Choose files|选择文件)")).set_input_files(list(files))


def counts(page: Page, text: str) -> None:
    expect(page.locator(".gb-counts").first).to_have_text(text)


def sign(page: Page, name: str) -> None:
    field = page.get_by_label(re.compile("^(Your name|您的名字)"))
    field.fill(name)
    field.press("Enter")


def commit(page: Page, button: str) -> None:
    page.get_by_role("button", name=button).click()
    expect(page.get_by_text(re.compile("Imported as version|已导入，成为第")).first).to_be_visible()


def again(page: Page) -> None:
    page.get_by_role("button", name=re.compile("Import more|继续导入")).click()
    expect(page.get_by_label(re.compile("^(Choose files|选择文件)"))).to_be_attached()


def delivered(page: Page, language: str) -> str:
    """What the OKR board says was delivered for the one objective."""
    page.get_by_role("link", name={"zh": "OKR大盘", "en": "OKR board"}[language], exact=True).click()
    cell = page.locator("tr.o td.dl").first
    expect(cell).to_be_visible()
    return cell.inner_text().split()[-1]


def test_a_gbk_export_is_mapped_committed_seen_on_the_board_and_taken_back(first_visit: Visit) -> None:
    page = first_visit("/import?lang=zh")
    drop(page, file("OKR计划.xlsx", template("zh")))
    expect(page.locator(".gb-counts")).to_have_count(9)
    sign(page, "林知远")
    commit(page, "提交 1 个文件")
    assert delivered(page, "zh") == "0"
    page.get_by_role("link", name="导入", exact=True).click()
    again(page)

    drop(page, file("需求导出.csv", stories()))
    counts(page, "4 行 = 4 新增")
    expect(page.get_by_text("TAPD → 需求")).to_be_visible()
    expect(page.get_by_label("编码", exact=True)).to_contain_text("GBK / GB18030（自动）")
    expect(page.get_by_text("1 个未知的词")).to_be_visible()
    page.get_by_label("状态: 灰度完成").select_option(label="已发布")
    expect(page.get_by_text("1 个未知的词")).to_be_hidden()
    page.get_by_text("列", exact=True).click()
    page.get_by_label("来自: 关联KR").select_option("标题")
    page.get_by_label("样式: 关联KR").fill("O1-KR2")
    page.get_by_label("样式: 关联KR").press("Tab")
    expect(page.locator("td.examples").filter(has_text="→ O1-KR2")).to_be_visible()
    page.get_by_label("来自: 团队").select_option("分类")
    first = page.locator("table.sheet tbody tr").first
    for cell in ("物流组", "O1-KR2", "已发布"):
        expect(first).to_contain_text(cell)

    page.get_by_role("link", name="术语", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("这些数字是什么意思？")
    page.get_by_role("link", name="导入", exact=True).click()
    expect(first).to_contain_text("O1-KR2")  # whoever leaves the page finds it as it was

    commit(page, "提交 1 个文件")
    expect(page.locator(".gb-moved").get_by_text("让购物更顺畅")).to_be_visible()
    assert delivered(page, "zh") == "1"
    page.get_by_role("link", name="导入", exact=True).click()
    page.get_by_role("link", name="撤销第 3 版").click()
    sign(page, "林知远")
    page.get_by_role("button", name="撤销第 3 版").click()
    expect(page.get_by_text("第 3 版已撤销")).to_be_visible()
    assert delivered(page, "zh") == "0"


def test_a_file_nobody_knows_is_mapped_once_and_then_known_by_name(first_visit: Visit) -> None:
    page = first_visit("/import?lang=en")
    rows = [[f"T-{n}", f"Thing {n}", f"0{n}/03/2026", f"0{n}/04/2026", "Red", "Live"] for n in range(1, 5)]
    drop(page, file("squads.csv", table(UNKNOWN, *rows)))
    expect(page.get_by_role("alert")).to_contain_text("no export we know")
    page.get_by_label("Goes in as").select_option("requirements")
    expect(page.get_by_text("Still needed: Requirement ID, Title, Created at")).to_be_visible()
    button = page.get_by_role("button", name="Commit")  # counts nothing as long as nothing can go in
    expect(button).to_be_disabled()
    chosen = {"Requirement ID": "Ticket", "Title": "What", "Created at": "Raised", "Released at": "Shipped", "Team": "Squad", "Status": "Phase"}
    for field, header in chosen.items():
        select = page.get_by_label(f"Read from: {field}", exact=True)
        select.select_option(header)
        expect(page.locator("tr").filter(has=select).locator("td.examples")).not_to_be_empty()
    counts(page, "4 lines = 4 new")
    page.get_by_label("Status: Live").select_option(label="released")
    sign(page, "Ann")
    expect(page.get_by_text("Answer the question about the dates first.")).to_be_visible()
    page.get_by_role("button", name="2026-03-01 day first").click()
    expect(page.get_by_text("Answer the question about the dates first.")).to_be_hidden()
    page.get_by_label("Save as mapping").check()
    page.get_by_label("Name of the mapping").fill("Squads, weekly")
    page.get_by_label("Name of the mapping").press("Tab")
    expect(button).to_be_enabled()
    commit(page, "Commit 1 file")

    again(page)
    expect(page.get_by_text("Squads, weekly")).to_be_visible()
    more = ["Extra", *UNKNOWN[::-1]]
    drop(page, file("next week.csv", table(more, ["x", "Live", "Blue", "05/04/2026", "05/03/2026", "Thing 5", "T-5"])))
    counts(page, "1 line = 1 new")
    expect(page.get_by_text("read by the saved mapping “Squads, weekly”")).to_be_visible()
    row = page.locator("table.sheet tbody tr").first
    for cell in ("T-5", "Blue", "released", "2026-03-05"):
        expect(row).to_contain_text(cell)
    expect(page.get_by_role("button", name="Commit 1 file")).to_be_enabled()


def test_what_a_saved_mapping_finds_by_pattern_is_seen_and_cleared(first_visit: Visit) -> None:
    page = first_visit("/import?lang=zh")
    pattern, found = page.get_by_label("样式: 关联KR"), page.locator("td.examples").filter(has_text="→ O1-KR2")
    drop(page, file("一.csv", stories()))
    page.get_by_text("列", exact=True).click()
    page.get_by_label("来自: 关联KR").select_option("标题")
    pattern.fill("O1-KR2")
    pattern.press("Tab")
    expect(found).to_be_visible()
    page.get_by_label("保存为映射").check()
    sign(page, "林知远")
    commit(page, "提交 1 个文件")

    again(page)
    drop(page, file("二.csv", stories()))
    page.get_by_text("列", exact=True).click()
    expect(pattern).to_have_value("O1-KR2")
    expect(found).to_be_visible()
    pattern.fill("")
    pattern.press("Tab")
    expect(found).to_be_hidden()
    expect(pattern).to_have_value("")
    expect(page.get_by_label("来自: 关联KR")).to_have_value("标题")


def test_a_wrong_encoding_is_seen_at_once_and_switched_back(visit: Visit) -> None:
    page = visit("/import?lang=en")
    drop(page, file("需求导出.csv", stories()))
    counts(page, "4 lines = 4 new")
    page.get_by_label("Encoding", exact=True).select_option("latin-1")
    expect(page.get_by_text("ÐèÇóID").first).to_be_visible()
    expect(page.locator(".gb-counts")).to_have_count(0)
    page.get_by_label("Encoding", exact=True).select_option("gb18030")
    counts(page, "4 lines = 4 new")


def test_the_keyboard_keeps_its_place_when_a_choice_is_made(visit: Visit) -> None:
    page = visit("/import?lang=en")
    drop(page, file("需求导出.csv", stories()))
    word = page.get_by_label("Status: 灰度完成")
    word.focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_text("1 unknown word")).to_be_hidden()
    expect(word).to_be_focused()


def test_a_phone_shows_the_card_without_scrolling_sideways(visit: Visit) -> None:
    page = visit("/import?lang=zh", width=390, height=844, has_touch=True, is_mobile=True)
    drop(page, file("一个非常长的文件名" * 8 + ".csv", stories()))
    counts(page, "4 行 = 4 新增")
    page.get_by_text("列", exact=True).click()
    expect(page.get_by_label("来自: 关联KR")).to_be_visible()
    main = "document.querySelector('[data-testid=stMain]')"
    assert page.evaluate(f"{main}.scrollWidth - {main}.clientWidth") <= 0


def test_what_stands_in_a_file_is_text(visit: Visit) -> None:
    """Were it anything else, a dialog would open or an error be logged, which every visit watches."""
    page = visit("/import?lang=en")
    evil = "<img src=x onerror=alert(1)>"
    drop(page, file(f"{evil}.csv", table(["Issue key", "Summary", "Status", "Created", evil], ["A-1", evil, evil, "2026-01-05", evil])))
    counts(page, "1 line = 1 new")
    expect(page.get_by_label(f"Status: {evil}")).to_be_visible()


def test_teams_are_looked_up_in_two_pasted_columns(visit: Visit) -> None:
    page = visit("/import?lang=en")
    drop(page, file("需求导出.csv", stories()))
    counts(page, "4 lines = 4 new")
    page.get_by_text("Columns", exact=True).click()
    page.get_by_label("Read from: Team").select_option("分类")
    page.locator(".field").filter(has_text="Team").locator("summary").click()
    pasted = page.get_by_label("Paste two columns: theirs, ours: Team")
    pasted.fill("物流组\tLogistics\n交易，Checkout\nnonsense")
    pasted.blur()
    rows = page.locator("table.sheet tbody tr")
    for row, team in enumerate(("Logistics", "Logistics", "Checkout", "Checkout")):
        expect(rows.nth(row)).to_contain_text(team)
    expect(page.get_by_label("Team: 物流组")).to_have_value("Logistics")
