"""What leaves the product does no harm elsewhere."""

import pytest

from pages.ui.markup import Tag
from pages.ui.safe import table_file, web_address


@pytest.mark.parametrize("url", ["https://tracker.example.com/1?a=b#c", "http://x/1", " https://x/1 "])
def test_web_addresses_are_followed(url: str) -> None:
    assert web_address(url) == url.strip()


@pytest.mark.parametrize(
    "url", [None, "", "javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "//x/1", "/records", "https://", "ftp://x", "http://[x", "x"]
)
def test_nothing_else_is_followed(url: str | None) -> None:
    assert web_address(url) == ""


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_text_that_would_be_a_formula_gets_a_quote_in_front(text: str) -> None:
    assert f"'{text[0]}" in table_file(["a"], [[text]]).decode("utf-8-sig")


def test_numbers_stay_numbers_and_nothing_stays_empty() -> None:
    assert table_file(["=a", "b", "c"], [[-1, 0.5, None]]).decode("utf-8-sig") == "'=a,b,c\r\n-1,0.5,\r\n"


def test_markup_holds_text_never_markup_of_the_data() -> None:
    title = '<img src=x onerror="alert(1)">'
    assert str(Tag("p", "k", title, Tag("b", "", "&"), title=title)) == (
        '<p class="k" title="&lt;img src=x onerror=&quot;alert(1)&quot;&gt;">&lt;img src=x onerror=&quot;alert(1)&quot;&gt;<b>&amp;</b></p>'
    )
