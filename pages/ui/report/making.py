"""The report of a view as a file of one of its forms."""

from collections.abc import Callable

from pages.ui.markup import Tag
from pages.ui.report import html, lines
from pages.ui.report.content import Report, report
from pages.ui.report.markdown import markdown
from pages.ui.report.pdf import pdf
from pages.ui.view import View

FORMS = ("html", "pdf", "md")


def made(form: str, view: View, base: str | None) -> bytes:
    """Links lead to `base`; None where the reader has no way to it. Raises `BoardError` where a form can't be made."""
    return MAKERS[form](report(view), base)


def page(view: View) -> str:
    """As it is looked at in a browser, with the ways to print it and to take it along."""
    return html.document(report(view), "", _bar(view))


def _bar(view: View) -> Tag:
    say, at = view.words, view.address
    forms = [Tag("a", "", say(f"report.{form}"), href=at.file(f"/api/report.{form}"), download="") for form in FORMS]
    back = Tag("a", "back", say("report.back"), href=at.link("/"))
    return Tag("nav", "bar", back, Tag("button", "", say("report.print"), type="button", onclick=html.PRINT), *forms, aria_label=say("report.take"))


def _html(found: Report, base: str | None) -> bytes:
    return html.document(found, base).encode()


def _pdf(found: Report, base: str | None) -> bytes:
    return pdf(html.document(found, base), found.view.words)


def _markdown(found: Report, base: str | None) -> bytes:
    return markdown(lines.whole(found), base).encode()


MAKERS: dict[str, Callable[[Report, str | None], bytes]] = {"html": _html, "pdf": _pdf, "md": _markdown}
