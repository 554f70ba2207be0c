"""How the workbook looks: what may be edited is ink on paper, what is worked out or only repeated is grey, this month is marked."""

from typing import Any

from pages.ui.colours import colours

NUMBER = "[<1000]General;#,##0"  # decimals as they are, thousands grouped
WHOLE, BROKEN, SHARE = "#,##0", "#,##0.0##", "0%"  # of figures that nobody edits, each as it needs
WIDTHS = {
    **dict.fromkeys(("unit", "baseline", "target", "objective_id"), 9),
    **dict.fromkeys(("kr_id", "metric_id", "kr_owner", "objective_owner", "direction"), 12),
    **dict.fromkeys(("interpretation", "strategy", "kr"), 20),
    **dict.fromkeys(("campaign", "objective", "metric", "line"), 14),
}
MONTH_WIDTH = 15
BORDERS = {"campaign": 2, "objective": 1, "kr": 1, "metric": 4, "": 0}  # what begins with a line: thick, thin, dashed
GREY = ("actual", "attainment")
IDS = frozenset(("objective_id", "kr_id", "metric_id", "line"))
RIGHT = frozenset(("baseline", "target"))


class Look:
    """The formats of one workbook, each made when it is first needed."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.ink = colours("light")
        self.made: dict[tuple[tuple[str, object], ...], Any] = {}

    def head(self, *, now: bool) -> Any:
        tone = {"bg_color": self.ink.accent, "font_color": self.ink.paper} if now else {"bg_color": self.ink.hair}
        return self._format({"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 1, "bottom_color": self.ink.muted, **tone})

    def cell(self, column: str, begins: str, *, grey: bool, quoted: bool) -> Any:
        """A cell left of the months."""
        tone = {"font_color": self.ink.muted} if grey else {}
        shape = {"num_format": NUMBER, "align": "right"} if column in RIGHT else {"text_wrap": column not in IDS, "quote_prefix": quoted}
        return self._format({**self._edge(begins), "valign": "top", **shape, **tone})

    def month(self, kind: str, begins: str, value: str | float | None, *, now: bool, quoted: bool) -> Any:
        """A month's cell; of this month with a line on either side."""
        beside = {"left": 1, "right": 1, "left_color": self.ink.accent, "right_color": self.ink.accent} if now else {}
        tone = {"font_color": self.ink.muted, "bg_color": self.ink.hair} if kind in GREY else {}
        if kind == "kp":
            shape: dict[str, object] = {"text_wrap": True, "valign": "top", "quote_prefix": quoted}
        else:
            shape = {"num_format": _figure(kind, value), "align": "right", "valign": "top"}
        return self._format({**self._edge(begins), **beside, **shape, **tone})

    def plain(self, *, bold: bool = False) -> Any:
        return self._format({"text_wrap": True, "valign": "top", "bold": bold})

    def hidden(self) -> Any:
        """What only the importer reads."""
        return self._format({"font_color": self.ink.paper, "font_size": 8})

    def _edge(self, begins: str) -> dict[str, object]:
        return {"top": BORDERS[begins], "top_color": self.ink.muted} if BORDERS[begins] else {}

    def _format(self, style: dict[str, object]) -> Any:
        key = tuple(sorted(style.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format(style)
        return self.made[key]


def _figure(kind: str, value: str | float | None) -> str:
    if kind == "attainment":
        return SHARE
    if kind != "actual":
        return NUMBER
    return BROKEN if isinstance(value, float) and not value.is_integer() else WHOLE
