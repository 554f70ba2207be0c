"""Records: the rows behind any number."""

from pages.ui import record_list
from pages.ui.header import header
from pages.ui.view import current

view = current()
header(view, "records", *record_list.what(view), choose=record_list.choose)
record_list.draw(view)
