"""Unusual ways of writing cells are read only where signs in the file make them sure; else as ever, or refused with the line."""

import pytest

from tests.data.reading.known import cells, refusal


def test_quotes_escaped_with_backslashes_are_read() -> None:
    assert cells(rb"""id,size
1,"Table, 48\""
2,"C:\dir and 8\'9\" long"
3,"ends in \\"
""") == [["id", "size"], ["1", 'Table, 48"'], ["2", r"C:\dir and 8\'9" + '" long'], ["3", "ends in \\"]]


def test_a_backslash_before_a_closing_quote_is_ordinary_where_nothing_else_speaks_for_it() -> None:
    assert cells(b'id,path\n1,"C:\\dir\\"\n2,"D:\\"\n') == [["id", "path"], ["1", "C:\\dir\\"], ["2", "D:\\"]]


def test_quotes_that_are_not_doubled_are_read_where_all_records_have_the_same_width() -> None:
    text = 'id,what,note\n1,"Boxer, 5" Inseam","soft, warm"\n2,"Round 48"","x, y"\n'
    assert cells(text.encode()) == [["id", "what", "note"], ["1", 'Boxer, 5" Inseam', "soft, warm"], ["2", 'Round 48"', "x, y"]]


@pytest.mark.parametrize("more", ["3,4\n", '3,"say ""hi""",4\n'], ids=["another width", "doubled ones too"])
def test_quotes_that_are_not_doubled_are_refused_where_that_is_not_sure(more: str) -> None:
    text = 'id,what,note\n1,"Boxer, 5" Inseam","soft, warm"\n' + more
    assert refusal(text.encode()) == ("stray_quote", {"file": "some.csv", "line": 2})


def test_columns_in_single_quotes_are_read() -> None:
    text = "id,'name','note'\n1,'Kids' bike, 24\"\"','it''s'\n2,'a','b, c'\n"
    assert cells(text.encode()) == [["id", "name", "note"], ["1", "Kids' bike, 24\"", "it's"], ["2", "a", "b, c"]]


def test_single_quotes_that_do_not_make_whole_columns_stay() -> None:
    text = "id,'name'\n1,'a'\n2,rock 'n' roll\n"
    assert cells(text.encode()) == [["id", "'name'"], ["1", "'a'"], ["2", "rock 'n' roll"]]


def test_space_behind_delimiters_goes_where_quotes_open_behind_it() -> None:
    assert cells(b'id, name, note\n1, "a, b", c\n') == [["id", "name", "note"], ["1", "a, b", "c"]]
    assert cells(b"id, name\n1, a\n") == [["id", " name"], ["1", " a"]]
    assert cells(b'id, name\n1, "a" b\n') == [["id", " name"], ["1", ' "a" b']]


def test_cells_apart_by_spaces_are_refused_for_nothing_tells_them_apart() -> None:
    text = 'id name note\n1 Boxer "soft, warm" \n2 Rod "long, thin" x\n3 Bag "big, red"\n'
    assert refusal(text.encode()) == ("unclear_delimiter", {"file": "some.csv"})
    preamble = 'Report on "Team A, B" so far\nmetric_id,day,value\nm,2026-01-01,5\n'
    assert cells(preamble.encode())[2] == ["m", "2026-01-01", "5"]


def test_a_sign_far_behind_the_beginning_counts_too() -> None:
    head = "id,what\n" + "1,x\n" * 60_000
    assert cells((head + '2,"a \\"b\\", c"\n').encode())[-1] == ["2", 'a "b", c']
    assert cells((head + '2, "a, c"\n').encode())[-1] == ["2", "a, c"]
