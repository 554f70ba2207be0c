"""What somebody types stays theirs: through a reload, and when somebody else was faster."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

PAGE = "/evaluation?id=C1&lang=en"


def named(page: Page, name: str) -> Page:
    """The page once it knows who writes."""
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Your name").press("Enter")
    expect(page.get_by_text("Type your name first.")).to_have_count(0)
    return page


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()


def test_a_draft_survives_a_reload_and_somebody_elses_save(first_visit: Visit) -> None:
    mine = first_visit(PAGE)
    mine.get_by_label("In words").fill("mine")
    mine.get_by_role("button", name="+ Thank somebody").click()
    expect(mine.get_by_label("Who", exact=False)).to_be_focused()
    mine.keyboard.type("An")
    mine.reload()
    expect(mine.get_by_label("In words")).to_have_value("mine")
    expect(mine.get_by_label("Who", exact=False)).to_have_value("An")
    expect(mine.get_by_text("not saved yet")).to_be_visible()

    named(mine, "Li")
    hers = named(first_visit(PAGE), "Wang")
    expect(hers.get_by_label("In words")).to_have_value("")  # a draft is nobody else's
    hers.get_by_label("In words").fill("hers")
    save(hers)
    expect(hers.get_by_role("status").filter(has_text="Saved.")).to_be_visible()

    save(mine)
    expect(mine.get_by_role("status").filter(has_text="Wang changed this")).to_be_visible()
    expect(mine.get_by_text("Now: hers")).to_be_visible()
    expect(mine.get_by_label("In words")).to_have_value("mine")
    save(mine)
    expect(mine.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    expect(mine.get_by_text("not saved yet")).to_have_count(0)
    expect(mine.get_by_label("In words")).to_have_value("mine")
    expect(mine.get_by_role("button", name="Remove: An")).to_be_visible()
    mine.reload()
    expect(mine.get_by_label("Your name")).to_have_value("Li")
