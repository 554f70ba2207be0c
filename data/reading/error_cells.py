"""Cells of a workbook that hold an error (`#N/A`): the library gives them as empty, and an empty cell would clear what is known.

They can be told in .xlsx and .xlsm, whose parts are looked through for their size anyway. In .xls, .xlsb and .ods there is no way
short of a reader of our own: there they stay empty.
"""

import posixpath
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import IO

from lxml import etree

from data.errors import UnreadableFile
from data.reading.content import PIECE, Content
from data.reading.request import Progress
from data.settings import Limits

SIGNS = (b't="e"', b"t='e'")  # looked for as they stand, which is quicker by far than a pattern
WITH_ERROR = etree.XPath("*[@t='e']")
ErrorCells = Mapping[int, list[tuple[int, str]]]  # by row, as Excel numbers it; the cell's place and the error


def error_cells(content: Content, limits: Limits, progress: Progress) -> dict[str, ErrorCells]:
    """By sheet. A workbook that would unpack to more than is allowed is refused before anything unpacks it into memory."""
    with content.open() as file:
        if not zipfile.is_zipfile(file):
            return {}
        try:
            with zipfile.ZipFile(file) as archive:
                suspects = _parts_with_errors(archive, limits, progress)
                return {name: _cells(archive, part) for name, part in _parts(archive) if part in suspects} if suspects else {}
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, KeyError, ValueError, etree.XMLSyntaxError) as error:
            raise UnreadableFile("broken_workbook") from error


def _parts_with_errors(archive: zipfile.ZipFile, limits: Limits, progress: Progress) -> set[str]:
    suspects, unpacked, packed = set(), 0, 0
    whole = sum(info.compress_size for info in archive.infolist()) or 1
    for info in archive.infolist():
        with archive.open(info) as part:
            for piece, has_sign in _pieces(part):
                unpacked += len(piece)
                refuse_too_much(unpacked, limits)
                if has_sign:
                    suspects.add(info.filename)
        packed += info.compress_size
        progress(packed / whole)
    return suspects


def _pieces(part: IO[bytes]) -> Iterator[tuple[bytes, bool]]:
    before = b""
    while piece := part.read(PIECE):
        yield piece, any(sign in piece or sign in before + piece[: len(sign)] for sign in SIGNS)
        before = piece[-len(SIGNS[0]) :]


def refuse_too_much(unpacked: int, limits: Limits) -> None:
    """What an archive says about its own sizes is a claim: bytes are counted as they come out."""
    if unpacked > limits.unpacked_mb << 20:
        raise UnreadableFile("unpacked_too_big", most=limits.unpacked_mb, variable="GOALBOARD_MAX_UNPACKED_MB")


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The sheets' names, and in which part of the file each is."""
    if "xl/_rels/workbook.xml.rels" not in archive.namelist():
        return
    targets = {each.get("Id"): each.get("Target", "") for each in _tree(archive, "xl/_rels/workbook.xml.rels").iter("{*}Relationship")}
    for sheet in _tree(archive, "xl/workbook.xml").iter("{*}sheet"):
        relation = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), None)
        yield sheet.get("name", ""), posixpath.join("/xl", targets.get(relation, "")).lstrip("/")


def _tree(archive: zipfile.ZipFile, part: str) -> etree._Element:
    return etree.fromstring(archive.read(part), etree.XMLParser(resolve_entities=False, no_network=True))


def _cells(archive: zipfile.ZipFile, part: str) -> ErrorCells:
    found = defaultdict[int, list[tuple[int, str]]](list)
    with archive.open(part) as file:
        for _, row in etree.iterparse(file, tag="{*}row", resolve_entities=False, no_network=True):
            for cell in WITH_ERROR(row):
                place = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", cell.get("r", ""))
                if place:
                    found[int(place[2])].append((_column(place[1]), cell.findtext("{*}v") or "#ERROR"))
            row.clear()
            while row.getprevious() is not None:
                del row.getparent()[0]
    return found


def _column(letters: str) -> int:
    """`A` is 0, `AA` 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
