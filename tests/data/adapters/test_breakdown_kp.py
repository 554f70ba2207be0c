"""A key project as a line of a cell: what is written is read back as it was, whatever its title looks like."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data.adapters.breakdown.kp import Kp, has_no_end, new_id, understood, written
from data.model.campaigns import KP_STATUS

TEXT = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=12).map(str.strip).filter(bool)
TRICKY = st.sampled_from(
    ["Launch (beta)", "a @home", "上线（已完成）", "x (done) @Li", '"quoted" (doing)', "two\nlines", "[K] y", "(doing)", "@Li", "a]b"]
)


@given(TEXT | TRICKY, TEXT | TRICKY, st.sampled_from(["", *set(KP_STATUS.values()), "paused", "od)d"]), st.just("") | TEXT | TRICKY)
@example("KP1", "a", "done", "Li (QA)")
def test_what_is_written_is_read_back_as_it_was(kp_id: str, title: str, status: str, owner: str) -> None:
    kp = Kp(kp_id, title, status, owner)
    line = written(kp, status)
    assert understood(line) == kp
    assert not set("\r\n") & set(line)


@pytest.mark.parametrize(
    ("line", "kp"),
    [
        ("[KP-12] Open a store (doing) @Li", Kp("KP-12", "Open a store", "doing", "Li")),
        ("［KP-12］ 开新店（进行中）＠李梅", Kp("KP-12", "开新店", "doing", "李梅")),
        ("Open a store", Kp("", "Open a store", "", "")),
        ("Open a store @Li", Kp("", "Open a store", "", "Li")),
        ("Open a store @Li (done)", Kp("", "Open a store", "done", "Li")),
        ("【重点】开新店 (计划)", Kp("", "【重点】开新店", "planned", "")),
        ("Launch (beta)", Kp("", "Launch (beta)", "", "")),
        ("Mail to li@shop.cn", Kp("", "Mail to li@shop.cn", "", "")),
        ("[KP-1]", Kp("KP-1", "", "", "")),
    ],
)
def test_a_line_as_people_type_it(line: str, kp: Kp) -> None:
    assert understood(line) == kp


def test_only_a_number_without_an_end_is_no_line() -> None:
    assert (has_no_end("[KP-12 Open"), has_no_end("[KP-12] Open"), has_no_end('["K]1"] "Open"'), has_no_end("Open")) == (True, False, False, False)


def test_a_new_number_is_the_same_for_the_same_title_however_it_is_spaced_and_another_elsewhere() -> None:
    numbers = {new_id("KR1", "2025-01", "Open  a Store"), new_id("KR1", "2025-01", "open a store")}
    assert len(numbers) == 1
    assert len(numbers | {new_id("KR1", "2025-02", "open a store"), new_id("KR2", "2025-01", "open a store")}) == 3
