"""The OKR plan as one Excel workbook, to be filled in and imported as it is: a sheet a dataset, a small example, explanations."""

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from data.model.datasets import DATASETS, Column, Dataset
from data.settings import time_zone

PLAN = ("objectives", "key_results", "kr_metrics", "kr_monthly_targets", "kr_values", "teams")
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
SHORT = {"id": "ID", "ids": "IDs", "kr": "KR", "url": "URL"}


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
    other = DATASETS.get(column.names)
    how = say.refers.format(sheet=sheet_name(other, language)) if other else say.kinds[column.kind]
    named = f"{sheet_name(dataset, language)} · {called(column, language)}"
    return named, say.yes if column.required else say.no, how, ", ".join(words_of(column, language))


def example(language: str, today: date) -> dict[str, list[dict[str, Any]]]:
    """A plan small enough to be understood at a glance, by dataset."""
    zh = language == "zh"
    since, until = date(today.year, 1, 1), date(today.year, 12, 31)
    week = [day for n in range(6, -1, -1) if (day := today - timedelta(days=n)) >= since]
    orders, days = ("下单转化率", "发货时长") if zh else ("Checkout conversion", "Days to ship")
    return {
        "objectives": [
            {
                "objective_id": "O1",
                "title": "让购物更顺畅" if zh else "Make shopping smooth",
                "interpretation": "更多访客完成下单，更快收到货" if zh else "More visitors buy, and they get it sooner",
                "owner": "李明" if zh else "Ann Lee",
                "starts_on": since,
                "ends_on": until,
                "weight": 1,
            }
        ],
        "key_results": [
            _key_result("O1-KR1", "下单转化率提升到 5" if zh else "Conversion reaches 5", "李明" if zh else "Ann Lee", "交易" if zh else "Checkout"),
            _key_result("O1-KR2", "发货时长降到 2 天" if zh else "Shipping takes 2 days", "王芳" if zh else "Bo Wang", "物流" if zh else "Logistics"),
        ],
        "kr_metrics": [
            _metric("M1", "O1-KR1", orders, "%", ("提升" if zh else "increase", 3.2, 5), "日" if zh else "day"),
            _metric("M2", "O1-KR2", days, "天" if zh else "days", ("降低" if zh else "decrease", 4, 2), "周" if zh else "week"),
        ],
        "kr_monthly_targets": [
            {"metric_id": "M1", "month": since.replace(month=month), "target": target} for month, target in ((3, 3.6), (6, 4.1), (9, 4.6), (12, 5))
        ],
        "kr_values": [
            *({"metric_id": "M1", "day": day, "value": round(4.2 + n / 50, 2)} for n, day in enumerate(week)),
            *({"metric_id": "M2", "day": day, "value": value} for day, value in ((week[0], 2.9), (week[-1], 2.8))),
        ],
        "teams": [
            {"team": "交易" if zh else "Checkout", "department": "产品技术" if zh else "Product", "lead": "李明" if zh else "Ann Lee"},
            {
                "team": "物流" if zh else "Logistics",
                "department": "产品技术" if zh else "Product",
                "aliases": "仓配;物流组" if zh else "Shipping;Warehouse",
            },
        ],
    }


def _key_result(kr_id: str, title: str, owner: str, module: str) -> dict[str, Any]:
    return {"kr_id": kr_id, "objective_id": "O1", "title": title, "owner": owner, "business_module": module, "weight": 1}


def _metric(metric_id: str, kr_id: str, name: str, unit: str, way: tuple[str, float, float], every: str) -> dict[str, Any]:
    direction, baseline, target = way
    return {
        "metric_id": metric_id,
        "kr_id": kr_id,
        "name": name,
        "unit": unit,
        "direction": direction,
        "baseline": baseline,
        "target": target,
        "every": every,
    }
