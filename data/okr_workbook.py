"""The OKR plan as one Excel workbook, to be filled in and imported as it is: a sheet a dataset, a small example, explanations."""

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from data.model.datasets import DATASETS, Column, Dataset
from data.okr_example import example
from data.settings import time_zone

PLAN = ("campaigns", "objectives", "key_results", "kr_metrics", "kr_monthly_targets", "key_projects", "kr_values", "milestones", "teams")
MANY = 1000  # lines that get the choice of words
WIDE = frozenset({"title", "interpretation", "strategy", "name"})
HEAD, NEEDED = "#eef1f5", "#dbe4f0"


class Language(NamedTuple):
    """What the workbook says of itself in one language."""

    explanations: str
    intro: Sequence[str]
    header: Sequence[str]
    yes: str
    no: str
    kinds: Mapping[str, str]
    refers: str


LANGUAGES = {
    "zh": Language(
        "说明",
        ("每个工作表是计划的一部分。请把示例行换成您的内容，然后在导入页上传整个文件。", "带 * 的列必填；列的顺序不限，用不到的列可以删去。"),
        ("工作表 · 列", "必填", "写法", "可用的词"),
        "是",
        "否",
        {"text": "文字", "number": "数字，不带单位和 %", "day": "日期，如 2026-01-31", "month": "月份，如 2026-01", "texts": "多个之间用 ; 分隔"},
        "“{sheet}”里的编号",
    ),
    "en": Language(
        "Read me",
        (
            "Each sheet is a part of the plan. Put your own lines in the place of the example, then upload the file on the import page.",
            "Columns with a * are needed. Their order doesn't matter, and columns that nobody needs may be deleted.",
        ),
        ("Sheet · column", "Needed", "How it is written", "Allowed words"),
        "yes",
        "no",
        {
            "text": "text",
            "number": "a plain number without unit or %",
            "day": "a date such as 2026-01-31",
            "month": "a month such as 2026-01",
            "texts": "several with ; between them",
        },
        "an id of the sheet {sheet}",
    ),
}
SHORT = {"id": "ID", "ids": "IDs", "kr": "KR", "kp": "KP", "pmo": "PMO", "hr": "HR", "pm": "PM", "url": "URL"}


def template(language: str, today: date | None = None) -> bytes:
    """The workbook in a language, its example up to today, so that the boards show it as it is imported."""
    import xlsxwriter  # noqa: PLC0415 - only who asks for the template waits for it

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}) as book:
        _explain(book, language)
        lines = example(language, today or datetime.now(time_zone()).date())
        for name in PLAN:
            _sheet(book, DATASETS[name], lines[name], language)
    return out.getvalue()


def header(column: Column, language: str) -> str:
    """What a column is called in the workbook; the importer reads it with or without its star."""
    return called(column, language) + ("*" if column.required else "")


def called(column: Column, language: str) -> str:
    """What people call a column: the models know it in Chinese, and its own name is English."""
    return column.label if language == "zh" else _spoken(column.name)


def sheet_name(dataset: Dataset, language: str) -> str:
    return dataset.label if language == "zh" else _spoken(dataset.name)


def _spoken(name: str) -> str:
    words = [SHORT.get(word, word) for word in name.split("_")]
    return " ".join([words[0][:1].upper() + words[0][1:], *words[1:]])


def words_of(column: Column, language: str) -> list[str]:
    """The words a cell may hold, in the language; without one of their own all."""
    chinese = [word for word in column.words if not word.isascii()]
    return chinese if language == "zh" and chinese else [word for word in column.words if word.isascii()]


def _sheet(book: Any, dataset: Dataset, lines: Sequence[Mapping[str, Any]], language: str) -> None:
    sheet = book.add_worksheet(sheet_name(dataset, language))
    formats = {kind: book.add_format({"num_format": shape}) for kind, shape in (("day", "yyyy-mm-dd"), ("month", "yyyy-mm"), ("text", "@"))}
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(dataset.columns):
        head = book.add_format({"bold": True, "bg_color": NEEDED if column.required else HEAD, "bottom": 1})
        sheet.write_string(0, place, header(column, language), head)
        sheet.set_column(
            place, place, 36 if column.name in WIDE else 16, formats.get(column.kind, None if column.kind == "number" else formats["text"])
        )
        if column.words:
            sheet.data_validation(1, place, MANY, place, {"validate": "list", "source": words_of(column, language)})
        for row, line in enumerate(lines, start=1):
            _write(sheet, row, place, line.get(column.name), formats.get(column.kind, formats["text"]))


def _write(sheet: Any, row: int, place: int, value: Any, shape: Any) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, place, value, shape)
    elif isinstance(value, int | float):
        sheet.write_number(row, place, value)
    elif value:
        sheet.write_string(row, place, value, shape)


def _explain(book: Any, language: str) -> None:
    say = LANGUAGES[language]
    sheet = book.add_worksheet(say.explanations)
    bold, wrapped = book.add_format({"bold": True, "bg_color": HEAD, "bottom": 1}), book.add_format({"text_wrap": True, "valign": "top"})
    for row, text in enumerate(say.intro):
        sheet.write_string(row, 0, text)
    first = len(say.intro) + 1
    for place, text in enumerate(say.header):
        sheet.write_string(first, place, text, bold)
    rows = [_explanation(DATASETS[name], column, language) for name in PLAN for column in DATASETS[name].columns]
    for row, cells in enumerate(rows, start=first + 1):
        for place, text in enumerate(cells):
            sheet.write_string(row, place, text, wrapped)
    for place, width in enumerate((34, 10, 40, 60)):
        sheet.set_column(place, place, width)
    sheet.freeze_panes(first + 1, 0)


def _explanation(dataset: Dataset, column: Column, language: str) -> tuple[str, ...]:
    """One cell names both sheet and column: a line that held real headers would look like one."""
    say = LANGUAGES[language]
    sheets = [sheet_name(DATASETS[name], language) for name in column.named if name in PLAN]
    how = say.refers.format(sheet=sheets[0]) if sheets else say.kinds[column.kind]
    named = f"{sheet_name(dataset, language)} · {called(column, language)}"
    return named, say.yes if column.required else say.no, how, ", ".join(words_of(column, language))
