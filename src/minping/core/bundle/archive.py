"""Guards in front of the Excel reader: nothing is opened that could blow up in memory.

The reader holds a sheet as a full rectangle, so a file of a few kilobytes with one value in the last
corner of a sheet is as dangerous as a zip bomb. Both are recognised by unpacking the file piece by
piece, counting, and throwing the pieces away.
"""

import io
import re
import zipfile
from collections.abc import Sequence
from typing import BinaryIO

from minping.core.bundle.limits import Limits
from minping.core.findings import Finding, Place, RefusedInput, error
from minping.core.tally.unpacking import BrokenArchiveError, entries_of, locked, pieces
from minping.core.tally.unread_cells import UnreadCells

_SUSPICIOUS = 1 << 20
"""Entries that unpack to less than this may have any ratio."""

_CELL = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_ODS_ROW = re.compile(rb"<table:table-row\b([^>]*)>|<(table:table-cell|table:covered-table-cell)\b([^>]*)>")
_ODS_ROWS = re.compile(rb'number-rows-repeated="([0-9]+)"')
_ODS_COLUMNS = re.compile(rb'number-columns-repeated="([0-9]+)"')


def check_zip(raw: bytes, file: str, limits: Limits) -> UnreadCells:
    """Refuse a packed workbook (xlsx, ods) that is damaged, encrypted or too large when unpacked.

    Gives the cells that were seen on the way and cannot be read. Raises ``RefusedInput``.
    """
    stream = io.BytesIO(raw)
    try:
        entries = entries_of(stream)
        return _seen(stream, entries, file, limits)
    except BrokenArchiveError as broken:
        raise RefusedInput([_broken(file)]) from broken


def _seen(stream: BinaryIO, entries: Sequence[zipfile.ZipInfo], file: str, limits: Limits) -> UnreadCells:
    if len(entries) > limits.entries:
        raise RefusedInput([_bomb(file, f"{len(entries)}个内部文件", f"{len(entries)} entries inside")])
    unread = UnreadCells()
    total = 0
    for entry in entries:
        if locked(entry):
            raise RefusedInput([encrypted(file)])
        extent = _Extent(entry.filename, file, limits)
        size = 0
        for piece in pieces(stream, entry):
            size += len(piece)
            total += len(piece)
            _check_size(size, total, max(entry.compress_size, 1), file, limits)
            extent.feed(piece)
            unread.feed(entry.filename, piece)
        extent.check()
    return unread


def _check_size(size: int, total: int, packed: int, file: str, limits: Limits) -> None:
    if total > limits.unpacked:
        megabytes = limits.unpacked >> 20
        raise RefusedInput([_bomb(file, f"解压后超过{megabytes} MB", f"more than {megabytes} MB unpacked")])
    if size > _SUSPICIOUS and size > packed * limits.ratio:
        shown = f"{limits.ratio}:1"
        raise RefusedInput([_bomb(file, f"压缩比超过{shown}", f"packed tighter than {shown}")])


class _Extent:
    """How far the cells of one sheet reach, read off the XML as it passes by."""

    def __init__(self, name: str, file: str, limits: Limits) -> None:
        self._file, self._limits = file, limits
        self._xlsx = name.startswith("xl/worksheets/") and name.endswith(".xml")
        self._ods = name == "content.xml"
        self._rest = b""
        self._row = self._column = self._row_now = self._column_now = self._repeat = 0

    def feed(self, piece: bytes) -> None:
        if not (self._xlsx or self._ods):
            return
        text = self._rest + piece
        cut = text.rfind(b"<c " if self._xlsx else b"<table:")
        end = len(text) if cut < 0 or len(text) - cut > _SUSPICIOUS else cut
        self._rest = text[end:]
        self._read(text[:end])

    def _read(self, text: bytes) -> None:
        if self._xlsx:
            self._read_xlsx(text)
        else:
            self._read_ods(text)

    def _read_xlsx(self, text: bytes) -> None:
        for letters, digits in _CELL.findall(text):
            self._row = max(self._row, int(digits))
            self._column = max(self._column, _column_number(letters))

    def _read_ods(self, text: bytes) -> None:
        for row, cell, attributes in _ODS_ROW.findall(text):
            if not cell:
                self._row_now += self._repeat
                self._column_now = 0
                self._repeat = _repeated(_ODS_ROWS, row)
                continue
            self._column_now += _repeated(_ODS_COLUMNS, attributes)
            if b"value-type=" in attributes:
                self._column = max(self._column, self._column_now)
                self._row = max(self._row, self._row_now + self._repeat)

    def check(self) -> None:
        self._read(self._rest)
        if self._column > self._limits.columns or self._row * self._column > self._limits.cells:
            shown = f"{self._row:,}×{self._column:,}"
            raise RefusedInput([_bomb(self._file, f"表格延伸到{shown}格", f"a sheet of {shown} cells")])


def _repeated(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found[1][:9]) if found else 1


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def encrypted(file: str) -> Finding:
    """The finding for a workbook that asks for a password."""
    return error(
        "file.encrypted",
        "文件设有打开密码，无法读取",
        "the file is protected by a password",
        "请在 Excel 或 WPS 中取消密码后另存再试",
        "remove the password in Excel or WPS and save it again",
        Place(file),
    )


def _broken(file: str) -> Finding:
    return error(
        "file.broken",
        "工作簿文件已损坏或不完整",
        "the workbook is damaged or incomplete",
        "请用 Excel 或 WPS 打开并重新另存为 .xlsx，或重新取得原文件",
        "open it in Excel or WPS and save it again as .xlsx, or fetch it anew",
        Place(file),
    )


def _bomb(file: str, zh: str, en: str) -> Finding:
    return error(
        "file.bomb",
        f"为安全起见拒绝打开：{zh}",
        f"refused for safety: {en}",
        "请把需要的区域复制到新的工作簿后另存；大批量选票请用 CSV 放入 ballots 文件夹",
        "copy the area that is needed into a new workbook; put large ballot files as CSV into ballots/",
        Place(file),
    )
