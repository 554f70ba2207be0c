"""What leaves the product for other programs: web addresses worth following, and text that no spreadsheet takes for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def web_address(url: str | None) -> str:
    """The address if it is http or https, else nothing to follow."""
    try:
        parts = urlsplit((url or "").strip())
    except ValueError:
        return ""
    return (url or "").strip() if parts.scheme in {"http", "https"} and parts.netloc else ""


def table_file(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV that Excel opens as UTF-8. Numbers stay numbers; text that would be a formula gets a leading `'`."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_text(name) for name in header])
    writer.writerows([_text(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _text(value: object) -> object:
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return "" if value is None else value
