"""Files → raw sheets: CSV, TSV, xlsx, xls, ods. Every cell as text, rows where the spreadsheet has them."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from minping.core.bundle.archive import check_zip, encrypted
from minping.core.bundle.limits import ROSTER, Limits
from minping.core.bundle.separated import separated_rows, trimmed
from minping.core.bundle.text_encoding import decode
from minping.core.bundle.written import clean, unguarded
from minping.core.findings import Finding, Place, RefusedInput, error
from minping.core.tally.unread_cells import UnreadCells
from minping.core.tally.workbooks import cell_text as typed_text

TEXT_SUFFIXES = (".csv", ".tsv", ".txt")
BOOK_SUFFIXES = (".xlsx", ".xls", ".ods")
SUFFIXES = TEXT_SUFFIXES + BOOK_SUFFIXES
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MERGE = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class Sheet:
    """``rows[i]`` is row i + 1 of the spreadsheet; missing cells at the end are left out. ``merges``
    are rectangles ((row, column), (row, column)) from 0. ``unread``: cells such as ``H3`` that hold an
    Excel error or a formula without a value. ``lengths[i]``: how many cells row i + 1 of a text file was
    divided into."""

    file: str
    name: str
    rows: tuple[tuple[str, ...], ...]
    merges: tuple[_MERGE, ...] = ()
    unread: tuple[str, ...] = ()
    lengths: tuple[int, ...] = ()

    @property
    def place(self) -> Place:
        return Place(self.file, self.name)

    def at(self, row: int, column: int) -> str:
        """The text at a position from 0; empty outside."""
        cells = self.rows[row] if 0 <= row < len(self.rows) else ()
        return cells[column] if column < len(cells) else ""


class Book:
    """An opened file. A text file is one sheet without a name. Sheets are read when asked for."""

    def __init__(self, raw: bytes, file: str, limits: Limits = ROSTER) -> None:
        """Raises ``RefusedInput`` for what cannot or must not be opened."""
        self.file, self._limits, self._raw = file, limits, raw
        self._book: CalamineWorkbook | None = None
        self._unread = UnreadCells()
        _check_bytes(raw, file, limits)
        if Path(file).suffix.lower() in TEXT_SUFFIXES:
            _check_text_kind(raw, file)
        else:
            self._open()

    def _open(self) -> None:
        _check_book_kind(self._raw, self.file)
        if self._raw.startswith(_ZIP):
            self._unread = check_zip(self._raw, self.file, self._limits)
        try:
            self._book = CalamineWorkbook.from_filelike(io.BytesIO(self._raw))
        except PasswordError as locked:
            raise RefusedInput([encrypted(self.file)]) from locked
        except CalamineError as broken:
            raise RefusedInput([_unreadable(self.file)]) from broken

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the sheets in order; one empty name for a text file."""
        return ("",) if self._book is None else tuple(self._book.sheet_names)

    def lines(self, name: str) -> str:
        """The first column of a sheet as lines of text, blanks at their beginning kept."""
        if self._book is None:
            return decode(self._raw, self.file)
        rows = self._cells(self._book, name)
        return "\n".join(str(row[0]) if isinstance(row[0], str) else cell_text(row[0]) for row in rows) + "\n"

    def raw_rows(self, name: str) -> list[tuple[str, ...]]:
        """Every row of a workbook's sheet as it stands, nothing cleaned."""
        if self._book is None:
            return []
        return [tuple(map(typed_text, row)) for row in self._cells(self._book, name)]

    def values(self, name: str) -> list[list[object]]:
        """Every cell of a sheet as the workbook holds it: numbers, days and texts, from A1 on. The cells
        of a text file are its texts."""
        if self._book is None:
            return [list(row) for row in separated_rows(decode(self._raw, self.file), self.file)[0]]
        return [list(row) for row in self._cells(self._book, name)]

    def merges(self, name: str) -> tuple[_MERGE, ...]:
        """The merged rectangles of a sheet, ((row, column), (row, column)) from 0."""
        return (
            () if self._book is None else tuple(self._book.get_sheet_by_name(name).merged_cell_ranges or ())
        )

    def sheet(self, name: str = "") -> Sheet:
        """Read one sheet. Raises ``RefusedInput`` when it is empty or above the limits."""
        if self._book is None:
            rows, lengths = separated_rows(decode(self._raw, self.file), self.file)
            sheet = Sheet(self.file, "", rows, lengths=lengths)
        else:
            sheet = self._workbook_sheet(self._book, name)
        _check_rows(sheet, self._limits)
        return sheet

    def _cells(self, book: CalamineWorkbook, name: str) -> Sequence[Sequence[object]]:
        """Every cell from A1 on; nothing for an empty sheet."""
        try:
            sheet = book.get_sheet_by_name(name)
            return [] if sheet.start is None else sheet.to_python(skip_empty_area=False)
        except CalamineError as broken:
            raise RefusedInput([_unreadable(self.file)]) from broken

    def _workbook_sheet(self, book: CalamineWorkbook, name: str) -> Sheet:
        rows = tuple(trimmed(map(cell_text, row)) for row in self._cells(book, name))
        return Sheet(self.file, name, rows, self.merges(name), self._unread.of(name))


def cell_text(value: object) -> str:
    """A spreadsheet value as text: numbers with the 15 digits that Excel has, days as ISO dates."""
    if isinstance(value, str):
        return unguarded(clean(value))
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return _number_text(value)
    if isinstance(value, datetime):
        midnight = not (value.hour or value.minute or value.second)
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, date) else str(value)


def _number_text(value: float) -> str:
    text = f"{value:.15g}"
    if "e" not in text:
        return text
    return f"{value:.15f}".rstrip("0").rstrip(".") if abs(value) < 1 else str(int(value))


def _check_bytes(raw: bytes, file: str, limits: Limits) -> None:
    if len(raw) > limits.file_bytes:
        raise RefusedInput([too_large(file, len(raw), limits.file_bytes)])
    if not raw.strip(b"\x00\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise RefusedInput([empty(Place(file))])


def _check_text_kind(raw: bytes, file: str) -> None:
    if raw.startswith((_ZIP, _OLE)):
        suffix = "xls" if raw.startswith(_OLE) else "xlsx"
        raise RefusedInput([_wrong_kind(file, "Excel 工作簿", "an Excel workbook", suffix)])
    if raw.startswith(b"%PDF-"):
        raise RefusedInput([_wrong_kind(file, " PDF 文件", "a PDF file", "")])
    if _is_web_page(raw):
        raise RefusedInput([_wrong_kind(file, "网页（HTML）", "a web page (HTML)", "")])


def _check_book_kind(raw: bytes, file: str) -> None:
    suffix = Path(file).suffix.lower()
    if suffix not in BOOK_SUFFIXES:
        raise RefusedInput([unknown_suffix(file, suffix)])
    if raw.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in raw:
            raise RefusedInput([encrypted(file)])
        if suffix != ".xls":
            raise RefusedInput([_wrong_kind(file, "旧版 Excel 文件", "an old Excel file", "xls")])
    elif raw.startswith(_ZIP):
        ods = b"application/vnd.oasis.opendocument.spreadsheet" in raw[:200]
        if suffix != (".ods" if ods else ".xlsx"):
            real = "ods" if ods else "xlsx"
            raise RefusedInput([_wrong_kind(file, f"{real} 工作簿", f"an {real} workbook", real)])
    elif _is_web_page(raw):
        raise RefusedInput([_wrong_kind(file, "网页（HTML）", "a web page (HTML)", "")])
    else:
        raise RefusedInput([_unreadable(file)])


def _is_web_page(raw: bytes) -> bool:
    head = raw[:2048].lower()
    return b"<html" in head or b"<table" in head


def _check_rows(sheet: Sheet, limits: Limits) -> None:
    most = limits.rows
    number = sum(1 for row in sheet.rows if any(row))
    if not number:
        raise RefusedInput([empty(sheet.place)])
    if number > most:
        finding = error(
            "table.too_many_rows",
            f"共{number:,}行，超过上限{most:,}行",
            f"{number:,} rows, more than the {most:,} allowed",
            "请拆分名单，或核对是否误选了整张表",
            "split the table, or check whether a whole sheet was selected by mistake",
            sheet.place,
        )
        raise RefusedInput([finding])
    size = sum(len(cell.encode()) + 1 for row in sheet.rows for cell in row)
    if size > limits.text_bytes:
        raise RefusedInput([too_large(sheet.file, size, limits.text_bytes, sheet.name)])


def too_large(file: str, size: int, most: int, sheet: str = "") -> Finding:
    """The finding for a file or sheet above the limit in bytes."""
    shown, limit = f"{size / (1 << 20):.1f} MB", f"{most / (1 << 20):.0f} MB"
    return error(
        "file.too_large",
        f"大小{shown}，超过上限{limit}",
        f"{shown}, more than the {limit} allowed",
        "请拆分文件，或删除图片和多余的列",
        "split it, or remove pictures and columns that are not needed",
        Place(file, sheet),
    )


def empty(place: Place) -> Finding:
    """The finding for a file or sheet without content."""
    return error(
        "file.empty",
        "没有内容",
        "there is no content",
        "请填写数据；不需要的表可以删除",
        "fill in the data, or remove the table if it is not needed",
        place,
    )


def _unreadable(file: str) -> Finding:
    return error(
        "file.unreadable",
        "不是可识别的 Excel 文件",
        "not an Excel file that can be read",
        "请用 Excel 或 WPS 打开后另存为 .xlsx",
        "open it in Excel or WPS and save it as .xlsx",
        Place(file),
    )


def _wrong_kind(file: str, zh: str, en: str, suffix: str) -> Finding:
    fix_zh = f"请把扩展名改为 .{suffix}，" if suffix else "请"
    fix_en = f"rename it to .{suffix}, or " if suffix else ""
    return error(
        "file.wrong_kind",
        f"扩展名与内容不符：实际是{zh}",
        f"the extension does not fit the content: it is {en}",
        f"{fix_zh}{'或' if suffix else ''}用 Excel 或 WPS 打开后另存为 .xlsx",
        f"{fix_en}open it in Excel or WPS and save it as .xlsx",
        Place(file),
    )


def unknown_suffix(file: str, suffix: str) -> Finding:
    """The finding for a file of a kind that is not read."""
    return error(
        "file.unknown_kind",
        f"不支持 {suffix or '没有扩展名'} 的文件",
        f"files of kind {suffix or '(no extension)'} are not read",
        f"请另存为 .xlsx 或 CSV（可读：{'、'.join(SUFFIXES)}；不接受带宏的工作簿）",
        f"save it as .xlsx or CSV (readable: {', '.join(SUFFIXES)}; no workbooks with macros)",
        Place(file),
    )
