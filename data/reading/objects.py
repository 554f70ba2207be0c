"""JSON becomes one sheet: an array of objects, or an object a line; their keys are the header."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from data.errors import UnreadableFile
from data.reading.content import Content
from data.reading.decoding import text_of
from data.reading.encoding import encoding_of
from data.reading.request import Progress, Request, within
from data.reading.sheet import Sheet
from data.reading.shelf import Shelf

NAMES = ("name", "title", "login")  # what stands for an object within an object, the first it has
LISTS = ("nodes", "edges", "items")
CHECKED = 0.3
_DECODER = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)  # numbers stay as they stand
_HALF = re.compile("[\ud800-\udfff]")  # half a character, where a program cut a text in the middle of one

Object = dict[str, Any]
Record = tuple[int, list[str]]


def objects_sheet(content: Content, request: Request, shelf: Shelf, progress: Progress) -> Sheet:
    encoding = encoding_of(content, request.encoding, lambda head: request.known_in(head.split('"')), within(progress, 0, CHECKED))
    with content.open() as file, text_of(file, encoding.name) as decoded:
        text = decoded.read()
    try:
        records = _records(_rows(text, request))
    except RecursionError as error:
        raise UnreadableFile("broken_json", line=1) from error
    progress(0.6)
    sheet = shelf.sheet(None, records)
    if sheet is None:
        raise UnreadableFile("empty_file")
    return replace(sheet, encoding=encoding.name, doubt=encoding.doubt)


def _rows(text: str, request: Request) -> list[Any]:
    try:
        return _array(_DECODER.decode(text), request)
    except json.JSONDecodeError as error:
        if not error.msg.startswith("Extra data"):
            raise UnreadableFile("broken_json", line=error.lineno) from error
    return list(_lines(text))


def _lines(text: str) -> Iterator[Any]:
    """An object a line, with any other object than the first where a line has none."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield _DECODER.decode(line)
            except json.JSONDecodeError as error:
                raise UnreadableFile("broken_json", line=number) from error


def _array(value: Any, request: Request) -> list[Any]:
    """The array itself, or the only array of objects within an object, unless the object looks more like what is wanted itself."""
    if isinstance(value, list):
        return value
    found = list(_arrays(value))
    if isinstance(value, dict) and (not found or request.known_in(value) > max(request.known_in(array[0]) for array in found)):
        return [value]
    if len(found) != 1:
        raise UnreadableFile("no_list")
    return found[0]


def _arrays(value: Any) -> Iterator[list[Object]]:
    for each in value.values() if isinstance(value, dict) else ():
        if isinstance(each, list) and each and all(isinstance(one, dict) for one in each):
            yield each
        yield from _arrays(each)


def _records(rows: list[Any]) -> Iterable[Record]:
    if rows and all(isinstance(row, list) for row in rows):
        return ((number, [_text(value) for value in row]) for number, row in enumerate(rows, start=1))
    if not all(isinstance(row, dict) for row in rows):
        raise UnreadableFile("no_list")
    objects = [_unwrapped(row) for row in rows]
    header = list(dict.fromkeys(key for row in objects for key in row))
    body = ((number, [_text(row.get(key)) for key in header]) for number, row in enumerate(objects, start=2))
    return _with_header(header, body)


def _with_header(header: list[str], body: Iterable[Record]) -> Iterator[Record]:
    yield 1, list(map(_text, header))
    yield from body


def _unwrapped(row: Object) -> Object:
    """An edge of a graph stands for its node."""
    node = row.get("node")
    return node if isinstance(node, dict) and row.keys() <= {"node", "cursor"} else row


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value if value.isascii() else _HALF.sub("\ufffd", value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, list):
        return ";".join(map(_text, value))
    if isinstance(value, dict):
        return _name(_unwrapped(value))
    return ""


def _name(value: Object) -> str:
    """What stands for an object: its name, or those of the list that it wraps, or all of it."""
    inner = next((value[key] for key in NAMES if isinstance(value.get(key), str)), None)
    if inner is None:
        inner = next((value[key] for key in LISTS if isinstance(value.get(key), list)), None)
    return _text(inner) if inner is not None else json.dumps(value, ensure_ascii=False) if value else ""
