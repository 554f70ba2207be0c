"""Bytes become text: byte order mark, strict UTF-8, GB18030; latin-1 only where the headers make more sense that way."""

import codecs
import re
from collections.abc import Callable

from data.errors import UnreadableFile

HEAD = 1 << 16
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_PAIR = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_PAIR_WITH_LETTER = re.compile(rb"[\x81-\xfe][A-Za-z]")


def decoded(content: bytes, known_in: Callable[[str], int]) -> tuple[str, str]:
    """The text and the name of its encoding; `known_in` tells how many known headers a piece of text begins with."""
    encoding = _encoding(content, known_in)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile("broken_text", encoding=encoding, line=content.count(b"\n", 0, error.start) + 1) from error
    if "\0" in text:
        raise UnreadableFile("binary_file")
    return text, encoding


def _encoding(content: bytes, known_in: Callable[[str], int]) -> str:
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return encoding
    if _is_utf_8(content):
        return "utf-8"
    return "latin-1" if _is_rather_latin(content[:HEAD], known_in) else "gb18030"


def _is_utf_8(content: bytes) -> bool:
    """Also true of damaged UTF-8, which is better refused than read as other characters."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _is_damaged_utf_8(content[max(0, error.start - HEAD) : error.start + HEAD])
    return True


def _is_damaged_utf_8(excerpt: bytes) -> bool:
    """Text in another encoding has a wrong byte nearly everywhere, a damaged file in a few places."""
    text = excerpt.decode("utf-8", errors="replace")
    wrong = text.count("\ufffd") - excerpt.count("\ufffd".encode())
    beyond_ascii = len(text) - len(text.encode("ascii", errors="ignore"))
    return wrong * 4 < beyond_ascii


def _is_rather_latin(head: bytes, known_in: Callable[[str], int]) -> bool:
    """Latin-1 text often decodes as GB18030 too, each accented letter swallowing the plain one behind it."""
    latin, chinese = known_in(head.decode("latin-1")), known_in(head.decode("gb18030", errors="replace"))
    if latin != chinese:
        return latin > chinese
    return len(_PAIR_WITH_LETTER.findall(head)) * 2 > len(_PAIR.findall(head))
