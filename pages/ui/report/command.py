"""The report for the command line: no server, no session, and nothing printed but what is asked for."""

import os
from dataclasses import fields

from streamlit import get_option
from streamlit.logger import set_log_level

from data.errors import BoardError
from data.settings import home
from metrics.scope import Question, UnknownVersion
from pages.ui.address import Address, Chosen, Subject


def written(question: Question, form: str, language: str, db: str | None = None, campaign: str | None = None) -> bytes:
    """The weekly report, or the closing report of a campaign, as a file's bytes. Raises `BoardError`, `ReversedRange`, `UnknownVersion`."""
    if db:
        os.environ["GOALBOARD_DB"] = db
    _hush()
    from pages.ui.report.making import made  # noqa: PLC0415 - what has caches speaks up when it is imported
    from pages.ui.store import store  # noqa: PLC0415
    from pages.ui.view import view_of  # noqa: PLC0415

    newest = store().version()
    if question.version is not None and not 0 < question.version <= newest:
        raise UnknownVersion(question.version, newest)
    view = view_of(_address(question, language, campaign), language)
    strangers = view.address.unknown_teams + view.address.unknown_objectives
    if strangers:
        raise BoardError("report_of_nobody", names=", ".join(strangers))
    return made(form, view, home() or None)


def _address(question: Question, language: str, campaign: str | None) -> Address:
    asked = {each.name: getattr(question, each.name) for each in fields(question)}
    return Address(Chosen(**asked), language, subject=Subject(campaign) if campaign else None)


def _hush() -> None:
    """Streamlit warns that there is no server, each cache by itself; nobody expects one here."""
    get_option("logger.level")  # reading its settings sets the level anew
    set_log_level("ERROR")
