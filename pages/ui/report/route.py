"""`GET /report?<a page's own query>`: the report to look at and print; with a campaign's id that campaign's closing report.

`GET /api/report.<html|pdf|md>`: the same as a file.
"""

from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from data.errors import BoardError
from data.settings import home
from pages.ui.replies import attachment, reader, sentence

KINDS = {"html": "text/html; charset=utf-8", "pdf": "application/pdf", "md": "text/markdown; charset=utf-8"}
HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}


async def look(request: Request) -> Response:
    try:
        return HTMLResponse(await run_in_threadpool(_page, request), headers=HEADERS)
    except BoardError as error:
        return _refused(error, request, _status(error))


def _status(error: BoardError) -> HTTPStatus:
    return HTTPStatus.NOT_FOUND if error.code == "no_campaign_of_id" else HTTPStatus.SERVICE_UNAVAILABLE


async def take(request: Request) -> Response:
    """404 where there is no such form or campaign, 503 where it can't be made."""
    form = request.path_params["form"]
    if form not in KINDS:
        return _refused(BoardError("no_report_form", form=form, forms=", ".join(KINDS)), request, HTTPStatus.NOT_FOUND)
    try:
        found, name = await run_in_threadpool(_made, form, request)
    except BoardError as error:
        return _refused(error, request, _status(error))
    return Response(found, media_type=KINDS[form], headers=HEADERS | attachment(f"{name}.{form}"))


def _refused(error: BoardError, request: Request, status: int) -> Response:
    return PlainTextResponse(sentence(error, reader(request)), status_code=status)


def _page(request: Request) -> str:
    from pages.ui.asked import asked  # noqa: PLC0415 - Streamlit's caches and components want its runtime to be there first
    from pages.ui.report.making import page  # noqa: PLC0415

    return page(asked(request))


def _made(form: str, request: Request) -> tuple[bytes, str]:
    from pages.ui.asked import asked  # noqa: PLC0415 - as above
    from pages.ui.report.making import called, made  # noqa: PLC0415

    view = asked(request)
    return made(form, view, home() or str(request.base_url).rstrip("/")), called(view)
