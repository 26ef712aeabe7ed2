"""The same workbook back, with what is wrong beside each row; and the blank table to begin with.

Nothing is ever written as a formula or a link: what looks like one carries the mark of literal text.
"""

import contextlib
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import OverlappingRange

from minping.apps.foundation.imports.kinds import ImportColumn, ImportKind
from minping.apps.foundation.imports.reading import REASONS, Mapped
from minping.core.bundle.headers import letters
from minping.core.bundle.sheets import Book
from minping.core.findings import Finding, Severity

RISKY = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}
_CELL_TEXT = 32_767
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


class _Pages:
    """The workbook being written."""

    def __init__(self) -> None:
        self.out = io.BytesIO()
        self._names = {"history"}
        self.book: Any = xlsxwriter.Workbook(self.out, _OPTIONS)
        self.book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 - no clock in a file
        self.plain = self.book.add_format({"font_name": "宋体"})
        self.literal = self.book.add_format({"font_name": "宋体", "quote_prefix": True})
        self.day = self.book.add_format({"font_name": "宋体", "num_format": "yyyy-mm-dd"})
        self.moment = self.book.add_format({"font_name": "宋体", "num_format": "yyyy-mm-dd hh:mm:ss"})
        self.bold = self.book.add_format({"font_name": "宋体", "bold": True, "text_wrap": True})
        self.bad = self.book.add_format(
            {"font_name": "宋体", "bg_color": "#FBE9E7", "font_color": "#B3261E", "quote_prefix": True}
        )
        self.reason = self.book.add_format({"font_name": "宋体", "font_color": "#B3261E", "text_wrap": True})

    def sheet(self, name: str) -> Any:
        """A sheet under a name that Excel allows and that no other has."""
        base = name.translate(_FORBIDDEN).strip("' ")[:31] or "Sheet"
        free, number = base, 1
        while free.casefold() in self._names:
            number += 1
            free = f"{base[: 29 - len(str(number))]}({number})"
        self._names.add(free.casefold())
        return self.book.add_worksheet(free)

    def cell(self, sheet: Any, row: int, column: int, value: object, *, bad: bool = False) -> None:
        """One value as the workbook had it."""
        if value is None or value == "":
            if bad:
                sheet.write_blank(row, column, None, self.bad)
            return
        if isinstance(value, bool):
            sheet.write_boolean(row, column, value, self.bad if bad else self.plain)
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value, self.bad if bad else self.plain)
        elif isinstance(value, datetime | date) and not isinstance(value, timedelta):
            midnight = not isinstance(value, datetime) or value.time() == time()
            sheet.write_datetime(row, column, value, self.day if midnight else self.moment)
        else:
            text = str(value)[:_CELL_TEXT]
            look = self.bad if bad else self.literal if text.startswith(RISKY) else self.plain
            sheet.write_string(row, column, text, look)

    def done(self) -> bytes:
        self.book.close()
        return self.out.getvalue()


def marked_workbook(
    raw: bytes, file: str, mapped: Mapped, findings: Iterable[Finding], language: str
) -> bytes:
    """Every sheet and value of the file as .xlsx, in the mapped sheet a last column with the reasons."""
    book, pages = Book(raw, file), _Pages()
    by_row: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.severity in {Severity.ERROR, Severity.WARNING} and finding.place.row:
            by_row[finding.place.row].append(finding)
    for name in book.names:
        values = book.values(name)
        sheet = pages.sheet(name)
        here = by_row if name == mapped.sheet else {}
        _merge(sheet, book.merges(name), pages)
        _fill(sheet, values, here, _columns_of(values, mapped) if here else {}, pages)
        if name == mapped.sheet:
            _reasons(sheet, values, mapped, here, language, pages)
    return pages.done()


def _merge(sheet: Any, merges: Sequence[tuple[tuple[int, int], tuple[int, int]]], pages: _Pages) -> None:
    for (top, left), (bottom, right) in merges:
        if (top, left) != (bottom, right):
            with contextlib.suppress(OverlappingRange):
                sheet.merge_range(top, left, bottom, right, "", pages.plain)


def _columns_of(values: Sequence[Sequence[object]], mapped: Mapped) -> dict[str, int]:
    """Position of each header by the text that findings call it."""
    head = values[mapped.header - 1] if 0 < mapped.header <= len(values) else []
    named = {str(text).strip(): at for at, text in enumerate(head) if text not in {None, ""}}
    return {**{letters(at): at for at in mapped.columns.values()}, **named}


def _fill(
    sheet: Any,
    values: Sequence[Sequence[object]],
    by_row: Mapping[int, Sequence[Finding]],
    columns: Mapping[str, int],
    pages: _Pages,
) -> None:
    for at, row in enumerate(values):
        bad = {columns.get(f.place.column) for f in by_row.get(at + 1, ()) if f.severity is Severity.ERROR}
        for place, value in enumerate(row):
            pages.cell(sheet, at, place, value, bad=place in bad)


def _reasons(
    sheet: Any,
    values: Sequence[Sequence[object]],
    mapped: Mapped,
    by_row: Mapping[int, Sequence[Finding]],
    language: str,
    pages: _Pages,
) -> None:
    """The column of reasons: in place of one from an earlier round, else after the last column."""
    head = [str(text) for text in values[mapped.header - 1]] if 0 < mapped.header <= len(values) else []
    width = max((len(row) for row in values), default=0)
    column = head.index(REASONS) if REASONS in head else width
    sheet.write_string(max(mapped.header - 1, 0), column, REASONS, pages.bold)
    sheet.set_column(column, column, 60)
    for at in range(mapped.header, len(values)):
        lines = [_short(finding, language) for finding in by_row.get(at + 1, ())]
        if lines:
            sheet.write_string(at, column, "\n".join(lines)[:_CELL_TEXT], pages.reason)
        elif column < width:
            sheet.write_blank(at, column, None, pages.plain)
    sheet.freeze_panes(mapped.header, 0)


def _short(finding: Finding, language: str) -> str:
    """The finding without file, sheet and row, which stand beside it."""
    column = finding.place.column
    zh = f"「{column}」：" if column else ""
    en = f"{column}: " if column else ""
    line = Finding(finding.code, finding.severity, finding.text, finding.remedy).in_language(language)
    return (en if language == "en" else zh) + line


def blank_table(kind: ImportKind, language: str, rows: Sequence[Mapping[str, object]] = ()) -> bytes:
    """A table to fill in: headers with a note on each, ``rows`` begun already, and a sheet that says what each
    column holds."""
    pages = _Pages()
    sheet = pages.sheet(kind.name.in_language(language))
    for at, column in enumerate(kind.columns):
        sheet.write_string(0, at, column.title.in_language(language) + _must(column, "*"), pages.bold)
        note = _must(column, "required. " if language == "en" else "必填。") + column.about.in_language(
            language
        )
        if note:
            sheet.write_comment(0, at, note, {"author": "", "x_scale": 1.5})
        for down, begun in enumerate(rows, 1):
            pages.cell(sheet, down, at, begun.get(column.name))
    sheet.set_column(0, len(kind.columns), 16)
    sheet.freeze_panes(1, 0)
    about = pages.sheet("Notes" if language == "en" else "填写说明")
    about.set_column(0, 0, 20)
    about.set_column(1, 2, 50)
    heads = ("Column", "What it holds", "Example") if language == "en" else ("列", "填什么", "示例")
    for at, text in enumerate(heads):
        about.write_string(0, at, text, pages.bold)
    for row, column in enumerate(kind.columns, 1):
        must = _must(column, "required. " if language == "en" else "必填。")
        for at, text in enumerate(
            (column.title.in_language(language), must + column.about.in_language(language), column.example)
        ):
            pages.cell(about, row, at, text)
    return pages.done()


def _must(column: ImportColumn, word: str) -> str:
    """The word where the column must be filled in."""
    return word if column.required else ""
