"""What kind of file the bytes are, by their first ones; the file's name is only a claim."""

import io
import re
import zipfile
from enum import StrEnum

MAGIC = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf", b"\x7fELF")
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
HTML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|meta|table|style|\?xml)", re.IGNORECASE)


class Kind(StrEnum):
    TEXT = "text"
    WORKBOOK = "workbook"
    HTML = "html"
    BINARY = "binary"


def kind_of(content: bytes) -> Kind:
    if content.startswith(OLD_EXCEL) or _is_new_excel(content):
        return Kind.WORKBOOK
    if HTML.match(content):  # some trackers name a web page .xls
        return Kind.HTML
    if content.startswith(MAGIC) or (b"\0" in content and not content.startswith(UTF_16)):
        return Kind.BINARY
    return Kind.TEXT


def _is_new_excel(content: bytes) -> bool:
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return False
