"""`GET /api/breakdown/<any name>.xlsx?id=<campaign>&<a page's own query>`: the plan of a campaign as a workbook."""

from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from data.errors import BoardError
from pages.ui.replies import attachment, reader, sentence

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def breakdown(request: Request) -> Response:
    """404 with a sentence where there is no such campaign."""
    try:
        found, name = await run_in_threadpool(_made, request)
    except BoardError as error:
        return PlainTextResponse(sentence(error, reader(request)), status_code=HTTPStatus.NOT_FOUND)
    return Response(found, media_type=XLSX, headers={"X-Content-Type-Options": "nosniff"} | attachment(name))


def _made(request: Request) -> tuple[bytes, str]:
    from pages.ui.asked import asked  # noqa: PLC0415 - Streamlit's caches and components want its runtime to be there first
    from pages.ui.workbook.making import made  # noqa: PLC0415

    return made(asked(request))
