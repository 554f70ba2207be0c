"""No record is lost or counted twice: all but the header are data or blank."""

from hypothesis import given
from hypothesis import strategies as st

from data.adapters import parts
from data.errors import UnreadableFile
from data.reading import Line, Sheet

HEADERS = (["metric_id", "day", "value"], ["Issue key", "Issue Type", "Status"], ["编号", "需求名称", "所处阶段"])
CELL = st.sampled_from(["", " ", "合计", "Total", "DAU", "Bug", "Story", "metric_id", "2026-01-01", "5"])
RECORD = st.one_of(st.lists(CELL, max_size=4), st.sampled_from(HEADERS))


@given(st.lists(RECORD, max_size=3), st.sampled_from(HEADERS), st.lists(RECORD, max_size=8))
def test_every_record_but_the_header_is_data_or_blank(above: list[list[str]], header: list[str], below: list[list[str]]) -> None:
    lines = [Line(number, cells) for number, cells in enumerate([*above, header, *below], start=1)]
    try:
        found = parts(Sheet(None, lines, None, None))
    except UnreadableFile:  # nothing but a header
        return
    assert sum(len(part.lines) + part.blank for part in found) == len(lines) - 1
    assert all(part.blank == 0 and part.notes == () for part in found[1:])
