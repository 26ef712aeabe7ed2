"""Text files as they come from offices → UTF-8 files with plain rows. Standard library only, streaming."""

import codecs
import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from minping.core.findings import Finding, Place, error
from minping.core.tally.encodings import TextKind, encoding_name, sniff_encoding

HEAD = 1 << 18
LONGEST_CELL = 1 << 28
_CHUNK = 1 << 22


def transcode(source: Path, encoding: str, target: Path, place: Place) -> Finding | None:
    """Write ``source`` as UTF-8; returns a finding when there are bytes that are no text."""
    decoder = codecs.getincrementaldecoder(encoding)()
    lines = 1
    with source.open("rb") as read, target.open("w", encoding="utf-8", newline="") as write:
        while True:
            chunk = read.read(_CHUNK)
            pending, _ = decoder.getstate()
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as fault:
                good = (pending + chunk)[: fault.start]
                text = codecs.getincrementaldecoder(encoding)().decode(good)
                return bad_bytes(place, lines + text.count("\n"), encoding)
            lines += text.count("\n")
            write.write(text)
            if not chunk:
                return None


def bad_bytes(place: Place, row: int, encoding: str) -> Finding:
    """Bytes that are no text in the file's encoding."""
    name = encoding_name(encoding)
    return error(
        "ballots.bad_bytes",
        f"有不是文字的字节（按 {name} 读取）。",
        f"There are bytes that are no text (read as {name}).",
        "请用 Excel 或 WPS 打开原文件，另存为「CSV UTF-8」再提交。",
        "Open the original in a spreadsheet and save it again as CSV UTF-8.",
        Place(place.file, place.sheet, row),
    )


def bad_line(path: Path) -> tuple[int, TextKind] | None:
    """The number of the first line that is not UTF-8, and what it and those after it are in; or None."""
    with path.open("rb") as read:
        for number, line in enumerate(read, start=1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                return number, sniff_encoding(line + read.read(HEAD))
    return None


@dataclass
class Rewritten:
    """Outcome of ``rewrite``: rows with too few or too many cells (spreadsheet rows)."""

    rows: int = 0
    ragged: int = 0
    first_ragged: int | None = None
    sample: tuple[int, int] = (0, 0)


def spreadsheet_rows(path: Path, delimiter: str) -> Iterator[list[str]]:
    """The rows of a UTF-8 CSV file as a spreadsheet counts them, empty lines included."""
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        with path.open(encoding="utf-8-sig", newline="") as read:
            yield from csv.reader((line.replace("\0", "") for line in read), delimiter=delimiter)
    finally:
        csv.field_size_limit(before)


def rewrite(path: Path, delimiter: str, skip: int, width: int, target: Path) -> Rewritten:
    """Write the data rows of a CSV file that is not strictly regular as plain comma-separated rows.

    Surplus empty cells go; a first column holds the spreadsheet row. Rows with the wrong number of
    cells are counted and left out.
    """
    outcome = Rewritten()
    with target.open("w", encoding="utf-8", newline="") as write:
        writer = csv.writer(write, lineterminator="\n")
        for number, row in enumerate(spreadsheet_rows(path, delimiter), start=1):
            if number <= skip or not any(cell.strip() for cell in row):
                continue
            cells = fitted(row, width)
            if cells is None:
                outcome.ragged += 1
                if outcome.first_ragged is None:
                    outcome.first_ragged, outcome.sample = number, (len(row), width)
                continue
            outcome.rows += 1
            writer.writerow([number, *cells])
    return outcome


def fitted(row: Sequence[str], width: int) -> list[str] | None:
    """The row cut to ``width`` cells if only empty ones are lost; None when it does not fit."""
    if len(row) < width or any(cell.strip() for cell in row[width:]):
        return None
    return list(row[:width])


def ragged_finding(outcome: Rewritten, place: Place) -> Finding:
    """Rows whose number of cells is not the header's."""
    has, wants = outcome.sample
    return error(
        "ballots.ragged_row",
        f"该行有 {has} 格，首行有 {wants} 格（共 {outcome.ragged} 行如此）。",
        f"The row has {has} cells, the header {wants} ({outcome.ragged} such rows).",
        "请检查漏打的分隔符、没有成对的引号，或单元格内的换行。",
        "Look for a missing delimiter, an unpaired quote or a line break inside a cell.",
        Place(place.file, place.sheet, outcome.first_ragged),
    )


def mark_rows(path: Path, delimiter: str, skip: int, wanted: Sequence[int]) -> dict[int, int]:
    """Spreadsheet rows of data rows (counted from 0, empty rows not counted)."""
    if not wanted:
        return {}
    left, rows, index = set(wanted), {}, -1
    for number, row in enumerate(spreadsheet_rows(path, delimiter), start=1):
        if number <= skip or not row:
            continue
        index += 1
        if index in left:
            rows[index] = number
            left.discard(index)
            if not left:
                break
    return rows
