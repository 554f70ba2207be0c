"""The view that a request asks for whose answer is no page: its query is that of any page."""

from starlette.requests import Request

from pages.ui.address import read
from pages.ui.replies import reader
from pages.ui.view import View, view_of


def asked(request: Request) -> View:
    """Raises `BoardError` where the store can't be read."""
    at = read({key: request.query_params.getlist(key) for key in request.query_params})
    return view_of(at, reader(request))
