"""No record is lost or counted twice: all but the header are data or blank."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from data.adapters import KNOWN, parts
from data.errors import UnknownExport, UnreadableFile
from data.reading import Content, read

HEADERS = (["metric_id", "day", "value"], ["Issue key", "Issue Type", "Status"], ["编号", "需求名称", "所处阶段"])
CELL = st.sampled_from(["", " ", "合计", "Total", "DAU", "Bug", "Story", "metric_id", "2026-01-01", "5", "two\nlines"])
RECORD = st.one_of(st.lists(CELL, max_size=5), st.sampled_from(HEADERS))


@given(st.lists(RECORD, max_size=3), st.sampled_from(HEADERS), st.lists(RECORD, max_size=8))
def test_every_record_but_the_header_is_data_or_blank(above: list[list[str]], header: list[str], below: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([*above, header, *below])
    try:
        [sheet] = read(Content("drawn.csv", out.getvalue().encode()), known=KNOWN, delimiter=",").sheets
        found = parts(sheet)
    except (UnreadableFile, UnknownExport):  # nothing but a header
        return
    assert sum(part.count + part.blank for part in found) == len(sheet) - 1 == len(above) + len(below)
    assert all(part.blank == 0 and part.notes == () for part in found[1:])
    assert [part.count for part in found] == [sum(batch.num_rows for batch in part.batches(3)) for part in found]
