"""An Excel workbook being written: texts as texts, never as formulas or links."""

import datetime
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from types import TracebackType

import xlsxwriter

from minping.core.bundle.ballot_rows import EXCEL_ROWS
from minping.core.bundle.rows_out import Value
from minping.core.bundle.written import exact
from minping.core.findings import Finding, Place, RefusedInput, error

_DIGITS = 15
"""Digits that Excel keeps of a number; longer ones are written as text."""

_CELL_TEXT = 32_767
_WIDTH = 18


class WorkbookOut:
    """Sheets are written row by row. Use as a context manager; the file is there when it ends."""

    def __init__(self, path: Path, name: str, year: int) -> None:
        """``name`` is how messages call the file; ``year`` stands in the file's own date, so that the
        same campaign gives the same file."""
        self._name = name
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(str(path), options)
        self._book.set_properties({"created": datetime.datetime(max(year, 1980), 1, 1)})  # noqa: DTZ001
        self._bold = self._book.add_format({"bold": True, "bottom": 1})

    def __enter__(self) -> "WorkbookOut":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._book.close()

    def sheet(self, name: str, header: Sequence[str], rows: Iterable[Iterable[Value]]) -> None:
        """Add a sheet. ``header`` may be empty. Raises ``RefusedInput`` for what Excel cannot hold."""
        sheet = self._book.add_worksheet(name[:31])
        sheet.set_column(0, 30, _WIDTH)
        if header:
            sheet.freeze_panes(1, 0)
            for column, text in enumerate(header):
                sheet.write_string(0, column, text, self._bold)
        for number, row in enumerate(rows, start=1 if header else 0):
            if number >= EXCEL_ROWS:
                raise RefusedInput([_too_many(self._name, name)])
            for column, value in enumerate(row):
                if value != "":
                    self._write(sheet, number, column, value, name)

    def _write(
        self, sheet: xlsxwriter.workbook.Worksheet, row: int, column: int, value: Value, name: str
    ) -> None:
        if isinstance(value, str):
            if len(value) > _CELL_TEXT:
                raise RefusedInput([_too_long(Place(self._name, name, row + 1))])
            sheet.write_string(row, column, value)
            return
        text = exact(Fraction(value))
        if "/" in text or len(text.strip("-").replace(".", "").strip("0")) > _DIGITS:
            sheet.write_string(row, column, text)
        else:
            sheet.write_number(row, column, float(text))


def _too_many(file: str, sheet: str) -> Finding:
    return error(
        "write.too_many_rows",
        f"超过 Excel 工作表的{EXCEL_ROWS:,}行",
        f"more rows than the {EXCEL_ROWS:,} of an Excel sheet",
        "选票较多时请使用文件夹形式",
        "keep a campaign with so many ballots as a folder",
        Place(file, sheet),
    )


def _too_long(place: Place) -> Finding:
    return error(
        "write.text_too_long",
        f"文字超过 Excel 单元格的{_CELL_TEXT:,}字",
        f"a text longer than the {_CELL_TEXT:,} characters of an Excel cell",
        "请缩短文字，或使用文件夹形式",
        "shorten it, or keep the campaign as a folder",
        place,
    )
