"""Signs that no document can hold end no picture, no report and no server."""

from pages.ui.markup import Tag, legible
from pages.ui.pictures.drawing import drawn, png

BELL, TAB, NO_SIGN = "\x07", "\x0b", "\ufffe"


def test_text_keeps_all_that_a_document_can_hold() -> None:
    assert legible(f"a{BELL}b{TAB}c{NO_SIGN}d\ud800e") == "abcde"
    assert legible("tab\tline\n 目标 😀") == "tab\tline\n 目标 😀"
    assert str(Tag("b", "", f"x{BELL}y", title=f"p{TAB}q")) == '<b title="pq">xy</b>'


def test_a_chart_with_such_a_sign_is_drawn_without_it() -> None:
    spec = {"data": {"values": [{"name": f"K{TAB}R{BELL}1", "n": 1}]}, "mark": "text"}
    spec |= {"encoding": {"text": {"field": "name"}, "y": {"field": "n", "type": "quantitative"}}}
    svg = drawn(spec, 200)
    assert "KR1" in svg
    assert png(svg.replace("KR1", f"K{NO_SIGN}R1")).startswith(b"\x89PNG")
