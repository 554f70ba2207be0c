"""The report on paper: A4 pages with numbers, fonts inside, Chinese where there is any."""

import io
import re
from functools import cache

import plutoprint

from data.errors import BoardError
from pages.ui.pictures.drawing import FONT
from pages.ui.words import Words

CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff]")
PROBES = ("永", "国")  # two characters that look alike only as empty boxes
NUMBERS = '<style>@page{{@bottom-right{{content:"{numbers}";font-family:{font};font-size:9pt;color:#5a6573}}}}</style></head>'


class _Nowhere(plutoprint.ResourceFetcher):
    """What a page carries within itself is read, nothing else."""

    def fetch_url(self, url: str) -> plutoprint.ResourceData:
        if not url.startswith("data:"):
            raise ValueError(url[:80])
        return plutoprint.default_resource_fetcher.fetch_url(url)


def pdf(html: str, say: Words) -> bytes:
    """Raises `BoardError` where the report has Chinese and the machine no font for it: nobody can read empty boxes."""
    if CHINESE.search(html) and not has_chinese():
        raise BoardError("no_chinese_font")
    numbers = say("report.page", page='" counter(page) "', pages='" counter(pages) "')
    out = io.BytesIO()
    _book(html.replace("</head>", NUMBERS.format(numbers=numbers, font=FONT), 1)).write_to_pdf_stream(out)
    return out.getvalue()


@cache
def has_chinese() -> bool:
    """Whether two Chinese characters come out different."""
    first, second = (_drawn(probe) for probe in PROBES)
    return first != second


def _drawn(text: str) -> bytes:
    out = io.BytesIO()
    _book(f'<body style="margin:0;font:32px {FONT}">{text}</body>').write_to_png_stream(out)
    return out.getvalue()


def _book(html: str) -> plutoprint.Book:
    book = plutoprint.Book(plutoprint.PAGE_SIZE_A4, media=plutoprint.MEDIA_TYPE_PRINT)
    book.custom_resource_fetcher = _Nowhere()
    book.load_html(html)
    return book
