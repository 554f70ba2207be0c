"""JSON is read as a table: the objects' keys are its header."""

import json
from typing import Any

import pytest

from data.reading import Line
from tests.data.reading.known import cells, lines, only, refusal

ISSUE = {
    "number": 12,
    "title": "下单, twice",
    "labels": [{"id": "x", "name": "bug"}, {"name": "p1"}],
    "milestone": {"number": 1, "title": "1.0"},
    "assignees": [{"login": "ada"}, {"login": "bob"}],
    "closedAt": None,
    "draft": False,
    "weight": 1.50,
}
HEADER = list(ISSUE)
ROW = ["12", "下单, twice", "bug;p1", "1.0", "ada;bob", "", "FALSE", "1.5"]


def dumped(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def test_an_array_of_objects_is_read() -> None:
    sheet = only(dumped([ISSUE, {"number": 13, "url": "u"}]), "issues.json")
    assert (sheet.encoding, sheet.delimiter) == ("utf-8", None)
    assert sheet.lines() == [Line(1, [*HEADER, "url"]), Line(2, [*ROW, ""]), Line(3, ["13", *[""] * 7, "u"])]


def test_an_object_a_line_is_read_the_same() -> None:
    text = "\n".join(json.dumps(issue) for issue in (ISSUE, {"number": 13})) + "\n"
    assert lines(text.encode()) == lines(dumped([ISSUE, {"number": 13}]))
    assert lines(json.dumps(ISSUE).encode()) == lines(dumped([ISSUE]))


@pytest.mark.parametrize(
    "wrapped",
    [
        {"items": [ISSUE], "total": 1},
        {"data": {"repository": {"issues": {"nodes": [ISSUE], "pageInfo": {"hasNextPage": False}}}}},
        {"data": {"issues": {"edges": [{"cursor": "x", "node": ISSUE}]}}},
    ],
    ids=["items", "nodes", "edges"],
)
def test_an_answer_with_one_array_of_objects_in_it_is_unwrapped(wrapped: dict[str, Any]) -> None:
    assert cells(dumped(wrapped)) == [HEADER, ROW]


def test_lists_that_are_wrapped_within_an_object_stand_for_their_names() -> None:
    value = [{"labels": {"nodes": [{"name": "a"}, {"name": "b"}]}, "tags": ["x", 2], "author": {"login": "ada"}, "odd": {"k": True}, "none": {}}]
    assert cells(dumped(value))[1] == ["a;b", "x;2", "ada", '{"k": true}', ""]


def test_numbers_stay_as_they_stand() -> None:
    assert cells(b'[{"a": 1.50, "b": 12345678901234567890, "c": 1e400}]')[1] == ["1.50", "12345678901234567890", "1e400"]


def test_an_array_of_arrays_is_a_table_too() -> None:
    assert cells(b'[["a", "b"], [1, null], [true]]') == [["a", "b"], ["1", ""], ["TRUE"]]


def test_half_a_character_is_marked_as_one_that_is_lost() -> None:
    assert cells(b'[{"a": "x\\ud83d", "\\ude00": "\\ud83d\\ude00"}]') == [["a", "\ufffd"], ["x\ufffd", "😀"]]


def test_any_encoding_does() -> None:
    assert cells(dumped([{"编号": "一"}]).decode().encode("gb18030")) == [["编号"], ["一"]]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b'[{"a": 1},\n{"b": }]', ("broken_json", {"file": "some.csv", "line": 2})),
        (b'{"a": 1}\n{"a": 2}\n{"a"\n', ("broken_json", {"file": "some.csv", "line": 3})),
        (b"[" * 100_000 + b"]" * 100_000, ("broken_json", {"file": "some.csv", "line": 1})),
        (b'{"a": [{"x": 1}], "b": [{"y": 1}]}', ("no_list", {"file": "some.csv"})),
        (b'[{"a": 1}, 2]', ("no_list", {"file": "some.csv"})),
        (b"[]", ("empty_file", {"file": "some.csv"})),
    ],
    ids=["broken", "a broken line", "endless", "two arrays", "mixed", "nothing"],
)
def test_what_is_no_single_list_of_objects_is_refused(content: bytes, expected: tuple[str, dict[str, object]]) -> None:
    assert refusal(content) == expected


def test_a_table_whose_first_header_stands_in_brackets_is_no_json() -> None:
    assert cells(b"[id],title\n1,a\n")[0] == ["[id]", "title"]
