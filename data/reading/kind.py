"""What kind of file the bytes are, by their first ones; the file's name is only a claim."""

import re
import zipfile
from enum import StrEnum

from data.reading.content import Content
from data.reading.decoding import head_of, marked, utf_16_without_mark

MAGIC = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x7fELF", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
GZIP = b"\x1f\x8b"
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORKBOOKS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")
PACKAGES = ("[Content_Types].xml", "META-INF/MANIFEST.MF", "mimetype")  # other programs' files, zips too
HTML = re.compile(r"\s*<(?:!doctype\s+html|!--|html|head|meta|table|style|body|div|script|font|\?xml)", re.IGNORECASE)
SPREADSHEET_ML = re.compile(r"\s*<\?xml.{0,400}(?:<\?mso-application|urn:schemas-microsoft-com:office:spreadsheet)", re.IGNORECASE | re.DOTALL)
WEB_ARCHIVE = re.compile(r"\s*(?:MIME-Version:|Content-Type:\s*multipart/related)", re.IGNORECASE)
OBJECTS = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[\[{\]])")


class Kind(StrEnum):
    TEXT = "text"
    WORKBOOK = "workbook"
    HTML = "html"
    SPREADSHEET_ML = "spreadsheet_ml"
    WEB_ARCHIVE = "web_archive"
    OBJECTS = "objects"
    ARCHIVE = "archive"
    GZIP = "gzip"
    BINARY = "binary"


def kind_of(content: Content) -> Kind:
    head = head_of(content)
    if head.startswith(ZIP):
        return _kind_of_zip(content)
    if head.startswith(OLD_EXCEL):
        return Kind.WORKBOOK
    if head.startswith(GZIP):
        return Kind.GZIP
    encoding = marked(head) or utf_16_without_mark(head)
    if head.startswith(MAGIC) or (b"\0" in head and not encoding):
        return Kind.BINARY
    return _kind_of_text(head.decode(encoding or "latin-1", errors="replace"))


def _kind_of_text(head: str) -> Kind:
    """Some trackers name a web page .xls, and so does Excel name its own XML."""
    head = head.removeprefix("\xef\xbb\xbf").removeprefix("\ufeff")
    for pattern, kind in ((SPREADSHEET_ML, Kind.SPREADSHEET_ML), (HTML, Kind.HTML), (WEB_ARCHIVE, Kind.WEB_ARCHIVE), (OBJECTS, Kind.OBJECTS)):
        if pattern.match(head):
            return kind
    return Kind.TEXT


def _kind_of_zip(content: Content) -> Kind:
    try:
        with content.open() as file, zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return Kind.BINARY
    if names.intersection(WORKBOOKS):
        return Kind.WORKBOOK
    return Kind.BINARY if names.intersection(PACKAGES) else Kind.ARCHIVE
