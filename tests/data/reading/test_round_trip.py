"""Whatever table is written in whatever usual dialect comes back as it was."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.data.reading.known import lines

HEADER = ["编号", "标题", "团队"]
CELL = st.text(alphabet="a=' \"\\,;\t|\r\n-5中，é", max_size=8)


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    rows = draw(st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=8))
    return [HEADER, *rows]


@settings(max_examples=200, deadline=None)
@given(
    rows=tables(),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    always_quoted=st.booleans(),
)
def test_a_table_comes_back_from_any_dialect(rows: list[list[str]], encoding: str, delimiter: str, end: str, always_quoted: bool) -> None:
    text = "".join(delimiter.join(_written(cell, delimiter, always_quoted=always_quoted) for cell in row) + end for row in rows)
    found = lines(text.encode(encoding))
    assert [line.cells for line in found] == rows
    assert [line.number for line in found] == _starts(text)


def _written(cell: str, delimiter: str, *, always_quoted: bool) -> str:
    must = always_quoted or any(mark in cell for mark in f'{delimiter}"\r\n')
    return '"' + cell.replace('"', '""') + '"' if must else cell


def _starts(text: str) -> list[int]:
    """Physical lines on which records start: line ends outside quotes, counted anew."""
    starts, line, quoted = [1], 1, False
    ends = text.replace("\r\n", "\n").replace("\r", "\n")
    for nth, letter in enumerate(ends):
        quoted ^= letter == '"'
        line += letter == "\n"
        if letter == "\n" and not quoted and nth + 1 < len(ends):
            starts.append(line)
    return starts
