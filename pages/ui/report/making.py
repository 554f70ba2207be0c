"""The report of a view as a file of one of its forms; that of an address which names a campaign is the campaign's closing report."""

from collections.abc import Callable
from typing import NamedTuple

from pages.ui.closing import html as closing_html
from pages.ui.closing import lines as closing_lines
from pages.ui.closing.content import closing as closing_report
from pages.ui.markup import Tag
from pages.ui.report import html, lines
from pages.ui.report.content import report
from pages.ui.report.line import Line
from pages.ui.report.markdown import markdown
from pages.ui.report.pdf import pdf
from pages.ui.sitemap import REPORT
from pages.ui.view import View


class Paper(NamedTuple):
    """A report as a document, given the base of its links and what stands above it on screen, and as lines."""

    document: Callable[[str | None, Tag | None], str]
    lines: Callable[[], list[Line]]


def made(form: str, view: View, base: str | None) -> bytes:
    """Links lead to `base`; None where the reader has no way to it. Raises `BoardError` where a form can't be made."""
    return MAKERS[form](_paper(view), view, base)


def called(view: View) -> str:
    """A name for the file: of the week its day, of a campaign its id and the day that its figures are of."""
    subject = view.address.subject
    if subject is None:
        return f"goalboard-{view.scope.as_of}"
    return view.words("closing.file", campaign=subject.id, day=closing_report(view).view.scope.as_of)


def page(view: View) -> str:
    """As it is looked at in a browser, with the ways to print it and to take it along."""
    return _paper(view).document("", _bar(view))


def _paper(view: View) -> Paper:
    if view.address.subject:
        campaign = closing_report(view)
        return Paper(lambda base, bar: closing_html.document(campaign, base, bar), lambda: closing_lines.whole(campaign))
    week = report(view)
    return Paper(lambda base, bar: html.document(week, base, bar), lambda: lines.whole(week))


def _bar(view: View) -> Tag:
    say, at = view.words, view.address
    of = {"id": at.subject.id} if at.subject else {}
    forms = [Tag("a", "", say(f"report.{form}"), href=at.file(f"/api{REPORT}.{form}", **of), download="") for form in MAKERS]
    back = Tag("a", "back", say("report.back"), href=at.here("/campaign") if at.subject else at.link("/"))
    return Tag("nav", "bar", back, Tag("button", "", say("report.print"), type="button", onclick=html.PRINT), *forms, aria_label=say("report.take"))


def _html(of: Paper, _view: View, base: str | None) -> bytes:
    return of.document(base, None).encode()


def _pdf(of: Paper, view: View, base: str | None) -> bytes:
    return pdf(of.document(base, None), view.words)


def _markdown(of: Paper, _view: View, base: str | None) -> bytes:
    return markdown(of.lines(), base).encode()


MAKERS: dict[str, Callable[[Paper, View, str | None], bytes]] = {"html": _html, "pdf": _pdf, "md": _markdown}
