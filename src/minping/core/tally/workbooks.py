"""Excel and OpenDocument workbooks with ballots → plain CSV, sheet by sheet (python-calamine)."""

import datetime
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import Any

from minping.core.findings import Finding, Place, error, warning
from minping.core.tally.columns import Header, HeaderReader, header_findings
from minping.core.tally.problems import MOST_PER_FILE
from minping.core.tally.sources import (
    HEADER_ROWS,
    BallotFile,
    Source,
    Workspace,
    empty_finding,
    numbered_source,
    write_rows,
)
from minping.core.tally.unpacking import BrokenArchiveError, entries_of, pieces
from minping.core.tally.unpacking import locked as protected
from minping.core.tally.unread_cells import UnreadCells, position

MAX_UNPACKED = 4 << 30
MAX_RATIO = 200
RATIO_FROM = 64 << 20
MAX_COLUMNS = 702
_OLE = b"\xd0\xcf\x11\xe0"
_WIDE = re.compile(rb'\sr="[A-Z]{3}\d')


def open_workbook(
    file: BallotFile, reader: HeaderReader, workspace: Workspace
) -> tuple[list[Source], list[Finding]]:
    """The sheets of a workbook that hold ballots, each as a source; what is wrong with the others."""
    import python_calamine as calamine  # noqa: PLC0415 - loaded when a workbook is met

    unread = UnreadCells()
    fault = locked(file) or bomb(file.path, file.place, unread)
    if fault is not None:
        return [], [fault]
    try:
        with calamine.CalamineWorkbook.from_path(file.path) as book:
            names = [name for name in book.sheet_names if not file.sheet or name == file.sheet]
            if not names:
                return [], [_no_sheet(file, book.sheet_names)]
            opened = [_open_sheet(file, book, name, reader, workspace, unread) for name in names]
    except (calamine.CalamineError, OSError, ValueError) as broken:
        return [], [_unreadable(file.place, broken)]
    return _chosen(file, opened)


def _chosen(
    file: BallotFile, opened: Sequence[tuple[Source | None, list[Finding]]]
) -> tuple[list[Source], list[Finding]]:
    sources = [source for source, _ in opened if source is not None]
    findings = [finding for source, told in opened if source is not None for finding in told]
    if not sources:
        told = [finding for _, of_sheet in opened for finding in of_sheet]
        return [], told or [empty_finding(file.place)]
    for source, of_sheet in opened:
        if source is None and of_sheet:
            findings.append(_passed_over(of_sheet[0].place))
    return sources, findings


def _open_sheet(
    file: BallotFile, book: Any, name: str, reader: HeaderReader, workspace: Workspace, unread: UnreadCells
) -> tuple[Source | None, list[Finding]]:
    place = replace(file.place, sheet=name)
    rows = ([cell_text(cell) for cell in row] for row in book.get_sheet_by_name(name).iter_rows())
    first = list(islice(rows, HEADER_ROWS))
    if not any(any(row) for row in first):
        return None, []
    header, end = reader.find(first)
    findings = header_findings(header, replace(place, row=end))
    if not header.usable:
        return None, findings
    target = workspace.new(".csv")
    numbered = enumerate(chain(first[end:], rows), start=end + 1)
    if not write_rows(numbered, header.width, target):
        return None, [empty_finding(place)]
    findings += _unread_findings(unread.of(name), header, place, end)
    return numbered_source(place, target, header), findings


def _unread_findings(cells: Sequence[str], header: Header, place: Place, end: int) -> list[Finding]:
    """Errors for cells of ballots below the header that hold no value that can be read."""
    columns = {at: header.written[name] for name, at in header.positions.items()}
    places = [(cell, *position(cell)) for cell in cells]
    return [
        error(
            "ballots.excel_error",
            f"单元格 {cell} 是 Excel 错误值或没有算出结果的公式。",
            f"Cell {cell} holds an Excel error or a formula without a result.",
            "请在 Excel 中改正，或粘贴为数值后保存。",
            "Mend it in Excel, or paste it as a value, and save.",
            replace(place, row=row, column=columns[column]),
        )
        for cell, row, column in places
        if row > end and column in columns
    ][:MOST_PER_FILE]


def cell_text(cell: object) -> str:
    """A cell as the text that a person would have typed: whole numbers without decimals, ISO dates."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(sep=" ")
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    return str(cell)


def locked(file: BallotFile) -> Finding | None:
    """A finding when the workbook asks for a password."""
    with file.path.open("rb") as opened:
        if opened.read(len(_OLE)) != _OLE or "EncryptedPackage".encode("utf-16-le") not in opened.read():
            return None
    return _locked_finding(file.place)


def _locked_finding(place: Place) -> Finding:
    return error(
        "ballots.locked",
        "工作簿设有打开密码，无法读取。",
        "The workbook is protected by a password.",
        "请在 Excel 或 WPS 中取消密码，另存后再提交。",
        "Remove the password in Excel or WPS and save it again.",
        place,
    )


def bomb(path: Path, place: Place, unread: UnreadCells) -> Finding | None:
    """Whether a zipped workbook unpacks to far more than it should, or is spread absurdly wide.

    The members are unpacked once, without keeping them: what the archive says of its sizes is not
    believed, and a sheet with one far-off cell would be laid out in full. ``unread`` takes note on the way.
    """
    if not zipfile.is_zipfile(path):
        return None
    unpacked = 0
    try:
        with path.open("rb") as stream:
            for member in entries_of(stream):
                size = 0
                tail = b""
                if protected(member):
                    return _locked_finding(place)
                for chunk in pieces(stream, member):
                    size, unpacked = size + len(chunk), unpacked + len(chunk)
                    if unpacked > MAX_UNPACKED or _inflated(size, member.compress_size):
                        return _bomb_finding(place)
                    if "worksheets/" in member.filename and _WIDE.search(tail + chunk):
                        return _wide_finding(place)
                    tail = chunk[-16:]
                    unread.feed(member.filename, chunk)
    except (BrokenArchiveError, OSError) as broken:
        return _unreadable(place, broken)
    return None


def _inflated(size: int, packed: int) -> bool:
    return size > RATIO_FROM and size > MAX_RATIO * max(packed, 1)


def _bomb_finding(place: Place) -> Finding:
    return error(
        "ballots.zip_bomb",
        "工作簿解压后大得异常，未读取。",
        "The workbook unpacks to an abnormal size; it was not read.",
        "请另存为新的工作簿，或导出为 CSV UTF-8 再提交。",
        "Save it as a new workbook, or export it as CSV UTF-8.",
        place,
    )


def _wide_finding(place: Place) -> Finding:
    return error(
        "ballots.too_wide",
        f"工作表超过 {MAX_COLUMNS} 列，未读取。",
        f"A sheet has more than {MAX_COLUMNS} columns; it was not read.",
        "请删去右侧远处的单元格，另存后再提交。",
        "Delete the cells far to the right and save it again.",
        place,
    )


def _no_sheet(file: BallotFile, names: Sequence[str]) -> Finding:
    listed = "、".join(names)
    return error(
        "ballots.no_sheet",
        f"没有名为「{file.sheet}」的工作表（有：{listed}）。",
        f"There is no sheet “{file.sheet}” (there are: {listed}).",
        "请核对工作表名称。",
        "Check the sheet's name.",
        file.place,
    )


def _passed_over(place: Place) -> Finding:
    return warning(
        "ballots.sheet_passed_over",
        "该工作表没有选票的列名或没有选票，已略过。",
        "The sheet has no ballot header or no ballots and was passed over.",
        place=place,
    )


def _unreadable(place: Place, fault: Exception) -> Finding:
    return error(
        "ballots.unreadable",
        "工作簿无法读取：文件已损坏、不完整，或不是 Excel 文件。",
        f"The workbook cannot be read: it is damaged, incomplete or no Excel file ({fault}).",
        "请用 Excel 或 WPS 打开，另存为 xlsx 或 CSV UTF-8 再提交；打不开的，请重新取得原文件。",
        "Open it in Excel or WPS and save it as xlsx or CSV UTF-8; fetch it anew if it cannot be opened.",
        place,
    )
