"""The ledger as a workbook, written row by row into a file that goes away by itself."""

import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from typing import IO, Any

import xlsxwriter
from django.db.models import QuerySet

from minping.apps.casework.boards.rows import names_of
from minping.apps.casework.boards.words import CLASSES, LEVELS, ORIGINS, SOURCES, STATES
from minping.apps.casework.models import Problem
from minping.core.bundle.written import clean
from minping.core.findings import Text

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CHUNK = 2_000
_RISKY = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_LONGEST = 32_767

_YES = Text("是", "yes")

COLUMNS: Sequence[tuple[Text, int, Callable[[Problem], str | int | date | Text | None]]] = (
    (Text("标题", "Title"), 36, lambda p: p.title),
    (Text("内容", "What it is"), 60, lambda p: p.text),
    (Text("来源", "Source"), 12, lambda p: SOURCES[p.source]),
    (Text("问题由来", "Origin"), 12, lambda p: ORIGINS[p.origin]),
    (Text("类别", "Class"), 12, lambda p: CLASSES[p.klass]),
    (Text("状态", "State"), 14, lambda p: STATES[p.state]),
    (Text("督办层级", "Rung"), 14, lambda p: LEVELS[p.level]),
    (Text("第几代", "Generation"), 8, lambda p: p.generation),
    (Text("逾期", "Overdue"), 8, lambda p: _YES if p.overdue else ""),
    (Text("媒体曝光", "In the media"), 8, lambda p: _YES if p.media else ""),
    (Text("整改责任人", "Answerable"), 14, lambda p: p.handler),
    (Text("职务", "Post"), 16, lambda p: p.handler_post),
    (Text("提出日期", "Raised"), 12, lambda p: p.raised_on),
    (Text("挂号日期", "Registered"), 12, lambda p: p.registered_on),
    (Text("整改期限", "Due"), 12, lambda p: p.deadline),
    (Text("下次研究", "Next look"), 12, lambda p: p.next_date),
    (Text("销号日期", "Cleared"), 12, lambda p: p.cleared_on),
    (Text("观察期至", "Watched until"), 12, lambda p: p.watch_until),
    (Text("重办次数", "Redone"), 8, lambda p: p.counters.get("redo", 0)),
    (Text("延期次数", "Extensions"), 8, lambda p: p.counters.get("extensions", 0)),
    (Text("重点内容", "Topics"), 20, lambda p: "、".join(map(str, p.topics))),
)
"""What stands behind number and unit; nothing of who gave the opinion or who inspected."""


def written(rows: QuerySet[Problem], language: str) -> IO[bytes]:
    """The workbook, opened for reading. Text stays text: never a formula, never a link."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the answer that sends it
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(file, options)
    sheet = _Sheet(book, language)
    names = names_of(rows.order_by().values_list("unit", flat=True).distinct())
    for row in rows.iterator(_CHUNK):
        unit = names.get(row.unit_id, "") if row.unit_id else ""
        sheet.add([row.label, unit, *(take(row) for _, _, take in COLUMNS)])
    sheet.finish()
    book.close()
    file.seek(0)
    return file


class _Sheet:
    """One sheet with a head that stays in sight."""

    def __init__(self, book: Any, language: str) -> None:
        self._language = language
        self._sheet = book.add_worksheet("Problems" if language == "en" else "整改台账")
        self._plain = book.add_format({"valign": "top", "text_wrap": True})
        self._literal = book.add_format({"valign": "top", "text_wrap": True, "quote_prefix": True})
        self._day = book.add_format({"valign": "top", "num_format": "yyyy-mm-dd"})
        head = book.add_format({"bold": True, "bg_color": "#E9EDF1", "border": 1, "text_wrap": True})
        heads = [(Text("编号", "Number"), 12), (Text("单位", "Unit"), 24), *((t, w) for t, w, _ in COLUMNS)]
        for place, (title, width) in enumerate(heads):
            self._sheet.set_column(place, place, width)
            self._sheet.write_string(0, place, title.in_language(language), head)
        self._sheet.freeze_panes(1, 3)
        self._last = len(heads) - 1
        self._next = 1

    def add(self, cells: Sequence[str | int | date | Text | None]) -> None:
        """One row."""
        for place, given in enumerate(cells):
            cell = given.in_language(self._language) if isinstance(given, Text) else given
            if isinstance(cell, date):
                self._sheet.write_datetime(self._next, place, cell, self._day)
            elif isinstance(cell, int):
                self._sheet.write_number(self._next, place, cell, self._plain)
            elif cell:
                text = clean(cell)[:_LONGEST]
                look = self._literal if text.startswith(_RISKY) else self._plain
                self._sheet.write_string(self._next, place, text, look)
        self._next += 1

    def finish(self) -> None:
        """A filter over all rows, and paper that holds all columns."""
        if self._next > 1:
            self._sheet.autofilter(0, 0, self._next - 1, self._last)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)
        self._sheet.repeat_rows(0)
        self._sheet.fit_to_pages(1, 0)
